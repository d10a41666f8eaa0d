#pragma once

#include "models/base/Result.h"
#include "models/base/Secret.h"
#include "models/workspace/Connection.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pb::connectors::kafka {

/// What a Kafka connection needs. Names and values are librdkafka's (CONFIGURATION.md of 2.0.2).
struct Settings {
    std::string name;                    ///< of the connection, for sentences
    std::string brokers;                 ///< "host:port,host:port"
    std::string security = "plaintext";  ///< plaintext, ssl, sasl_plaintext, sasl_ssl
    std::string mechanism = "PLAIN";     ///< of SASL: PLAIN, SCRAM-SHA-256, SCRAM-SHA-512
    std::string username;
    Secret password;
    std::string caFile, certificateFile, keyFile;
    Secret keyPassword;
    int timeoutMs = 10'000;              ///< of one call

    bool usesTls() const { return security.ends_with("ssl"); }
    bool usesLogin() const { return security.starts_with("sasl"); }
    /// host and port of each broker in the list
    std::vector<std::pair<std::string, int>> addresses() const;
};

/// JSON Schema of the settings object.
std::string_view settingsSchema();

/// From the connection's settings; `secret:NAME` values are asked of the store.
Result<Settings> readSettings(const workspace::ConnectionSettings& settings, const workspace::ConnectionContext& context);

}  // namespace pb::connectors::kafka

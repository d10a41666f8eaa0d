#include "connectors/kafka/Settings.h"

#include "models/base/Text.h"
#include "models/document/Json.h"

#include <charconv>

namespace pb::connectors::kafka {

std::vector<std::pair<std::string, int>> Settings::addresses() const {
    std::vector<std::pair<std::string, int>> list;
    std::string_view rest = brokers;
    while (!rest.empty()) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        const std::string_view one = rest.substr(0, comma);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
        const std::size_t colon = one.rfind(':');
        int port = 9092;
        if (colon != std::string_view::npos) {
            std::from_chars(one.data() + colon + 1, one.data() + one.size(), port);
        }
        list.emplace_back(one.substr(0, colon), port);
    }
    return list;
}

std::string_view settingsSchema() {
    return R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "required": ["brokers"],
  "additionalProperties": false,
  "properties": {
    "brokers": {"type": "string", "minLength": 1, "title": "Brokers", "description": "host:port, several with commas",
                "examples": ["127.0.0.1:9092"]},
    "security": {"enum": ["plaintext", "ssl", "sasl_plaintext", "sasl_ssl"], "default": "plaintext", "title": "Security"},
    "mechanism": {"enum": ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"], "default": "PLAIN", "title": "Login mechanism"},
    "username": {"type": "string", "title": "User"},
    "password": {"type": "string", "title": "Password", "x-secret": true},
    "caFile": {"type": "string", "title": "CA certificates", "description": "PEM file"},
    "certificateFile": {"type": "string", "title": "Client certificate", "description": "PEM file"},
    "keyFile": {"type": "string", "title": "Client key", "description": "PEM file"},
    "keyPassword": {"type": "string", "title": "Password of the key", "x-secret": true},
    "timeoutMs": {"type": "integer", "minimum": 100, "maximum": 300000, "default": 10000, "title": "Time-out (ms)"}
  }
})json";
}

namespace {

Result<Secret> secretOf(const std::string& value, const workspace::ConnectionContext& context) {
    constexpr std::string_view prefix = "secret:";
    if (!value.starts_with(prefix)) {
        return Secret(value);
    }
    if (!context.secrets) {
        return fail(ErrorCode::notFound, say("There is no secret store to ask for “%1”.").arg(qs(value)));
    }
    return context.secrets->get(value.substr(prefix.size()), {});
}

}  // namespace

Result<Settings> readSettings(const workspace::ConnectionSettings& connection, const workspace::ConnectionContext& context) {
    PB_TRY(document, doc::readJson(connection.json));
    const doc::Value root = document->root();
    Settings settings;
    settings.name = connection.name;
    const auto take = [&root](const char* name, std::string& into) {
        if (const doc::Value value = root.find(name); value.is(doc::Kind::string)) {
            into = value.text();
        }
    };
    std::string password, keyPassword;
    take("brokers", settings.brokers);
    take("security", settings.security);
    take("mechanism", settings.mechanism);
    take("username", settings.username);
    take("password", password);
    take("caFile", settings.caFile);
    take("certificateFile", settings.certificateFile);
    take("keyFile", settings.keyFile);
    take("keyPassword", keyPassword);
    if (const doc::Value timeout = root.find("timeoutMs")) {
        settings.timeoutMs = static_cast<int>(timeout.number());
    }
    PB_TRY(passwordSecret, secretOf(password, context));
    PB_TRY(keySecret, secretOf(keyPassword, context));
    settings.password = std::move(passwordSecret);
    settings.keyPassword = std::move(keySecret);
    return settings;
}

}  // namespace pb::connectors::kafka

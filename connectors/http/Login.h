#pragma once

#include "models/contract/HttpTransport.h"
#include "models/workspace/SecretStore.h"

#include <mutex>
#include <optional>
#include <string>

namespace pb::connectors::http {

/// How a connection logs in. The secret is named, never held in settings.
struct LoginSettings {
    enum class Kind { none, basic, bearer } kind = Kind::none;
    std::string user;             ///< basic
    std::string secretReference;  ///< "secret:NAME": the password or the token
};

/// Adds an Authorization header (RFC 7617, RFC 6750) where the request has none. Reads the secret once, and again
/// after a refusal: when it has changed since, the request is worth another try. Thread-safe.
class Login final : public contract::TokenSource {
public:
    Login(LoginSettings settings, workspace::SecretStore* secrets) : settings_(std::move(settings)), secrets_(secrets) {}

    Done authorize(contract::HttpRequest& request, StopToken stop) override;
    Result<bool> renew(const contract::HttpResponse& refusal, StopToken stop) override;

private:
    Result<Secret> fetch(StopToken stop) const;

    LoginSettings settings_;
    workspace::SecretStore* secrets_;
    std::mutex mutex_;
    std::optional<Secret> secret_;
};

}  // namespace pb::connectors::http

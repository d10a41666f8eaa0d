#include "connectors/http/Login.h"

#include "connectors/http/Words.h"
#include "models/base/Text.h"
#include "models/workspace/Environment.h"

namespace pb::connectors::http {

Result<Secret> Login::fetch(StopToken stop) const {
    return workspace::resolveSecret(settings_.secretReference, secrets_, std::move(stop));
}

Done Login::authorize(contract::HttpRequest& request, StopToken stop) {
    if (settings_.kind == LoginSettings::Kind::none || contract::hasHeaderLine(request.headers, "Authorization")) {
        return {};
    }
    const std::lock_guard lock(mutex_);
    if (!secret_) {
        PB_TRY(secret, fetch(std::move(stop)));
        secret_ = std::move(secret);
    }
    const std::string value(secret_->reveal());
    request.headers.emplace_back("Authorization", settings_.kind == LoginSettings::Kind::bearer
                                                      ? "Bearer " + value
                                                      : "Basic " + toBase64(settings_.user + ":" + value));
    return {};
}

Result<bool> Login::renew(const contract::HttpResponse&, StopToken stop) {
    if (settings_.kind == LoginSettings::Kind::none) {
        return false;
    }
    PB_TRY(secret, fetch(std::move(stop)));
    const std::lock_guard lock(mutex_);
    const bool changed = !secret_ || secret_->reveal() != secret.reveal();
    secret_ = std::move(secret);
    return changed;
}

}  // namespace pb::connectors::http

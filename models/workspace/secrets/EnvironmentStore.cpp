#include "models/base/Text.h"
#include "models/workspace/secrets/SecretStores.h"

namespace pb::workspace {

namespace {

tl::unexpected<Error> readOnly() {
    return fail(ErrorCode::unsupported, say("Cannot store a secret in environment variables."),
                say("Set the variable where the program is started, or use a keychain or an encrypted file."));
}

}  // namespace

EnvironmentStore::EnvironmentStore(Lookup lookup) : lookup_(std::move(lookup)) {}

QString EnvironmentStore::displayName() const { return say("environment variables"); }

Result<Secret> EnvironmentStore::get(const std::string& reference, StopToken) {
    if (auto value = lookup_(variableFor(reference))) return Secret(std::move(*value));
    return secretNotFound(reference, displayName());
}

Done EnvironmentStore::put(const std::string&, const Secret&, StopToken) { return readOnly(); }
Done EnvironmentStore::remove(const std::string&, StopToken) { return readOnly(); }

std::string EnvironmentStore::variableFor(const std::string& reference) {
    std::string out = "PATCHBAY_SECRET_";
    for (const char c : reference) {
        const bool lower = c >= 'a' && c <= 'z';
        const bool kept = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        out += lower ? static_cast<char>(c - 'a' + 'A') : kept ? c : '_';
    }
    return out;
}

std::optional<std::string> EnvironmentStore::processEnvironment(const std::string& variable) {
    if (!qEnvironmentVariableIsSet(variable.c_str())) return std::nullopt;
    return qEnvironmentVariable(variable.c_str()).toStdString();
}

tl::unexpected<Error> secretNotFound(const std::string& reference, const QString& storeName) {
    return fail(ErrorCode::notFound, say("Cannot find the secret “%1” in %2.").arg(qs(reference), storeName),
                say("Store it with the connection, or set the environment variable %1.")
                    .arg(qs(EnvironmentStore::variableFor(reference))));
}

}  // namespace pb::workspace

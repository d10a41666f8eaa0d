#pragma once

#include "models/base/Result.h"
#include "models/base/Secret.h"
#include "models/workspace/Connection.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

/// Connections as they stand in the text of `environments/NAME.yaml`, and edits of that text that touch no other byte.
namespace pb::workspace {

/// As it is written: `${variables}` not replaced, secrets as `secret:NAME`.
struct WrittenConnection {
    std::string name;
    std::string kind;
    std::string json = "{}";  ///< the settings object
};

/// All of an environment's text, in its order. Errors say why the text cannot be read.
Result<std::vector<WrittenConnection>> writtenConnections(const std::string& environmentText);

/// The text with the connection put in: settings that stay the same keep their bytes, others are replaced, added or removed.
Result<std::string> withConnection(const std::string& environmentText, const WrittenConnection& connection);
/// ErrorCode::notFound when it is not there.
Result<std::string> withoutConnection(const std::string& environmentText, const std::string& name);

/// ErrorCode::invalidInput says why it cannot be the name of a connection: letters, digits, "-", "_" and "." only.
Done checkConnectionName(const std::string& name);

/// What a new secret of a connection is called: "dev-erp-login-password".
std::string secretNameFor(const std::string& environment, const std::string& connection, const std::string& field);

/// Secrets that are typed but not stored yet, in front of a store; for a test of what is not saved.
class TypedSecrets final : public SecretStore {
public:
    /// By name, without `secret:`. `behind` may be null.
    TypedSecrets(std::map<std::string, Secret> typed, SecretStore* behind) : typed_(std::move(typed)), behind_(behind) {}

    QString displayName() const override;
    Result<Secret> get(const std::string& reference, StopToken stop) override;
    Done put(const std::string& reference, const Secret& value, StopToken stop) override;
    Done remove(const std::string& reference, StopToken stop) override;

private:
    std::map<std::string, Secret> typed_;
    SecretStore* behind_;
};

/// All five steps in their order; those that a probe did not come to are notReached.
std::vector<ProbeRow> allSteps(const std::vector<ProbeRow>& rows);
QString titleOf(ProbeStep step);            ///< "Name", "Port", "TLS", "Login", "Right"
QString titleOf(ProbeRow::State state);     ///< "good", "failed", "not reached", "not needed"

}  // namespace pb::workspace

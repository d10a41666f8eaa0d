#pragma once

#include "models/base/Finding.h"
#include "models/base/Result.h"
#include "models/document/Document.h"
#include "models/workspace/Connection.h"

#include <map>
#include <string>
#include <vector>

namespace pb::workspace {

/// A contract that Patchbay plays itself in this environment.
struct ServedContract {
    std::string contract;  ///< workspace-relative path
    std::string address;   ///< "127.0.0.1:18461", variables replaced
};

/// environments/NAME.yaml:
///
///   name: dev
///   production: false
///   variables: { erp.address: 127.0.0.1:18461 }
///   connections: { erp: { connector: http, settings: { baseUrl: "http://${erp.address}", token: secret:erp-token } } }
///   serves: [ { contract: contracts/erp.openapi.yaml, address: "${erp.address}" } ]
///
/// `${name}` in any string is replaced by the variable; a string that is nothing but one `${name}` takes the variable's
/// type too (a number stays a number). `$${` is a literal `${`. `secret:NAME` stays: only the connector resolves it.
struct Environment {
    std::string name;
    bool production = false;
    std::map<std::string, std::string> variables;
    std::vector<ConnectionSettings> connections;  ///< in the order of the file
    std::vector<ServedContract> serves;

    const ConnectionSettings* connection(const std::string& wanted) const;
    Result<ConnectionSettings> requireConnection(const std::string& wanted) const;  ///< notFound names those that exist
};

/// A variable that is not defined is an error that names it; the place is in the file `path`.
Result<Environment> readEnvironment(const doc::DocumentPtr& document, const std::string& name, const std::string& path);

/// The name behind `secret:`, or "" when the value is no reference.
std::string_view secretReference(std::string_view value);
/// Whether a setting of this name should hold a reference instead of a value: "password", "clientSecret", "apiKey" …
bool namesASecret(std::string_view settingName);
/// A setting's value: what stands behind the reference, or the value itself when it is none.
Result<Secret> resolveSecret(std::string_view value, SecretStore* secrets, StopToken stop);

}  // namespace pb::workspace

#pragma once

#include "models/base/Progress.h"
#include "models/base/Result.h"
#include "models/base/Secret.h"

#include <string>

namespace pb::workspace {

/// Secrets by reference. A reference stands in workspace files as `secret:NAME`; the value never does. Blocking.
class SecretStore {
public:
    virtual ~SecretStore() = default;
    virtual QString displayName() const = 0;
    /// ErrorCode::notFound says which reference and how to add it.
    virtual Result<Secret> get(const std::string& reference, StopToken stop) = 0;
    virtual Done put(const std::string& reference, const Secret& value, StopToken stop) = 0;
    virtual Done remove(const std::string& reference, StopToken stop) = 0;
};

}  // namespace pb::workspace

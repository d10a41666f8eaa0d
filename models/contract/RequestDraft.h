#pragma once

#include "models/contract/Contract.h"
#include "models/contract/JsonValue.h"

#include <map>
#include <optional>
#include <string>

namespace pb::contract {

/// A request before it is text: values of the parameters by their place in Operation::parameters, and the body.
struct RequestDraft {
    std::map<std::size_t, JsonValue> parameters;
    std::optional<JsonValue> body;
    std::string rawBody;        ///< instead of `body`, as it is
    std::string contentType;
};

/// As the styles of OAS 3.1 §4.8.12 write it. A path parameter without a value stays "{name}".
HttpRequest requestOf(const Operation& operation, const RequestDraft& draft, const std::string& baseUrl);

}  // namespace pb::contract

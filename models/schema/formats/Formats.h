#pragma once

#include "models/schema/Validator.h"

#include <string_view>

namespace pb::schema {

using FormatCheck = bool (*)(std::string_view text);

/// The check behind a `format` name in a dialect; null for a name that the dialect does not define.
FormatCheck formatCheck(std::string_view name, Dialect dialect);

}  // namespace pb::schema

#pragma once

#include "models/contract/Contract.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pb::contract {

/// The types a schema lets pass, through $ref, allOf, anyOf and oneOf; empty = any.
std::set<std::string, std::less<>> typesOf(const Contract& contract, doc::Value schema);

/// What a request says for a parameter, as JSON in the shape the schema wants ("3" is 3 where a number may stand);
/// nothing where the parameter is not there. Styles: simple, form, spaceDelimited, pipeDelimited, deepObject, label, matrix.
std::optional<std::string> parameterJson(const Contract& contract, const Parameter& parameter, const OperationMatch& match,
                                         const HttpRequest& request);
/// The same for a header that came.
std::string headerJson(const Contract& contract, const Parameter& header, std::string_view text);

}  // namespace pb::contract

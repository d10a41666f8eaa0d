#pragma once

#include "models/contract/Samples.h"

#include <string>
#include <vector>

namespace pb::contract {

/// A value that differs from the base in one thing.
struct Variation {
    bool keeps = true;        ///< meant to be accepted; the judge decides
    std::string keyword;      ///< "maximum", "required", "type" …
    std::string where;        ///< "items[0].quantity"; empty = the value itself
    QString what;             ///< "on its maximum 9999"
    doc::Value clause;        ///< the keyword in the contract
    JsonValue value;          ///< the whole, varied
};

/// Boundaries, enums, optional members present and absent, null, and for each rule one value that breaks it; for the
/// value and everything inside of it (of arrays the first element). In a fixed order.
std::vector<Variation> variationsOf(const Contract& contract, doc::Value schema, const JsonValue& base, std::mt19937_64& random);

}  // namespace pb::contract

#pragma once

#include "models/contract/JsonValue.h"
#include "models/contract/Shape.h"

#include <optional>
#include <random>
#include <string_view>

namespace pb::contract {

struct SampleStyle {
    bool optionalMembers = true;   ///< false = required ones only
    bool useExamples = true;       ///< of the schema
    bool forRequest = true;        ///< leaves readOnly members out; else writeOnly ones
};

/// A value that the schema accepts, judged by the validator; nothing where none was found in a few attempts.
std::optional<JsonValue> sampleValue(const Contract& contract, doc::Value schema, std::mt19937_64& random,
                                     const SampleStyle& style = {});

/// Whether the schema accepts the value.
bool accepts(const Contract& contract, doc::Value schema, const JsonValue& value);

/// Bounds of a number as the schema gives them; `step` 1 for integers, multipleOf where there is one.
struct NumberBounds {
    std::optional<double> low, high;
    double step = 1;
    bool integral = false;
};
NumberBounds boundsOf(const Shape& shape);
std::string textOfLength(std::size_t codePoints);

}  // namespace pb::contract

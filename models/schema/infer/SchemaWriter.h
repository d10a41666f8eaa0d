#pragma once

#include "models/schema/infer/Shape.h"

#include <string>
#include <vector>

namespace pb::schema {

bool isRequired(std::uint64_t seen, std::uint64_t parents, const InferenceOptions& options);

/// How often a field was there, and whether its values tell its parents apart; "" where there is nothing to say.
std::string occurrenceOf(const Shape& shape, std::uint64_t parents);

/// The values of an enum, as JSON; empty where the traffic does not look like one.
std::vector<std::string> choicesOf(const Shape& shape, const InferenceOptions& options);

/// A JSON Schema of draft 2020-12 that every document seen meets (with requiredShare 1).
std::string writeSchema(const Shape& root, const InferenceOptions& options);

}  // namespace pb::schema

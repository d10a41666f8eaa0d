#pragma once

#include "models/jsonata/Program.h"

#include <string>
#include <string_view>

namespace pb::jsonata {

/// A failure with the sentence of its code. `value` is the JSON of what was wrong, or a second word of the sentence.
Failure failure(std::string_view code, std::size_t position, std::string token = {}, std::string value = {}, int index = 0);

/// Fills in the sentence again, after token, value or index were completed.
void describe(Failure& failure);

}  // namespace pb::jsonata

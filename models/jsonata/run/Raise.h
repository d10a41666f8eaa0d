#pragma once

#include "models/jsonata/Program.h"

#include <string>
#include <string_view>

namespace pb::jsonata {

/// How a failure leaves the evaluator: thrown inside of models/jsonata only, caught where a run begins (Program, Runner,
/// $eval). Position and token are completed by the call or operator that it passes first.
struct Raised {
    Failure failure;
    bool hasPosition = false;
    bool hasToken = false;
};

/// Says where it happened, unless that is known already.
void place(Raised& raised, std::uint32_t position, std::string_view token);

[[noreturn]] void raise(std::string_view code, std::string value = {}, int index = 0);
[[noreturn]] void raiseAt(std::string_view code, std::uint32_t position, std::string token, std::string value = {});

}  // namespace pb::jsonata

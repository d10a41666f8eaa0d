#include "models/jsonata/run/Raise.h"

#include "models/jsonata/syntax/Failures.h"

namespace pb::jsonata {

void place(Raised& raised, std::uint32_t position, std::string_view token) {
    if (!raised.hasPosition) {
        raised.failure.position = position;
        raised.hasPosition = true;
    }
    if (!raised.hasToken) {
        raised.failure.token = token;
        raised.hasToken = true;
    }
}

void raise(std::string_view code, std::string value, int index) {
    throw Raised{failure(code, 0, {}, std::move(value), index), false, false};
}

void raiseAt(std::string_view code, std::uint32_t position, std::string token, std::string value) {
    const bool hasToken = !token.empty();
    throw Raised{failure(code, position, std::move(token), std::move(value)), true, hasToken};
}

}  // namespace pb::jsonata

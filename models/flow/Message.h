#pragma once

#include "models/base/Clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pb::flow {

/// A header as the broker has it: bytes, in order, duplicates kept. No value and an empty value are different things.
struct Header {
    std::string name;
    std::optional<std::string> value;
    friend bool operator==(const Header&, const Header&) = default;
};

/// Where a message lies. `offset` is the offset, or the delivery id where a broker has no offsets.
struct Position {
    std::string channel;
    std::int32_t partition = 0;
    std::int64_t offset = 0;
    friend auto operator<=>(const Position&, const Position&) = default;
};

/// A message exactly as the broker has it.
struct Message {
    Position position;
    std::optional<std::string> key;
    std::vector<Header> headers;
    std::string body;
    bool hasBody = true;      ///< false = null (a tombstone), which is not an empty body
    Millis timestamp = 0;     ///< as the broker reports it: created or appended; 0 = none

    const Header* header(std::string_view name) const;               ///< the first of that name
    std::string_view headerText(std::string_view name) const;        ///< its value, or empty
};

}  // namespace pb::flow

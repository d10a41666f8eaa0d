#pragma once

#include <cstdint>
#include <string_view>

namespace pb::schema {

/// Length in code points compared with a bound; counts only where the number of bytes leaves it open.
bool isShorterThan(std::string_view text, std::uint64_t length);
inline bool isLongerThan(std::string_view text, std::uint64_t length) {
    return text.size() > length && !isShorterThan(text, length + 1);
}

/// `what`: 1 base64 (RFC 4648 §4), 2 JSON, 3 JSON in base64.
bool hasContent(std::string_view text, std::uint32_t what);

}  // namespace pb::schema

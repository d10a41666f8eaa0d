#pragma once

#include "models/flow/Message.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace pb::flow {

/// A message inside of packed bytes: nothing is copied. Valid as long as the bytes.
struct MessageRef {
    Millis timestamp = 0;
    std::optional<std::string_view> key;
    std::string_view body;
    bool hasBody = true;
    std::uint32_t headerCount = 0;
    std::string_view headerBytes;  ///< read by HeaderCursor
};

/// Walks the headers of a MessageRef in order.
class HeaderCursor {
public:
    explicit HeaderCursor(const MessageRef& message) : rest_(message.headerBytes), left_(message.headerCount) {}
    bool next();  ///< false at the end, or where the bytes are damaged
    std::string_view name() const { return name_; }
    std::optional<std::string_view> value() const { return value_; }

private:
    std::string_view rest_;
    std::uint32_t left_;
    std::string_view name_;
    std::optional<std::string_view> value_;
};

/// Appends the message without its position: varints (LEB128) and the bytes themselves, 10 to 15 bytes on top of them.
void packMessage(Millis timestamp, const std::optional<std::string>& key, std::span<const Header> headers,
                 std::string_view body, bool hasBody, std::string& out);

/// Reads one message at the front of `bytes` and moves behind it; false where the bytes are damaged.
bool unpackMessage(std::string_view& bytes, MessageRef& message);

/// Copies into a Message, reusing its memory; the position is left alone.
void copyTo(const MessageRef& ref, Message& message);

/// LEB128, as in DWARF and Protocol Buffers; signed values zigzag.
void putVarint(std::uint64_t value, std::string& out);
bool takeVarint(std::string_view& bytes, std::uint64_t& value);
inline std::uint64_t zigzag(std::int64_t v) { return (static_cast<std::uint64_t>(v) << 1) ^ static_cast<std::uint64_t>(v >> 63); }
inline std::int64_t unzigzag(std::uint64_t v) { return static_cast<std::int64_t>(v >> 1) ^ -static_cast<std::int64_t>(v & 1); }

}  // namespace pb::flow

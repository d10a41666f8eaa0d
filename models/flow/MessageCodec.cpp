#include "models/flow/MessageCodec.h"

namespace pb::flow {

namespace {

constexpr std::uint64_t bodyIsNull = 1, keyIsNull = 2;

bool takeBytes(std::string_view& bytes, std::uint64_t length, std::string_view& out) {
    if (length > bytes.size()) {
        return false;
    }
    out = bytes.substr(0, static_cast<std::size_t>(length));
    bytes.remove_prefix(static_cast<std::size_t>(length));
    return true;
}

bool takeSized(std::string_view& bytes, std::string_view& out) {
    std::uint64_t length = 0;
    return takeVarint(bytes, length) && takeBytes(bytes, length, out);
}

void putSized(std::string_view bytes, std::string& out) {
    putVarint(bytes.size(), out);
    out.append(bytes);
}

}  // namespace

void putVarint(std::uint64_t value, std::string& out) {
    while (value >= 0x80) {
        out.push_back(static_cast<char>(static_cast<unsigned char>(value) | 0x80u));
        value >>= 7;
    }
    out.push_back(static_cast<char>(value));
}

bool takeVarint(std::string_view& bytes, std::uint64_t& value) {
    value = 0;
    for (std::size_t i = 0; i < bytes.size() && i < 10; ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        value |= static_cast<std::uint64_t>(byte & 0x7fu) << (7 * i);
        if (byte < 0x80) {
            bytes.remove_prefix(i + 1);
            return true;
        }
    }
    return false;
}

bool HeaderCursor::next() {
    std::uint64_t size = 0;
    if (left_ == 0 || !takeSized(rest_, name_) || !takeVarint(rest_, size)) {
        left_ = 0;
        return false;
    }
    --left_;
    value_.reset();
    if (size == 0) {
        return true;
    }
    std::string_view bytes;
    if (!takeBytes(rest_, size - 1, bytes)) {
        left_ = 0;
        return false;
    }
    value_ = bytes;
    return true;
}

void packMessage(Millis timestamp, const std::optional<std::string>& key, std::span<const Header> headers,
                 std::string_view body, bool hasBody, std::string& out) {
    putVarint((hasBody ? 0 : bodyIsNull) | (key ? 0 : keyIsNull), out);
    putVarint(zigzag(timestamp), out);
    if (key) {
        putSized(*key, out);
    }
    std::string packed;
    for (const Header& header : headers) {
        putSized(header.name, packed);
        putVarint(header.value ? header.value->size() + 1 : 0, packed);
        if (header.value) {
            packed.append(*header.value);
        }
    }
    putVarint(headers.size(), out);
    putSized(packed, out);
    if (hasBody) {
        putSized(body, out);
    }
}

bool unpackMessage(std::string_view& bytes, MessageRef& message) {
    std::uint64_t flags = 0, time = 0, headers = 0;
    if (!takeVarint(bytes, flags) || !takeVarint(bytes, time)) {
        return false;
    }
    message.timestamp = unzigzag(time);
    message.key.reset();
    std::string_view part;
    if (!(flags & keyIsNull)) {
        if (!takeSized(bytes, part)) {
            return false;
        }
        message.key = part;
    }
    if (!takeVarint(bytes, headers) || headers > bytes.size() || !takeSized(bytes, message.headerBytes)) {
        return false;
    }
    message.headerCount = static_cast<std::uint32_t>(headers);
    message.hasBody = !(flags & bodyIsNull);
    message.body = {};
    return !message.hasBody || takeSized(bytes, message.body);
}

void copyTo(const MessageRef& ref, Message& message) {
    message.timestamp = ref.timestamp;
    message.hasBody = ref.hasBody;
    message.body.assign(ref.body);
    if (!ref.key) {
        message.key.reset();
    } else if (message.key) {
        message.key->assign(*ref.key);
    } else {
        message.key.emplace(*ref.key);
    }
    std::size_t count = 0;
    for (HeaderCursor cursor(ref); cursor.next(); ++count) {
        if (count == message.headers.size()) {
            message.headers.emplace_back();
        }
        Header& header = message.headers[count];
        header.name.assign(cursor.name());
        if (cursor.value()) {
            header.value = std::string(*cursor.value());
        } else {
            header.value.reset();
        }
    }
    message.headers.resize(count);
}

}  // namespace pb::flow

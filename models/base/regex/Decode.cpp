#include "models/base/regex/Syntax.h"

namespace pb::regex {

namespace {

constexpr CodePoint replacement = 0xfffd;

unsigned char byteAt(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }
bool isContinuation(std::string_view text, std::size_t at) { return (byteAt(text, at) & 0xc0) == 0x80; }

}  // namespace

CodePoint decodeForward(std::string_view text, std::size_t& at) {
    const unsigned char lead = byteAt(text, at);
    if (lead < 0x80) {
        ++at;
        return lead;
    }
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || at + length > text.size()) {
        ++at;
        return replacement;
    }
    CodePoint c = lead & (0xffu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if (!isContinuation(text, at + i)) {
            ++at;
            return replacement;
        }
        c = (c << 6) | (byteAt(text, at + i) & 0x3fu);
    }
    at += length;
    return c <= lastCodePoint ? c : replacement;
}

CodePoint decodeBackward(std::string_view text, std::size_t& at) {
    std::size_t begin = at - 1;
    while (begin > 0 && at - begin < 4 && isContinuation(text, begin)) --begin;
    std::size_t end = begin;
    const CodePoint c = decodeForward(text, end);
    if (end == at) {
        at = begin;
        return c;
    }
    --at;
    return replacement;
}

}  // namespace pb::regex

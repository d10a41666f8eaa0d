#include "models/schema/check/TextChecks.h"

#include "models/base/Text.h"
#include "models/document/Json.h"

#include <string>

namespace pb::schema {

std::uint64_t codePoints(std::string_view text) {
    std::uint64_t count = 0;
    for (const char c : text) {
        count += (static_cast<unsigned char>(c) & 0xc0) != 0x80 ? 1 : 0;
    }
    return count;
}

bool isShorterThan(std::string_view text, std::uint64_t length) {
    if (text.size() < length) {
        return true;
    }
    return text.size() / 4 < length && codePoints(text) < length;
}

bool hasContent(std::string_view text, std::uint32_t what) {
    std::string decoded;
    if (what != 2) {
        bool ok = false;
        decoded = fromBase64(text, &ok);
        if (!ok) {
            return false;
        }
    }
    return what == 1 || doc::readJson(what == 2 ? text : std::string_view(decoded), nullptr).has_value();
}

}  // namespace pb::schema

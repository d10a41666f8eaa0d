#include "models/schema/check/TextChecks.h"

#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/document/Utf8.h"

#include <string>

namespace pb::schema {

bool isShorterThan(std::string_view text, std::uint64_t length) {
    if (text.size() < length) {
        return true;
    }
    return text.size() / 4 < length && doc::countCodePoints(text) < length;
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

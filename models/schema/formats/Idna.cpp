#include "models/schema/formats/Idna.h"

#include "models/schema/formats/Punycode.h"
#include "models/schema/formats/Scan.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <string>
#include <vector>

namespace pb::schema {

namespace {

constexpr char32_t zeroWidthNonJoiner = 0x200c, zeroWidthJoiner = 0x200d;
constexpr std::size_t longestLabel = 63, longestName = 253;

int property(char32_t c, UProperty which) { return u_getIntPropertyValue(static_cast<UChar32>(c), which); }

bool isIn(char32_t c, std::u32string_view list) { return list.find(c) != std::u32string_view::npos; }

bool hasScript(char32_t c, UScriptCode script) { return property(c, UCHAR_SCRIPT) == script; }

icu::UnicodeString normalized(const icu::UnicodeString& text, bool compatible) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* form = compatible ? icu::Normalizer2::getNFKCInstance(status) : icu::Normalizer2::getNFCInstance(status);
    return U_SUCCESS(status) ? form->normalize(text, status) : text;
}

/// RFC 5892 §2.2.
bool isUnstable(char32_t c) {
    const icu::UnicodeString text(static_cast<UChar32>(c));
    icu::UnicodeString folded = normalized(text, true);
    folded.foldCase();
    return normalized(folded, true) != text;
}

bool isIgnorable(char32_t c) {
    const auto code = static_cast<UChar32>(c);
    const int block = property(c, UCHAR_BLOCK);
    return u_hasBinaryProperty(code, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) || u_isUWhiteSpace(code) ||
           u_hasBinaryProperty(code, UCHAR_NONCHARACTER_CODE_POINT) ||
           block == UBLOCK_COMBINING_MARKS_FOR_SYMBOLS || block == UBLOCK_MUSICAL_SYMBOLS ||
           block == UBLOCK_ANCIENT_GREEK_MUSICAL_NOTATION;
}

bool isOldHangul(char32_t c) {
    const int type = property(c, UCHAR_HANGUL_SYLLABLE_TYPE);
    return type == U_HST_LEADING_JAMO || type == U_HST_VOWEL_JAMO || type == U_HST_TRAILING_JAMO;
}

/// RFC 5892 §3, without the code points that depend on their neighbours.
bool isProtocolValid(char32_t c) {
    if (isIn(c, U"\u00df\u03c2\u06fd\u06fe\u0f0b\u3007")) {
        return true;
    }
    if (isIn(c, U"\u0640\u07fa\u302e\u302f\u3031\u3032\u3033\u3034\u3035\u303b")) {
        return false;
    }
    if (c < 0x80) {
        return c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    }
    if (!u_isdefined(static_cast<UChar32>(c)) || isUnstable(c) || isIgnorable(c) || isOldHangul(c)) {
        return false;
    }
    constexpr auto lettersAndDigits = U_GC_LL_MASK | U_GC_LU_MASK | U_GC_LO_MASK | U_GC_ND_MASK | U_GC_LM_MASK | U_GC_MN_MASK | U_GC_MC_MASK;
    return (U_GET_GC_MASK(static_cast<UChar32>(c)) & lettersAndDigits) != 0;
}

bool isTransparent(char32_t c) { return property(c, UCHAR_JOINING_TYPE) == U_JT_TRANSPARENT; }

/// RFC 5892 appendix A.1: a joining letter on both sides, marks between them not counting.
bool joinsAround(std::u32string_view label, std::size_t at) {
    std::size_t before = at, after = at + 1;
    while (before > 0 && isTransparent(label[before - 1])) {
        --before;
    }
    while (after < label.size() && isTransparent(label[after])) {
        ++after;
    }
    if (before == 0 || after == label.size()) {
        return false;
    }
    const int left = property(label[before - 1], UCHAR_JOINING_TYPE), right = property(label[after], UCHAR_JOINING_TYPE);
    return (left == U_JT_LEFT_JOINING || left == U_JT_DUAL_JOINING) && (right == U_JT_RIGHT_JOINING || right == U_JT_DUAL_JOINING);
}

bool isArabicIndic(char32_t c) { return c >= 0x660 && c <= 0x669; }
bool isExtendedArabicIndic(char32_t c) { return c >= 0x6f0 && c <= 0x6f9; }

bool hasAny(std::u32string_view label, bool (*test)(char32_t)) {
    for (const char32_t c : label) {
        if (test(c)) {
            return true;
        }
    }
    return false;
}

bool isKanaOrHan(char32_t c) {
    return c != 0x30fb && (hasScript(c, USCRIPT_HIRAGANA) || hasScript(c, USCRIPT_KATAKANA) || hasScript(c, USCRIPT_HAN));
}

/// RFC 5892 appendix A. -1 where `at` needs no context.
int contextAllows(std::u32string_view label, std::size_t at) {
    const char32_t c = label[at];
    const char32_t before = at > 0 ? label[at - 1] : 0, after = at + 1 < label.size() ? label[at + 1] : 0;
    constexpr int virama = 9;
    switch (c) {
        case zeroWidthNonJoiner:
        case zeroWidthJoiner:
            return (at > 0 && property(before, UCHAR_CANONICAL_COMBINING_CLASS) == virama) ||
                   (c == zeroWidthNonJoiner && joinsAround(label, at));
        case 0xb7: return before == 'l' && after == 'l';
        case 0x375: return after != 0 && hasScript(after, USCRIPT_GREEK);
        case 0x5f3:
        case 0x5f4: return before != 0 && hasScript(before, USCRIPT_HEBREW);
        case 0x30fb: return hasAny(label, isKanaOrHan);
        default: break;
    }
    if (isArabicIndic(c)) {
        return !hasAny(label, isExtendedArabicIndic);
    }
    return isExtendedArabicIndic(c) ? !hasAny(label, isArabicIndic) : -1;
}

bool isULabel(std::u32string_view label) {
    const auto first = static_cast<UChar32>(label.front());
    const bool hyphens = label.front() == '-' || label.back() == '-' || (label.size() > 3 && label[2] == '-' && label[3] == '-');
    if (hyphens || (U_GET_GC_MASK(first) & U_GC_M_MASK) != 0) {
        return false;
    }
    const auto text = icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(label.data()), static_cast<int>(label.size()));
    if (normalized(text, false) != text) {
        return false;
    }
    for (std::size_t i = 0; i < label.size(); ++i) {
        const int context = contextAllows(label, i);
        if (context == 0 || (context < 0 && !isProtocolValid(label[i]))) {
            return false;
        }
    }
    return encodePunycode(label).size() + 4 <= longestLabel;
}

bool isRightToLeft(UCharDirection direction) {
    return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC || direction == U_ARABIC_NUMBER;
}

/// RFC 5893 §2.
bool meetsBidiRule(std::u32string_view label) {
    const UCharDirection first = u_charDirection(static_cast<UChar32>(label.front()));
    const bool toLeft = first == U_RIGHT_TO_LEFT || first == U_RIGHT_TO_LEFT_ARABIC;
    if (!toLeft && first != U_LEFT_TO_RIGHT) {
        return false;
    }
    bool european = false, arabic = false, endsWell = false;
    for (const char32_t c : label) {
        const UCharDirection direction = u_charDirection(static_cast<UChar32>(c));
        european = european || direction == U_EUROPEAN_NUMBER;
        arabic = arabic || direction == U_ARABIC_NUMBER;
        const bool neutral = direction == U_EUROPEAN_NUMBER || direction == U_EUROPEAN_NUMBER_SEPARATOR ||
                             direction == U_COMMON_NUMBER_SEPARATOR || direction == U_EUROPEAN_NUMBER_TERMINATOR ||
                             direction == U_OTHER_NEUTRAL || direction == U_BOUNDARY_NEUTRAL || direction == U_DIR_NON_SPACING_MARK;
        const bool strong = toLeft ? isRightToLeft(direction) : direction == U_LEFT_TO_RIGHT;
        if (!neutral && !strong) {
            return false;
        }
        endsWell = direction == U_DIR_NON_SPACING_MARK ? endsWell : strong || direction == U_EUROPEAN_NUMBER;
    }
    return endsWell && !(toLeft && european && arabic);
}

/// Splits at the four full stops of RFC 3490 §3.1; false for bytes that are no UTF-8.
bool splitLabels(std::string_view text, std::vector<std::u32string>& labels) {
    labels.emplace_back();
    while (!text.empty()) {
        const std::uint32_t c = takeCodePoint(text);
        if (c == badCodePoint) {
            return false;
        }
        if (isIn(static_cast<char32_t>(c), U".\u3002\uff0e\uff61")) {
            labels.emplace_back();
        } else {
            labels.back().push_back(static_cast<char32_t>(c));
        }
    }
    return true;
}

/// Checks one label, replaces an A-label by what it stands for, and adds the length of its encoded form.
bool checkLabel(std::u32string& label, std::size_t& encodedLength) {
    if (label.empty()) {
        return false;
    }
    std::string ascii;
    for (const char32_t c : label) {
        if (c >= 0x80) {
            encodedLength += encodePunycode(label).size() + 4;
            return isULabel(label);
        }
        ascii.push_back(static_cast<char>(c));
    }
    encodedLength += ascii.size();
    if (!isLdhLabel(ascii)) {
        return false;
    }
    if (!isALabelPrefix(ascii)) {
        return !(ascii.size() > 3 && ascii[2] == '-' && ascii[3] == '-');
    }
    const std::string code = ascii.substr(4);
    const bool decodes = decodePunycode(code, label) && hasAny(label, [](char32_t c) { return c >= 0x80; });
    return decodes && isULabel(label) && encodePunycode(label) == code;
}

}  // namespace

bool isLdhLabel(std::string_view label) {
    if (label.empty() || label.size() > longestLabel || label.front() == '-' || label.back() == '-') {
        return false;
    }
    static constexpr AsciiSet allowed = AsciiSet::lettersDigitsAnd("-");
    return std::all_of(label.begin(), label.end(), [](char c) { return allowed.holds(c); });
}

bool isALabelPrefix(std::string_view label) {
    return label.size() >= 4 && (label[0] | 0x20) == 'x' && (label[1] | 0x20) == 'n' && label[2] == '-' && label[3] == '-';
}

bool isIdnHostname(std::string_view utf8) {
    std::vector<std::u32string> labels;
    if (utf8.size() > 4 * longestName || !splitLabels(utf8, labels)) {
        return false;
    }
    std::size_t length = labels.size() - 1;
    bool bidi = false;
    for (std::u32string& label : labels) {
        if (!checkLabel(label, length)) {
            return false;
        }
        bidi = bidi || hasAny(label, [](char32_t c) { return isRightToLeft(u_charDirection(static_cast<UChar32>(c))); });
    }
    for (const std::u32string& label : labels) {
        if (bidi && !meetsBidiRule(label)) {
            return false;
        }
    }
    return length <= longestName;
}

}  // namespace pb::schema

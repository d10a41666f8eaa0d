#include "models/base/regex/CharSet.h"

#include <unicode/uchar.h>
#include <unicode/uset.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>

namespace pb::regex {

namespace {

/// The binary properties of ECMA-262, table 69 (ICU knows more).
constexpr std::array binaryProperties{
    UCHAR_ASCII_HEX_DIGIT, UCHAR_ALPHABETIC, UCHAR_BIDI_CONTROL, UCHAR_BIDI_MIRRORED, UCHAR_CASE_IGNORABLE, UCHAR_CASED,
    UCHAR_CHANGES_WHEN_CASEFOLDED, UCHAR_CHANGES_WHEN_CASEMAPPED, UCHAR_CHANGES_WHEN_LOWERCASED,
    UCHAR_CHANGES_WHEN_NFKC_CASEFOLDED, UCHAR_CHANGES_WHEN_TITLECASED, UCHAR_CHANGES_WHEN_UPPERCASED, UCHAR_DASH,
    UCHAR_DEFAULT_IGNORABLE_CODE_POINT, UCHAR_DEPRECATED, UCHAR_DIACRITIC, UCHAR_EMOJI, UCHAR_EMOJI_COMPONENT,
    UCHAR_EMOJI_MODIFIER, UCHAR_EMOJI_MODIFIER_BASE, UCHAR_EMOJI_PRESENTATION, UCHAR_EXTENDED_PICTOGRAPHIC, UCHAR_EXTENDER,
    UCHAR_GRAPHEME_BASE, UCHAR_GRAPHEME_EXTEND, UCHAR_HEX_DIGIT, UCHAR_IDS_BINARY_OPERATOR, UCHAR_IDS_TRINARY_OPERATOR,
    UCHAR_ID_CONTINUE, UCHAR_ID_START, UCHAR_IDEOGRAPHIC, UCHAR_JOIN_CONTROL, UCHAR_LOGICAL_ORDER_EXCEPTION,
    UCHAR_LOWERCASE, UCHAR_MATH, UCHAR_NONCHARACTER_CODE_POINT, UCHAR_PATTERN_SYNTAX, UCHAR_PATTERN_WHITE_SPACE,
    UCHAR_QUOTATION_MARK, UCHAR_RADICAL, UCHAR_REGIONAL_INDICATOR, UCHAR_S_TERM, UCHAR_SOFT_DOTTED,
    UCHAR_TERMINAL_PUNCTUATION, UCHAR_UNIFIED_IDEOGRAPH, UCHAR_UPPERCASE, UCHAR_VARIATION_SELECTOR, UCHAR_WHITE_SPACE,
    UCHAR_XID_CONTINUE, UCHAR_XID_START,
};

/// ICU finds names loosely ("greek", "Gre_ek"); ECMA-262 wants them exactly. `nameAt(i)` gives the aliases.
template <typename NameAt>
bool hasExactName(const std::string& wanted, NameAt nameAt) {
    for (int choice = 0;; ++choice) {
        const char* name = nameAt(static_cast<UPropertyNameChoice>(choice));
        if (name && wanted == name) return true;
        if (!name && choice >= U_LONG_PROPERTY_NAME) return false;
    }
}

std::optional<CharSet> membersWith(UProperty property, std::int32_t value) {
    const std::unique_ptr<USet, decltype(&uset_close)> set(uset_openEmpty(), &uset_close);
    UErrorCode status = U_ZERO_ERROR;
    uset_applyIntPropertyValue(set.get(), property, value, &status);
    CharSet out;
    const std::int32_t items = U_SUCCESS(status) ? uset_getItemCount(set.get()) : 0;
    for (std::int32_t i = 0; i < items; ++i) {
        UChar32 first = 0, last = 0;
        const std::int32_t isString = uset_getItem(set.get(), i, &first, &last, nullptr, 0, &status);
        if (isString == 0) out.add(static_cast<CodePoint>(first), static_cast<CodePoint>(last));
    }
    out.normalize();
    return out.isEmpty() ? std::nullopt : std::optional(std::move(out));
}

/// `lookIn` names the values, `property` selects by them: the two differ for Script_Extensions only.
std::optional<CharSet> byValue(UProperty lookIn, UProperty property, const std::string& name) {
    const std::int32_t value = u_getPropertyValueEnum(lookIn, name.c_str());
    if (value == UCHAR_INVALID_CODE) return std::nullopt;
    const auto nameAt = [&](UPropertyNameChoice choice) { return u_getPropertyValueName(lookIn, value, choice); };
    return hasExactName(name, nameAt) ? membersWith(property, value) : std::nullopt;
}

std::optional<CharSet> byCategory(const std::string& name) {
    return byValue(UCHAR_GENERAL_CATEGORY_MASK, UCHAR_GENERAL_CATEGORY_MASK, name);
}

std::optional<CharSet> byBinaryProperty(const std::string& name) {
    if (name == "Any") return CharSet::all();
    if (name == "ASCII") return CharSet{{0, 0x7f}};
    if (name == "Assigned") return byCategory("Cn")->inverted();
    for (const UProperty property : binaryProperties) {
        const auto nameAt = [&](UPropertyNameChoice choice) { return u_getPropertyName(property, choice); };
        if (hasExactName(name, nameAt)) return membersWith(property, 1);
    }
    return std::nullopt;
}

/// Code points that fold to the same one; only the groups with more than one member.
struct FoldGroups {
    std::vector<std::vector<CodePoint>> groups;
    std::vector<std::pair<CodePoint, std::uint32_t>> groupOf;  ///< sorted by code point
};

FoldGroups makeFoldGroups() {
    std::map<CodePoint, std::vector<CodePoint>> byFold;
    constexpr CodePoint lastCasedPlane = 0x1ffff;
    for (CodePoint c = 0; c <= lastCasedPlane; ++c) {
        if (const CodePoint folded = foldCase(c); folded != c) byFold[folded].push_back(c);
    }
    FoldGroups out;
    for (auto& [folded, members] : byFold) {
        members.push_back(folded);
        for (const CodePoint c : members) out.groupOf.emplace_back(c, static_cast<std::uint32_t>(out.groups.size()));
        out.groups.push_back(std::move(members));
    }
    std::sort(out.groupOf.begin(), out.groupOf.end());
    return out;
}

}  // namespace

CharSet CharSet::closedOverCase() const {
    static const FoldGroups folds = makeFoldGroups();
    CharSet out = *this;
    for (const auto& [first, last] : ranges_) {
        auto cased = std::lower_bound(folds.groupOf.begin(), folds.groupOf.end(), std::pair(first, std::uint32_t{0}));
        for (; cased != folds.groupOf.end() && cased->first <= last; ++cased) {
            for (const CodePoint c : folds.groups[cased->second]) {
                const bool inRange = c >= first && c <= last;
                if (!inRange && !contains(c)) out.add(c, c);
            }
        }
    }
    if (out.ranges_.size() > ranges_.size()) out.normalize();
    return out;
}

std::optional<CharSet> unicodeProperty(const std::string& name, const std::optional<std::string>& value) {
    if (!value) {
        auto category = byCategory(name);
        return category ? category : byBinaryProperty(name);
    }
    if (name == "General_Category" || name == "gc") return byCategory(*value);
    if (name == "Script" || name == "sc") return byValue(UCHAR_SCRIPT, UCHAR_SCRIPT, *value);
    if (name == "Script_Extensions" || name == "scx") return byValue(UCHAR_SCRIPT, UCHAR_SCRIPT_EXTENSIONS, *value);
    return std::nullopt;
}

std::optional<CharSet> unicodeBlock(const std::string& name) {
    const std::int32_t value = u_getPropertyValueEnum(UCHAR_BLOCK, name.c_str());
    return value == UCHAR_INVALID_CODE ? std::nullopt : membersWith(UCHAR_BLOCK, value);
}

bool isIdentifierStart(CodePoint c) {
    return c == '$' || c == '_' || u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_ID_START);
}

bool isIdentifierPart(CodePoint c) {
    constexpr CodePoint zeroWidthNonJoiner = 0x200c, zeroWidthJoiner = 0x200d;
    return c == '$' || c == zeroWidthNonJoiner || c == zeroWidthJoiner ||
           u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_ID_CONTINUE);
}

CodePoint foldCase(CodePoint c) {
    return static_cast<CodePoint>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
}

}  // namespace pb::regex

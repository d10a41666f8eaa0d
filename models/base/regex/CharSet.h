#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pb::regex {

using CodePoint = std::uint32_t;
constexpr CodePoint lastCodePoint = 0x10ffff;

/// A set of code points: sorted ranges, both ends included, that neither touch nor overlap.
class CharSet {
public:
    using Range = std::pair<CodePoint, CodePoint>;

    CharSet() = default;
    CharSet(std::initializer_list<Range> ranges);
    static CharSet single(CodePoint c) { return CharSet{{c, c}}; }
    static CharSet all() { return CharSet{{0, lastCodePoint}}; }

    void add(CodePoint first, CodePoint last);  ///< call normalize() before anything is asked
    void add(const CharSet& other);
    void normalize();
    CharSet inverted() const;
    CharSet without(const CharSet& other) const;
    /// With every code point that has the same simple case folding (ECMA-262 Canonicalize with `u` and `i`).
    CharSet closedOverCase() const;

    bool contains(CodePoint c) const;
    bool isEmpty() const { return ranges_.empty(); }
    std::optional<CodePoint> onlyMember() const;
    const std::vector<Range>& ranges() const { return ranges_; }

private:
    std::vector<Range> ranges_;
    std::uint64_t ascii_[2] = {0, 0};  ///< one bit a code point below 128
};

CharSet digits();           ///< \d
CharSet wordCharacters();   ///< \w
CharSet whiteSpace();       ///< \s: WhiteSpace and LineTerminator of ECMA-262 §12.2 and §12.3
CharSet lineTerminators();  ///< what `.` does not match

/// `\p{name}` and `\p{name=value}` with the exact names of ECMA-262 §22.2.1.2; nothing where there is no such property.
std::optional<CharSet> unicodeProperty(const std::string& name, const std::optional<std::string>& value);
/// A block of Unicode by its name without blanks, as XML Schema has it ("BasicLatin", "LatinExtended-A").
std::optional<CharSet> unicodeBlock(const std::string& name);

bool isIdentifierStart(CodePoint c);
bool isIdentifierPart(CodePoint c);
CodePoint foldCase(CodePoint c);  ///< simple case folding of Unicode

}  // namespace pb::regex

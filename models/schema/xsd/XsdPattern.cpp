#include "models/schema/xsd/XsdPattern.h"

#include "models/base/regex/Syntax.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace pb::schema::xsd {

namespace {

using regex::CharSet;
using regex::CodePoint;

constexpr CodePoint end = 0xffffffff;
constexpr int deepestGroup = 200;  ///< groups and subtracted classes one inside of the other
constexpr std::string_view metaCharacters = "\\|.?*+(){}[]";

bool isOneOf(CodePoint c, std::string_view ascii) {
    return c < 128 && ascii.find(static_cast<char>(c)) != std::string_view::npos;
}
bool isDigit(CodePoint c) { return c >= '0' && c <= '9'; }

/// NameStartChar (XML 1.0, 5th edition, §2.3).
CharSet nameStart() {
    return {{':', ':'},         {'A', 'Z'},         {'_', '_'},         {'a', 'z'},         {0xc0, 0xd6},     {0xd8, 0xf6},
            {0xf8, 0x2ff},      {0x370, 0x37d},     {0x37f, 0x1fff},    {0x200c, 0x200d},   {0x2070, 0x218f}, {0x2c00, 0x2fef},
            {0x3001, 0xd7ff},   {0xf900, 0xfdcf},   {0xfdf0, 0xfffd},   {0x10000, 0xeffff}};
}

/// NameChar.
CharSet nameCharacters() {
    CharSet set{{'-', '.'}, {'0', '9'}, {0xb7, 0xb7}, {0x300, 0x36f}, {0x203f, 0x2040}};
    set.add(nameStart());
    set.normalize();
    return set;
}

/// \w: all but punctuation, separators and "other".
CharSet wordCharacters() {
    CharSet others;
    for (const char* category : {"P", "Z", "C"}) {
        others.add(*regex::unicodeProperty(category, std::nullopt));
    }
    others.normalize();
    return others.inverted();
}

void appendPoint(CodePoint c, std::string& out) {
    if (c >= 0x20 && c < 0x7f) {
        out.append(isOneOf(c, "^$\\.*+?()[]{}|/-") ? "\\" : "").push_back(static_cast<char>(c));
        return;
    }
    char digits[8];
    const auto last = std::to_chars(digits, digits + sizeof digits, c, 16).ptr;
    out.append("\\u{").append(digits, last).append("}");
}

void appendMembers(const CharSet& set, std::string& out) {
    for (const auto& [first, last] : set.ranges()) {
        appendPoint(first, out);
        if (last != first) {
            out.append(last == first + 1 ? "" : "-");
            appendPoint(last, out);
        }
    }
}

std::string classOf(const CharSet& set) {
    std::string out = "[";
    appendMembers(set, out);
    return out + "]";
}

/// A class, with what ECMA-262 calls it: \d of XML Schema is \p{Nd} there.
struct Class {
    CharSet set;
    std::string name;  ///< a \p{…} or \P{…} where there is one
};

/// Recursive descent; `failed_` once the grammar is left.
class Translator {
public:
    explicit Translator(std::string_view pattern) {
        for (std::size_t at = 0; at < pattern.size();) {
            points_.push_back(regex::decodeForward(pattern, at));
        }
    }

    std::optional<std::string> run() {
        branches(0);
        return failed_ || at_ < points_.size() ? std::nullopt : std::optional(std::move(out_));
    }

private:
    CodePoint peek(std::size_t ahead = 0) const { return at_ + ahead < points_.size() ? points_[at_ + ahead] : end; }
    CodePoint next() {
        const CodePoint c = peek();
        failed_ = failed_ || c == end;
        at_ += c == end ? 0 : 1;
        return c;
    }
    void branches(int depth) {
        while (!failed_ && peek() != end && peek() != ')') {
            if (peek() == '|') {
                out_.push_back(static_cast<char>(next()));
                continue;
            }
            atom(depth);
            quantifier();
        }
    }

    void atom(int depth) {
        const CodePoint c = next();
        if (c == '(') {
            group(depth);
        } else if (c == '[') {
            out_ += bracket(depth);
        } else if (c == '.') {
            out_ += "[^\\n\\r]";
        } else if (c == '\\') {
            escape();
        } else if (isOneOf(c, "?*+{}])")) {
            failed_ = true;
        } else {
            appendOutside(c);
        }
    }

    /// A hyphen has no meaning outside of a class, and no escape there.
    void appendOutside(CodePoint c) { c == '-' ? out_.push_back('-') : appendPoint(c, out_); }

    void group(int depth) {
        failed_ = failed_ || depth >= deepestGroup;
        out_ += "(";
        if (!failed_) {
            branches(depth + 1);
        }
        failed_ = failed_ || next() != ')';
        out_ += ")";
    }

    void quantifier() {
        if (isOneOf(peek(), "?*+")) {
            out_.push_back(static_cast<char>(next()));
        } else if (peek() == '{') {
            counts();
        }
    }

    /// Digits of any number of them, without zeros in front.
    std::string number() {
        failed_ = failed_ || !isDigit(peek());
        std::string digits;
        while (isDigit(peek())) {
            const auto digit = static_cast<char>(next());
            if (digit != '0' || !digits.empty()) {
                digits.push_back(digit);
            }
        }
        return digits;
    }

    void counts() {
        const std::size_t begin = at_++;
        const std::string least = number();
        if (peek() == ',') {
            next();
            if (peek() != '}') {
                const std::string most = number();
                failed_ = failed_ || (most.size() == least.size() ? most < least : most.size() < least.size());
            }
        }
        failed_ = failed_ || next() != '}';
        for (std::size_t i = begin; i < at_; ++i) {
            out_.push_back(static_cast<char>(points_[i]));
        }
    }

    void escape() {
        if (const auto single = singleEscape()) {
            appendOutside(*single);
            return;
        }
        const Class set = classEscape();
        out_ += set.name.empty() ? classOf(set.set) : set.name;
    }

    /// SingleCharEsc (F.1.1), behind the backslash.
    std::optional<CodePoint> singleEscape() {
        const CodePoint c = peek();
        if (c == 'n' || c == 'r' || c == 't') {
            next();
            return c == 'n' ? '\n' : c == 'r' ? '\r' : '\t';
        }
        return isOneOf(c, metaCharacters) || c == '-' || c == '^' ? std::optional(next()) : std::nullopt;
    }

    /// MultiCharEsc, catEsc and complEsc, behind the backslash.
    Class classEscape() {
        const CodePoint c = next();
        const bool isInverted = c >= 'A' && c <= 'Z';
        Class found;
        switch (c) {
            case 's': case 'S': found.set = {{'\t', '\n'}, {'\r', '\r'}, {' ', ' '}}; break;
            case 'i': case 'I': found.set = nameStart(); break;
            case 'c': case 'C': found.set = nameCharacters(); break;
            case 'd': case 'D': found = property("Nd"); break;
            case 'w': case 'W': found.set = wordCharacters(); break;
            case 'p': case 'P': found = property(propertyName()); break;
            default: failed_ = true;
        }
        if (isInverted) {
            found.set = found.set.inverted();
            found.name.replace(0, found.name.empty() ? 0 : 2, found.name.empty() ? "" : "\\P");
        }
        return found;
    }

    std::string propertyName() {
        std::string name;
        failed_ = failed_ || next() != '{';
        while (!failed_ && peek() != '}') {
            name.push_back(peek() < 128 ? static_cast<char>(peek()) : '?');
            next();
        }
        next();
        return name;
    }

    Class property(const std::string& name) {
        const bool isBlock = name.starts_with("Is");
        const bool isCategory = !name.empty() && name.size() <= 2;
        const auto set = isBlock      ? regex::unicodeBlock(name.substr(2))
                         : isCategory ? regex::unicodeProperty(name, std::nullopt)
                                      : std::nullopt;
        failed_ = failed_ || !set;
        return {set.value_or(CharSet()), isBlock ? std::string() : "\\p{" + name + "}"};
    }

    /// charClassExpr, behind its "[". Where ECMA-262 can say all of it in the same words, it does.
    std::string bracket(int depth) {
        const bool isInverted = peek() == '^';
        at_ += isInverted ? 1 : 0;
        CharSet chars, all;
        std::string names;
        const std::size_t begin = at_;
        while (!failed_ && peek() != ']' && !(peek() == '-' && peek(1) == '[')) {
            member(chars, all, names);
        }
        failed_ = failed_ || at_ == begin || depth >= deepestGroup;
        chars.normalize();
        all.add(chars);
        all.normalize();
        if (failed_ || peek() == ']') {
            next();
            std::string words;
            appendMembers(chars, words);
            return (isInverted ? "[^" : "[") + words + names + "]";
        }
        at_ += 2;  // a class to subtract
        const CharSet subtrahend = subtracted(depth + 1);
        failed_ = failed_ || next() != ']';
        return classOf((isInverted ? all.inverted() : all).without(subtrahend));
    }

    /// The set of a class that another one is made smaller by: its words are a class of ECMA-262.
    CharSet subtracted(int depth) {
        const std::string words = bracket(depth);
        const auto parsed = failed_ ? Result<regex::Pattern>(regex::Pattern()) : regex::parse(words, false, false);
        failed_ = failed_ || !parsed;
        return failed_ ? CharSet() : parsed->root.set;
    }

    /// A character, a range or an escape. A hyphen that makes no range stands for itself: stricter than the grammar nobody is.
    void member(CharSet& chars, CharSet& all, std::string& names) {
        const CodePoint c = next();
        std::optional<CodePoint> first = c;
        if (c == '\\') {
            first = singleEscape();
            if (!first) {
                const Class found = classEscape();
                (found.name.empty() ? chars : all).add(found.set);
                names += found.name;
                return;
            }
        }
        CodePoint last = *first;
        if (peek() == '-' && peek(1) != ']' && peek(1) != '[') {
            next();
            const CodePoint stop = next();
            last = stop == '\\' ? singleEscape().value_or(0) : stop;
        }
        failed_ = failed_ || c == '[' || last < *first || last == end;
        if (!failed_) {
            chars.add(*first, last);
        }
    }

    std::vector<CodePoint> points_;
    std::size_t at_ = 0;
    std::string out_;
    bool failed_ = false;
};

}  // namespace

std::optional<std::string> ecmaPattern(std::string_view pattern) { return Translator(pattern).run(); }

}  // namespace pb::schema::xsd

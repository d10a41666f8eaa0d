#include "models/base/regex/Reader.h"

#include "models/base/Text.h"
#include "models/base/regex/Syntax.h"

#include <algorithm>
#include <string>

namespace pb::regex {

namespace {

bool isDigit(CodePoint c) { return c >= '0' && c <= '9'; }
bool isLetter(CodePoint c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool isLead(CodePoint c) { return c >= 0xd800 && c <= 0xdbff; }
bool isTrail(CodePoint c) { return c >= 0xdc00 && c <= 0xdfff; }

int hexValue(CodePoint c) {
    if (isDigit(c)) return static_cast<int>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<int>(c - 'a') + 10;
    if (c >= 'A' && c <= 'F') return static_cast<int>(c - 'A') + 10;
    return -1;
}

void appendUtf8(CodePoint c, std::string& out) {
    const auto put = [&](CodePoint byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (c < 0x80) return put(c);
    if (c < 0x800) {
        put(0xc0 | (c >> 6));
    } else {
        if (c < 0x10000) {
            put(0xe0 | (c >> 12));
        } else {
            put(0xf0 | (c >> 18));
            put(0x80 | ((c >> 12) & 0x3f));
        }
        put(0x80 | ((c >> 6) & 0x3f));
    }
    put(0x80 | (c & 0x3f));
}

}  // namespace

Reader::Reader(std::string_view pattern) : pattern_(pattern) {
    for (std::size_t at = 0; at < pattern.size();) points_.push_back(decodeForward(pattern, at));
}

CodePoint Reader::peek(std::size_t ahead) const {
    return !failed_ && at_ + ahead < points_.size() ? points_[at_ + ahead] : end;
}

CodePoint Reader::next() {
    const CodePoint c = peek();
    if (c != end) ++at_;
    return c;
}

bool Reader::take(CodePoint c) {
    if (peek() != c) return false;
    ++at_;
    return true;
}

bool Reader::takeText(const char* ascii) {
    std::size_t length = 0;
    for (; ascii[length] != '\0'; ++length) {
        if (peek(length) != static_cast<CodePoint>(ascii[length])) return false;
    }
    at_ += length;
    return true;
}

std::uint32_t Reader::decimal() {
    std::uint64_t value = 0;
    while (isDigit(peek())) value = std::min<std::uint64_t>(value * 10 + (next() - '0'), Node::unbounded - 1);
    return static_cast<std::uint32_t>(value);
}

void Reader::counts(std::uint32_t& min, std::uint32_t& max) {
    if (!isDigit(peek())) return fail(say("After “{” a number must follow."));
    min = max = decimal();
    if (take(',')) max = isDigit(peek()) ? decimal() : Node::unbounded;
    if (!take('}')) return fail(say("A count is not closed: “}” is missing."));
    if (min > max) fail(say("The counts of a quantifier are out of order."));
}

std::string Reader::groupName() {
    std::string name;
    while (!failed_ && !take('>')) {
        CodePoint c = next();
        if (c == '\\') {
            if (!take('u')) fail(say("A group's name can have no such escape."));
            c = unicodeEscape();
        }
        const bool good = name.empty() ? isIdentifierStart(c) : isIdentifierPart(c);
        if (c == end || !good) {
            fail(say("A group's name must be an identifier and end with “>”."));
            break;
        }
        appendUtf8(c, name);
    }
    if (name.empty()) fail(say("A group's name is empty."));
    return name;
}

CodePoint Reader::characterEscape() {
    const CodePoint c = next();
    switch (c) {
    case end: fail(say("Nothing follows the last backslash.")); return 0;
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    case 'u': return unicodeEscape();
    case 'x': return hex(2);
    case 'c':
        if (!isLetter(peek())) fail(say("After “\\c” a letter must follow."));
        return next() % 32;
    case '0':
        if (isDigit(peek())) fail(say("An octal escape is not allowed."));
        return 0;
    default: break;
    }
    constexpr std::string_view syntaxCharacters = "^$\\.*+?()[]{}|/";
    if (c < 128 && syntaxCharacters.find(static_cast<char>(c)) != std::string_view::npos) return c;
    std::string shown;
    appendUtf8(c, shown);
    fail(say("“\\%1” is no escape.").arg(qs(shown)));
    return 0;
}

CodePoint Reader::unicodeEscape() {
    if (take('{')) {
        CodePoint value = 0;
        bool any = false;
        while (hexValue(peek()) >= 0) {
            value = std::min<CodePoint>(value * 16 + static_cast<CodePoint>(hexValue(next())), lastCodePoint + 1);
            any = true;
        }
        if (!any || !take('}') || value > lastCodePoint) fail(say("“\\u{…}” needs a code point up to 10FFFF."));
        return value;
    }
    const CodePoint lead = hex(4);
    if (failed_ || !isLead(lead) || peek() != '\\' || peek(1) != 'u' || !isHexAhead(2, 4)) return lead;
    const std::size_t before = at_;
    at_ += 2;
    const CodePoint trail = hex(4);
    if (isTrail(trail)) return 0x10000 + ((lead - 0xd800) << 10) + (trail - 0xdc00);
    at_ = before;
    return lead;
}

bool Reader::isHexAhead(std::size_t from, int digits) const {
    for (int i = 0; i < digits; ++i) {
        if (hexValue(peek(from + static_cast<std::size_t>(i))) < 0) return false;
    }
    return true;
}

CodePoint Reader::hex(int digits) {
    if (!isHexAhead(0, digits)) {
        fail(say("A “\\x” or “\\u” escape needs %1 hex digits.").arg(digits));
        return 0;
    }
    CodePoint value = 0;
    for (int i = 0; i < digits; ++i) value = value * 16 + static_cast<CodePoint>(hexValue(next()));
    return value;
}

std::string Reader::propertyWord() {
    std::string word;
    while (isLetter(peek()) || isDigit(peek()) || peek() == '_') word += static_cast<char>(next());
    return word;
}

CharSet Reader::property() {
    if (!take('{')) fail(say("After “\\p” a property in {…} must follow."));
    const std::string name = propertyWord();
    std::optional<std::string> value;
    if (take('=')) value = propertyWord();
    if (!take('}')) fail(say("A property is not closed: “}” is missing."));
    if (failed_) return {};
    auto set = unicodeProperty(name, value);
    if (set) return std::move(*set);
    fail(say("There is no Unicode property “%1”.").arg(qs(value ? name + "=" + *value : name)));
    return {};
}

void Reader::fail(const QString& reason) { failWith(ErrorCode::invalidInput, reason); }
void Reader::failLimit(const QString& reason) { failWith(ErrorCode::limit, reason); }

void Reader::failWith(ErrorCode code, const QString& reason) {
    if (failed_) return;
    failed_ = true;
    const QString shown = qs(clipped(pattern_, 200));
    error_ = Error(code, say("Cannot read the regular expression “%1”. At character %2: %3").arg(shown).arg(at_ + 1).arg(reason));
}

}  // namespace pb::regex

#include "models/jsonata/syntax/Lexer.h"

#include "models/jsonata/syntax/Failures.h"
#include "models/jsonata/syntax/Numbers.h"
#include "models/jsonata/syntax/Unicode.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace pb::jsonata {

namespace {

constexpr std::array<std::string_view, 9> twoCharSymbols = {"..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??"};

enum CharKind : std::uint8_t { wordChar, layoutChar, symbolChar };

constexpr auto charKinds = [] {
    std::array<CharKind, 256> kinds{};
    for (const char c : std::string_view(" \t\n\r\v")) {
        kinds[static_cast<std::uint8_t>(c)] = layoutChar;
    }
    for (const char c : std::string_view(".[]{}(),@#;:?+-*/%|=<>^&!~")) {
        kinds[static_cast<std::uint8_t>(c)] = symbolChar;
    }
    return kinds;
}();

CharKind kindOf(char c) { return charKinds[static_cast<std::uint8_t>(c)]; }
bool isLayout(char c) { return kindOf(c) == layoutChar; }
bool isTwoCharSymbol(std::string_view pair) {
    return std::find(twoCharSymbols.begin(), twoCharSymbols.end(), pair) != twoCharSymbols.end();
}
bool isDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

Token Lexer::make(TokenKind kind, std::size_t begin, std::string_view text) const {
    Token token;
    token.kind = kind;
    token.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
    token.symbol = kind == TokenKind::symbol ? packedSymbol(text) : 0;
    token.text = text;
    return token;
}

Token Lexer::bad(const char* code, std::size_t begin, std::size_t position, std::string_view token) {
    failures_.push_back(failure(code, position, std::string(token)));
    at_ = std::max(at_, std::min(begin + 1, source_.size()));
    return make(TokenKind::bad, begin, token);
}

void Lexer::skipLayout() {
    for (;;) {
        while (at_ < source_.size() && isLayout(source_[at_])) {
            ++at_;
        }
        if (peek() != '/' || peek(1) != '*') {
            return;
        }
        const std::size_t begin = at_;
        const std::size_t end = source_.find("*/", at_ + 2);
        if (end == std::string_view::npos) {
            failures_.push_back(failure("S0106", begin));
            at_ = source_.size();
            return;
        }
        at_ = end + 2;
        comments_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)});
    }
}

Token Lexer::next(bool infix) {
    skipLayout();
    const std::size_t begin = at_;
    if (at_ >= source_.size()) {
        return make(TokenKind::end, begin, "(end)");
    }
    const char c = source_[at_];
    if (!infix && c == '/') {
        return readRegex();
    }
    if (kindOf(c) == symbolChar) {
        const bool isPair = kindOf(peek(1)) == symbolChar && isTwoCharSymbol(source_.substr(at_, 2));
        at_ += isPair ? 2 : 1;
        return make(TokenKind::symbol, begin, source_.substr(begin, at_ - begin));
    }
    if (c == '"' || c == '\'') {
        return readText(c);
    }
    if (isDigit(c)) {
        return readNumber();
    }
    return c == '`' ? readQuotedName() : readName();
}

bool Lexer::closesRegex(std::size_t at, int depth) const {
    if (source_[at] != '/' || depth != 0) {
        return false;
    }
    std::size_t slashes = 0;
    while (slashes < at && source_[at - slashes - 1] == '\\') {
        ++slashes;
    }
    return slashes % 2 == 0;
}

Token Lexer::readRegex() {
    const std::size_t begin = at_++;
    int depth = 0;
    for (; at_ < source_.size(); ++at_) {
        if (closesRegex(at_, depth)) {
            break;
        }
        const bool escaped = source_[at_ - 1] == '\\';
        const std::string_view open = "([{", close = ")]}";
        depth += !escaped && open.find(source_[at_]) != std::string_view::npos ? 1 : 0;
        depth -= !escaped && close.find(source_[at_]) != std::string_view::npos ? 1 : 0;
    }
    if (at_ >= source_.size()) {
        return bad("S0302", begin, at_);
    }
    const std::string_view pattern = source_.substr(begin + 1, at_ - begin - 1);
    if (pattern.empty()) {
        return bad("S0301", begin, at_);
    }
    const std::size_t flags = ++at_;
    while (peek() == 'i' || peek() == 'm') {
        ++at_;
    }
    Token token = make(TokenKind::regex, begin, pattern);
    token.detail = source_.substr(flags, at_ - flags);
    return token;
}

bool Lexer::readHex(std::uint32_t& unit) {
    if (at_ + 4 > source_.size()) {
        return false;
    }
    unit = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const std::size_t digit = std::string_view("0123456789abcdef").find(static_cast<char>(source_[at_ + i] | 0x20));
        const bool letter = !isDigit(source_[at_ + i]);
        if (digit == std::string_view::npos || (letter && digit < 10)) {
            return false;
        }
        unit = unit * 16 + static_cast<std::uint32_t>(digit);
    }
    at_ += 4;
    return true;
}

bool Lexer::readEscape(std::string& out, const char*& code) {
    const std::string_view letters = "\"\\/bfnrt", values = "\"\\/\b\f\n\r\t";
    const char c = peek();
    if (const std::size_t index = letters.find(c); at_ < source_.size() && index != std::string_view::npos) {
        out.push_back(values[index]);
        ++at_;
        return true;
    }
    code = "S0103";
    if (c != 'u') {
        return false;
    }
    code = "S0104";
    ++at_;
    std::uint32_t unit = 0;
    if (!readHex(unit)) {
        --at_;
        return false;
    }
    if (unit >= 0xd800 && unit < 0xdc00 && peek() == '\\' && peek(1) == 'u') {
        const std::size_t before = at_;
        std::uint32_t low = 0;
        at_ += 2;
        if (readHex(low) && low >= 0xdc00 && low < 0xe000) {
            unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
        } else {
            at_ = before;
        }
    }
    appendUtf8(unit, out);
    return true;
}

Token Lexer::readText(char quote) {
    const std::size_t begin = at_++;
    while (at_ < source_.size() && source_[at_] != '\\') {
        if (source_[at_++] == quote) {
            return make(TokenKind::text, begin, source_.substr(begin + 1, at_ - begin - 2));
        }
    }
    return readEscapedText(quote, begin);
}

/// Goes on at the first escape of a text, or at the end of the source.
Token Lexer::readEscapedText(char quote, std::size_t begin) {
    std::string& text = decoded_.emplace_back(source_.substr(begin + 1, at_ - begin - 1));
    while (at_ < source_.size()) {
        const char c = source_[at_++];
        if (c == quote) {
            return make(TokenKind::text, begin, text);
        }
        if (c != '\\') {
            text.push_back(c);
            continue;
        }
        const char* code = nullptr;
        if (!readEscape(text, code)) {
            const std::string token = peek() && std::string_view(code) == "S0103" ? std::string(1, peek()) : std::string();
            failures_.push_back(failure(code, at_, token));
            text.push_back(c);
        }
    }
    return bad("S0101", begin, at_);
}

Token Lexer::readNumber() {
    const std::size_t begin = at_;
    const auto digits = [this] {
        while (isDigit(peek())) {
            ++at_;
        }
    };
    if (peek() == '0') {
        ++at_;
    } else {
        digits();
    }
    if (peek() == '.' && isDigit(peek(1))) {
        ++at_;
        digits();
    }
    const std::size_t sign = peek(1) == '-' || peek(1) == '+' ? 2 : 1;
    if ((peek() == 'e' || peek() == 'E') && isDigit(peek(sign))) {
        at_ += sign;
        digits();
    }
    const std::string_view text = source_.substr(begin, at_ - begin);
    const double value = parseNumber(text).value_or(0);
    if (!std::isfinite(value)) {
        return bad("S0102", begin, begin, text);
    }
    Token token = make(TokenKind::number, begin, text);
    token.number = value;
    return token;
}

Token Lexer::readQuotedName() {
    const std::size_t begin = at_++;
    const std::size_t end = source_.find('`', at_);
    if (end == std::string_view::npos) {
        at_ = source_.size();
        return bad("S0105", begin, at_);
    }
    const std::string_view name = source_.substr(at_, end - at_);
    at_ = end + 1;
    return make(TokenKind::name, begin, name);
}

Token Lexer::readName() {
    const std::size_t begin = at_;
    while (at_ < source_.size() && kindOf(source_[at_]) == wordChar) {
        ++at_;
    }
    const std::string_view name = source_.substr(begin, at_ - begin);
    if (name.front() == '$') {
        return make(TokenKind::variable, begin, name.substr(1));
    }
    if (name == "or" || name == "in" || name == "and") {
        return make(TokenKind::symbol, begin, name);
    }
    if (name == "true" || name == "false" || name == "null") {
        return make(TokenKind::constant, begin, name);
    }
    return make(TokenKind::name, begin, name);
}

}  // namespace pb::jsonata

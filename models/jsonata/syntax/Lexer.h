#pragma once

#include "models/jsonata/Program.h"

#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <vector>

namespace pb::jsonata {

enum class TokenKind : std::uint8_t { end, name, variable, symbol, text, number, constant, regex, bad };

/// A symbol as one number, so that comparing it is one instruction.
constexpr std::uint32_t packedSymbol(std::string_view symbol) {
    std::uint32_t packed = 0;
    for (const char c : symbol) {
        packed = packed << 8 | static_cast<std::uint8_t>(c);
    }
    return packed;
}

struct Token {
    TokenKind kind = TokenKind::end;
    std::uint32_t symbol = 0;  ///< packed; 0 of other kinds
    Span span;
    std::string_view text;    ///< decoded; the symbol itself; pattern of a regex
    std::string_view detail;  ///< flags of a regex
    double number = 0;

    bool is(std::string_view wanted) const { return symbol == packedSymbol(wanted); }
};

/// Cuts a source into tokens, one at a time, because whether "/" divides or opens a regex only the parser knows. The
/// texts of tokens are in the source, or in `decoded` where it holds them in another form.
class Lexer {
public:
    Lexer(std::string_view source, std::vector<Failure>& failures, std::list<std::string>& decoded)
        : source_(source), failures_(failures), decoded_(decoded) {}

    /// After an operand (`infix`) a "/" divides, elsewhere it opens a regex.
    Token next(bool infix);
    const std::vector<Span>& comments() const { return comments_; }

private:
    void skipLayout();
    Token make(TokenKind kind, std::size_t begin, std::string_view text) const;
    Token bad(const char* code, std::size_t begin, std::size_t position, std::string_view token = {});
    Token readRegex();
    Token readText(char quote);
    Token readEscapedText(char quote, std::size_t begin);
    Token readNumber();
    Token readQuotedName();
    Token readName();
    bool readEscape(std::string& out, const char*& code);
    bool readHex(std::uint32_t& unit);
    bool closesRegex(std::size_t at, int depth) const;
    char peek(std::size_t ahead = 0) const { return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0'; }

    std::string_view source_;
    std::vector<Failure>& failures_;
    std::list<std::string>& decoded_;
    std::vector<Span> comments_;
    std::size_t at_ = 0;
};

}  // namespace pb::jsonata

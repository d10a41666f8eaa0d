#include "ui/kit/Tokens.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace pb::ui {

namespace {

bool isWordByte(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || (c & 0x80) != 0; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::size_t afterString(std::string_view line, std::size_t at) {
    const char quote = line[at];
    for (++at; at < line.size(); ++at) {
        if (line[at] == '\\' && quote != '\'') {
            ++at;
        } else if (line[at] == quote) {
            return at + 1;
        }
    }
    return line.size();
}

std::size_t afterWhile(std::string_view line, std::size_t at, bool (*fits)(char)) {
    while (at < line.size() && fits(line[at])) ++at;
    return at;
}

std::size_t afterNumber(std::string_view line, std::size_t at) {
    return afterWhile(line, at, [](char c) { return isDigit(c) || c == '.' || c == 'e' || c == 'E' || c == '+' || c == '-'; });
}

std::size_t nextVisible(std::string_view line, std::size_t at) { return afterWhile(line, at, isBlank); }

bool isOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// What JSON, JSONata and YAML flow share: strings, numbers, words, punctuation.
class LineReader {
public:
    LineReader(Language language, std::string_view line) : language_(language), line_(line) {}

    std::vector<TokenSpan> read(bool& inComment) {
        while (at_ < line_.size()) {
            if (inComment) {
                readCommentEnd(inComment);
            } else if (isBlank(line_[at_])) {
                ++at_;
            } else if (language_ == Language::jsonata && line_.substr(at_, 2) == "/*") {
                inComment = true;
            } else {
                readToken();
            }
        }
        return std::move(spans_);
    }

private:
    void add(std::size_t end, Token token) {
        spans_.push_back({at_, end, token});
        at_ = end;
    }
    void readCommentEnd(bool& inComment) {
        const std::size_t close = line_.find("*/", at_);
        inComment = close == std::string_view::npos;
        add(inComment ? line_.size() : close + 2, Token::comment);
    }
    void readToken() {
        const char c = line_[at_];
        if (c == '"' || (c == '\'' && language_ != Language::json) || (c == '`' && language_ == Language::jsonata)) return readString();
        if (c == '#' && language_ == Language::yaml) return add(line_.size(), Token::comment);
        if (isDigit(c) || (c == '-' && at_ + 1 < line_.size() && isDigit(line_[at_ + 1]))) return add(afterNumber(line_, at_ + 1), Token::number);
        if (c == '$' && language_ == Language::jsonata) return readVariable();
        if (isWordByte(c)) return readWord();
        add(at_ + 1, Token::punctuation);
    }
    void readString() {
        const std::size_t end = afterString(line_, at_);
        const std::size_t next = nextVisible(line_, end);
        const bool isName = next < line_.size() && line_[next] == ':' && line_.substr(next, 2) != ":=";
        add(end, isName || line_[at_] == '`' ? Token::name : Token::string);
    }
    void readVariable() {
        const std::size_t end = afterWhile(line_, at_ + 1, isWordByte);
        const std::size_t next = nextVisible(line_, end);
        add(end, next < line_.size() && line_[next] == '(' ? Token::function : Token::keyword);
    }
    void readWord() {
        const std::size_t end = afterWhile(line_, at_, isWordByte);
        const std::string_view word = line_.substr(at_, end - at_);
        if (isOneOf(word, {"true", "false", "null"})) return add(end, Token::keyword);
        const bool isOperator = language_ == Language::jsonata && isOneOf(word, {"and", "or", "in", "function"});
        add(end, isOperator ? Token::keyword : Token::plain);
    }

    Language language_;
    std::string_view line_;
    std::size_t at_ = 0;
    std::vector<TokenSpan> spans_;
};

/// `key:` at the begin of a YAML line (after dashes) is a name; the rest is read as values.
std::vector<TokenSpan> yamlLine(std::string_view line) {
    std::size_t at = nextVisible(line, 0);
    while (at + 1 < line.size() && line[at] == '-' && isBlank(line[at + 1])) at = nextVisible(line, at + 1);
    bool no = false;
    const std::size_t colon = line.find(':', at);
    const bool isKey = colon != std::string_view::npos && colon > at && line[at] != '#' && line[at] != '"' && line[at] != '{' &&
                       (colon + 1 == line.size() || isBlank(line[colon + 1]));
    if (!isKey) return LineReader(Language::yaml, line).read(no);
    std::vector<TokenSpan> spans{{at, colon, Token::name}};
    for (TokenSpan span : LineReader(Language::yaml, line.substr(colon)).read(no)) {
        spans.push_back({span.begin + colon, span.end + colon, span.token});
    }
    return spans;
}

std::vector<TokenSpan> xmlLine(std::string_view line, bool& inComment) {
    std::vector<TokenSpan> spans;
    std::size_t at = 0;
    bool inTag = false;
    const auto add = [&](std::size_t end, Token token) {
        spans.push_back({at, end, token});
        at = end;
    };
    while (at < line.size()) {
        if (inComment || line.substr(at, 4) == "<!--") {
            const std::size_t close = line.find("-->", at);
            inComment = close == std::string_view::npos;
            add(inComment ? line.size() : close + 3, Token::comment);
        } else if (isBlank(line[at])) {
            ++at;
        } else if (line[at] == '<') {
            inTag = true;
            add(line.substr(at, 2) == "</" || line.substr(at, 2) == "<?" ? at + 2 : at + 1, Token::punctuation);
            const std::size_t end = line.find_first_of(" \t/>?", at);
            if (at < line.size()) add(std::min(end, line.size()), Token::keyword);
        } else if (!inTag) {
            add(std::min(line.find('<', at), line.size()), Token::plain);
        } else if (line[at] == '"' || line[at] == '\'') {
            add(afterString(line, at), Token::string);
        } else if (isWordByte(line[at])) {
            add(afterWhile(line, at, [](char c) { return isWordByte(c) || c == ':' || c == '-' || c == '.'; }), Token::name);
        } else {
            inTag = line[at] != '>';
            add(at + 1, Token::punctuation);
        }
    }
    return spans;
}

}  // namespace

std::vector<TokenSpan> tokensOf(Language language, std::string_view line, bool& inComment) {
    switch (language) {
    case Language::json:
    case Language::jsonata: return LineReader(language, line).read(inComment);
    case Language::yaml: return yamlLine(line);
    case Language::xml: return xmlLine(line, inComment);
    case Language::plain: break;
    }
    return {};
}

}  // namespace pb::ui

#include "models/route/SimpleParser.h"

#include <algorithm>
#include <array>

namespace pb::route {

namespace {

/// Where the function that opens before `from` closes; npos when it does not.
std::size_t closingBrace(std::string_view text, std::size_t from) {
    int depth = 1;
    for (std::size_t i = from; i < text.size(); ++i) {
        if (text[i] == '{') {
            ++depth;
        } else if (text[i] == '}' && --depth == 0) {
            return i;
        }
    }
    return std::string_view::npos;
}

char unescaped(char c) {
    switch (c) {
        case 'n': return '\n';
        case 't': return '\t';
        case 'r': return '\r';
        default: return c;
    }
}

std::size_t functionStart(std::string_view text, std::size_t at) {
    if (text.substr(at, 2) == "${") {
        return at + 2;
    }
    return text.substr(at, 8) == "$simple{" ? at + 8 : std::string_view::npos;
}

constexpr auto operators = std::to_array<std::string_view>({
    "==", "=~", ">=", "<=", "!=~", "!=", ">", "<", "contains", "!contains", "~~", "!~~", "regex", "!regex", "in", "!in",
    "is", "!is", "range", "!range", "startsWith", "endsWith", "starts", "ends",
});
constexpr auto known = std::to_array<std::string_view>({
    "==", "=~", ">=", "<=", "!=~", "!=", ">", "<", "contains", "!contains", "~~", "!~~", "regex", "!regex", "in", "!in",
    "startsWith", "endsWith",
});

class ConditionLexer {
public:
    explicit ConditionLexer(std::string_view text) : text_(text) {}

    std::vector<ConditionToken> run() {
        std::vector<ConditionToken> tokens;
        while (skipBlanks()) {
            tokens.push_back(next());
        }
        return tokens;
    }

private:
    bool skipBlanks() {
        at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
        return at_ < text_.size();
    }

    ConditionToken next() {
        if (const std::size_t inside = functionStart(text_, at_); inside != std::string_view::npos) {
            const std::size_t end = std::min(closingBrace(text_, inside), text_.size());
            ConditionToken token{ConditionToken::Kind::function, std::string(text_.substr(inside, end - inside))};
            at_ = std::min(end + 1, text_.size());
            return token;
        }
        if (text_[at_] == '\'' || text_[at_] == '"') {
            return quoted(text_[at_]);
        }
        const std::size_t end = std::min(text_.find_first_of(" \t\r\n", at_), text_.size());
        std::string word(text_.substr(at_, end - at_));
        at_ = end;
        if (word == "&&" || word == "||") {
            return {ConditionToken::Kind::logical, std::move(word)};
        }
        const bool isOperator = std::find(operators.begin(), operators.end(), word) != operators.end();
        return {isOperator ? ConditionToken::Kind::comparison : ConditionToken::Kind::literal, std::move(word)};
    }

    ConditionToken quoted(char quote) {
        const std::size_t end = std::min(text_.find(quote, at_ + 1), text_.size());
        ConditionToken token{ConditionToken::Kind::quoted, std::string(text_.substr(at_ + 1, end - at_ - 1))};
        at_ = std::min(end + 1, text_.size());
        return token;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

bool isNumber(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789.-") == std::string_view::npos;
}

}  // namespace

std::vector<SimplePart> splitTemplate(std::string_view text) {
    std::vector<SimplePart> parts;
    std::string literal;
    const auto flush = [&] {
        if (!literal.empty()) {
            parts.push_back({false, std::exchange(literal, {})});
        }
    };
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t inside = functionStart(text, i);
        const std::size_t end = inside == std::string_view::npos ? inside : closingBrace(text, inside);
        if (end != std::string_view::npos) {
            flush();
            parts.push_back({true, std::string(text.substr(inside, end - inside))});
            i = end + 1;
        } else if (text[i] == '\\' && i + 1 < text.size() && std::string_view("ntr}").find(text[i + 1]) != std::string_view::npos) {
            literal += unescaped(text[i + 1]);
            i += 2;
        } else {
            literal += text[i++];
        }
    }
    flush();
    return parts;
}

std::vector<ConditionToken> lexCondition(std::string_view text) { return ConditionLexer(text).run(); }

bool looksLikeCondition(const std::vector<ConditionToken>& tokens) {
    return tokens.size() >= 3 && tokens[1].kind == ConditionToken::Kind::comparison;
}

bool isKnownComparison(std::string_view word) { return std::find(known.begin(), known.end(), word) != known.end(); }

bool isNumberLiteral(std::string_view text) { return isNumber(text); }

std::vector<SimpleProblem> simpleProblems(std::string_view text) {
    std::vector<SimpleProblem> problems;
    std::size_t open = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::size_t inside = functionStart(text, i);
        if (inside == std::string_view::npos) {
            continue;
        }
        ++open;
        if (closingBrace(text, inside) == std::string_view::npos) {
            problems.push_back({"“" + std::string(text.substr(i)) + "” is not closed by }.", false});
            return problems;
        }
    }
    for (const SimplePart& part : splitTemplate(text)) {
        if (part.isFunction && !parseFunction(part.text).isKnown) {
            problems.push_back({"${" + part.text + "}", true});
        }
    }
    const auto tokens = lexCondition(text);
    if (open > 0 && looksLikeCondition(tokens)) {
        for (const auto& token : tokens) {
            if (token.kind == ConditionToken::Kind::comparison && !isKnownComparison(token.text)) {
                problems.push_back({token.text, true});
            }
        }
    }
    return problems;
}

}  // namespace pb::route

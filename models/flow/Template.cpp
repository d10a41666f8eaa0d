#include "models/flow/Cause.h"
#include "models/flow/CauseLists.h"

#include <algorithm>

namespace pb::flow {

namespace {

constexpr std::size_t maxTemplateInput = 1024;
constexpr std::size_t maxQuoted = 256;

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isAlpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; }
bool isWord(char c) { return isDigit(c) || isAlpha(c) || c == '_'; }
bool isHex(char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
/// Holds a word together when word characters follow.
bool isJoint(char c) { return c == '-' || c == '.' || c == ',' || c == ':' || c == '@' || c == '/' || c == '+'; }

bool allOf(std::string_view text, bool (*test)(char)) { return !text.empty() && std::ranges::all_of(text, test); }
bool anyOf(std::string_view text, bool (*test)(char)) { return std::ranges::any_of(text, test); }

bool isGuid(std::string_view word) {
    if (word.size() != 36) return false;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const bool isDash = i == 8 || i == 13 || i == 18 || i == 23;
        if (isDash ? word[i] != '-' : !isHex(word[i])) return false;
    }
    return true;
}

bool isTime(std::string_view word) {
    return word.size() >= 10 && allOf(word.substr(0, 4), isDigit) && word[4] == '-' && allOf(word.substr(5, 2), isDigit) &&
           word[7] == '-' && allOf(word.substr(8, 2), isDigit);
}

bool isClockTime(std::string_view word) {
    return word.size() >= 5 && allOf(word.substr(0, 2), isDigit) && word[2] == ':' && allOf(word.substr(3, 2), isDigit);
}

bool isMail(std::string_view word) {
    const std::size_t at = word.find('@');
    return at != std::string_view::npos && at > 0 && word.find('.', at) != std::string_view::npos && anyOf(word.substr(at), isAlpha);
}

bool isIp4(std::string_view word) {
    const std::string_view host = word.substr(0, std::min(word.find(':'), word.size()));
    return std::ranges::count(host, '.') == 3 && std::ranges::all_of(host, [](char c) { return isDigit(c) || c == '.'; });
}

bool isHexNumber(std::string_view word) {
    if (word.starts_with("0x") || word.starts_with("0X")) return allOf(word.substr(2), isHex);
    return word.size() >= 8 && allOf(word, isHex) && anyOf(word, isDigit) && anyOf(word, isAlpha);
}

/// Letters and digits in turns, as in generated ids: "A7F9K2", not "SHA256".
bool isMixedId(std::string_view word) {
    if (word.size() < 6 || !std::ranges::all_of(word, [](char c) { return isDigit(c) || isAlpha(c); })) return false;
    int turns = 0;
    for (std::size_t i = 1; i < word.size(); ++i) turns += isDigit(word[i]) != isDigit(word[i - 1]);
    return turns >= 3;
}

/// "com.acme.Order", "Customer.iban()", "<local4>": a name out of the code, not a value out of the data.
bool isCode(std::string_view text) {
    if (text.empty() || isDigit(text[0])) return false;
    const std::size_t call = text.find('(');
    if (call != std::string_view::npos) return call > 0 && text.ends_with(')') && text.substr(0, call).find(' ') == std::string_view::npos;
    if (text.starts_with('<') && text.ends_with('>')) return text.size() > 2 && text.find(' ') == std::string_view::npos;
    const bool isPath = std::ranges::all_of(text, [](char c) { return isWord(c) || c == '.' || c == '$'; });
    return isPath && text.find('.') != std::string_view::npos && std::ranges::any_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool contains(std::span<const std::string_view> list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

class Masker {
public:
    explicit Masker(std::string_view text) : text_(text) { out_.reserve(text.size()); }

    std::string run() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if ((c == '"' || c == '\'' || c == '`') && takeQuoted(c)) continue;
            if (isWord(c)) {
                takeWord();
            } else {
                takeOther(c);
            }
        }
        return std::move(out_);
    }

private:
    /// False where the quote does not close near by: an apostrophe.
    bool takeQuoted(char quote) {
        if (at_ > 0 && quote == '\'' && isWord(text_[at_ - 1])) return false;
        const std::size_t end = text_.find(quote, at_ + 1);
        if (end == std::string_view::npos || end - at_ > maxQuoted) return false;
        const std::string_view inside = text_.substr(at_ + 1, end - at_ - 1);
        out_ += quote;
        if (isCode(inside) || (contains(namingWords(), word_) && inside.find(' ') == std::string_view::npos && !anyOf(inside, isDigit))) {
            out_ += inside;
        } else if (!inside.empty()) {
            out_ += "{value}";
        }
        out_ += quote;
        at_ = end + 1;
        word_ = {};
        return true;
    }

    std::size_t wordEnd() const {
        std::size_t end = at_;
        while (end < text_.size() &&
               (isWord(text_[end]) || (isJoint(text_[end]) && end + 1 < text_.size() && isWord(text_[end + 1])))) {
            ++end;
        }
        return end;
    }

    void takeWord() {
        const std::string_view word = text_.substr(at_, wordEnd() - at_);
        at_ += word.size();
        const bool isKind = contains(codeWords(), word_) && word.size() == 3 && allOf(word, isDigit);
        if (const char* mask = maskOf(word); mask && !isKind) {
            out_ += mask;
        } else if (isKind) {
            out_ += word;
        } else {
            maskParts(word);
        }
        word_ = word;
    }

    static const char* maskOf(std::string_view word) {
        if (!anyOf(word, isDigit)) return isMail(word) ? "{addr}" : nullptr;
        if (isGuid(word)) return "{id}";
        if (isTime(word) || isClockTime(word)) return "{time}";
        if (isMail(word) || isIp4(word)) return "{addr}";
        if (isHexNumber(word)) return "{hex}";
        return isMixedId(word) ? "{id}" : nullptr;
    }

    /// "order-41004" → "order-{n}", "12,50" → "{n}", "OrderListener@11ae6c41" → "OrderListener@{hex}".
    void maskParts(std::string_view word) {
        std::size_t i = 0;
        while (i < word.size()) {
            const std::size_t begin = i;
            const bool afterAt = i > 0 && word[i - 1] == '@';
            while (i < word.size() && isWord(word[i])) ++i;
            const std::string_view part = word.substr(begin, i - begin);
            if (afterAt && allOf(part, isHex)) {
                out_ += "{hex}";
            } else if (const char* mask = part.size() < word.size() && anyOf(part, isDigit) ? maskOf(part) : nullptr) {
                out_ += mask;
            } else {
                maskNumbers(part);
            }
            for (; i < word.size() && !isWord(word[i]); ++i) {
                const bool isDecimal = (word[i] == '.' || word[i] == ',') && i > 0 && isDigit(word[i - 1]) && isDigit(word[i + 1]);
                if (!isDecimal) out_ += word[i];
            }
        }
    }

    void maskNumbers(std::string_view part) {
        for (std::size_t i = 0; i < part.size(); ++i) {
            if (!isDigit(part[i])) {
                out_ += part[i];
            } else if (!out_.ends_with("{n}")) {
                out_ += "{n}";
            }
        }
    }

    void takeOther(char c) {
        const bool isSign = (c == '-' || c == '+') && at_ + 1 < text_.size() && isDigit(text_[at_ + 1]);
        ++at_;
        if (isSign) return;
        if (c == '\n' || c == '\r' || c == '\t') c = ' ';
        if (c != ' ' || !out_.ends_with(' ')) out_ += c;
    }

    std::string_view text_;
    std::string out_;
    std::size_t at_ = 0;
    std::string_view word_;   ///< the last one
};

std::string_view cut(std::string_view message) {
    for (const MessageCut& each : messageCuts()) {
        const std::size_t at = message.find(each.text);
        if (at != std::string_view::npos) message = message.substr(0, each.keepsText ? at + each.text.size() : at);
    }
    return message;
}

}  // namespace

std::string templateOf(std::string_view message) {
    std::string out = Masker(cut(message.substr(0, maxTemplateInput))).run();
    while (out.ends_with(' ')) out.pop_back();
    return out;
}

}  // namespace pb::flow

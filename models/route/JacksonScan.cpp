#include "models/route/JacksonScan.h"

#include <array>
#include <vector>

namespace pb::route {

namespace {

constexpr const char* source = "Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); ";
constexpr const char* anyValue = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
constexpr std::size_t maxDepth = 1000;  // StreamReadConstraints of Jackson 2.15+

class Scanner {
public:
    explicit Scanner(std::string_view json) : json_(json) {}

    OrThrown<std::size_t> run() {
        value();
        return failure_ ? OrThrown<std::size_t>(tl::unexpected(*failure_)) : at_;
    }

private:
    char peek() const { return at_ < json_.size() ? json_[at_] : '\0'; }
    bool isAtEnd() const { return at_ >= json_.size(); }

    void skipBlanks() {
        while (!isAtEnd() && std::string_view(" \t\r\n").find(json_[at_]) != std::string_view::npos) {
            ++at_;
        }
    }

    std::string location(std::size_t byte) const {
        std::size_t line = 1;
        std::size_t start = 0;
        for (std::size_t i = 0; i < byte && i < json_.size(); ++i) {
            if (json_[i] == '\n') {
                ++line;
                start = i + 1;
            }
        }
        return "[" + std::string(source) + "line: " + std::to_string(line) + ", column: " + std::to_string(byte - start + 1) + "]";
    }

    bool refuse(const std::string& message, std::size_t byte, bool isEnd = false) {
        if (!failure_) {
            failure_ = Thrown{isEnd ? "com.fasterxml.jackson.core.io.JsonEOFException" : "com.fasterxml.jackson.core.JsonParseException",
                              message + "\n at " + location(byte), std::nullopt};
        }
        return false;
    }

    bool refuseCharacter(const std::string& expected) {
        const auto code = static_cast<unsigned char>(peek());
        return refuse("Unexpected character ('" + std::string(1, peek()) + "' (code " + std::to_string(code) + ")): " + expected, at_);
    }

    bool refuseEnd(bool isObject, bool afterSeparator) {
        if (afterSeparator) {  // a comma was read: another class than elsewhere (seen)
            return refuse(std::string("Unexpected end-of-input within/between ") + (isObject ? "Object" : "Array") + " entries", at_);
        }
        const std::string name = isObject ? "Object" : "Array";
        return refuse("Unexpected end-of-input: expected close marker for " + name + " (start marker at " +
                          location(opened_.back()) + ")",
                      at_, true);
    }

    bool value() {
        skipBlanks();
        if (isAtEnd()) {
            return refuse("Unexpected end-of-input", at_, true);
        }
        switch (peek()) {
            case '{': return container(true);
            case '[': return container(false);
            case '"': return string("VALUE_STRING");
            default: return isdigitOrMinus(peek()) ? number() : word();
        }
    }

    static bool isdigitOrMinus(char c) { return c == '-' || (c >= '0' && c <= '9'); }

    bool container(bool isObject) {
        opened_.push_back(at_++);
        if (opened_.size() > maxDepth) {
            return refuse("Document nesting depth (1001) exceeds the maximum allowed (1000, from `StreamReadConstraints.getMaxNestingDepth()`)", at_);
        }
        const char close = isObject ? '}' : ']';
        skipBlanks();
        for (bool isFirst = true;; isFirst = false) {
            if (isAtEnd()) {
                return refuseEnd(isObject, !isFirst);
            }
            if (isFirst && peek() == close) {
                break;
            }
            if (!(isObject ? member() : element())) {
                return false;
            }
            skipBlanks();
            if (isAtEnd()) {
                return refuseEnd(isObject, false);
            }
            if (peek() == close) {
                break;
            }
            if (peek() != ',') {
                return refuseCharacter(std::string("was expecting comma to separate ") + (isObject ? "Object" : "Array") + " entries");
            }
            ++at_;
            skipBlanks();
        }
        ++at_;
        opened_.pop_back();
        return true;
    }

    bool element() { return peek() == ']' ? refuseCharacter("expected a value") : value(); }

    bool member() {
        if (peek() != '"') {
            return refuseCharacter("was expecting double-quote to start field name");
        }
        if (!string("FIELD_NAME")) {
            return false;
        }
        skipBlanks();
        if (isAtEnd()) {
            return refuse("Unexpected end-of-input within/between Object entries", at_, true);
        }
        if (peek() != ':') {
            return refuseCharacter("was expecting a colon to separate field name and value");
        }
        ++at_;
        skipBlanks();
        return isAtEnd() ? refuse("Unexpected end-of-input within/between Object entries", at_, true) : value();
    }

    bool string(const char* token) {
        ++at_;
        while (!isAtEnd() && peek() != '"') {
            const auto code = static_cast<unsigned char>(peek());
            if (code < 0x20) {
                return refuse("Illegal unquoted character ((CTRL-CHAR, code " + std::to_string(code) +
                                  ")): has to be escaped using backslash to be included in string value",
                              at_);
            }
            if (code == '\\' && !escape()) {
                return false;
            }
            ++at_;
        }
        if (isAtEnd()) {
            const bool isName = std::string_view(token) == "FIELD_NAME";
            return refuse(isName ? "Unexpected end-of-input in field name" : std::string("Unexpected end-of-input in ") + token, at_, true);
        }
        ++at_;
        return true;
    }

    bool escape() {
        ++at_;
        if (isAtEnd()) {
            return refuse("Unexpected end-of-input in character escape sequence", at_, true);
        }
        const char c = peek();
        if (std::string_view("\"\\/bfnrtu").find(c) == std::string_view::npos) {
            return refuse("Unrecognized character escape '" + std::string(1, c) + "' (code " +
                              std::to_string(static_cast<unsigned char>(c)) + ")",
                          at_);
        }
        return true;
    }

    bool number() {
        const std::size_t start = at_;
        if (peek() == '-') {
            ++at_;
        }
        if (peek() == '0' && at_ + 1 < json_.size() && json_[at_ + 1] >= '0' && json_[at_ + 1] <= '9') {
            return refuse("Invalid numeric value: Leading zeroes not allowed", at_ + 1);
        }
        while (!isAtEnd() && std::string_view("0123456789+-.eE").find(peek()) != std::string_view::npos) {
            ++at_;
        }
        if (at_ == start + 1 && json_[start] == '-') {
            return refuse("No digit following minus sign", at_);
        }
        return true;
    }

    bool word() {
        for (const std::string_view known : {"null", "true", "false"}) {
            if (json_.substr(at_).starts_with(known) && !isWordCharacter(at_ + known.size())) {
                at_ += known.size();
                return true;
            }
        }
        if (!isWordCharacter(at_)) {
            return refuseCharacter(std::string("expected a valid value ") + anyValue);
        }
        std::size_t end = at_;
        while (isWordCharacter(end)) {
            ++end;
        }
        const std::string token(json_.substr(at_, end - at_));
        return refuse("Unrecognized token '" + token + "': was expecting " + anyValue, end);
    }

    bool isWordCharacter(std::size_t at) const {
        const char c = at < json_.size() ? json_[at] : '\0';
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
    }

    std::string_view json_;
    std::size_t at_ = 0;
    std::vector<std::size_t> opened_;
    std::optional<Thrown> failure_;
};

}  // namespace

OrThrown<std::size_t> jacksonScan(std::string_view json) { return Scanner(json).run(); }

}  // namespace pb::route

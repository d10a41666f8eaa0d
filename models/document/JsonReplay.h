#pragma once

#include "models/document/JsonString.h"
#include "models/document/Number.h"
#include "models/document/TreeReplay.h"

#include <algorithm>

namespace pb::doc {

/// What was taken of a value: with its opening bracket it is not whole yet.
enum class Taken : std::uint8_t { nothing, opening, whole };

/// The tokens of a JSON text, which simdjson found.
struct JsonCut {
    std::string_view bytes;
    const std::uint32_t* last;  ///< behind the last token; readable
    std::uint32_t shift;        ///< from where tokens count to where `bytes` begins, modulo 2^32

    PB_ALWAYS_INLINE std::uint32_t position(const std::uint32_t* token) const { return *token + shift; }
    PB_ALWAYS_INLINE char charAt(const std::uint32_t* token) const { return bytes.data()[*token + shift]; }

    /// End of a token without the blanks behind it.
    PB_ALWAYS_INLINE std::uint32_t contentEnd(const std::uint32_t* token) const {
        return withoutBlanks(std::min(position(token + 1), static_cast<std::uint32_t>(bytes.size())));
    }
    PB_ALWAYS_INLINE std::string_view from(std::uint32_t at) const { return {bytes.data() + at, bytes.size() - at}; }
    PB_ALWAYS_INLINE bool isQuoted(std::uint32_t at, std::uint32_t end) const {
        return end - at >= 2 && bytes.data()[at] == '"' && bytes.data()[end - 1] == '"';
    }

    PB_ALWAYS_INLINE std::uint32_t withoutBlanks(std::uint32_t end) const {
        while (bytes.data()[end - 1] <= ' ' && isBlank(bytes.data()[end - 1])) {
            --end;
        }
        return end;
    }

private:
    static bool isBlank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
};

/// One search for the next backslash serves all strings before it.
class EscapeFinder {
public:
    explicit EscapeFinder(std::string_view bytes) : bytes_(bytes) {}
    PB_ALWAYS_INLINE bool isIn(std::uint32_t begin, std::uint32_t end) {
        if (next_ >= end) {
            return false;
        }
        if (next_ <= begin) {
            next_ = std::min(bytes_.find('\\', begin), bytes_.size());
        }
        return next_ < end;
    }

private:
    std::string_view bytes_;
    std::size_t next_ = 0;
};

/// Reads members as far as they are those that the tree expects, and can be taken without looking further.
class JsonReplay {
public:
    PB_ALWAYS_INLINE JsonReplay(TreeReplay& tree, const JsonCut& text, EscapeFinder& escapes) : tree_(tree), text_(text), escapes_(escapes) {}

    /// From the name of a member on. `token` is then behind what was taken last, which is told.
    PB_ALWAYS_INLINE Taken run(const std::uint32_t*& token) {
        constexpr std::ptrdiff_t member = 4;  // tokens: name, colon, value, and one behind it
        const std::uint32_t* at = token;
        Taken taken = Taken::nothing;
        if (tree_.isComplete()) {
            return taken;
        }
        while (text_.last - at > member) {
            const Taken next = value(at);
            if (next == Taken::nothing) {
                break;
            }
            taken = next;
            token = at;
            if (taken == Taken::whole) {
                if ((tree_.isComplete() && !closeComplete(token)) || text_.bytes.data()[next_] != ',') {
                    break;
                }
                at = token + 1;
            }
        }
        return taken;
    }

private:
    PB_ALWAYS_INLINE Taken value(const std::uint32_t*& at) {
        std::uint32_t name = 0;
        if (tree_.like().nameId() != Node::noName) {
            name = text_.position(at);
            if (!isNamed(name, at + 1)) {
                return Taken::nothing;
            }
            at += 2;
        }
        const Kind kind = tree_.like().kind();
        const std::uint32_t begin = text_.position(at);
        if (kind >= Kind::array) {
            const bool isAlike = text_.charAt(at++) == (kind == Kind::object ? '{' : '[') && tree_.open(name, begin);
            return isAlike ? Taken::opening : Taken::nothing;
        }
        next_ = text_.position(++at);
        if (kind == Kind::string) {
            std::uint32_t end = 0;
            if (!isPlainString(begin, end)) {
                return Taken::nothing;
            }
            tree_.scalar(name, {begin, end}, begin + 1, end - begin - 2);
            return Taken::whole;
        }
        const std::uint32_t end = text_.withoutBlanks(next_);
        if (kind == Kind::number) {
            if (jsonNumberEnd(text_.bytes, begin) != end) {
                return Taken::nothing;
            }
            tree_.scalar(name, {begin, end}, begin, end - begin);
            return Taken::whole;
        }
        return word(kind, name, {begin, end});
    }

    /// Whether the expected name stands there, and a colon behind it.
    PB_ALWAYS_INLINE bool isNamed(std::uint32_t name, const std::uint32_t* colon) const {
        return tree_.isMemberAs(text_.from(name)) ||
               (text_.bytes.data()[name] == '"' && text_.charAt(colon) == ':' && tree_.isNamedAs(text_.from(name + 1)));
    }

    /// Whether a string stands there without an escape, and where it ends. A quote that is a token has its other one before the
    /// next token.
    PB_ALWAYS_INLINE bool isPlainString(std::uint32_t begin, std::uint32_t& end) {
        if (text_.bytes.data()[begin] != '"') {
            return false;
        }
        end = text_.bytes.data()[next_ - 1] == '"' ? next_ : text_.withoutBlanks(next_);
        return text_.bytes.data()[end - 1] == '"' && !escapes_.isIn(begin, end);
    }

    PB_ALWAYS_INLINE Taken word(Kind kind, std::uint32_t name, ByteRange range) {
        const std::string_view word = text_.bytes.substr(range.begin, range.size());
        const bool isTrue = word == "true";
        if (kind == Kind::boolean ? !isTrue && word != "false" : word != "null") {
            return Taken::nothing;
        }
        tree_.scalar(name, range, 0, isTrue ? 1 : 0);
        return Taken::whole;
    }

    /// Closes what has all that it should have. False where it goes on here, or nothing follows.
    PB_ALWAYS_INLINE bool closeComplete(const std::uint32_t*& token) {
        do {
            if (!tree_.isInside() || text_.bytes.data()[next_] != (tree_.isInObject() ? '}' : ']')) {
                return false;
            }
            tree_.close(next_ + 1);
            if (++token == text_.last) {
                return false;
            }
            next_ = text_.position(token);
        } while (tree_.isComplete());
        return true;
    }

    TreeReplay& tree_;
    const JsonCut text_;
    EscapeFinder& escapes_;
    std::uint32_t next_ = 0;  ///< where the token behind what was taken stands
};

}  // namespace pb::doc

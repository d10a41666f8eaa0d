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
    /// The same of one that others follow.
    PB_ALWAYS_INLINE std::uint32_t contentEndBetween(const std::uint32_t* token) const { return withoutBlanks(position(token + 1)); }

    /// All that follows a byte.
    PB_ALWAYS_INLINE std::string_view behind(std::uint32_t at) const { return {bytes.data() + at + 1, bytes.size() - at - 1}; }
    PB_ALWAYS_INLINE bool isQuoted(std::uint32_t at, std::uint32_t end) const {
        return end - at >= 2 && bytes.data()[at] == '"' && bytes.data()[end - 1] == '"';
    }

private:
    PB_ALWAYS_INLINE std::uint32_t withoutBlanks(std::uint32_t end) const {
        while (bytes.data()[end - 1] <= ' ' && isBlank(bytes.data()[end - 1])) {
            --end;
        }
        return end;
    }
    static bool isBlank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
};

/// One search for the next backslash serves all strings before it.
class EscapeFinder {
public:
    explicit EscapeFinder(std::string_view bytes) : bytes_(bytes) {}
    PB_ALWAYS_INLINE bool isIn(std::uint32_t begin, std::uint32_t end) {
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
        while (!tree_.isComplete() && text_.last - at > member) {
            const Taken next = value(at);
            if (next == Taken::nothing) {
                break;
            }
            taken = next;
            token = at;
            if (taken == Taken::whole) {
                if (!closeComplete(token) || token == text_.last || text_.charAt(token) != ',') {
                    break;
                }
                at = token + 1;
            }
        }
        return taken;
    }

private:
    PB_ALWAYS_INLINE Taken value(const std::uint32_t*& at) {
        const Node& like = tree_.like();
        std::uint32_t name = 0;
        if (like.nameId() != Node::noName) {
            name = text_.position(at);
            if (text_.bytes.data()[name] != '"' || text_.charAt(at + 1) != ':' || !tree_.isNamedAs(text_.behind(name))) {
                return Taken::nothing;
            }
            at += 2;
        }
        const Kind kind = like.kind();
        const std::uint32_t begin = text_.position(at);
        if (kind >= Kind::array) {
            const bool isAlike = text_.charAt(at++) == (kind == Kind::object ? '{' : '[') && tree_.open(name, begin);
            return isAlike ? Taken::opening : Taken::nothing;
        }
        const std::uint32_t end = text_.contentEndBetween(at++);
        if (kind == Kind::string) {
            if (!text_.isQuoted(begin, end) || escapes_.isIn(begin, end)) {
                return Taken::nothing;
            }
            tree_.scalar(name, {begin, end}, begin + 1, end - begin - 2);
            return Taken::whole;
        }
        if (kind == Kind::number) {
            if (jsonNumberEnd(text_.bytes, begin) != end) {
                return Taken::nothing;
            }
            tree_.scalar(name, {begin, end}, begin, end - begin);
            return Taken::whole;
        }
        return word(kind, name, {begin, end});
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

    /// Closes what has all that it should have. False where it goes on here.
    PB_ALWAYS_INLINE bool closeComplete(const std::uint32_t*& token) {
        while (tree_.isComplete()) {
            if (!tree_.isInside() || token == text_.last || text_.charAt(token) != (tree_.isInObject() ? '}' : ']')) {
                return false;
            }
            tree_.close(text_.position(token++) + 1);
        }
        return true;
    }

    TreeReplay& tree_;
    const JsonCut text_;
    EscapeFinder& escapes_;
};

}  // namespace pb::doc

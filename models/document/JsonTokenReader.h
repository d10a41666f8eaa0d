#pragma once

#include "models/base/Assume.h"
#include "models/document/JsonString.h"
#include "models/document/Number.h"
#include "models/document/TreeWriter.h"

#include <algorithm>

namespace pb::doc {

/// Builds the tree of one value from the tokens that simdjson found. It only says whether the text is RFC 8259; where
/// and why not is JsonScanner's work.
class TokenReader {
public:
    TokenReader(TreeWriter& writer, const std::uint32_t* token, const std::uint32_t* last, std::uint32_t shift,
                int maxDepth)
        : writer_(writer), bytes_(writer.bytes()), token_(token), last_(last), shift_(shift), maxDepth_(maxDepth) {}

    bool read() {
        for (;;) {
            const Taken taken = token_ == last_ ? Taken::nothing : value();
            if (taken == Taken::nothing) {
                return false;
            }
            if (taken == Taken::opening ? !nameIfMember() : !separators()) {
                return isWhole_;
            }
        }
    }
    const std::uint32_t* token() const { return token_; }

private:
    enum class Taken { nothing, opening, whole };

    PB_ALWAYS_INLINE std::uint32_t position() const { return *token_ + shift_; }
    PB_ALWAYS_INLINE bool isAt(char c) const { return token_ != last_ && bytes_[position()] == c; }

    /// End of the token at the front without the blanks behind it.
    PB_ALWAYS_INLINE std::uint32_t contentEnd() const {
        std::uint32_t end = std::min(token_[1] + shift_, static_cast<std::uint32_t>(bytes_.size()));
        while (bytes_[end - 1] <= ' ' && isBlank(bytes_[end - 1])) {
            --end;
        }
        return end;
    }

    static bool isBlank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

    PB_ALWAYS_INLINE Taken value() {
        const std::uint32_t at = position();
        switch (bytes_[at]) {
            case '{':
                return open(Kind::object, '}');
            case '[':
                return open(Kind::array, ']');
            case '"':
                return string(at);
            case 't':
                return word("true", Kind::boolean, 1);
            case 'f':
                return word("false", Kind::boolean, 0);
            case 'n':
                return word("null", Kind::null, 0);
            default:
                return number(at);
        }
    }

    PB_ALWAYS_INLINE Taken open(Kind kind, char closing) {
        if (writer_.depth() >= maxDepth_) {
            return Taken::nothing;
        }
        writer_.begin(kind, position());
        ++token_;
        if (!isAt(closing)) {
            return Taken::opening;
        }
        close();
        return Taken::whole;
    }

    PB_ALWAYS_INLINE void close() {
        writer_.end(position() + 1);
        ++token_;
    }

    /// Behind a value: up to the next one. False at the end, and where something else stands.
    PB_ALWAYS_INLINE bool separators() {
        while (writer_.depth() > 0) {
            if (isAt(',')) {
                ++token_;
                return nameIfMember();
            }
            if (!isAt(writer_.isInObject() ? '}' : ']')) {
                return false;
            }
            close();
        }
        isWhole_ = true;
        return false;
    }

    PB_ALWAYS_INLINE bool nameIfMember() { return !writer_.isInObject() || name(); }

    PB_ALWAYS_INLINE bool name() {
        if (!isAt('"')) {
            return false;
        }
        const std::uint32_t at = position();
        const std::size_t length = writer_.takePredictedName(bytes_.substr(at + 1), at);
        if (length == TreeWriter::npos && !unpredictedName(at)) {
            return false;
        }
        ++token_;
        if (!isAt(':')) {
            return false;
        }
        ++token_;
        return true;
    }

    bool unpredictedName(std::uint32_t at) {
        const std::uint32_t end = contentEnd();
        if (!isClosed(at, end)) {
            return false;
        }
        const std::string_view content = bytes_.substr(at + 1, end - at - 2);
        if (!hasEscape(at, end)) {
            writer_.name(content, at);
            return true;
        }
        decoded_.clear();
        const bool isGood = decodeJsonString(content, decoded_) == TreeWriter::npos;
        writer_.name(decoded_, at);
        return isGood;
    }

    PB_ALWAYS_INLINE Taken string(std::uint32_t at) {
        const std::uint32_t end = contentEnd();
        if (!isClosed(at, end)) {
            return Taken::nothing;
        }
        ++token_;
        if (!hasEscape(at, end)) {
            writer_.scalar(Kind::string, {at, end}, at + 1, end - at - 2);
            return Taken::whole;
        }
        decoded_.clear();
        if (decodeJsonString(bytes_.substr(at + 1, end - at - 2), decoded_) != TreeWriter::npos) {
            return Taken::nothing;
        }
        writer_.ownedText(Kind::string, decoded_, {at, end});
        return Taken::whole;
    }

    PB_ALWAYS_INLINE bool isClosed(std::uint32_t at, std::uint32_t end) const { return end - at >= 2 && bytes_[end - 1] == '"'; }

    /// One search for the next backslash serves all strings before it.
    PB_ALWAYS_INLINE bool hasEscape(std::uint32_t at, std::uint32_t end) {
        if (nextEscape_ <= at) {
            nextEscape_ = std::min(bytes_.find('\\', at), bytes_.size());
        }
        return nextEscape_ < end;
    }

    Taken word(std::string_view word, Kind kind, std::uint32_t value) {
        const std::uint32_t at = position();
        const std::uint32_t end = contentEnd();
        if (bytes_.substr(at, end - at) != word) {
            return Taken::nothing;
        }
        ++token_;
        writer_.scalar(kind, {at, end}, 0, value);
        return Taken::whole;
    }

    PB_ALWAYS_INLINE Taken number(std::uint32_t at) {
        const std::uint32_t end = contentEnd();
        if (jsonNumberEnd(bytes_, at) != end) {
            return Taken::nothing;
        }
        ++token_;
        writer_.scalar(Kind::number, {at, end}, at, end - at);
        return Taken::whole;
    }

    TreeWriter& writer_;
    std::string_view bytes_;
    const std::uint32_t* token_;
    const std::uint32_t* last_;
    std::uint32_t shift_;  ///< from where tokens count to where `bytes_` begins, modulo 2^32
    int maxDepth_;
    std::size_t nextEscape_ = 0;
    bool isWhole_ = false;
    std::string decoded_;
};

}  // namespace pb::doc

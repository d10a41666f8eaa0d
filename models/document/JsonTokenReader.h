#pragma once

#include "models/base/Assume.h"
#include "models/document/JsonReplay.h"
#include "models/document/JsonTokens.h"

namespace pb::doc {

/// Every node but the root comes with a bracket or separator of its own.
inline std::size_t mostNodes(const std::uint32_t* begin, const std::uint32_t* end) {
    return static_cast<std::size_t>(end - begin) / 2 + 1;
}

/// Builds the tree of one value from the tokens that simdjson found. It only says whether the text is RFC 8259; where
/// and why not is JsonScanner's work.
class TokenReader {
public:
    /// `windows` has more tokens, where these are not all.
    TokenReader(TreeWriter& writer, const std::uint32_t* token, const std::uint32_t* last, std::uint32_t shift,
                int maxDepth, JsonTokenWindows* windows = nullptr)
        : writer_(writer), text_{writer.bytes(), last, shift}, escapes_(text_.bytes), token_(token), maxDepth_(maxDepth),
          windows_(windows) {}

    bool read() {
        for (;;) {
            const Taken taken = token_ == text_.last ? Taken::nothing : value();
            if (taken == Taken::nothing) {
                return false;
            }
            if (!toNextValue(taken)) {
                return isWhole_;
            }
        }
    }
    const std::uint32_t* token() const { return token_; }

private:
    PB_ALWAYS_INLINE std::uint32_t position() const { return text_.position(token_); }
    PB_ALWAYS_INLINE bool isAt(char c) const { return token_ != text_.last && text_.charAt(token_) == c; }

    PB_ALWAYS_INLINE Taken value() {
        const std::uint32_t at = position();
        switch (text_.bytes[at]) {
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
        return closedAtOnce(closing);
    }

    /// Behind a bracket that opens.
    PB_ALWAYS_INLINE Taken closedAtOnce(char closing) {
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

    static constexpr char closing(bool isObject) { return isObject ? '}' : ']'; }

    /// From behind a value, or behind its opening bracket, to the next value. False at the end, and where something else
    /// stands.
    PB_ALWAYS_INLINE bool toNextValue(Taken taken) {
        for (;;) {
            if (taken == Taken::whole && writer_.depth() == 0) {
                isWhole_ = true;
                return false;
            }
            if (taken == Taken::whole && !isAt(',')) {
                if (!isAt(closing(writer_.isInObject()))) {
                    return false;
                }
                close();
                continue;
            }
            token_ += taken == Taken::whole ? 1 : 0;
            if (token_ == text_.last && windows_) {
                toNextWindow();
            }
            if (!writer_.isInObject()) {
                return true;
            }
            taken = repeatedMembers();
            if (taken == Taken::nothing) {
                return name();
            }
        }
    }

    PB_NEVER_INLINE void toNextWindow() {
        const std::uint32_t windowBegin = windows_->windowBegin();
        if (windows_->isLast() || windows_->next() != JsonTokens::Outcome::found) {
            return;
        }
        token_ = windows_->begin();
        text_.last = windows_->end();
        text_.shift += windows_->windowBegin() - windowBegin;
        writer_.reserveMore(mostNodes(token_, text_.last));
    }

    /// From a member's name on: what the object that this one is expected to be like has from there on.
    PB_ALWAYS_INLINE Taken repeatedMembers() {
        TreeReplay replay(writer_);
        const Taken taken = JsonReplay(replay, text_, escapes_).run(token_);
        if (!replay.finish(writer_)) {
            return Taken::nothing;
        }
        return taken == Taken::opening ? closedAtOnce(closing(writer_.isInObject())) : taken;
    }

    PB_ALWAYS_INLINE bool name() {
        if (!isAt('"')) {
            return false;
        }
        const std::uint32_t at = position();
        const std::size_t length = writer_.takePredictedName(text_.bytes.substr(at + 1), at);
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
        const std::uint32_t end = text_.contentEnd(token_);
        if (!text_.isQuoted(at, end)) {
            return false;
        }
        const std::string_view content = text_.bytes.substr(at + 1, end - at - 2);
        if (!escapes_.isIn(at, end)) {
            writer_.name(content, at);
            return true;
        }
        decoded_.clear();
        const bool isGood = decodeJsonString(content, decoded_) == TreeWriter::npos;
        writer_.name(decoded_, at);
        return isGood;
    }

    PB_ALWAYS_INLINE Taken string(std::uint32_t at) {
        const std::uint32_t end = text_.contentEnd(token_);
        if (!text_.isQuoted(at, end)) {
            return Taken::nothing;
        }
        ++token_;
        if (!escapes_.isIn(at, end)) {
            writer_.scalar(Kind::string, {at, end}, at + 1, end - at - 2);
            return Taken::whole;
        }
        decoded_.clear();
        if (decodeJsonString(text_.bytes.substr(at + 1, end - at - 2), decoded_) != TreeWriter::npos) {
            return Taken::nothing;
        }
        writer_.ownedText(Kind::string, decoded_, {at, end});
        return Taken::whole;
    }

    Taken word(std::string_view word, Kind kind, std::uint32_t value) {
        const std::uint32_t at = position();
        const std::uint32_t end = text_.contentEnd(token_);
        if (text_.bytes.substr(at, end - at) != word) {
            return Taken::nothing;
        }
        ++token_;
        writer_.scalar(kind, {at, end}, 0, value);
        return Taken::whole;
    }

    PB_ALWAYS_INLINE Taken number(std::uint32_t at) {
        const std::uint32_t end = text_.contentEnd(token_);
        if (jsonNumberEnd(text_.bytes, at) != end) {
            return Taken::nothing;
        }
        ++token_;
        writer_.scalar(Kind::number, {at, end}, at, end - at);
        return Taken::whole;
    }

    TreeWriter& writer_;
    JsonCut text_;
    EscapeFinder escapes_;
    const std::uint32_t* token_;
    int maxDepth_;
    JsonTokenWindows* windows_;
    bool isWhole_ = false;
    std::string decoded_;
};

}  // namespace pb::doc

#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

namespace pb::doc {

/// simdjson's first stage: where the tokens of a JSON text begin (brackets, colons, commas, opening quotes, numbers and
/// words outside of strings). It has checked the UTF-8, that strings are closed and hold no control characters. The
/// second stage is ours, because simdjson's refuses lone surrogates and keeps neither digits nor byte ranges.
class JsonTokens {
public:
    enum class Outcome { found, refused, noMemory };

    JsonTokens();
    ~JsonTokens();

    /// The text needs no padding: the first stage copies the last block. May be called again, the memory is kept.
    Outcome find(std::string_view text);

    const std::uint32_t* begin() const;
    const std::uint32_t* end() const;  ///< *end() is readable: the length of the text

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// The tokens of one large text, a window of it at a time: they take little memory and stay in the processor's caches. All
/// windows but the last end behind a comma outside of strings, so that what follows is a value or a member.
class JsonTokenWindows {
public:
    JsonTokenWindows(JsonTokens& tokens, std::string_view text, std::size_t size = usualSize)
        : tokens_(tokens), text_(text), size_(size) {}

    /// Finds the tokens of the next window. Not `found`: in the window, or behind it, something is wrong.
    JsonTokens::Outcome next();
    bool isLast() const { return end_ == text_.size(); }

    const std::uint32_t* begin() const { return tokens_.begin(); }
    const std::uint32_t* end() const { return tokens_.end(); }
    std::uint32_t windowBegin() const { return static_cast<std::uint32_t>(begin_); }  ///< where the tokens count from
    JsonTokens::Outcome outcome() const { return outcome_; }                          ///< of the last search

    std::size_t size() const { return size_; }  ///< which most windows have about, in bytes
    static constexpr std::size_t usualSize = std::size_t{256} << 10;

private:
    std::size_t cutBefore(std::size_t end) const;

    JsonTokens& tokens_;
    std::string_view text_;
    std::size_t size_;
    std::size_t begin_ = 0, end_ = 0;  ///< the window
    JsonTokens::Outcome outcome_ = JsonTokens::Outcome::found;
};

}  // namespace pb::doc

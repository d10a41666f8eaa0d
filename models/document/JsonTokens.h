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

}  // namespace pb::doc

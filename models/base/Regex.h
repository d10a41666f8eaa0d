#pragma once

#include "models/base/Result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pb {

/// ECMA-262 regular expressions (with the `u` semantics over code points) on UTF-8 text. RE2, in linear time, wherever
/// it can express the pattern with the same meaning; otherwise a backtracker with a step budget. Immutable and
/// thread-safe once compiled.
class Regex {
public:
    struct Options {
        bool ignoreCase = false;
        bool multiline = false;                   ///< ^ and $ also at line breaks
        std::uint64_t maxSteps = 1'000'000;       ///< of the backtracker, and 16 more a byte of text; reaching
                                                  ///< it is ErrorCode::limit
    };
    struct Match {
        std::size_t begin = 0, end = 0;                          ///< byte offsets
        std::vector<std::pair<std::size_t, std::size_t>> groups; ///< npos,npos where a group took no part
    };
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    static Result<Regex> compile(std::string_view pattern, const Options& options);
    static Result<Regex> compile(std::string_view pattern) { return compile(pattern, Options()); }

    /// Whether the pattern matches anywhere in `text`.
    Result<bool> test(std::string_view text) const;
    /// The first match at or after byte `from`; false when there is none.
    Result<bool> find(std::string_view text, std::size_t from, Match& match) const;
    bool isLinear() const;  ///< runs on RE2

private:
    struct Impl;
    explicit Regex(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
    std::shared_ptr<const Impl> impl_;
};

}  // namespace pb

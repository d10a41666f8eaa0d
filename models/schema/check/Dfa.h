#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace pb::schema {

/// A search automaton for the patterns that schemas are full of (`^[A-Z]{2}-\d{4}$`, `^(a|b)+$`): one table look-up a
/// byte, many times faster than a general engine on short texts. It knows ASCII texts only and a subset of ECMA-262:
/// characters, classes, groups, alternatives, quantifiers, `^` at the begin and `$` at the end of the whole pattern.
class Dfa {
public:
    /// Nothing for a pattern outside of the subset or one that needs too many states. `pattern` must be valid.
    static std::optional<Dfa> compile(std::string_view pattern);

    enum class Answer : std::uint8_t { no, yes, notAscii };
    Answer matches(std::string_view text) const {
        if (line_) {
            return line_->matches(text) ? Answer::yes : isAscii(text) ? Answer::no : Answer::notAscii;
        }
        std::uint32_t state = start_;
        for (const char c : text) {
            const auto byte = static_cast<unsigned char>(c);
            if (byte >= 0x80) {
                return Answer::notAscii;
            }
            state = next_[state + classes_[byte]];
            if (state == dead_) {
                return isAscii(text) ? Answer::no : Answer::notAscii;
            }
        }
        return accepts_[state / width_] != 0 ? Answer::yes : Answer::no;
    }

private:
    friend class DfaBuilder;

    /// An automaton without a fork, as most patterns of codes and numbers are: the characters that each position of the
    /// text may have, so that positions are looked at side by side. Up to 63 characters, or then all like the last.
    struct Line {
        std::array<std::uint64_t, 256> positionsOf{};  ///< by byte: the positions that may have it
        std::uint64_t lengths = 0;                     ///< bit n: a text of n characters is accepted
        std::uint32_t last = 0;                        ///< the position that all later ones are like
        std::uint64_t longest = 0;

        bool matches(std::string_view text) const {
            if (text.size() > longest) {
                return false;
            }
            const std::size_t front = std::min<std::size_t>(text.size(), last);
            std::uint64_t allowed = 1, allowedBehind = ~std::uint64_t{0};
            for (std::size_t i = 0; i < front; ++i) {
                allowed &= positionsOf[static_cast<unsigned char>(text[i])] >> i;
            }
            for (std::size_t i = front; i < text.size(); ++i) {
                allowedBehind &= positionsOf[static_cast<unsigned char>(text[i])];
            }
            return (allowed & allowedBehind >> last & lengths >> std::min<std::size_t>(text.size(), last + 1) & 1) != 0;
        }
    };
    void findLine();
    static bool isAscii(std::string_view text);

    std::array<std::uint8_t, 128> classes_{};  ///< bytes that the pattern does not tell apart share a column
    std::uint32_t width_ = 1, start_ = 0, dead_ = 0;
    std::vector<std::uint32_t> next_;  ///< offsets of rows
    std::vector<std::uint8_t> accepts_;
    std::optional<Line> line_;
};

}  // namespace pb::schema

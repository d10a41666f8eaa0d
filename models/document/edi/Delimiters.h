#pragma once

#include "models/base/Result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace pb::doc::edi {

enum class Standard : std::uint8_t { x12, edifact };

/// The characters that give an interchange its form. '\0' = there is none. X12 tells them in its ISA segment (X12.5: the
/// characters behind ISA, ISA16 and what follows it, ISA11 from version 00402 on), EDIFACT in UNA (ISO 9735 §7.1) or by
/// default, which for syntax level B is IS1, IS3 and IS4 without a release character.
struct Delimiters {
    char element = '*';
    char component = '>';
    char repetition = '\0';
    char terminator = '~';
    char release = '\0';
    char decimal = '.';

    static constexpr Delimiters edifact() { return {'+', ':', '\0', '\'', '?', '.'}; }
    bool isDelimiter(char c) const {
        return c != '\0' && (c == element || c == component || c == repetition || c == terminator || c == release);
    }
    friend bool operator==(const Delimiters&, const Delimiters&) = default;
};

/// What stands at the begin of an interchange.
struct Header {
    Standard standard = Standard::x12;
    Delimiters delimiters;
    std::size_t advice = npos;   ///< where UNA stands
    std::size_t segment = 0;     ///< where ISA or UNB stands

    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

inline constexpr std::size_t unaSize = 9;       ///< UNA and its six characters
inline constexpr std::size_t isaElements = 16;

/// The end of line ends, blanks and what old systems fill files with (NUL, Ctrl-Z, a byte order mark at byte 0).
std::size_t skipFiller(std::string_view bytes, std::size_t at);

/// Whether an interchange begins at `at`, where no filler stands.
bool beginsInterchange(std::string_view bytes, std::size_t at);

/// The header that begins at `at`; an error where there is none or its delimiters make no sense.
Result<Header> findHeader(std::string_view bytes, std::size_t at);

/// Where the component separator of the ISA segment at `at` stands: behind the 16th element separator; npos when the
/// segment is not whole.
std::size_t isaComponentSeparator(std::string_view bytes, std::size_t at);

}  // namespace pb::doc::edi

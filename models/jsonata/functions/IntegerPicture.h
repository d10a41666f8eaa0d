#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pb::jsonata {

/// How a whole number is written: the picture of XPath's format-integer (XPath and XQuery Functions 3.1 §4.6.1).
struct IntegerPicture {
    enum class Primary : std::uint8_t { decimal, letters, roman, words, sequence };
    enum class Case : std::uint8_t { lower, upper, title };
    struct Separator {
        std::size_t position = 0;  ///< digits at its right
        char32_t character = 0;
    };

    Primary primary = Primary::decimal;
    Case letterCase = Case::lower;
    bool isOrdinal = false;
    char32_t zero = U'0';
    std::size_t mandatoryDigits = 0;
    std::size_t optionalDigits = 0;
    bool isRegular = false;                ///< one separator, repeated
    std::vector<Separator> separators;     ///< from right to left; one when regular
    std::size_t parseWidth = 0;            ///< digits to read where another number follows at once; 0 = as many as there are
    std::string token;                     ///< of a sequence that we do not know

    static IntegerPicture read(std::string_view picture);

    std::string format(double value) const;
    /// NaN where the text is no such number.
    double parse(std::string_view text) const;
};

/// The distance at which separators repeat that stand at these positions; 0 where they stand irregularly.
std::size_t repeatDistance(std::vector<std::size_t> positions);

std::string romanNumber(double value);
/// English words, "One Hundred and Twenty-Three", or "… Twenty-Third".
std::string numberWords(double value, bool isOrdinal);
double parseRoman(std::string_view upperCase);
double parseWords(std::string_view lowerCase);
/// The words that a number may consist of, for patterns.
const std::vector<std::string>& numberVocabulary();

}  // namespace pb::jsonata

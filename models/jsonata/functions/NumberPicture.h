#pragma once

#include <string>
#include <string_view>

namespace pb::jsonata {

/// What stands for what in the picture of $formatNumber and in its result; its third argument changes them by name.
struct NumberSymbols {
    char32_t decimal = U'.';
    char32_t grouping = U',';
    char32_t exponent = U'e';
    char32_t percent = U'%';
    char32_t perMille = U'\u2030';
    char32_t zero = U'0';
    char32_t digit = U'#';
    char32_t pattern = U';';
    std::u32string minus = U"-";
};

/// XPath and XQuery Functions 3.1 §4.7; raises D3080 … D3093 on a picture that is none.
std::string formatNumber(double value, std::string_view picture, const NumberSymbols& symbols);

}  // namespace pb::jsonata

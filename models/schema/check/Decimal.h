#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pb::schema {

/// A JSON number as exact decimal: ± digits · 10^exponent, without leading or trailing zeros; zero has no digits.
/// Exact at any size; an exponent beyond ± 2^40 is treated as that far away.
class Decimal {
public:
    Decimal() = default;
    explicit Decimal(std::string_view jsonNumber);

    bool isZero() const { return digits_.empty(); }
    bool isInteger() const { return digits_.empty() || exponent_ >= 0; }
    bool isMultipleOf(const Decimal& divisor) const;  ///< exact; false for a zero divisor
    std::string print() const;                        ///< shortest JSON number with the same value

    friend int compare(const Decimal& left, const Decimal& right);
    friend bool operator==(const Decimal&, const Decimal&) = default;

private:
    bool negative_ = false;
    std::int64_t exponent_ = 0;
    std::string digits_;
};

/// A number of at most 18 digits without exponent: mantissa · 10^-scale.
struct SmallDecimal {
    std::int64_t mantissa = 0;
    int scale = -1;  ///< -1: the number is none of these

    static SmallDecimal read(std::string_view jsonNumber);
    /// Both in the smaller unit of the two; false where one does not fit.
    static bool align(const SmallDecimal& left, const SmallDecimal& right, std::int64_t& leftOut, std::int64_t& rightOut) {
        leftOut = left.mantissa;
        rightOut = right.mantissa;
        return left.scale == right.scale ? left.scale >= 0 : alignScales(left, right, leftOut, rightOut);
    }

private:
    static bool alignScales(const SmallDecimal& left, const SmallDecimal& right, std::int64_t& leftOut, std::int64_t& rightOut);
};

/// Whether the text of a JSON number denotes a whole number; the digits decide, never a double.
bool isInteger(std::string_view jsonNumber);
/// Draft 3 and 4 know integers by their spelling: no fraction and no exponent.
bool isSpeltAsInteger(std::string_view jsonNumber);

/// The number when it is spelt as an integer of at most 18 digits; false otherwise.
bool asSmallInteger(std::string_view jsonNumber, std::int64_t& value);

}  // namespace pb::schema

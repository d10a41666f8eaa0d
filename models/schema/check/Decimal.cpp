#include "models/schema/check/Decimal.h"

#include <algorithm>
#include <vector>

namespace pb::schema {

namespace {

constexpr std::int64_t exponentLimit = std::int64_t{1} << 40;

std::int64_t readExponent(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) {
        text.remove_prefix(1);
    }
    std::int64_t value = 0;
    for (const char c : text) {
        value = std::min(exponentLimit, value * 10 + (c - '0'));
    }
    return negative ? -value : value;
}

/// Remainder of digits·10^zeros by a divisor of at most 17 digits.
std::uint64_t remainder(std::string_view digits, std::int64_t zeros, std::uint64_t divisor) {
    std::uint64_t rest = 0;
    for (const char c : digits) {
        rest = (rest * 10 + static_cast<std::uint64_t>(c - '0')) % divisor;
    }
    for (; zeros > 0 && rest != 0; --zeros) {
        rest = rest * 10 % divisor;
    }
    return rest;
}

/// Digits of a non-negative number, least significant first, for divisors of any length.
class LongRest {
public:
    explicit LongRest(std::string_view divisor) : divisor_(divisor.rbegin(), divisor.rend()), rest_(divisor.size() + 1, 0) {
        for (char& c : divisor_) {
            c = static_cast<char>(c - '0');
        }
    }
    void push(char digit) {
        rest_.insert(rest_.begin(), digit);
        rest_.pop_back();
        while (reaches()) {
            subtract();
        }
    }
    bool isZero() const {
        return std::all_of(rest_.begin(), rest_.end(), [](char c) { return c == 0; });
    }

private:
    bool reaches() const {
        if (rest_.back() != 0) {
            return true;
        }
        for (std::size_t i = divisor_.size(); i-- > 0;) {
            if (rest_[i] != divisor_[i]) {
                return rest_[i] > divisor_[i];
            }
        }
        return true;
    }
    void subtract() {
        int borrow = 0;
        for (std::size_t i = 0; i < rest_.size(); ++i) {
            int digit = rest_[i] - borrow - (i < divisor_.size() ? divisor_[i] : 0);
            borrow = digit < 0 ? 1 : 0;
            rest_[i] = static_cast<char>(digit + 10 * borrow);
        }
    }
    std::string divisor_;
    std::string rest_;
};

bool divides(std::string_view divisor, std::string_view digits, std::int64_t zeros) {
    // The powers of 2 and 5 in the divisor are used up after this many zeros; more change nothing.
    zeros = std::min(zeros, static_cast<std::int64_t>(divisor.size()) * 4);
    if (divisor.size() <= 17) {
        std::uint64_t small = 0;
        for (const char c : divisor) {
            small = small * 10 + static_cast<std::uint64_t>(c - '0');
        }
        return remainder(digits, zeros, small) == 0;
    }
    LongRest rest(divisor);
    for (const char c : digits) {
        rest.push(static_cast<char>(c - '0'));
    }
    for (; zeros > 0; --zeros) {
        rest.push(0);
    }
    return rest.isZero();
}

}  // namespace

Decimal::Decimal(std::string_view text) {
    negative_ = text.starts_with('-');
    if (negative_) {
        text.remove_prefix(1);
    }
    if (const auto mark = text.find_first_of("eE"); mark != std::string_view::npos) {
        exponent_ = readExponent(text.substr(mark + 1));
        text = text.substr(0, mark);
    }
    const auto point = text.find('.');
    digits_ = text.substr(0, point);
    if (point != std::string_view::npos) {
        digits_.append(text.substr(point + 1));
        exponent_ -= static_cast<std::int64_t>(text.size() - point - 1);
    }
    const auto last = digits_.find_last_not_of('0');
    if (last == std::string::npos) {
        *this = Decimal();
        return;
    }
    exponent_ += static_cast<std::int64_t>(digits_.size() - last - 1);
    exponent_ = std::clamp(exponent_, -exponentLimit, exponentLimit);
    digits_.resize(last + 1);
    digits_.erase(0, digits_.find_first_not_of('0'));
}

bool Decimal::isMultipleOf(const Decimal& divisor) const {
    if (divisor.isZero()) {
        return false;
    }
    if (isZero()) {
        return true;
    }
    return exponent_ >= divisor.exponent_ && divides(divisor.digits_, digits_, exponent_ - divisor.exponent_);
}

std::string Decimal::print() const {
    if (isZero()) {
        return "0";
    }
    std::string out = digits_;
    if (exponent_ > 20 || exponent_ < -40) {
        out += "e" + std::to_string(exponent_);
    } else if (exponent_ >= 0) {
        out.append(static_cast<std::size_t>(exponent_), '0');
    } else {
        const auto fraction = static_cast<std::size_t>(-exponent_);
        if (out.size() <= fraction) {
            out.insert(0, fraction - out.size() + 1, '0');
        }
        out.insert(out.size() - fraction, ".");
    }
    return negative_ ? "-" + out : out;
}

int compare(const Decimal& left, const Decimal& right) {
    const int leftSign = left.isZero() ? 0 : left.negative_ ? -1 : 1;
    const int rightSign = right.isZero() ? 0 : right.negative_ ? -1 : 1;
    if (leftSign != rightSign || leftSign == 0) {
        return leftSign - rightSign;
    }
    const auto leftTop = static_cast<std::int64_t>(left.digits_.size()) + left.exponent_;
    const auto rightTop = static_cast<std::int64_t>(right.digits_.size()) + right.exponent_;
    if (leftTop != rightTop) {
        return leftTop < rightTop ? -leftSign : leftSign;
    }
    return left.digits_.compare(right.digits_) * leftSign;  // both begin at the same power of ten
}

SmallDecimal SmallDecimal::read(std::string_view text) {
    constexpr std::ptrdiff_t mostDigits = 18;
    const bool negative = text.starts_with('-');
    const char *at = text.data() + (negative ? 1 : 0), *const end = text.data() + text.size();
    std::uint64_t sum = 0;  // what is too long may overflow it
    const auto takeDigits = [&] {
        const char* const begin = at;
        for (; at != end && *at >= '0' && *at <= '9'; ++at) {
            sum = sum * 10 + static_cast<std::uint64_t>(*at - '0');
        }
        return at - begin;
    };
    std::ptrdiff_t digits = takeDigits(), fraction = 0;
    if (at != end && *at == '.') {
        ++at;
        fraction = takeDigits();
        digits += fraction;
    }
    if (at != end || digits == 0 || digits > mostDigits) {
        return {};
    }
    const auto mantissa = static_cast<std::int64_t>(sum);
    return {negative ? -mantissa : mantissa, static_cast<int>(fraction)};
}

bool SmallDecimal::alignScales(const SmallDecimal& left, const SmallDecimal& right, std::int64_t& leftOut, std::int64_t& rightOut) {
    if (left.scale < 0 || right.scale < 0) {
        return false;
    }
    std::int64_t& smaller = left.scale < right.scale ? leftOut : rightOut;
    constexpr std::int64_t most = 999'999'999'999'999'999 / 10;
    for (int i = std::min(left.scale, right.scale); i < std::max(left.scale, right.scale); ++i) {
        if (smaller > most || smaller < -most) {
            return false;
        }
        smaller *= 10;
    }
    return true;
}

bool isSpeltAsInteger(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) { return c == '.' || c == 'e' || c == 'E'; });
}

bool isInteger(std::string_view text) { return isSpeltAsInteger(text) || Decimal(text).isInteger(); }

bool asSmallInteger(std::string_view text, std::int64_t& value) {
    const bool negative = text.starts_with('-');
    const std::string_view digits = text.substr(negative ? 1 : 0);
    if (digits.empty() || digits.size() > 18) {
        return false;
    }
    std::int64_t sum = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') {
            return false;
        }
        sum = sum * 10 + (c - '0');
    }
    value = negative ? -sum : sum;
    return true;
}

}  // namespace pb::schema

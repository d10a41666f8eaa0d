#include "models/jsonata/functions/NumberPicture.h"

#include "models/jsonata/functions/IntegerPicture.h"
#include "models/jsonata/functions/Number.h"
#include "models/jsonata/functions/PictureLimit.h"
#include "models/jsonata/syntax/Numbers.h"
#include "models/jsonata/syntax/Unicode.h"

#include <algorithm>
#include <cmath>

namespace pb::jsonata {

namespace {

using Text = std::u32string;
using View = std::u32string_view;
constexpr std::size_t none = View::npos;

/// One sub-picture, cut into its parts (XPath and XQuery Functions 3.1 §4.7.4).
class SubPicture {
public:
    SubPicture(View picture, const NumberSymbols& symbols) : picture_(picture), symbols_(symbols) { cut(); }

    void check() const;
    void analyse();
    Text format(double value) const;
    void setPrefix(Text prefix) { prefix_ = std::move(prefix); }
    const Text& prefix() const { return prefix_; }

private:
    bool isDigit(char32_t c) const { return c >= symbols_.zero && c <= symbols_.zero + 9; }
    bool isAnyDigit(char32_t c) const { return isDigit(c) || c == symbols_.digit; }
    bool isActive(char32_t c) const {
        return isAnyDigit(c) || c == symbols_.decimal || c == symbols_.exponent || c == symbols_.grouping || c == symbols_.pattern;
    }
    std::size_t count(View part) const {
        return static_cast<std::size_t>(std::count_if(part.begin(), part.end(), [this](char32_t c) { return isDigit(c); }));
    }
    std::size_t countAny(View part) const {
        return static_cast<std::size_t>(std::count_if(part.begin(), part.end(), [this](char32_t c) { return isAnyDigit(c); }));
    }

    void cut();
    void checkOnce() const;
    void checkGrouping() const;
    void checkDigits() const;
    void checkExponent() const;
    std::vector<std::size_t> groupings(View part, bool fromLeft) const;

    Text digitsOf(double value, std::size_t places) const;
    Text trimmed(Text digits) const;
    void pad(Text& digits, std::size_t point) const;
    void group(Text& digits) const;
    void scale(double& mantissa, int& exponent) const;

    Text picture_;
    const NumberSymbols& symbols_;
    Text prefix_, suffix_, active_, mantissa_, whole_, fraction_, exponent_;
    bool hasExponent_ = false;
    std::vector<std::size_t> wholeGroups_, fractionGroups_;
    std::size_t regular_ = 0, minWhole_ = 0, scaling_ = 0, minFraction_ = 0, maxFraction_ = 0, minExponent_ = 0;
};

void SubPicture::cut() {
    const auto bounds = [this](char32_t c) { return isActive(c) && c != symbols_.exponent; };
    const auto first = std::find_if(picture_.begin(), picture_.end(), bounds);
    const auto last = std::find_if(picture_.rbegin(), picture_.rend(), bounds);
    prefix_.assign(picture_.begin(), first);
    suffix_.assign(last.base(), picture_.end());
    const std::size_t end = picture_.size() - suffix_.size();
    active_ = prefix_.size() < end ? picture_.substr(prefix_.size(), end - prefix_.size()) : Text();
    const std::size_t exponentAt = picture_.find(symbols_.exponent, prefix_.size());
    hasExponent_ = exponentAt != none && exponentAt <= end;
    mantissa_ = hasExponent_ ? active_.substr(0, exponentAt) : active_;
    exponent_ = hasExponent_ && exponentAt + 1 <= active_.size() ? active_.substr(exponentAt + 1) : Text();
    const std::size_t point = mantissa_.find(symbols_.decimal);
    whole_ = mantissa_.substr(0, point);
    fraction_ = point == none ? suffix_ : mantissa_.substr(point + 1);
}

void SubPicture::check() const {
    checkOnce();
    checkGrouping();
    checkDigits();
    checkExponent();
}

void SubPicture::checkOnce() const {
    if (prefix_.size() == picture_.size()) {
        raise("D3086");
    }
    const auto isTwice = [this](char32_t c) { return picture_.find(c) != picture_.rfind(c); };
    if (isTwice(symbols_.decimal)) {
        raise("D3081");
    }
    if (isTwice(symbols_.percent)) {
        raise("D3082");
    }
    if (isTwice(symbols_.perMille)) {
        raise("D3083");
    }
    if (picture_.find(symbols_.percent) != none && picture_.find(symbols_.perMille) != none) {
        raise("D3084");
    }
    if (countAny(mantissa_) == 0) {
        raise("D3085");
    }
    if (!std::all_of(active_.begin(), active_.end(), [this](char32_t c) { return isActive(c); })) {
        raise("D3086");
    }
}

void SubPicture::checkGrouping() const {
    const std::size_t point = picture_.find(symbols_.decimal);
    if (point != none) {
        const bool before = point > 0 && picture_[point - 1] == symbols_.grouping;
        const bool after = point + 1 < picture_.size() && picture_[point + 1] == symbols_.grouping;
        if (before || after) {
            raise("D3087");
        }
    } else if (!whole_.empty() && whole_.back() == symbols_.grouping) {
        raise("D3088");
    }
    if (picture_.find(Text(2, symbols_.grouping)) != none) {
        raise("D3089");
    }
}

void SubPicture::checkDigits() const {
    const std::size_t firstOptional = whole_.find(symbols_.digit);
    if (firstOptional != none && count(View(whole_).substr(0, firstOptional)) > 0) {
        raise("D3090");
    }
    const std::size_t lastOptional = fraction_.rfind(symbols_.digit);
    if (lastOptional != none && count(View(fraction_).substr(lastOptional)) > 0) {
        raise("D3091");
    }
}

void SubPicture::checkExponent() const {
    if (!hasExponent_) {
        return;
    }
    const bool isScaled = picture_.find(symbols_.percent) != none || picture_.find(symbols_.perMille) != none;
    if (!exponent_.empty() && isScaled) {
        raise("D3092");
    }
    if (exponent_.empty() || count(exponent_) != exponent_.size()) {
        raise("D3093");
    }
}

std::vector<std::size_t> SubPicture::groupings(View part, bool fromLeft) const {
    const std::size_t all = countAny(part);
    std::vector<std::size_t> positions;
    std::size_t counted = 0, before = 0;
    for (std::size_t at = part.find(symbols_.grouping); at != none; at = View(whole_).find(symbols_.grouping, at + 1)) {
        const std::size_t end = std::min(at, part.size());
        before += countAny(part.substr(counted, end - counted));
        counted = end;
        positions.push_back(fromLeft ? before : all - before);
    }
    return positions;
}

void SubPicture::analyse() {
    wholeGroups_ = groupings(whole_, false);
    regular_ = repeatDistance(wholeGroups_);
    fractionGroups_ = groupings(fraction_, true);
    minWhole_ = scaling_ = count(whole_);
    minFraction_ = count(fraction_);
    maxFraction_ = countAny(fraction_);
    if (minWhole_ == 0 && maxFraction_ == 0) {
        if (hasExponent_) {
            minFraction_ = maxFraction_ = 1;
        } else {
            minWhole_ = 1;
        }
    }
    if (hasExponent_ && minWhole_ == 0 && whole_.find(symbols_.digit) != none) {
        minWhole_ = 1;
    }
    if (minWhole_ == 0 && minFraction_ == 0) {
        minFraction_ = 1;
    }
    minExponent_ = hasExponent_ ? count(exponent_) : 0;
}

Text SubPicture::digitsOf(double value, std::size_t places) const {
    constexpr double firstScientific = 1e21;  // from here on Number.prototype.toFixed of ECMA-262 (§21.1.3.3) prints an exponent
    const double size = std::fabs(value);
    const int shown = static_cast<int>(std::min<std::size_t>(places, 100));
    Text text = toPoints(size >= firstScientific ? printNumber(size) : printFixed(size, shown));
    for (char32_t& c : text) {
        c = c == U'.' ? symbols_.decimal : c >= U'0' && c <= U'9' ? c - U'0' + symbols_.zero : c;
    }
    return text;
}

Text SubPicture::trimmed(Text digits) const {
    if (digits.find(symbols_.decimal) == none) {
        digits.push_back(symbols_.decimal);
    }
    const auto first = std::find_if(digits.begin(), digits.end(), [this](char32_t c) { return c != symbols_.zero; });
    digits.erase(digits.begin(), first);
    while (!digits.empty() && digits.back() == symbols_.zero) {
        digits.pop_back();
    }
    return digits;
}

void SubPicture::pad(Text& digits, std::size_t point) const {
    const std::size_t decimals = digits.size() - point - 1;
    if (decimals < minFraction_) {
        digits.append(minFraction_ - decimals, symbols_.zero);
    }
    if (point < minWhole_) {
        digits.insert(0, minWhole_ - point, symbols_.zero);
    }
}

void SubPicture::group(Text& digits) const {
    std::size_t point = digits.find(symbols_.decimal);
    const auto insert = [&](std::ptrdiff_t position) {
        const auto size = static_cast<std::ptrdiff_t>(digits.size());
        digits.insert(static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(position, 0, size)), 1, symbols_.grouping);
    };
    if (regular_ > 0) {
        for (std::size_t i = 1; i <= (point == 0 ? 0 : (point - 1) / regular_); ++i) {
            insert(static_cast<std::ptrdiff_t>(point - i * regular_));
        }
    } else {
        for (const std::size_t position : wholeGroups_) {
            insert(static_cast<std::ptrdiff_t>(point) - static_cast<std::ptrdiff_t>(position));
            ++point;
        }
    }
    point = digits.find(symbols_.decimal);
    for (const std::size_t position : fractionGroups_) {
        insert(static_cast<std::ptrdiff_t>(position + point + 1));
    }
}

/// Moves the point of a number with an exponent so far that the picture's whole digits are filled.
void SubPicture::scale(double& mantissa, int& exponent) const {
    const double most = std::pow(10, static_cast<double>(scaling_));
    const double least = std::pow(10, static_cast<double>(scaling_) - 1);
    while (mantissa != 0 && std::fabs(mantissa) < least) {
        mantissa *= 10;
        --exponent;
    }
    while (std::isfinite(mantissa) && std::fabs(mantissa) > most) {
        mantissa /= 10;
        ++exponent;
    }
}

Text SubPicture::format(double value) const {
    const double factor = picture_.find(symbols_.percent) != none ? 100 : picture_.find(symbols_.perMille) != none ? 1000 : 1;
    double mantissa = value * factor;
    int exponent = 0;
    if (minExponent_ > 0) {
        scale(mantissa, exponent);
    }
    Text digits = trimmed(digitsOf(roundHalfEven(mantissa, static_cast<int>(maxFraction_)), maxFraction_));
    pad(digits, digits.find(symbols_.decimal));
    group(digits);
    if (picture_.find(symbols_.decimal) == none || digits.back() == symbols_.decimal) {
        digits.pop_back();
    }
    if (minExponent_ > 0) {
        const Text text = digitsOf(exponent, 0);
        digits.push_back(symbols_.exponent);
        if (exponent < 0) {
            digits.append(symbols_.minus);
        }
        digits.append(minExponent_ > text.size() ? minExponent_ - text.size() : 0, symbols_.zero).append(text);
    }
    return prefix_ + digits + suffix_;
}

}  // namespace

std::string formatNumber(double value, std::string_view picture, const NumberSymbols& symbols) {
    checkPictureLength(picture.size());
    const Text whole = toPoints(picture);
    const std::size_t split = whole.find(symbols.pattern);
    if (split != none && whole.find(symbols.pattern, split + 1) != none) {
        raise("D3080");
    }
    SubPicture positive(View(whole).substr(0, split), symbols);
    positive.check();
    positive.analyse();
    if (split != none) {
        SubPicture negative(View(whole).substr(split + 1), symbols);
        negative.check();
        negative.analyse();
        return fromPoints((value >= 0 ? positive : negative).format(value));
    }
    if (!(value >= 0)) {
        positive.setPrefix(symbols.minus + positive.prefix());
    }
    return fromPoints(positive.format(value));
}

}  // namespace pb::jsonata

#pragma once

#include "models/base/Regex.h"
#include "models/jsonata/functions/Calendar.h"
#include "models/jsonata/functions/IntegerPicture.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pb::jsonata {

/// The picture of a date or time (XPath and XQuery Functions 3.1 §9.8.4): literal text and components in brackets.
struct DatePicture {
    enum class Names : std::uint8_t { none, lower, upper, title };

    struct Part {
        char component = '\0';            ///< '\0' for a literal
        std::string literal;
        Names names = Names::none;
        char secondPresentation = '\0';   ///< a, t, c, o
        std::optional<std::size_t> minWidth, maxWidth;
        std::optional<IntegerPicture> integer;
        int yearDigits = -1;              ///< how many of a year are shown; -1 = all
    };
    std::vector<Part> parts;

    static DatePicture read(std::string_view picture);
    /// `[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]`
    static const DatePicture& iso8601();

    std::string format(Millis time, std::string_view timezone) const;
    /// Milliseconds; missing greater parts are those of `now`, missing smaller ones the first. Nothing where the text
    /// does not fit.
    std::optional<double> parse(std::string_view text, Millis now);

private:
    std::optional<Regex> pattern_;  ///< of the texts that fit, made by the first that is read
};

/// The pictures that a run has read: most read the same one again and again.
class DatePictures {
public:
    DatePicture& of(std::string_view picture);

private:
    std::unordered_map<std::string, DatePicture> known_;
};

inline constexpr std::string_view monthNames[] = {"January", "February", "March",     "April",   "May",      "June",
                                                  "July",    "August",   "September", "October", "November", "December"};
inline constexpr std::string_view dayNames[] = {"", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

}  // namespace pb::jsonata

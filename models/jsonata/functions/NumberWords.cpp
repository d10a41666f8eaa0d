#include "models/jsonata/functions/IntegerPicture.h"

#include "models/jsonata/functions/PictureLimit.h"

#include <array>
#include <cmath>
#include <numeric>
#include <unordered_map>

namespace pb::jsonata {

namespace {

constexpr std::array<std::string_view, 20> few = {"Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine",
                                                  "Ten", "Eleven", "Twelve", "Thirteen", "Fourteen", "Fifteen", "Sixteen",
                                                  "Seventeen", "Eighteen", "Nineteen"};
constexpr std::array<std::string_view, 20> fewth = {"Zeroth", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh",
                                                    "Eighth", "Ninth", "Tenth", "Eleventh", "Twelfth", "Thirteenth", "Fourteenth",
                                                    "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth", "Nineteenth"};
constexpr std::array<std::string_view, 8> tens = {"Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"};
constexpr std::array<std::string_view, 4> magnitudes = {"Thousand", "Million", "Billion", "Trillion"};
constexpr std::array<std::pair<int, std::string_view>, 13> romans = {{{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"},
                                                                       {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"},
                                                                       {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}}};

std::string ieth(std::string_view ty) { return std::string(ty.substr(0, ty.size() - 1)) + "ieth"; }

std::string words(double number, bool isLater, bool isOrdinal) {
    if (number < 20) {
        const auto index = static_cast<std::size_t>(number);
        return (isLater ? " and " : "") + std::string(isOrdinal ? fewth[index] : few[index]);
    }
    if (number < 100) {
        const double rest = std::fmod(number, 10);
        const std::string_view ten = tens[static_cast<std::size_t>(number / 10) - 2];
        const std::string text = rest > 0 ? std::string(ten) + "-" + words(rest, false, isOrdinal) : isOrdinal ? ieth(ten) : std::string(ten);
        return (isLater ? " and " : "") + text;
    }
    if (number < 1000) {
        const double rest = std::fmod(number, 100);
        const std::string text = (isLater ? ", " : "") + std::string(few[static_cast<std::size_t>(number / 100)]) + " Hundred";
        return text + (rest > 0 ? words(rest, true, isOrdinal) : isOrdinal ? "th" : "");
    }
    const double magnitude = std::min(std::floor(std::log10(number) / 3), static_cast<double>(magnitudes.size()));
    const double factor = std::pow(10, magnitude * 3);
    const double count = std::floor(number / factor);
    const double rest = number - count * factor;
    const std::string text = (isLater ? ", " : "") + words(count, false, false) + " " +
                             std::string(magnitudes[static_cast<std::size_t>(magnitude) - 1]);
    return text + (rest > 0 ? words(rest, true, isOrdinal) : isOrdinal ? "th" : "");
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return result;
}

const std::unordered_map<std::string, double>& wordValues() {
    static const auto values = [] {
        std::unordered_map<std::string, double> all;
        for (std::size_t i = 0; i < few.size(); ++i) {
            all[lower(few[i])] = all[lower(fewth[i])] = static_cast<double>(i);
        }
        for (std::size_t i = 0; i < tens.size(); ++i) {
            all[lower(tens[i])] = all[lower(ieth(tens[i]))] = static_cast<double>(i + 2) * 10;
        }
        all["hundred"] = all["hundredth"] = 100;
        for (std::size_t i = 0; i < magnitudes.size(); ++i) {
            const std::string word = lower(magnitudes[i]);
            all[word] = all[word + "th"] = std::pow(10, static_cast<double>(i + 1) * 3);
        }
        return all;
    }();
    return values;
}

/// Bytes of what stands between two words: a comma and a blank, " and ", a blank, a hyphen or a backslash; 0 = nothing does.
std::size_t separatorAt(std::string_view text, std::size_t at) {
    const auto isBlank = [&](std::size_t i) { return i < text.size() && std::string_view(" \t\n\v\f\r").find(text[i]) != std::string_view::npos; };
    if (at < text.size() && text[at] == ',' && isBlank(at + 1)) {
        return 2;
    }
    if (isBlank(at)) {
        return text.substr(at + 1, 3) == "and" && isBlank(at + 4) ? 5 : 1;
    }
    return at < text.size() && (text[at] == '-' || text[at] == '\\') ? 1 : 0;
}

}  // namespace

std::string romanNumber(double value) {
    std::string text;
    for (const auto& [amount, letters] : romans) {
        for (; value >= amount; value -= amount) {
            text += letters;
            checkPictureLength(text.size());
        }
    }
    return text;
}

std::string numberWords(double value, bool isOrdinal) { return words(value, false, isOrdinal); }

double parseRoman(std::string_view upperCase) {
    const auto valueOf = [](char c) {
        constexpr std::string_view letters = "IVXLCDM";
        constexpr std::array<double, 7> values = {1, 5, 10, 50, 100, 500, 1000};
        const auto index = letters.find(c);
        return index == std::string_view::npos ? std::nan("") : values[index];
    };
    double sum = 0, largest = 1;
    for (std::size_t i = upperCase.size(); i-- > 0;) {
        const double value = valueOf(upperCase[i]);
        if (value < largest) {
            sum -= value;
        } else {
            largest = value;
            sum += value;
        }
    }
    return sum;
}

double parseWords(std::string_view text) {
    std::vector<double> segments = {0};
    for (std::size_t begin = 0, end = 0; begin <= text.size(); begin = end + separatorAt(text, end)) {
        for (end = begin; end < text.size() && separatorAt(text, end) == 0; ++end) {
        }
        const auto found = wordValues().find(std::string(text.substr(begin, end - begin)));
        if (found == wordValues().end()) {
            return std::nan("");
        }
        double top = segments.back();
        segments.pop_back();
        if (found->second >= 100) {
            segments.push_back(top * found->second);
        } else if (top >= 1000) {
            segments.push_back(top);
            segments.push_back(found->second);
        } else {
            segments.push_back(top + found->second);
        }
        if (end == text.size()) {
            break;
        }
    }
    return std::accumulate(segments.begin(), segments.end(), 0.0);
}

const std::vector<std::string>& numberVocabulary() {
    static const auto vocabulary = [] {
        std::vector<std::string> all;
        for (const auto& [word, value] : wordValues()) {
            all.push_back(word);
        }
        // The longest first, or "six" would stop in front of "teen".
        std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.size() != b.size() ? a.size() > b.size() : a < b; });
        return all;
    }();
    return vocabulary;
}

}  // namespace pb::jsonata

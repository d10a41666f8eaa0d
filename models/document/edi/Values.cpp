#include "models/document/edi/Checker.h"

#include <algorithm>

namespace pb::doc::edi {

namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool areDigits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), isDigit);
}

int twoDigits(std::string_view text, std::size_t at) {
    return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

bool isDate(std::string_view text) {
    if ((text.size() != 6 && text.size() != 8) || !areDigits(text)) {
        return false;
    }
    static constexpr int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const int month = twoDigits(text, text.size() - 4);
    const int day = twoDigits(text, text.size() - 2);
    if (month < 1 || month > 12 || day < 1 || day > days[month - 1]) {
        return false;
    }
    const int year = text.size() == 8 ? twoDigits(text, 0) * 100 + twoDigits(text, 2) : twoDigits(text, 0);
    const bool isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0 || text.size() == 6);
    return month != 2 || day < 29 || isLeap;
}

bool isTime(std::string_view text) {
    return text.size() >= 4 && text.size() != 5 && areDigits(text) && twoDigits(text, 0) < 24 && twoDigits(text, 2) < 60 &&
           (text.size() < 6 || twoDigits(text, 4) < 60);
}

bool isInteger(std::string_view text) {
    text.remove_prefix(text.starts_with('-') ? 1 : 0);
    return !text.empty() && areDigits(text);
}

/// X12.6 §3.5.1.2 (with exponent), ISO 9735 §10 (comma or point).
bool isReal(std::string_view text, char decimal) {
    text.remove_prefix(text.starts_with('-') || text.starts_with('+') ? 1 : 0);
    std::size_t digits = 0;
    std::size_t signs = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == decimal || text[i] == '.' || (text[i] == ',' && decimal != '.')) {
            ++signs;
        } else if (text[i] == 'E' && digits > 0) {
            return signs <= 1 && isInteger(text.substr(i + 1));
        } else if (isDigit(text[i])) {
            ++digits;
        } else {
            return false;
        }
    }
    return digits > 0 && signs <= 1;
}

/// Characters that count for the length.
std::size_t lengthOf(std::string_view text, ElementType type) {
    const bool isNumber = type == ElementType::integer || type == ElementType::real;
    std::size_t length = 0;
    for (const char c : text) {
        const bool isContinuation = (static_cast<unsigned char>(c) & 0xc0) == 0x80;
        const bool isSign = isNumber && (c == '-' || c == '+' || c == '.' || c == ',' || c == 'E');
        length += isContinuation || isSign ? 0 : 1;
    }
    return length;
}

std::string codesOf(const ElementDef& element) {
    std::string all;
    for (const Code& code : element.codes) {
        all += (all.empty() ? "" : ", ") + code.value;
    }
    return all;
}

bool isNonCharacter(char c) {
    return static_cast<unsigned char>(c) < ' ' || c == '\x7f';
}

const char* typeFault(std::string_view text, const ElementDef& element, char decimal) {
    switch (element.type) {
        case ElementType::integer:
            return isInteger(text) ? nullptr : "a whole number";
        case ElementType::real:
            return isReal(text, decimal) ? nullptr : "a number";
        case ElementType::a:
            return std::none_of(text.begin(), text.end(), isDigit) ? nullptr : "letters";
        default:
            return std::none_of(text.begin(), text.end(), isNonCharacter) ? nullptr : "printable text";
    }
}

}  // namespace

std::optional<ValueFault> faultOf(std::string_view text, const ElementDef& element, char decimal) {
    if (text.size() < element.least || text.size() > element.most) {
        const std::size_t length = lengthOf(text, element.type);
        if (length < element.least) {
            return ValueFault{IssueKind::elementTooShort, std::to_string(element.least)};
        }
        if (length > element.most) {
            return ValueFault{IssueKind::elementTooLong, std::to_string(element.most)};
        }
    }
    if (element.isClosed && !element.hasCode(text)) {
        return ValueFault{IssueKind::elementCode, codesOf(element)};
    }
    if (element.type == ElementType::date) {
        return isDate(text) ? std::nullopt : std::optional<ValueFault>({IssueKind::elementDate, {}});
    }
    if (element.type == ElementType::time) {
        return isTime(text) ? std::nullopt : std::optional<ValueFault>({IssueKind::elementTime, {}});
    }
    const char* const wanted = typeFault(text, element, decimal);
    return wanted ? std::optional<ValueFault>({IssueKind::elementCharacters, wanted}) : std::nullopt;
}

}  // namespace pb::doc::edi

#include "models/jsonata/run/Values.h"

#include "models/jsonata/run/Raise.h"
#include "models/jsonata/syntax/Numbers.h"
#include "models/jsonata/syntax/Unicode.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace pb::jsonata {

namespace {

constexpr std::array<double, 16> powersOfTen = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

/// Up to 15 digits and a point are exact in two double operations (Clinger 1990, "How to read floating point numbers").
double readDigits(std::string_view digits) {
    constexpr std::ptrdiff_t mostBytes = 16;  // with the point
    const char *at = digits.data(), *const end = at + digits.size();
    const bool negative = at != end && *at == '-';
    at += negative ? 1 : 0;
    if (end - at > mostBytes) {
        return parseNumber(digits).value_or(0);
    }
    std::uint64_t whole = 0;
    const auto readRun = [&] {
        for (; at != end && static_cast<unsigned char>(*at - '0') < 10; ++at) {
            whole = whole * 10 + static_cast<std::uint64_t>(*at - '0');
        }
    };
    readRun();
    std::ptrdiff_t fraction = 0;
    if (at != end && *at == '.') {
        const char* const point = at++;
        readRun();
        fraction = at - point - 1;
    }
    if (at != end || (fraction == 0 && digits.size() >= mostBytes)) {
        return parseNumber(digits).value_or(0);
    }
    const double value = static_cast<double>(whole) / powersOfTen[static_cast<std::size_t>(fraction)];
    return negative ? -value : value;
}

bool equalArrays(Word left, Word right) {
    if (lengthOf(left) != lengthOf(right)) {
        return false;
    }
    const Items rights(right);
    auto other = rights.begin();
    for (const Word item : Items(left)) {
        if (!areEqual(item, *other)) {
            return false;
        }
        ++other;
    }
    return true;
}

bool equalObjects(Word left, Word right) {
    if (memberCount(left) != memberCount(right)) {
        return false;
    }
    bool equal = true;
    forEachMember(left, [&](std::string_view key, Word value) {
        if (equal) {
            const Word other = memberOf(right, key);
            equal = other.isDefined() && areEqual(value, other);
        }
    });
    return equal;
}

bool isIdentical(Word left, Word right) {
    if (left.isInput || right.isInput) {
        return left.isInput == right.isInput && left.node == right.node && left.document == right.document;
    }
    return left.array == right.array;
}

/// All items of an array that was made are asked: an infinite number behind the first true one is an error too.
bool hasTruth(Word array) {
    bool found = false;
    for (const Word item : Items(array)) {
        found = isTruthy(item) || found;
        if (found && array.isInput) {
            break;
        }
    }
    return found;
}

}  // namespace

double numberOf(Word word) {
    if (!word.isInput) {
        return word.number;
    }
    const doc::Node& node = word.inputNode();
    if (word.document->format() != doc::Format::json) {
        return word.value().number();
    }
    return readDigits(word.document->bytes().substr(node.begin, node.end - node.begin));
}

Word itemAt(Word array, std::size_t position) {
    if (!array.isInput) {
        return array.array->items[position];
    }
    const doc::Node& node = array.inputNode();
    std::uint32_t at = array.node + 1;
    if (node.a - at == node.b) {  // no item has items of its own
        return Word::ofInput(*array.document, at + static_cast<std::uint32_t>(position));
    }
    const auto& nodes = array.document->nodes();
    for (; position > 0; --position) {
        at = nodes[at].isContainer() ? nodes[at].a : at + 1;
    }
    return Word::ofInput(*array.document, at);
}

bool isShadowed(Word inputObject, Word member) {
    const auto& nodes = inputObject.document->nodes();
    const std::uint32_t name = member.inputNode().nameId();
    std::uint32_t at = member.isContainer() ? member.inputNode().a : member.node + 1;
    for (const std::uint32_t end = inputObject.inputNode().a; at < end;) {
        if (nodes[at].nameId() == name) {
            return true;
        }
        at = nodes[at].isContainer() ? nodes[at].a : at + 1;
    }
    return false;
}

Word memberOf(Word object, std::string_view key) {
    if (object.isInput) {
        return Word::ofInput(object.value().find(key));
    }
    const std::size_t position = indexOf(*object.object, key);
    return position == std::string_view::npos ? Word() : object.object->values[position];
}

std::size_t memberCount(Word object) {
    if (!object.isInput) {
        return object.object->size;
    }
    if (!mayRepeatNames(*object.document)) {
        return object.inputNode().b;
    }
    std::size_t count = 0;
    forEachMember(object, [&](std::string_view, Word) { ++count; });
    return count;
}

bool isNumeric(Word word) {
    const double value = word.is(Tag::number) ? numberOf(word) : std::numeric_limits<double>::quiet_NaN();
    if (std::isinf(value)) {
        raise("D1001");
    }
    return !std::isnan(value);
}

bool isTruthy(Word word) {
    switch (word.tag) {
        case Tag::boolean:
            return word.isTrue;
        case Tag::number:
            return isNumeric(word) && numberOf(word) != 0;
        case Tag::text:
            return !textOf(word).empty();
        case Tag::object:
            return memberCount(word) != 0;
        case Tag::array:
            return hasTruth(word);
        default:
            return false;
    }
}

bool areEqual(Word left, Word right) {
    if (left.tag != right.tag) {
        return false;
    }
    switch (left.tag) {
        case Tag::boolean:
            return left.isTrue == right.isTrue;
        case Tag::number:
            return numberOf(left) == numberOf(right);
        case Tag::text:
            return textOf(left) == textOf(right);
        case Tag::array:
            return isIdentical(left, right) || equalArrays(left, right);
        case Tag::object:
            return isIdentical(left, right) || equalObjects(left, right);
        case Tag::function:
            return left.function == right.function;
        default:
            return true;
    }
}

bool areSame(Word left, Word right) {
    if (left.isContainer()) {
        return left.tag == right.tag && isIdentical(left, right);
    }
    return areEqual(left, right);
}

int compareValues(Word left, Word right) {
    if (left.is(Tag::text)) {
        return compareUnits(textOf(left), textOf(right));
    }
    const double a = numberOf(left), b = numberOf(right);
    return a < b ? -1 : a > b ? 1 : 0;
}

char letterOf(Word word) {
    constexpr std::string_view letters = "mmlbnsaof";
    return letters[static_cast<std::size_t>(word.tag)];
}

bool holds(Word value, const Object& object) {
    if (value.isInput || !value.isContainer()) {
        return false;
    }
    if (value.is(Tag::array)) {
        return std::any_of(value.array->begin(), value.array->end(), [&](Word item) { return holds(item, object); });
    }
    return value.object == &object || std::any_of(value.object->values, value.object->values + value.object->size,
                                                  [&](Word member) { return holds(member, object); });
}

}  // namespace pb::jsonata

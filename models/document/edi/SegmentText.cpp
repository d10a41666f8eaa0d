#include "models/document/edi/SegmentText.h"

#include "models/base/Text.h"

#include <charconv>

namespace pb::doc::edi {

namespace {

constexpr std::size_t mostPositions = 999;
constexpr std::size_t isaLengths[] = {2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1};
constexpr std::size_t isaReference = 13, isaComponent = 16;

std::string twoDigits(std::size_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string padded(std::string text, std::size_t position) {
    const std::size_t wanted = isaLengths[position - 1];
    if (text.size() < wanted) {
        text.insert(position == isaReference ? 0 : text.size(), wanted - text.size(), position == isaReference ? '0' : ' ');
    }
    return text;
}

}  // namespace

Error writeError(Value value, const QString& why, const QString& hint) {
    const std::string pointer = value ? value.pointer() : std::string();
    Place place;
    place.address = pointer.empty() ? "/" : pointer;
    return {ErrorCode::invalidInput, say("Cannot write the EDI text. %1").arg(why), hint, place};
}

std::string plainText(Value segment, std::string_view name) {
    const Value value = segment.find(name);
    return std::string(value.is(Kind::number) ? value.digits() : value.text());
}

Done SegmentText::write(std::string_view tag, Value elements, const Fill& fill) {
    PB_TRY(positions, positionsOf(tag, elements));
    for (const auto& [position, components] : fill) {
        const auto [found, isNew] = positions.try_emplace(position);
        if (isNew) {
            found->second.fill = &components;
        }
    }
    ++count_;
    PB_CHECK(append(tag, elements));
    if (tag == "ISA") {
        return writeIsa(positions);
    }
    std::size_t last = 0;
    for (const auto& [position, what] : positions) {
        out_.append(position - last, delimiters.element);
        out_ += position == 0 ? std::string(1, delimiters.component) : std::string();
        PB_CHECK(writeElement(std::string(tag) + twoDigits(position), what));
        last = position;
    }
    out_.push_back(delimiters.terminator);
    out_ += lineEnd;
    return {};
}

/// Members by the number behind the prefix. Null is as if it were not there.
Result<std::map<std::size_t, SegmentText::Position>> SegmentText::positionsOf(std::string_view prefix, Value object) const {
    std::map<std::size_t, Position> positions;
    if (object && !object.is(Kind::object)) {
        return fail(writeError(object, say("An object with the elements of %1 is expected.").arg(qs(prefix))));
    }
    for (const Value member : object.children()) {
        std::string_view number = member.name();
        std::size_t position = mostPositions + 1;
        const bool hasPrefix = number.starts_with(prefix);
        number.remove_prefix(hasPrefix ? prefix.size() : 0);
        const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), position);
        if (!hasPrefix || error != std::errc() || end != number.data() + number.size() || number.size() < 2 ||
            position > mostPositions) {
            return fail(writeError(member, say("“%1” is no element of %2.").arg(qs(clipped(member.name(), 40)), qs(prefix)),
                                   say("Elements are named by tag and position: %101, %102 …").arg(qs(prefix))));
        }
        if (!member.is(Kind::null)) {
            positions[position] = {member, nullptr};
        }
    }
    return positions;
}

Done SegmentText::writeIsa(const std::map<std::size_t, Position>& positions) {
    for (std::size_t position = 1; position <= std::size(isaLengths); ++position) {
        const auto found = positions.find(position);
        std::string text;
        if (found != positions.end() && found->second.fill) {
            text = found->second.fill->front();
        } else if (found != positions.end()) {
            PB_TRY(given, textOf(found->second.value));
            text = std::move(given);
        }
        out_.push_back(delimiters.element);
        const bool showsDelimiter = position == isaComponent || (position == 11 && text == std::string(1, delimiters.repetition));
        if (showsDelimiter) {
            out_ += text;
        } else {
            PB_CHECK(append(padded(std::move(text), position), found == positions.end() ? Value() : found->second.value));
        }
    }
    for (const auto& [position, what] : positions) {
        if (position == 0 || position > std::size(isaLengths)) {
            return fail(writeError(what.value, say("ISA has 16 elements.")));
        }
    }
    out_.push_back(delimiters.terminator);
    out_ += lineEnd;
    return {};
}

Done SegmentText::writeElement(const std::string& prefix, const Position& position) {
    if (position.fill) {
        for (std::size_t i = 0; i < position.fill->size(); ++i) {
            out_ += i > 0 ? std::string(1, delimiters.component) : std::string();
            PB_CHECK(append((*position.fill)[i], {}));
        }
        return {};
    }
    if (!position.value.is(Kind::array)) {
        return writeComponents(prefix, position.value);
    }
    if (position.value.size() > 1 && delimiters.repetition == '\0') {
        return fail(writeError(position.value, say("The interchange has no separator for repeated elements."),
                               say("ISA11 (from version 00402 on) or UNA names it.")));
    }
    bool isFirst = true;
    for (const Value repeat : position.value.children()) {
        out_ += isFirst ? std::string() : std::string(1, delimiters.repetition);
        isFirst = false;
        PB_CHECK(writeComponents(prefix, repeat));
    }
    return {};
}

Done SegmentText::writeComponents(const std::string& prefix, Value value) {
    if (!value.is(Kind::object)) {
        return writeText(value);
    }
    PB_TRY(components, positionsOf(prefix, value));
    std::size_t last = 1;
    for (const auto& [position, component] : components) {
        if (position == 0) {
            return fail(writeError(component.value, say("Components are counted from 1.")));
        }
        out_.append(position - last, delimiters.component);
        PB_CHECK(writeText(component.value));
        last = position;
    }
    return {};
}

Done SegmentText::writeText(Value scalar) {
    PB_TRY(text, textOf(scalar));
    return append(text, scalar);
}

Result<std::string> SegmentText::textOf(Value scalar) const {
    if (scalar.is(Kind::null)) {
        return std::string();
    }
    if (scalar.is(Kind::string)) {
        return std::string(scalar.text());
    }
    if (!scalar.is(Kind::number)) {
        return fail(writeError(scalar, say("A text or a number is expected here.")));
    }
    std::string digits(scalar.digits());
    if (digits.find_first_of("eE") != std::string::npos) {
        return fail(writeError(scalar, say("The number %1 has an exponent.").arg(qs(digits)),
                               say("Write it with its digits, as a text.")));
    }
    if (const std::size_t point = digits.find('.'); point != std::string::npos) {
        digits[point] = delimiters.decimal;
    }
    return digits;
}

/// Released where there is a release character, in the charset of the interchange.
Done SegmentText::append(std::string_view text, Value from) {
    std::string escaped;
    for (const char c : text) {
        if (c == '\r' || c == '\n') {
            return fail(writeError(from, say("The text has a line end, which readers leave out.")));
        }
        if (delimiters.isDelimiter(c)) {
            if (delimiters.release == '\0') {
                return fail(writeError(from, say("The text “%1” has the delimiter “%2”.")
                                                 .arg(qs(clipped(text, 60)), QString(QLatin1Char(c))),
                                       say("Choose other delimiters, or take the character out.")));
            }
            escaped.push_back(delimiters.release);
        }
        escaped.push_back(c);
    }
    if (!encodeText(charset, escaped, out_)) {
        return fail(writeError(from, say("The text “%1” has a character that the interchange's character set has not.")
                                         .arg(qs(clipped(text, 60)))));
    }
    return {};
}

}  // namespace pb::doc::edi

#include "models/document/edi/Delimiters.h"

#include "models/base/Text.h"
#include "models/document/Utf8.h"

#include <string>

namespace pb::doc::edi {

namespace {

constexpr std::size_t longestIsa = 200;  ///< 106 bytes when each element has the length that X12 asks for
constexpr std::size_t repetitionElement = 11, versionElement = 12;

bool isAlphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

Error headerError(std::string_view bytes, std::size_t at, QString why) {
    Place place;
    place.byte = at;
    place.line = 1;
    place.column = 1;
    for (std::size_t i = 0; i < at && i < bytes.size(); ++i) {
        const bool isBreak = bytes[i] == '\n';
        const bool isContinuation = (static_cast<unsigned char>(bytes[i]) & 0xc0) == 0x80;
        place.line += isBreak ? 1 : 0;
        place.column = isBreak ? 1 : place.column + (isContinuation ? 0 : 1);
    }
    return {ErrorCode::invalidInput, say("Cannot read the interchange. %1").arg(why),
            say("X12 begins with an ISA segment of 16 elements, EDIFACT with UNA or UNB."), place};
}

bool areDistinct(const Delimiters& d) {
    const char all[] = {d.element, d.component, d.repetition, d.terminator, d.release};
    for (std::size_t i = 0; i < std::size(all); ++i) {
        for (std::size_t k = i + 1; k < std::size(all); ++k) {
            if (all[i] != '\0' && all[i] == all[k]) {
                return false;
            }
        }
    }
    return true;
}

/// Element `number` (1-based) of the ISA segment at `at`.
std::string_view isaElement(std::string_view bytes, std::size_t at, std::size_t number) {
    const char separator = bytes[at + 3];
    std::size_t begin = at + 4;
    for (std::size_t i = 1; i < number; ++i) {
        begin = bytes.find(separator, begin) + 1;
    }
    return bytes.substr(begin, bytes.find(separator, begin) - begin);
}

Result<Header> findIsa(std::string_view bytes, std::size_t at) {
    const std::size_t last = isaComponentSeparator(bytes, at);
    if (last == Header::npos || last + 1 >= bytes.size()) {
        return fail(headerError(bytes, at, say("The ISA segment has not its 16 elements.")));
    }
    Header header;
    header.segment = at;
    Delimiters& found = header.delimiters;
    found.element = bytes[at + 3];
    found.component = bytes[last];
    found.terminator = bytes[last + 1];
    const std::string_view repetition = isaElement(bytes, at, repetitionElement);
    if (isaElement(bytes, at, versionElement) >= "00402" && repetition.size() == 1 && !isAlphanumeric(repetition[0]) &&
        repetition[0] != ' ') {
        found.repetition = repetition[0];
    }
    if (isAlphanumeric(found.element) || isAlphanumeric(found.component) || isAlphanumeric(found.terminator) ||
        !areDistinct(found)) {
        return fail(headerError(bytes, last, say("The delimiters that the ISA segment shows are letters, digits or not "
                                                 "different from each other.")));
    }
    return header;
}

/// ISO 9735 version 4 lets elements repeat; its default separator is '*'.
bool isSyntaxFour(std::string_view bytes, std::size_t unb, const Delimiters& delimiters) {
    const std::size_t version = bytes.find(delimiters.component, unb);
    return version != std::string_view::npos && version + 1 < bytes.size() && version - unb <= 8 &&
           bytes[version + 1] == '4';
}

Result<Header> findUnb(std::string_view bytes, std::size_t at) {
    Header header;
    header.standard = Standard::edifact;
    header.delimiters = Delimiters::edifact();
    Delimiters& found = header.delimiters;
    const bool hasAdvice = bytes.substr(at, 3) == "UNA";
    if (hasAdvice) {
        if (bytes.size() - at < unaSize) {
            return fail(headerError(bytes, at, say("UNA has not its six characters.")));
        }
        header.advice = at;
        found = {bytes[at + 4], bytes[at + 3], bytes[at + 7], bytes[at + 8], bytes[at + 6], bytes[at + 5]};
        found.release = found.release == ' ' ? '\0' : found.release;
        found.repetition = found.repetition == ' ' ? '\0' : found.repetition;
        at = skipFiller(bytes, at + unaSize);
    }
    header.segment = at;
    if (bytes.substr(at, 3) != "UNB" || at + 3 >= bytes.size()) {
        return fail(headerError(bytes, at, say("There is no UNB segment.")));
    }
    if (!hasAdvice && bytes[at + 3] == '\x1d') {
        found = {'\x1d', '\x1f', '\0', '\x1c', '\0', '.'};
    }
    if (!hasAdvice && found.release != '\0' && isSyntaxFour(bytes, at, found)) {
        found.repetition = '*';
    }
    if (bytes[at + 3] != found.element || !areDistinct(found) || isAlphanumeric(found.element) ||
        isAlphanumeric(found.component) || isAlphanumeric(found.terminator)) {
        return fail(headerError(bytes, at, say("The delimiters do not fit the UNB segment.")));
    }
    return header;
}

}  // namespace

std::size_t skipFiller(std::string_view bytes, std::size_t at) {
    if (at == 0 && bytes.starts_with(utf8Mark)) {
        at = utf8Mark.size();
    }
    while (at < bytes.size() && (bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == ' ' || bytes[at] == '\t' ||
                                 bytes[at] == '\0' || bytes[at] == '\x1a')) {
        ++at;
    }
    return at;
}

bool beginsInterchange(std::string_view bytes, std::size_t at) {
    const std::string_view tag = bytes.substr(std::min(at, bytes.size()), 3);
    return tag == "ISA" || tag == "UNA" || tag == "UNB";
}

std::size_t isaComponentSeparator(std::string_view bytes, std::size_t at) {
    const std::string_view segment = bytes.substr(at, longestIsa);
    std::size_t found = 3;
    for (std::size_t i = 1; i < isaElements && found != std::string_view::npos && found < segment.size(); ++i) {
        found = segment.find(segment[3], found + 1);
    }
    return found == std::string_view::npos || found + 1 >= segment.size() ? Header::npos : at + found + 1;
}

Result<Header> findHeader(std::string_view bytes, std::size_t at) {
    const std::string_view tag = bytes.substr(std::min(at, bytes.size()), 3);
    if (tag == "ISA" && at + 3 < bytes.size()) {
        return findIsa(bytes, at);
    }
    if (tag == "UNA" || tag == "UNB") {
        return findUnb(bytes, at);
    }
    return fail(headerError(bytes, at, say("No interchange begins here.")));
}

}  // namespace pb::doc::edi

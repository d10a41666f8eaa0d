#include "models/jsonata/functions/DatePicture.h"

#include "models/jsonata/functions/PictureLimit.h"

#include <algorithm>

namespace pb::jsonata {

namespace {

using Part = DatePicture::Part;
using Names = DatePicture::Names;

constexpr std::string_view numericComponents = "YMDdFWwXxHhmsf";

std::string_view defaultPresentation(char component) {
    switch (component) {
        case 'F': case 'P': case 'C': case 'E': return "n";
        case 'm': case 's': return "01";
        case 'Z': case 'z': return "01:01";
        case 'Y': case 'M': case 'D': case 'd': case 'W': case 'w': case 'X': case 'x': case 'H': case 'h': case 'f': return "1";
        default: raise("D3132", "\"" + std::string(1, component) + "\"");
    }
}

std::optional<std::size_t> readWidth(std::string_view text) {
    std::size_t value = 0;
    bool any = false;
    for (const char c : text) {
        if (c < '0' || c > '9' || value > 100'000) {
            break;
        }
        value = value * 10 + static_cast<std::size_t>(c - '0');
        any = true;
    }
    return any ? std::optional(value) : std::nullopt;
}

void readWidths(std::string_view text, Part& part) {
    const std::size_t dash = text.find('-');
    part.minWidth = readWidth(text.substr(0, dash));
    part.maxWidth = dash == std::string_view::npos ? std::nullopt : readWidth(text.substr(dash + 1));
}

void readNames(std::string_view presentation, Part& part) {
    if (presentation.starts_with('n')) {
        part.names = Names::lower;
    } else if (presentation.starts_with('N')) {
        part.names = presentation.size() > 1 && presentation[1] == 'n' ? Names::title : Names::upper;
    }
}

void readNumber(std::string_view presentation, Part& part) {
    std::string pattern(presentation);
    if (part.secondPresentation != '\0') {
        pattern.append({';', part.secondPresentation});
    }
    IntegerPicture picture = IntegerPicture::read(pattern);
    if (part.minWidth) {
        picture.mandatoryDigits = std::max(picture.mandatoryDigits, *part.minWidth);
    }
    if (part.component == 'Y') {
        const std::size_t digits = picture.mandatoryDigits + picture.optionalDigits;
        if (part.maxWidth) {
            part.yearDigits = static_cast<int>(*part.maxWidth);
            picture.mandatoryDigits = *part.maxWidth;
        } else if (digits >= 2) {
            part.yearDigits = static_cast<int>(digits);
        }
    }
    part.integer = std::move(picture);
}

Part readMarker(std::string marker) {
    std::erase_if(marker, [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
    Part part;
    part.component = marker.empty() ? ' ' : marker[0];
    const std::string_view text = std::string_view(marker).substr(std::min<std::size_t>(1, marker.size()));
    const std::size_t comma = text.rfind(',');
    std::string_view presentation = text.substr(0, comma);
    if (comma != std::string_view::npos) {
        readWidths(text.substr(comma + 1), part);
    }
    if (presentation.size() > 1 && std::string_view("atco").find(presentation.back()) != std::string_view::npos) {
        part.secondPresentation = presentation.back();
        presentation.remove_suffix(1);
    }
    const std::string_view byDefault = defaultPresentation(part.component);
    presentation = presentation.empty() ? byDefault : presentation;
    readNames(presentation, part);
    if (part.names == Names::none && numericComponents.find(part.component) != std::string_view::npos) {
        readNumber(presentation, part);
    }
    if (part.component == 'Z' || part.component == 'z') {
        part.integer = IntegerPicture::read(presentation);
    }
    return part;
}

void addLiteral(std::string_view text, std::vector<Part>& parts) {
    std::string literal;
    for (std::size_t i = 0; i < text.size(); ++i) {
        literal.push_back(text[i]);
        i += text.substr(i, 2) == "]]" ? 1 : 0;
    }
    if (!literal.empty()) {
        Part part;
        part.literal = std::move(literal);
        parts.push_back(std::move(part));
    }
}

/// A number at whose end another one begins takes just its own digits when it is read.
void addMarker(Part part, std::vector<Part>& parts) {
    if (part.integer && !parts.empty() && parts.back().integer) {
        parts.back().integer->parseWidth = parts.back().integer->mandatoryDigits;
    }
    parts.push_back(std::move(part));
}

}  // namespace

DatePicture DatePicture::read(std::string_view text) {
    checkPictureLength(text.size());
    DatePicture picture;
    std::size_t literal = 0, at = 0;
    while (at < text.size()) {
        if (text[at] != '[') {
            ++at;
            continue;
        }
        if (text.substr(at, 2) == "[[") {
            addLiteral(text.substr(literal, at - literal), picture.parts);
            addLiteral("[", picture.parts);
            at = literal = at + 2;
            continue;
        }
        addLiteral(text.substr(literal, at - literal), picture.parts);
        const std::size_t end = text.find(']', at);
        if (end == std::string_view::npos) {
            raise("D3135");
        }
        addMarker(readMarker(std::string(text.substr(at + 1, end - at - 1))), picture.parts);
        at = literal = end + 1;
    }
    addLiteral(text.substr(literal), picture.parts);
    return picture;
}

DatePicture& DatePictures::of(std::string_view picture) {
    constexpr std::size_t most = 64;
    const std::string key(picture);
    const auto found = known_.find(key);
    if (found != known_.end()) {
        return found->second;
    }
    if (known_.size() == most) {
        known_.clear();
    }
    return known_.emplace(key, DatePicture::read(picture)).first->second;
}

const DatePicture& DatePicture::iso8601() {
    static const DatePicture picture = read("[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]");
    return picture;
}

}  // namespace pb::jsonata

#include "models/base/Text.h"
#include "models/document/JsonString.h"
#include "models/document/XmlNames.h"
#include "models/document/XmlScanner.h"

#include <charconv>

namespace pb::doc {

namespace {

constexpr int maxEntityDepth = 20;

bool isXmlCharacter(std::uint32_t code) {
    return code == 9 || code == 10 || code == 13 || (code >= 0x20 && code < 0xd800) ||
           (code >= 0xe000 && code < 0xfffe) || (code >= 0x10000 && code < 0x110000);
}

char predefined(std::string_view name) {
    if (name == "lt") {
        return '<';
    }
    if (name == "gt") {
        return '>';
    }
    if (name == "amp") {
        return '&';
    }
    if (name == "apos") {
        return '\'';
    }
    return name == "quot" ? '"' : '\0';
}

XmlEntities::Fault unended() {
    return {ErrorCode::invalidInput, say("“&” in an entity's text begins no reference."), say("Write “&” as &amp;.")};
}

}  // namespace

bool XmlEntities::expandCharacter(std::string_view reference, std::string& out, Fault& fault) {
    reference.remove_prefix(1);  // #
    const bool isHex = reference.starts_with('x');
    reference.remove_prefix(isHex ? 1 : 0);
    std::uint32_t code = 0;
    const char* last = reference.data() + reference.size();
    const auto [end, error] = std::from_chars(reference.data(), last, code, isHex ? 16 : 10);
    if (error != std::errc() || end != last || !isXmlCharacter(code)) {
        fault = {ErrorCode::invalidInput, say("This is no reference to a character that XML allows."),
                 say("Write for example &#228; or &#xE4;.")};
        return false;
    }
    appendCodePoint(code, out);
    return true;
}

bool XmlEntities::expandDeclared(std::string_view raw, std::string& out, Fault& fault) {
    while (!raw.empty()) {
        const std::size_t reference = raw.find("&#");
        out.append(raw.substr(0, reference));
        if (reference == std::string_view::npos) {
            return true;
        }
        const std::size_t end = raw.find(';', reference);
        if (end == std::string_view::npos) {
            fault = unended();
            return false;
        }
        if (!expandCharacter(raw.substr(reference + 1, end - reference - 1), out, fault)) {
            return false;
        }
        raw.remove_prefix(end + 1);
    }
    return true;
}

bool XmlEntities::expand(std::string_view name, std::string& out, Fault& fault, int depth) {
    if (const char c = predefined(name)) {
        out.push_back(c);
        return true;
    }
    const auto value = values_.find(std::string(name));
    if (value == values_.end()) {
        fault = {ErrorCode::invalidInput, say("The entity “%1” is not declared.").arg(qs(name)),
                 say("Declare it in the document, or write the character itself.")};
        return false;
    }
    if (!value->second) {
        fault = {ErrorCode::refused,
                 say("The entity “%1” stands outside of the document and is not loaded.").arg(qs(name)),
                 say("Write its text into the document.")};
        return false;
    }
    used_ += value->second->size();
    if (depth >= maxEntityDepth || used_ > limit_) {
        fault = {
            ErrorCode::limit,
            say("Entities expand to more than the limit of %1 bytes or %2 levels.").arg(limit_).arg(maxEntityDepth),
            say("Write the text out: entities inside of entities are also used for attacks.")};
        return false;
    }
    return expandText(*value->second, out, fault, depth + 1);
}

bool XmlEntities::expandText(std::string_view text, std::string& out, Fault& fault, int depth) {
    if (text.find('<') != std::string_view::npos) {
        fault = {ErrorCode::unsupported, say("The entity holds markup, which is not expanded."),
                 say("Write the elements out.")};
        return false;
    }
    while (!text.empty()) {
        const std::size_t reference = text.find('&');
        out.append(text.substr(0, reference));
        if (reference == std::string_view::npos) {
            break;
        }
        const std::size_t end = text.find(';', reference);
        if (end == std::string_view::npos) {
            fault = unended();
            return false;
        }
        const std::string_view name = text.substr(reference + 1, end - reference - 1);
        const bool isGood = name.starts_with('#') ? expandCharacter(name, out, fault) : expand(name, out, fault, depth);
        if (!isGood) {
            return false;
        }
        text.remove_prefix(end + 1);
    }
    return true;
}

}  // namespace pb::doc

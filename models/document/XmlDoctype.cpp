#include "models/base/Text.h"
#include "models/document/XmlNames.h"
#include "models/document/XmlScanner.h"

#include <algorithm>

namespace pb::doc {

/// XML 1.0 §2.8. Nothing outside is loaded; of the declarations inside only general entities count.
bool XmlScanner::doctype() {
    const std::size_t begin = at_;
    at_ += 9;
    const bool hadBlanks = skipBlanks();
    const std::size_t nameEnd = xmlNameEnd(bytes_, at_);
    if (!hadBlanks || nameEnd == at_) {
        return refuse(at_, say("The name of the document type is expected here."), say("Write <!DOCTYPE name>."));
    }
    at_ = nameEnd;
    skipBlanks();
    std::string_view ignored;
    if (isAt("SYSTEM") || isAt("PUBLIC")) {
        const bool isPublic = isAt("PUBLIC");
        at_ += 6;
        ignoredOutside_ = true;
        if (!quoted(ignored) || (isPublic && !quoted(ignored))) {
            return false;
        }
        skipBlanks();
    }
    if (isAt("[") && !internalSubset()) {
        return false;
    }
    skipBlanks();
    if (!isAt(">")) {
        return refuse(at_,
                      say("The document type that begins in line %1 has no end.")
                          .arg(placeFrom(firstPlace(), bytes_, begin).line),
                      say("Close it with “>”."));
    }
    ++at_;
    return true;
}

bool XmlScanner::quoted(std::string_view& value) {
    skipBlanks();
    const char quote = at_ < bytes_.size() ? bytes_[at_] : '\0';
    const std::size_t end = quote == '"' || quote == '\'' ? bytes_.find(quote, at_ + 1) : std::string_view::npos;
    if (end == std::string_view::npos) {
        return refuse(at_, say("A text in quotes is expected here."), say("Put it in quotes."));
    }
    value = bytes_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return true;
}

bool XmlScanner::internalSubset() {
    ++at_;
    for (;;) {
        skipBlanks();
        bool isGood = true;
        if (isAt("]")) {
            ++at_;
            return true;
        }
        if (isAt("<!--")) {
            isGood = comment();
        } else if (isAt("<?")) {
            isGood = instruction();
        } else if (isAt("<!ENTITY")) {
            isGood = entityDeclaration();
        } else if (isAt("<!ELEMENT") || isAt("<!ATTLIST") || isAt("<!NOTATION")) {
            isGood = skipDeclaration();
        } else if (isAt("%")) {
            ignoredOutside_ = true;
            isGood = skipTo(";", say("parameter reference"));
        } else {
            return refuse(at_, say("A declaration or “]” is expected here."),
                          say("Check the internal subset of the document type."));
        }
        if (!isGood) {
            return false;
        }
    }
}

bool XmlScanner::skipDeclaration() {
    const std::size_t begin = at_;
    while (at_ < bytes_.size() && bytes_[at_] != '>') {
        std::string_view ignored;
        if (bytes_[at_] != '"' && bytes_[at_] != '\'') {
            ++at_;
        } else if (!quoted(ignored)) {
            return false;
        }
    }
    if (at_ >= bytes_.size()) {
        return refuse(begin, say("The declaration that begins here has no end."), say("Close it with “>”."));
    }
    ++at_;
    return true;
}

bool XmlScanner::entityDeclaration() {
    at_ += 8;
    bool hadBlanks = skipBlanks();
    const bool isParameter = isAt("%");
    at_ += isParameter ? 1 : 0;
    hadBlanks = (isParameter ? skipBlanks() : true) && hadBlanks;
    const std::size_t nameEnd = xmlNameEnd(bytes_, at_);
    const std::string_view name = bytes_.substr(at_, nameEnd - at_);
    if (name.empty() || !hadBlanks) {
        return refuse(at_, say("The name of an entity is expected here."), say("Write <!ENTITY name \"text\">."));
    }
    at_ = nameEnd;
    if (!skipBlanks()) {
        return refuse(at_, say("A blank is expected behind the entity's name."), say("Write <!ENTITY name \"text\">."));
    }
    if (isParameter || isAt("SYSTEM") || isAt("PUBLIC")) {
        ignoredOutside_ = true;
        entities_.declareExternal(isParameter ? std::string_view() : name);
        return skipDeclaration();
    }
    const std::size_t begin = at_;
    std::string_view raw;
    if (!quoted(raw)) {
        return false;
    }
    std::string value;
    XmlEntities::Fault fault;
    if (!XmlEntities::expandDeclared(raw, value, fault)) {
        return refuse(begin, fault);
    }
    entities_.declare(name, std::move(value));
    skipBlanks();
    if (!isAt(">")) {
        return refuse(at_, say("“>” is expected behind the entity's text."), say("Write <!ENTITY name \"text\">."));
    }
    ++at_;
    return true;
}

}  // namespace pb::doc

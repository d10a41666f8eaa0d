#include "models/base/Text.h"
#include "models/base/Words.h"
#include "models/document/XmlNames.h"
#include "models/document/XmlScanner.h"

#include <algorithm>

namespace pb::doc {

namespace {

constexpr std::size_t npos = std::string_view::npos;

std::string_view prefixOfName(std::string_view name) {
    const std::size_t colon = name.find(':');
    return colon == npos ? std::string_view() : name.substr(0, colon);
}

}  // namespace

/// The name of the element that begins, where it is the one that came behind the name before the last time, and has no
/// attributes; then nothing else needs to be looked at.
std::uint32_t XmlScanner::expectedName() const {
    const std::uint32_t name = lastName_ < nameBehind_.size() ? nameBehind_[lastName_] : XmlItem::none;
    if (name == XmlItem::none) {
        return name;
    }
    const std::string_view wanted = names_[name];
    const std::size_t begin = at_ + 1, end = begin + wanted.size();
    const bool isThere = end < bytes_.size() && bytes_[end] == '>' && words::areSame(bytes_.data() + begin, wanted.data(), wanted.size());
    return isThere ? name : XmlItem::none;
}

/// Names that are shown as they are written, whatever the namespaces are.
void XmlScanner::expectNext(std::uint32_t name) {
    if (charset_ != Charset::utf8 || !prefixOf_.empty()) {
        return;
    }
    if (lastName_ != XmlItem::none) {
        nameBehind_.resize(names_.size(), XmlItem::none);
        nameBehind_[lastName_] = names_[name].find(':') == npos ? name : XmlItem::none;
    }
    lastName_ = name;
}

bool XmlScanner::startTag() {
    if (static_cast<int>(open_.size()) >= options_.limits.depth) {
        return refuse(at_, say("It is nested deeper than the limit of %1 levels.").arg(options_.limits.depth),
                      say("Raise the depth limit if the document is meant to be so deep."), ErrorCode::limit);
    }
    const std::size_t begin = at_;
    const std::uint32_t expected = expectedName();
    const std::size_t nameEnd = expected != XmlItem::none ? begin + 1 + names_[expected].size()
                                                          : xmlNameEnd(bytes_, begin + 1, charset_ != Charset::utf8);
    if (nameEnd == begin + 1) {
        return refuse(begin, say("A name is expected behind “<”."), say("Write “<” in a text as &lt;."));
    }
    XmlItem item;
    item.begin = static_cast<std::uint32_t>(begin);
    item.nameBegin = item.begin + 1;
    item.name = expected;
    const std::uint32_t element = addItem(item);
    if (open_.empty()) {
        root_ = element;
    }
    const auto nameSize = static_cast<std::uint32_t>(nameEnd - begin - 1);
    open_.push_back({element, item.nameBegin, nameSize, scopes_.size(), decoded_.size(), XmlItem::none});
    at_ = nameEnd;
    const std::string_view raw = bytes_.substr(begin + 1, nameSize);
    if (expected != XmlItem::none) {
        lastName_ = expected;
    } else if (isAt(">") ? !nameItem(items_[element], raw, false) : !(attributes(raw) && nameAll(element))) {
        return false;
    } else {
        expectNext(items_[element].name);
    }
    const bool isEmpty = isAt("/>");
    at_ += isEmpty ? 2 : 1;
    items_[element].textBegin = static_cast<std::uint32_t>(at_);
    if (isEmpty) {
        items_[element].textBegin -= 2;
        closeElement(at_);
    }
    return true;
}

bool XmlScanner::attributes(std::string_view element) {
    rawNames_.assign(1, element);
    for (;;) {
        const bool hadBlanks = skipBlanks();
        if (isAt(">") || isAt("/>")) {
            return true;
        }
        if (at_ >= bytes_.size()) {
            return refuse(at_, say("The text ends inside of a tag."), say("Check whether the file was cut off."));
        }
        if (!hadBlanks) {
            return refuse(at_, say("A blank, “>” or “/>” is expected here."),
                          say("Check the name of the tag and the quotes of its attributes."));
        }
        if (!attribute()) {
            return false;
        }
    }
}

bool XmlScanner::attribute() {
    XmlItem item;
    item.kind = XmlItem::Kind::attribute;
    item.nameBegin = static_cast<std::uint32_t>(at_);
    const std::size_t nameEnd = xmlNameEnd(bytes_, at_, charset_ != Charset::utf8);
    if (nameEnd == at_) {
        return refuse(at_, say("The name of an attribute is expected here."), say("Write name=\"value\"."));
    }
    const std::string_view raw = bytes_.substr(at_, nameEnd - at_);
    at_ = nameEnd;
    skipBlanks();
    if (!isAt("=")) {
        return refuse(at_, say("“=” is expected behind the attribute's name."), say("Write name=\"value\"."));
    }
    ++at_;
    skipBlanks();
    if (!attributeValue(item)) {
        return false;
    }
    rawNames_.push_back(raw);
    if (raw == "xmlns" || raw.starts_with("xmlns:")) {
        const std::string_view uri = item.isDecoded ? std::string_view(decoded_).substr(item.textBegin, item.textSize)
                                                    : bytes_.substr(item.begin, item.end - item.begin);
        scopes_.push_back({raw == "xmlns" ? std::string_view() : raw.substr(6), std::string(uri)});
    }
    addItem(item);
    return true;
}

bool XmlScanner::attributeValue(XmlItem& item) {
    const char quote = isAt("\"") ? '"' : '\'';
    if (!isAt("\"") && !isAt("'")) {
        return refuse(at_, say("A value in quotes is expected here."), say("Write name=\"value\"."));
    }
    const std::size_t begin = at_ + 1;
    const std::size_t end = bytes_.find(quote, begin);
    if (end == npos) {
        return refuse(at_, say("The value that begins here has no closing quote."),
                      say("Close it with the same quote."));
    }
    const std::string_view raw = bytes_.substr(begin, end - begin);
    if (const std::size_t less = raw.find('<'); less != npos) {
        return refuse(begin + less, say("“<” stands in the value of an attribute."),
                      say("Write it as &lt;, or close the quote before."));
    }
    const std::size_t bad = charset_ == Charset::utf8 ? firstNonXmlCharacter(raw) : npos;
    if (bad != npos) {
        return refuse(begin + bad, say("This character is not allowed in XML."), say("Remove it."));
    }
    item.begin = static_cast<std::uint32_t>(begin);
    item.end = static_cast<std::uint32_t>(end);
    at_ = end + 1;
    if (charset_ == Charset::utf8 && raw.find_first_of("&\r\n\t") == npos) {
        return true;
    }
    item.isDecoded = true;
    item.textBegin = static_cast<std::uint32_t>(decoded_.size());
    const bool isGood = decodeRun(begin, end, true);
    item.textSize = static_cast<std::uint32_t>(decoded_.size() - item.textBegin);
    return isGood;
}

const XmlScanner::Scope* XmlScanner::scopeOf(std::string_view prefix) const {
    const auto found =
        std::find_if(scopes_.rbegin(), scopes_.rend(), [&](const Scope& scope) { return scope.prefix == prefix; });
    return found == scopes_.rend() ? nullptr : &*found;
}

bool XmlScanner::nameAll(std::uint32_t element) {
    if (!nameItem(items_[element], rawNames_.front(), false)) {
        return false;
    }
    std::size_t position = 1;
    for (std::uint32_t child = items_[element].firstChild; child != XmlItem::none; child = items_[child].next) {
        if (!nameItem(items_[child], rawNames_[position++], true)) {
            return false;
        }
    }
    return rawNames_.size() < 3 || areAttributesUnique(element);
}

/// The name as it is shown: with the prefix that the options give its namespace.
bool XmlScanner::nameItem(XmlItem& item, std::string_view raw, bool isAttribute) {
    if (scopes_.empty() && charset_ == Charset::utf8 && raw.find(':') == npos) {
        item.name = isAttribute ? internAttribute(raw) : names_.idOf(raw);
        return true;
    }
    const std::string_view prefix = prefixOfName(raw);
    const bool isReserved = prefix == "xml" || prefix == "xmlns" || raw == "xmlns";
    const std::string_view local = prefix.empty() ? raw : raw.substr(prefix.size() + 1);
    if (raw.front() == ':' || local.empty() || local.find(':') != npos) {
        return refuse(item.nameBegin, say("“%1” is no name with a prefix.").arg(qs(raw)), say("Write prefix:name."));
    }
    const Scope* scope = isReserved || (isAttribute && prefix.empty()) ? nullptr : scopeOf(prefix);
    if (!prefix.empty() && !isReserved && (!scope || scope->uri.empty())) {
        return refuse(item.nameBegin, say("The prefix “%1” has no namespace.").arg(qs(prefix)),
                      say("Declare it with xmlns:%1=\"…\".").arg(qs(prefix)));
    }
    const auto chosen = scope ? prefixOf_.find(scope->uri) : prefixOf_.end();
    const bool isPlain = chosen == prefixOf_.end() && charset_ == Charset::utf8;
    if (isPlain) {
        item.name = isAttribute ? internAttribute(raw) : names_.idOf(raw);
        return true;
    }
    std::string shown = isAttribute ? "@" : "";
    if (chosen != prefixOf_.end()) {
        shown += chosen->second.empty() ? std::string(local) : chosen->second + ":" + std::string(local);
    } else {
        decodeText(charset_, raw, shown);
    }
    item.name = names_.idOf(shown);
    return true;
}

std::uint32_t XmlScanner::internAttribute(std::string_view raw) {
    const std::uint32_t attribute = attributes_.idOf(raw);
    if (attribute == attributeNames_.size()) {
        attributeNames_.push_back(names_.idOf("@" + std::string(raw)));
    }
    return attributeNames_[attribute];
}

/// Names may differ and mean the same (Namespaces in XML 1.0 §6.3).
bool XmlScanner::areAttributesUnique(std::uint32_t element) {
    std::vector<std::string> expanded;
    for (std::size_t i = 1; i < rawNames_.size(); ++i) {
        const std::string_view prefix = prefixOfName(rawNames_[i]);
        const Scope* scope = prefix.empty() ? nullptr : scopeOf(prefix);
        expanded.push_back(scope ? scope->uri + " " + std::string(rawNames_[i].substr(prefix.size() + 1))
                                 : std::string(rawNames_[i]));
    }
    std::sort(expanded.begin(), expanded.end());
    const auto twice = std::adjacent_find(expanded.begin(), expanded.end());
    return twice == expanded.end() ||
           refuse(items_[element].begin, say("The attribute “%1” is there twice.").arg(qs(*twice)),
                  say("Remove one of them."));
}

bool XmlScanner::endTag() {
    if (open_.empty()) {
        return refuse(at_, say("An end tag without a start tag."), say("Remove it, or add the start tag."));
    }
    const Open& open = open_.back();
    const std::string_view wanted = bytes_.substr(open.rawNameBegin, open.rawNameSize);
    const std::size_t begin = at_;
    at_ += 2;
    const std::size_t behind = at_ + wanted.size();
    if (behind < bytes_.size() && bytes_[behind] == '>' && words::areSame(bytes_.data() + at_, wanted.data(), wanted.size())) {
        at_ = behind + 1;
        closeElement(at_);
        return true;
    }
    const std::size_t end = xmlNameEnd(bytes_, at_, charset_ != Charset::utf8);
    if (bytes_.substr(at_, end - at_) != wanted) {
        return refuse(begin,
                      say("“</%1>” is expected here, not “</%2>”.")
                          .arg(qs(wanted), qs(clipped(bytes_.substr(at_, end - at_), 60))),
                      say("The element “%1” is still open.").arg(qs(wanted)));
    }
    at_ = end;
    skipBlanks();
    if (!isAt(">")) {
        return refuse(at_, say("“>” is expected here."), say("Close the end tag."));
    }
    ++at_;
    closeElement(at_);
    return true;
}

bool XmlScanner::isTaken() const {
    if (!taken_ || open_.size() != takenPath_.size()) {
        return false;
    }
    for (std::size_t i = 0; i < open_.size(); ++i) {
        if (names_[items_[open_[i].item].name] != takenPath_[i] && takenPath_[i] != "*") {
            return false;
        }
    }
    return true;
}

void XmlScanner::closeElement(std::size_t end) {
    const Open open = open_.back();
    items_[open.item].end = static_cast<std::uint32_t>(end);
    const bool taken = isTaken();
    open_.pop_back();
    if (scopes_.size() > open.scopes) {
        scopes_.resize(open.scopes);
    }
    if (!taken) {
        return;
    }
    stopped_ = !taken_(open.item);
    items_.resize(open_.empty() ? 0 : open_.back().item + 1);
    decoded_.resize(open.decoded);
    if (!open_.empty()) {  // the parent forgets its children
        items_.back().firstChild = open_.back().lastChild = XmlItem::none;
    }
}

}  // namespace pb::doc

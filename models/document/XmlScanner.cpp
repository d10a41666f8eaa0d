#include "models/document/XmlScanner.h"

#include "models/base/Text.h"
#include "models/base/platform/Pages.h"
#include "models/document/ByteEstimate.h"
#include "models/document/XmlNames.h"

#include <algorithm>

namespace pb::doc {

namespace {

constexpr std::size_t npos = std::string_view::npos;

}  // namespace

XmlScanner::XmlScanner(std::string_view bytes, Charset charset, const XmlOptions& options)
    : bytes_(bytes), charset_(charset), options_(options), entities_(options.limits.entityBytes) {
    for (const auto& [prefix, uri] : options.prefixes) {
        prefixOf_[uri] = prefix;
    }
}

void XmlScanner::take(std::vector<std::string> path, Taken taken) {
    takenPath_ = std::move(path);
    taken_ = std::move(taken);
}

bool XmlScanner::refuse(std::size_t at, QString reason, QString hint, ErrorCode code) {
    const Place place = placeFrom(firstPlace(), bytes_, std::min(at, bytes_.size()));
    error_ = {code, say("Cannot read the XML. Line %1, column %2: %3").arg(place.line).arg(place.column).arg(reason),
              std::move(hint), place};
    return false;
}

bool XmlScanner::isBlankAt(std::size_t at) const {
    return at < bytes_.size() && (bytes_[at] == ' ' || bytes_[at] == '\n' || bytes_[at] == '\r' || bytes_[at] == '\t');
}

bool XmlScanner::skipBlanks() {
    const std::size_t begin = at_;
    while (isBlankAt(at_)) {
        ++at_;
    }
    return at_ > begin;
}

bool XmlScanner::skipTo(std::string_view end, const QString& what) {
    const std::size_t found = bytes_.find(end, at_);
    if (found == npos) {
        return refuse(at_, say("The %1 has no end “%2”.").arg(what, qs(end)),
                      say("Check whether the file was cut off."));
    }
    at_ = found + end.size();
    return true;
}

/// Two tags are an element and begin with “<”, each attribute has “=” and may have a text beside it; a stream forgets its
/// items and needs few.
void XmlScanner::reserveItems() {
    if (taken_) {
        return;
    }
    const ByteEstimate bytes(bytes_);
    const std::size_t items = bytes.of('<') / 2 + 2 * bytes.of('=');
    items_.reserve(items + items / 8 + 16);
    platform::adviseLargePages(items_.data(), items_.capacity() * sizeof(XmlItem));
}

Done XmlScanner::scan() {
    reserveItems();
    const bool isGood = prolog() && content() && (stopped_ || misc());
    if (isGood && !stopped_ && at_ < bytes_.size()) {
        refuse(at_, say("There is more behind the end of the root element."),
               say("An XML document has exactly one root element."));
        return fail(std::move(error_));
    }
    if (!isGood && !stopped_) {
        return fail(std::move(error_));
    }
    return {};
}

bool XmlScanner::prolog() {
    at_ = byteOrderMarkSize(bytes_);
    if (isAt("<?xml") && isBlankAt(at_ + 5) && !declaration()) {
        return false;
    }
    if (!misc()) {
        return false;
    }
    if (isAt("<!DOCTYPE") && !(doctype() && misc())) {
        return false;
    }
    if (at_ >= bytes_.size()) {
        return refuse(at_, say("There is no element."), say("Check whether the file was cut off."));
    }
    return (isAt("<") && !isAt("<!")) ||
           refuse(at_, say("The root element is expected here."), say("Outside of it only comments may stand."));
}

/// XML 1.0 §2.8 [23]: version, then encoding and standalone where they stand.
bool XmlScanner::declaration() {
    const std::size_t begin = at_;
    at_ += 5;
    const auto isWord = [](std::string_view text) {
        return std::all_of(text.begin(), text.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
                   c == '-';
        });
    };
    bool isGood = true;
    int last = 0;
    while (isGood) {
        const bool hadBlanks = skipBlanks();
        if (isAt("?>")) {
            at_ += 2;
            return last > 0 ||
                   refuse(begin, say("The XML declaration names no version."), say("Write <?xml version=\"1.0\"?>."));
        }
        std::string_view value;
        const int which = isAt("version") ? 1 : isAt("encoding") ? 2 : isAt("standalone") ? 3 : 0;
        at_ = std::min(bytes_.find('=', at_), bytes_.size());
        const std::string_view between = bytes_.substr(begin, at_ - begin);
        at_ += 1;
        const bool inOrder = hadBlanks && which > last && (which == 1 || last > 0) && between.find('>') == npos;
        isGood = inOrder && quoted(value) && isWord(value) && !value.empty();
        isGood = isGood && (which != 1 || (value.starts_with("1.") && value.size() > 2)) &&
                 (which != 3 || value == "yes" || value == "no");
        last = which;
    }
    return refuse(begin, say("The XML declaration is not as it must be."),
                  say("Write <?xml version=\"1.0\" encoding=\"UTF-8\"?>."));
}

/// White space, comments and processing instructions outside of the root element.
bool XmlScanner::misc() {
    for (;;) {
        skipBlanks();
        if (isAt("<!--")) {
            if (!comment()) {
                return false;
            }
        } else if (isAt("<?")) {
            if (!instruction()) {
                return false;
            }
        } else {
            return true;
        }
    }
}

bool XmlScanner::content() {
    do {
        if (at_ >= bytes_.size()) {
            return refuse(at_,
                          say("The text ends inside of the element “%1”.")
                              .arg(qs(bytes_.substr(open_.back().rawNameBegin, open_.back().rawNameSize))),
                          say("Check whether the file was cut off."));
        }
        if (!(bytes_[at_] == '<' ? markup() : characters()) || stopped_) {
            return false;
        }
    } while (!open_.empty());
    return true;
}

bool XmlScanner::markup() {
    const char kind = at_ + 1 < bytes_.size() ? bytes_[at_ + 1] : '\0';
    if (kind == '/') {
        return flushText(false) && endTag();
    }
    if (kind == '?') {
        run_.isPlain = false;
        return instruction();
    }
    if (kind == '!') {
        run_.isPlain = false;
        if (isAt("<!--")) {
            return comment();
        }
        return isAt("<![CDATA[")
                   ? cdata()
                   : refuse(at_, say("This markup is not allowed here."), say("Write “<” in a text as &lt;."));
    }
    return flushText(true) && startTag();
}

bool XmlScanner::comment() {
    const std::size_t begin = at_;
    at_ += 4;
    if (!skipTo("--", say("comment"))) {
        return false;
    }
    if (!isAt(">")) {
        return refuse(at_ - 2, say("“--” stands inside of a comment."),
                      say("Write something else between the dashes."));
    }
    ++at_;
    const std::size_t bad =
        firstNonXmlCharacter(charset_ == Charset::utf8 ? bytes_.substr(begin, at_ - begin) : std::string_view());
    return bad == npos || refuse(begin + bad, say("This character is not allowed in XML."), say("Remove it."));
}

bool XmlScanner::instruction() {
    const std::size_t name = at_ + 2;
    const std::size_t end = xmlNameEnd(bytes_, name);
    std::string target(bytes_.substr(name, end - name));
    std::transform(target.begin(), target.end(), target.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (target.empty() || target == "xml") {
        return refuse(at_, say("This processing instruction is not allowed here."),
                      say("The XML declaration stands at the very beginning."));
    }
    at_ = end;
    if (!isBlankAt(at_) && !isAt("?>")) {
        return refuse(at_, say("A blank is expected behind the name."), say("Write <?name text?>."));
    }
    return skipTo("?>", say("processing instruction"));
}

bool XmlScanner::cdata() {
    const std::size_t begin = at_;
    at_ += 9;
    if (!skipTo("]]>", say("CDATA section"))) {
        return false;
    }
    const std::size_t bad =
        firstNonXmlCharacter(charset_ == Charset::utf8 ? bytes_.substr(begin, at_ - begin) : std::string_view());
    if (bad != npos) {
        return refuse(begin + bad, say("This character is not allowed in XML."),
                      say("Remove it, or encode the data (for example in Base64)."));
    }
    run_.begin = std::min(run_.begin, begin);
    run_.end = at_;
    run_.isBlank = false;
    return true;
}

std::uint32_t XmlScanner::addItem(const XmlItem& item) {
    const auto index = static_cast<std::uint32_t>(items_.size());
    if (!open_.empty()) {
        Open& open = open_.back();
        XmlItem& parent = items_[open.item];
        (open.lastChild == XmlItem::none ? parent.firstChild : items_[open.lastChild].next) = index;
        open.lastChild = index;
        parent.hasElements = parent.hasElements || item.kind == XmlItem::Kind::element;
        parent.hasTexts = parent.hasTexts || item.kind == XmlItem::Kind::text;
    }
    items_.push_back(item);
    return index;
}

}  // namespace pb::doc

#include "models/document/XmlScanner.h"

#include "models/base/Text.h"
#include "models/base/platform/Pages.h"
#include "models/document/ByteEstimate.h"
#include "models/document/XmlNames.h"

#include <algorithm>
#include <array>

namespace pb::doc {

namespace {

constexpr std::size_t npos = std::string_view::npos;

enum CharacterKind : std::uint8_t { plain, blank, special };

/// What the bytes of a text are: plain where nothing can be wrong with them.
constexpr auto characterKinds = [] {
    std::array<CharacterKind, 256> kinds{};
    std::fill_n(kinds.begin(), 0x20, special);
    for (const char c : {' ', '\n', '\t'}) {
        kinds[static_cast<unsigned char>(c)] = blank;
    }
    for (const char c : {'<', '&', ']', '\xef'}) {
        kinds[static_cast<unsigned char>(c)] = special;
    }
    return kinds;
}();

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

bool XmlScanner::characters() {
    const std::size_t begin = at_;
    bool isBlank = true;
    for (; at_ < bytes_.size(); ++at_) {
        const auto c = static_cast<unsigned char>(bytes_[at_]);
        if (const CharacterKind kind = characterKinds[c]; kind != special) {
            isBlank = isBlank && kind == blank;
            continue;
        }
        if (c == '<') {
            break;
        }
        if (c == '\r') {
            run_.isPlain = false;
            continue;
        }
        isBlank = false;
        if (c == '&') {
            run_.isPlain = false;
        } else if (c == ']' && isAt("]]>")) {
            return refuse(at_, say("“]]>” stands in a text."), say("Write it as ]]&gt;."));
        } else if (c < 0x20 ||
                   (c == 0xef && charset_ == Charset::utf8 && firstNonXmlCharacter(bytes_.substr(at_, 3)) == 0)) {
            return refuse(at_, say("This character (code %1) is not allowed in XML.").arg(c),
                          say("Remove it, or encode the data (for example in Base64)."));
        }
    }
    run_.begin = std::min(run_.begin, begin);
    run_.end = at_;
    run_.isBlank = run_.isBlank && isBlank;
    return true;
}

bool XmlScanner::flushText(bool isBeforeElement) {
    const Run run = run_;
    run_ = {};
    const bool isLayout = run.isBlank && (isBeforeElement || (!open_.empty() && items_[open_.back().item].hasElements));
    if (run.begin == npos || isLayout) {
        return true;
    }
    const bool isWhole = run.isPlain && charset_ == Charset::utf8;
    XmlItem& parent = items_[open_.back().item];
    if (isWhole && !isBeforeElement && parent.firstChild == XmlItem::none) {
        parent.textSize = static_cast<std::uint32_t>(run.end - run.begin);
        return true;
    }
    if (!isWhole) {
        const std::size_t before = decoded_.size();
        if (!decodeRun(run.begin, run.end, false)) {
            return false;
        }
        addText(run.begin, run.end, run.isBlank, false);
        items_.back().textBegin = static_cast<std::uint32_t>(before);
        items_.back().textSize = static_cast<std::uint32_t>(decoded_.size() - before);
        return true;
    }
    addText(run.begin, run.end, run.isBlank, true);
    return true;
}

void XmlScanner::addText(std::size_t begin, std::size_t end, bool isBlank, bool isPlain) {
    XmlItem item;
    item.kind = XmlItem::Kind::text;
    item.begin = static_cast<std::uint32_t>(begin);
    item.end = static_cast<std::uint32_t>(end);
    item.isBlank = isBlank;
    item.isDecoded = !isPlain;
    addItem(item);
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

/// Text as it is meant (XML 1.0 §2.11, §3.3.3, §4.6): line ends, references, CDATA; comments left out.
bool XmlScanner::decodeRun(std::size_t begin, std::size_t end, bool isAttribute) {
    std::size_t at = begin;
    while (at < end) {
        const std::size_t special = std::min(bytes_.find_first_of(isAttribute ? "&\r\n\t" : "&\r<", at), end);
        appendPlain(at, special, isAttribute);
        at = special;
        if (at >= end) {
            break;
        }
        if (bytes_[at] == '&') {
            if (!decodeReference(at, end)) {
                return false;
            }
        } else if (bytes_[at] == '<') {
            constexpr std::string_view cdata = "<![CDATA[", comment = "<!--", instruction = "<?";
            const std::string_view rest = bytes_.substr(at);
            const bool isCdata = rest.starts_with(cdata), isInstruction = rest.starts_with(instruction);
            const std::string_view close = isCdata ? "]]>" : isInstruction ? "?>" : "-->";
            const std::size_t inside = at + (isCdata ? cdata : isInstruction ? instruction : comment).size();
            const std::size_t last = bytes_.find(close, inside);
            if (isCdata) {
                appendPlain(inside, last, isAttribute);
            }
            at = last + close.size();
        } else {
            at += bytes_.substr(at, 2) == "\r\n" ? 2 : 1;
            decoded_.push_back(isAttribute ? ' ' : '\n');
        }
    }
    return true;
}

void XmlScanner::appendPlain(std::size_t begin, std::size_t end, bool isAttribute) {
    std::string_view rest = bytes_.substr(begin, end - begin);
    while (!rest.empty()) {
        const std::size_t line = std::min(isAttribute ? npos : rest.find('\r'), rest.size());
        if (charset_ == Charset::utf8) {
            decoded_.append(rest.substr(0, line));
        } else {
            decodeText(charset_, rest.substr(0, line), decoded_);
        }
        if (line == rest.size()) {
            break;
        }
        decoded_.push_back('\n');
        rest.remove_prefix(line + (rest.substr(line, 2) == "\r\n" ? 2 : 1));
    }
}

bool XmlScanner::decodeReference(std::size_t& at, std::size_t end) {
    const std::size_t semicolon = bytes_.find(';', at);
    const std::string_view name = semicolon < end ? bytes_.substr(at + 1, semicolon - at - 1) : std::string_view();
    if (name.empty() || (name.front() != '#' && !isXmlName(name))) {
        return refuse(at, say("“&” begins no reference here."), say("Write “&” in a text as &amp;."));
    }
    XmlEntities::Fault fault;
    if (!(name.front() == '#' ? XmlEntities::expandCharacter(name, decoded_, fault)
                              : entities_.expand(name, decoded_, fault))) {
        return refuse(at, fault);
    }
    at = semicolon + 1;
    return true;
}

}  // namespace pb::doc

#include "models/base/Text.h"
#include "models/document/XmlNames.h"
#include "models/document/XmlScanner.h"

#include <algorithm>
#include <array>

namespace pb::doc {

namespace {

constexpr std::size_t npos = std::string_view::npos;

using Bytes = std::array<bool, 256>;

constexpr Bytes blanks = [] {
    Bytes bytes{};
    bytes[' '] = bytes['\n'] = bytes['\t'] = true;
    return bytes;
}();

/// The bytes of a text with which nothing can be wrong.
constexpr Bytes plainBytes = [] {
    Bytes bytes = blanks;
    std::fill(bytes.begin() + 0x21, bytes.end(), true);
    for (const char c : {'<', '&', ']', '\xef'}) {
        bytes[static_cast<unsigned char>(c)] = false;
    }
    return bytes;
}();

std::size_t behindThese(const Bytes& bytes, std::string_view text, std::size_t from) {
    const char *at = text.data() + from, *const end = text.data() + text.size();
    while (at != end && bytes[static_cast<unsigned char>(*at)]) {
        ++at;
    }
    return static_cast<std::size_t>(at - text.data());
}

}  // namespace

bool XmlScanner::characters() {
    const std::size_t begin = at_;
    bool isBlank = true;
    for (;; ++at_) {
        const std::size_t text = behindThese(blanks, bytes_, at_);
        at_ = behindThese(plainBytes, bytes_, text);
        isBlank = isBlank && at_ == text;
        if (at_ == bytes_.size()) {
            break;
        }
        const auto c = static_cast<unsigned char>(bytes_[at_]);
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

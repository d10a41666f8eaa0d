#include "models/base/Text.h"
#include "models/document/TreeWriter.h"
#include "models/document/Utf8.h"
#include "models/document/XmlScanner.h"

#include <algorithm>
#include <memory>

namespace pb::doc {

namespace {

/// The paths of XmlOptions::arrays as a tree of names.
struct PathNode {
    std::map<std::string, PathNode, std::less<>> below;
    bool isArray = false;

    const PathNode* find(std::string_view name) const {
        const auto found = below.find(name);
        return found == below.end() ? nullptr : &found->second;
    }
};

std::vector<std::string> stepsOf(std::string_view path) {
    std::vector<std::string> steps;
    while (!path.empty()) {
        const std::size_t length = std::min(path.find('/'), path.size());
        if (length > 0) {
            steps.emplace_back(path.substr(0, length));
        }
        path.remove_prefix(std::min(length + 1, path.size()));
    }
    return steps;
}

PathNode pathTree(const std::vector<std::string>& paths) {
    PathNode root;
    for (const std::string& path : paths) {
        PathNode* node = &root;
        for (std::string& step : stepsOf(path)) {
            node = &node->below[std::move(step)];
        }
        node->isArray = true;
    }
    return root;
}

/// Builds the tree of an element from its items.
class ElementBuilder {
public:
    ElementBuilder(TreeWriter& writer, XmlScanner& scanner, std::uint32_t shift)
        : writer_(writer),
          items_(scanner.items()),
          names_(scanner.names()),
          decoded_(scanner.decoded()),
          shift_(shift) {}

    /// `{"name": element}`.
    void document(std::uint32_t element, const PathNode* paths) {
        const XmlItem& item = items_[element];
        writer_.begin(Kind::object, item.begin - shift_);
        const PathNode* path = paths ? paths->find(names_[item.name]) : nullptr;
        name(item);
        const bool isArray = path && path->isArray;
        if (isArray) {
            writer_.begin(Kind::array, item.begin - shift_);
        }
        value(element, path);
        if (isArray) {
            writer_.end(item.end - shift_);
        }
        writer_.end(item.end - shift_);
    }

private:
    ByteRange range(const XmlItem& item) const { return {item.begin - shift_, item.end - shift_}; }

    /// Of an element without children.
    ByteRange textRange(const XmlItem& item) const {
        const std::uint32_t at = item.textBegin - shift_;
        return {at, at + item.textSize};
    }

    /// No name is there twice in an object: elements of one name are an array, attributes have an “@”.
    std::uint32_t nameId(const XmlItem& item) {
        if (ids_.size() <= item.name) {
            ids_.resize(names_.size(), Node::noName);
        }
        std::uint32_t& id = ids_[item.name];
        id = id == Node::noName ? writer_.intern(names_[item.name]) : id;
        return id;
    }

    void name(const XmlItem& item) { writer_.internedName(nameId(item), item.nameBegin - shift_); }

    void value(std::uint32_t element, const PathNode* path) {
        const XmlItem& item = items_[element];
        const std::uint32_t first = item.firstChild;
        if (first == XmlItem::none) {
            const ByteRange text = textRange(item);
            writer_.scalar(Kind::string, text, text.begin, text.size());
        } else if (items_[first].kind == XmlItem::Kind::text && items_[first].next == XmlItem::none) {
            leaf(items_[first]);
        } else {
            object(element, path);
        }
    }

    void leaf(const XmlItem& item) {
        if (item.isDecoded) {
            writer_.ownedText(Kind::string, decoded_.substr(item.textBegin, item.textSize), range(item));
        } else {
            writer_.scalar(Kind::string, range(item), item.begin - shift_, item.end - item.begin);
        }
    }

    void object(std::uint32_t element, const PathNode* path) {
        writer_.begin(Kind::object, items_[element].begin - shift_);
        linkSameNames(element);
        for (std::uint32_t child = items_[element].firstChild; child != XmlItem::none; child = items_[child].next) {
            const XmlItem& item = items_[child];
            if (item.kind == XmlItem::Kind::attribute) {
                name(item);
                leaf(item);
            } else if (item.kind == XmlItem::Kind::element && !item.isRepeat) {
                member(child, path ? path->find(names_[item.name]) : nullptr);
            }
        }
        if (items_[element].hasTexts) {
            texts(element);
        }
        writer_.end(items_[element].end - shift_);
    }

    void member(std::uint32_t first, const PathNode* path) {
        const XmlItem& item = items_[first];
        const bool isArray = item.nextSame != XmlItem::none || (path && path->isArray);
        if (!isArray && item.firstChild == XmlItem::none) {
            const ByteRange text = textRange(item);
            writer_.internedText(nameId(item), item.nameBegin - shift_, text, text);
            return;
        }
        name(item);
        if (!isArray) {
            value(first, path);
            return;
        }
        writer_.begin(Kind::array, item.begin - shift_);
        std::uint32_t end = item.end;
        for (std::uint32_t same = first; same != XmlItem::none; same = items_[same].nextSame) {
            value(same, path);
            end = items_[same].end;
        }
        writer_.end(end - shift_);
    }

    /// Text beside attributes and elements; white space between elements is layout.
    void texts(std::uint32_t element) {
        const bool hasElements = items_[element].hasElements;
        const auto counts = [&](const XmlItem& item) {
            return item.kind == XmlItem::Kind::text && !(hasElements && item.isBlank);
        };
        std::uint32_t count = 0;
        std::uint32_t first = XmlItem::none;
        std::uint32_t last = XmlItem::none;
        for (std::uint32_t child = items_[element].firstChild; child != XmlItem::none; child = items_[child].next) {
            if (counts(items_[child])) {
                first = count++ == 0 ? child : first;
                last = child;
            }
        }
        if (count == 0) {
            return;
        }
        writer_.name("#text", items_[first].begin - shift_);
        if (count > 1) {
            writer_.begin(Kind::array, items_[first].begin - shift_);
        }
        for (std::uint32_t child = first; child != XmlItem::none; child = items_[child].next) {
            if (counts(items_[child])) {
                leaf(items_[child]);
            }
        }
        if (count > 1) {
            writer_.end(items_[last].end - shift_);
        }
    }

    void linkSameNames(std::uint32_t element) {
        lastOfName_.resize(names_.size());
        for (std::uint32_t child = items_[element].firstChild; child != XmlItem::none; child = items_[child].next) {
            XmlItem& item = items_[child];
            if (item.kind != XmlItem::Kind::element) {
                continue;
            }
            Last& last = lastOfName_[item.name];
            if (last.parent == element) {
                items_[last.item].nextSame = child;
                item.isRepeat = true;
            }
            last = {element, child};
        }
    }

    struct Last {
        std::uint32_t parent = XmlItem::none;
        std::uint32_t item = XmlItem::none;
    };

    TreeWriter& writer_;
    std::vector<XmlItem>& items_;
    const NameSet& names_;
    std::string_view decoded_;
    std::uint32_t shift_;
    std::vector<Last> lastOfName_;
    std::vector<std::uint32_t> ids_;  ///< in the document, by the scanner's names
};

struct Source {
    std::string_view bytes;
    std::shared_ptr<const void> owner;
    Charset charset = Charset::utf8;
    std::optional<XmlEncoding> converted = {};
};

/// The findings that say from what a document was converted.
struct Conversion {
    const char* rule;
    XmlEncoding encoding;
};
constexpr Conversion conversions[] = {{"xml.charset.utf-16le", {Charset::utf16le, true}},
                                      {"xml.charset.utf-16be", {Charset::utf16be, true}},
                                      {"xml.charset.utf-16le.unmarked", {Charset::utf16le, false}},
                                      {"xml.charset.utf-16be.unmarked", {Charset::utf16be, false}}};

const char* ruleOf(const XmlEncoding& encoding) {
    const auto* const found = std::find_if(std::begin(conversions), std::end(conversions), [&](const Conversion& each) {
        return each.encoding.charset == encoding.charset && each.encoding.hasMark == encoding.hasMark;
    });
    return found->rule;
}

/// The encoding that the XML declaration names (XML 1.0 §4.3.3, appendix F).
std::string_view declaredEncoding(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, std::min(bytes.find("?>"), bytes.size()));
    const std::size_t word = head.starts_with("<?xml") ? head.find("encoding") : std::string_view::npos;
    const std::size_t quote = word == std::string_view::npos ? word : head.find_first_of("\"'", word);
    if (quote == std::string_view::npos) {
        return {};
    }
    const std::size_t end = head.find(head[quote], quote + 1);
    return head.substr(quote + 1, end == std::string_view::npos ? 0 : end - quote - 1);
}

bool looksLikeUtf16(std::string_view bytes) {
    using namespace std::string_view_literals;
    return bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff") || bytes.starts_with("<\0?\0"sv) ||
           bytes.starts_with("\0<\0?"sv);
}

Error xmlError(ErrorCode code, std::string_view bytes, std::size_t byte, const QString& reason, const QString& hint) {
    const Place place = placeFrom(firstPlace(), bytes, byte);
    return {code, say("Cannot read the XML. Line %1, column %2: %3").arg(place.line).arg(place.column).arg(reason),
            hint, place};
}

Result<Source> openUtf16(std::string_view bytes) {
    const bool bigEndian = bytes.starts_with("\xfe\xff") || bytes.front() == '\0';
    const std::size_t mark = byteOrderMarkSize(bytes);
    const XmlEncoding encoding{bigEndian ? Charset::utf16be : Charset::utf16le, mark > 0};
    auto text = std::make_shared<std::string>();
    decodeText(encoding.charset, bytes.substr(mark), *text);
    std::string again;
    if (!encodeText(encoding.charset, *text, again) || again != bytes.substr(mark)) {
        const auto at = static_cast<std::size_t>(std::mismatch(again.begin(), again.end(), bytes.begin() + static_cast<std::ptrdiff_t>(mark),
                                                               bytes.end()).first - again.begin());
        return fail(xmlError(ErrorCode::invalidInput, bytes, mark + at, say("The bytes are not UTF-16 here."),
                             say("Half a character stands there; repair the file.")));
    }
    return Source{*text, text, Charset::utf8, encoding};
}

Result<Source> openSource(std::string_view bytes, std::shared_ptr<const void> owner, const Passed& passed = {}) {
    if (bytes.size() > 0xfffffff0u) {
        return fail(ErrorCode::limit, say("Cannot read the XML. It is larger than the limit of 4 GiB."),
                    say("Read it element by element."));
    }
    Source source{bytes, std::move(owner)};
    if (looksLikeUtf16(bytes)) {
        return openUtf16(bytes);
    }
    if (const std::string_view name = declaredEncoding(bytes); !name.empty() && !bytes.starts_with(utf8Mark)) {
        const auto charset = charsetNamed(name);
        if (!charset || !isAsciiBased(*charset)) {
            return fail(xmlError(ErrorCode::unsupported, bytes, 0,
                                 say("The encoding “%1” is not known.").arg(qs(clipped(name, 40))),
                                 say("Convert the file to UTF-8.")));
        }
        source.charset = *charset;
    }
    if (source.charset == Charset::utf8 && !isValidUtf8(bytes, passed)) {
        return fail(xmlError(ErrorCode::invalidInput, bytes, firstNonUtf8(bytes), say("The bytes are not UTF-8 here."),
                             say("Name the encoding in the XML declaration, or convert the file to UTF-8.")));
    }
    return source;
}

void note(TreeWriter& writer, const char* rule, const QString& sentence, const QString& why) {
    Finding finding;
    finding.severity = Severity::note;
    finding.rule = rule;
    finding.sentence = sentence;
    finding.why = why;
    finding.place.byte = 0;
    writer.finding(std::move(finding));
}

}  // namespace

Result<DocumentPtr> readXml(std::string_view bytes, std::shared_ptr<const void> owner, const XmlOptions& options) {
    PB_TRY(source, openSource(bytes, std::move(owner)));
    TreeWriter writer(source.bytes, source.owner, Format::xml);
    XmlScanner scanner(writer.bytes(), source.charset, options);
    PB_CHECK(scanner.scan());
    const PathNode paths = pathTree(options.arrays);
    const std::size_t items = scanner.items().size();
    writer.reserve(items + items / 2 + 1);  // an array has at least two
    ElementBuilder(writer, scanner, 0).document(scanner.root(), &paths);
    if (source.converted) {
        note(writer, ruleOf(*source.converted), say("The file is in UTF-16; places count in its UTF-8 form."), {});
    }
    if (scanner.ignoredOutside()) {
        note(writer, "xml.outside.ignored", say("What the document type names outside of the document is not loaded."),
             say("Default values and entities from there are missing."));
    }
    if (writer.isOverfull()) {
        return fail(TreeWriter::overfullError());
    }
    return writer.finish();
}

Done readXmlElements(std::string_view bytes, std::string_view path, const EachElement& each,
                     const XmlOptions& options, const Passed& passed) {
    PB_TRY(source, openSource(bytes, std::make_shared<int>(0), passed));
    const PathNode paths = pathTree(options.arrays);
    const std::vector<std::string> steps = stepsOf(path);
    const PathNode* parent = &paths;
    for (std::size_t i = 0; parent && i + 1 < steps.size(); ++i) {
        parent = parent->find(steps[i]);
    }
    XmlScanner scanner(source.bytes, source.charset, options);
    DocumentPtr before;
    scanner.take(steps, [&](std::uint32_t element) {
        const XmlItem& item = scanner.items()[element];
        TreeWriter writer(source.bytes.substr(item.begin, item.end - item.begin), nullptr, Format::xml, std::move(before));
        const std::uint32_t begin = item.begin;
        ElementBuilder(writer, scanner, begin).document(element, parent);
        DocumentPtr document = writer.finish();
        before = asModel(document);
        return each(std::move(document), begin);
    });
    return scanner.scan();
}

std::optional<XmlEncoding> sourceEncoding(const Document& document) {
    for (const Finding& finding : document.findings()) {
        for (const Conversion& each : conversions) {
            if (finding.rule == each.rule) {
                return each.encoding;
            }
        }
    }
    return std::nullopt;
}

}  // namespace pb::doc

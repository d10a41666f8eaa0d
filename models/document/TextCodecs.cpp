#include "models/document/Builder.h"
#include "models/document/FormatRows.h"
#include "models/document/JsonLine.h"
#include "models/document/Layout.h"
#include "models/document/Records.h"
#include "models/document/Utf8.h"
#include "models/document/Xml.h"
#include "models/document/Yaml.h"

#include "models/base/Text.h"

namespace pb::doc {

namespace {

std::string_view withoutMarkAndBlanks(std::string_view head) {
    head.remove_prefix(head.starts_with(utf8Mark) ? utf8Mark.size() : 0);
    return head.substr(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
}

class JsonCodec : public Codec {
public:
    explicit JsonCodec(std::optional<int> indent) : indent_(indent) {}

    Result<DocumentPtr> read(std::string_view bytes, std::shared_ptr<const void> owner) const override {
        return readJson(bytes, std::move(owner));
    }
    Done stream(std::string_view bytes, const EachDocument& each, const Passed&) const override { return readJsonLines(bytes, each); }
    Result<std::string> write(Value root) const override {
        if (isWholeOf(root, Format::json) && !indent_) {
            return std::string(root.document()->bytes());
        }
        return writeJson(root, {.indent = indent_.value_or(2)}) + "\n";
    }

private:
    std::optional<int> indent_;
};

/// Repeats a tree over bytes in which it stands `shift` bytes later.
void appendShifted(Value value, std::uint32_t shift, Builder& builder) {
    const ByteRange range{value.range().begin + shift, value.range().end + shift};
    switch (value.kind()) {
        case Kind::null:
            return builder.null(range);
        case Kind::boolean:
            return builder.boolean(value.boolean(), range);
        case Kind::number:
            return builder.number(range);
        case Kind::string:
            return builder.string(value.text(), range);
        default:
            break;
    }
    value.is(Kind::object) ? builder.beginObject(range.begin) : builder.beginArray(range.begin);
    for (const Value child : value.children()) {
        if (value.is(Kind::object)) {
            builder.name(child.name(), child.node().nameBegin + shift);
        }
        appendShifted(child, shift, builder);
    }
    builder.end(range.end);
}

/// Lines of JSON are, as a whole, no JSON text.
constexpr Format linesFormat = Format::text;

class JsonLinesCodec : public Codec {
public:
    Result<DocumentPtr> read(std::string_view bytes, std::shared_ptr<const void> owner) const override {
        if (bytes.size() > 0xffffffffu) {
            return fail(ErrorCode::limit, say("Cannot read the lines as one document. They have more than 4 GiB."),
                        say("Read them as a stream."));
        }
        Builder builder(bytes, std::move(owner), linesFormat);
        builder.beginArray(0);
        PB_CHECK(readJsonLines(bytes, [&](const DocumentPtr& document, std::uint64_t firstByte) {
            appendShifted(document->root(), static_cast<std::uint32_t>(firstByte), builder);
            for (Finding finding : document->findings()) {
                finding.place = {{}, 0, 0, finding.place.byte + firstByte};
                builder.finding(std::move(finding));
            }
            return !builder.isOverfull();
        }));
        builder.end(static_cast<std::uint32_t>(bytes.size()));
        return builder.isOverfull() ? Result<DocumentPtr>(fail(Builder::overfullError())) : builder.finish();
    }
    Done stream(std::string_view bytes, const EachDocument& each, const Passed&) const override { return readJsonLines(bytes, each); }

    /// An array one element a line, anything else as the only line.
    Result<std::string> write(Value root) const override {
        if (isWholeOf(root, linesFormat)) {
            return std::string(root.document()->bytes());
        }
        if (!root.is(Kind::array)) {
            return writeJsonLine(root) + "\n";
        }
        std::string lines;
        for (const Value element : root.children()) {
            lines += writeJsonLine(element) + "\n";
        }
        return lines;
    }
};

class YamlCodec : public Codec {
public:
    Result<DocumentPtr> read(std::string_view bytes, std::shared_ptr<const void> owner) const override {
        return readYaml(bytes, std::move(owner));
    }
    Done stream(std::string_view bytes, const EachDocument& each, const Passed&) const override {
        PB_TRY(documents, readYamlDocuments(bytes));
        for (DocumentPtr& document : documents) {
            const std::uint64_t firstByte = document->root().range().begin;
            if (!each(std::move(document), firstByte)) {
                break;
            }
        }
        return {};
    }
    Result<std::string> write(Value root) const override {
        if (isWholeOf(root, Format::yaml) && readsAs(root.document()->bytes(), root)) {
            return std::string(root.document()->bytes());
        }
        std::string text = writeYaml(root);
        return isValidUtf8(text) ? Result<std::string>(std::move(text)) : fail(loneSurrogateIn(root));
    }

private:
    static Error loneSurrogateIn(Value root) {
        Value found = root;
        for (std::uint32_t index = root.index(); index < root.document()->nodes().size(); ++index) {
            const Value value(root.document(), index);
            if (!isValidUtf8(value.text()) || !isValidUtf8(value.name())) {
                found = value;
                break;
            }
        }
        return writeError(QT_TRANSLATE_NOOP("pb", "YAML"), found, loneSurrogateReason());
    }
};

class XmlCodec : public Codec {
public:
    XmlCodec(XmlOptions options, XmlStyle style, std::string records)
        : options_(std::move(options)), style_(style), records_(std::move(records)) {}

    Result<DocumentPtr> read(std::string_view bytes, std::shared_ptr<const void> owner) const override {
        return readXml(bytes, std::move(owner), options_);
    }
    Done stream(std::string_view bytes, const EachDocument& each, const Passed& passed) const override {
        return records_.empty() ? Codec::stream(bytes, each, passed) : readXmlElements(bytes, records_, each, options_, passed);
    }
    Result<std::string> write(Value root) const override { return writeXml(root, style_); }

private:
    XmlOptions options_;
    XmlStyle style_;
    std::string records_;
};

Result<CodecPtr> makeJson(const CodecSettings& settings) {
    LayoutMembers members(settings.layout);
    const int indent = members.integer("indent", -1, 0, 16);
    PB_CHECK(members.finish());
    return std::make_shared<JsonCodec>(indent < 0 ? std::nullopt : std::optional(indent));
}

Result<CodecPtr> makeJsonLines(const CodecSettings& settings) {
    PB_CHECK(LayoutMembers(settings.layout).finish());
    return std::make_shared<JsonLinesCodec>();
}

Result<CodecPtr> makeYaml(const CodecSettings& settings) {
    PB_CHECK(LayoutMembers(settings.layout).finish());
    return std::make_shared<YamlCodec>();
}

Result<CodecPtr> makeXml(const CodecSettings& settings) {
    LayoutMembers members(settings.layout);
    XmlOptions options;
    XmlStyle style;
    options.arrays = members.texts("arrays");
    for (const Value prefix : members.value("prefixes").children()) {
        if (!prefix.is(Kind::string)) {
            members.refuse(prefix, say("“%1” must be %2.").arg(qs("prefixes"), say("a mapping prefix: namespace")));
        }
        options.prefixes[std::string(prefix.name())] = prefix.text();
    }
    std::string records = members.text("records");
    style.indent = members.integer("indent", style.indent, 0, 16);
    style.declaration = members.flag("declaration", style.declaration);
    PB_CHECK(members.finish());
    return std::make_shared<XmlCodec>(std::move(options), style, std::move(records));
}

int likenessOfJson(std::string_view head) {
    const std::string_view text = withoutMarkAndBlanks(head);
    if (text.starts_with('{') || text.starts_with('[')) {
        return 80;
    }
    return text.starts_with('"') || text.starts_with("null") || text.starts_with("true") || text.starts_with("false")
               ? 20
               : 0;
}

/// The first line is a whole object or array, and another one follows.
int likenessOfJsonLines(std::string_view head) {
    const std::string_view text = withoutMarkAndBlanks(head);
    const std::size_t lineEnd = text.find('\n');
    if (lineEnd == std::string_view::npos || !(text.starts_with('{') || text.starts_with('['))) {
        return 0;
    }
    const std::string_view next = withoutMarkAndBlanks(text.substr(lineEnd));
    return next.starts_with(text[0]) && readJson(text.substr(0, lineEnd)) ? 85 : 0;
}

/// The first line that is no comment is "---", or a key with its colon.
int likenessOfYaml(std::string_view head) {
    std::string_view text = withoutMarkAndBlanks(head);
    while (text.starts_with('#')) {
        text = withoutMarkAndBlanks(text.substr(std::min(text.find('\n'), text.size())));
    }
    const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
    if (line == "---" || line.starts_with("--- ") || line.starts_with("%YAML")) {
        return 70;
    }
    const std::size_t colon = line.find(':');
    const bool isKey = colon != std::string_view::npos && colon > 0 && line.find_first_of(",;|\t") > colon &&
                       (colon + 1 == line.size() || line[colon + 1] == ' ');
    return isKey || line.starts_with("- ") ? 45 : 0;
}

int likenessOfXml(std::string_view head) {
    using namespace std::string_view_literals;
    const bool isWide = head.starts_with("\xff\xfe<\0"sv) || head.starts_with("\xfe\xff\0<"sv);
    return isWide || withoutMarkAndBlanks(head).starts_with('<') ? 80 : 0;
}

}  // namespace

FormatInfo jsonFormat() {
    return {Format::json, "json", QT_TRANSLATE_NOOP("pb", "JSON"), {".json", ".jsonld"}, likenessOfJson, makeJson};
}

FormatInfo jsonLinesFormat() {
    return {linesFormat,
            "ndjson",
            QT_TRANSLATE_NOOP("pb", "JSON, one document a line"),
            {".ndjson", ".jsonl"},
            likenessOfJsonLines,
            makeJsonLines};
}

FormatInfo yamlFormat() {
    return {Format::yaml, "yaml", QT_TRANSLATE_NOOP("pb", "YAML"), {".yaml", ".yml"}, likenessOfYaml, makeYaml};
}

FormatInfo xmlFormat() {
    return {Format::xml, "xml", QT_TRANSLATE_NOOP("pb", "XML"), {".xml", ".xsd", ".xslt", ".wsdl"}, likenessOfXml, makeXml};
}

}  // namespace pb::doc

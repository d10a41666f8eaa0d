#include "models/base/Text.h"
#include "models/document/Csv.h"
#include "models/document/FormatRows.h"
#include "models/document/Layout.h"

namespace pb::doc {

namespace {

class CsvCodec : public Codec {
public:
    explicit CsvCodec(CsvOptions options) : options_(std::move(options)) {}

    Result<DocumentPtr> read(std::string_view bytes, std::shared_ptr<const void> owner) const override {
        return readCsv(bytes, std::move(owner), options_);
    }
    Done stream(std::string_view bytes, const EachDocument& each, const Passed& passed) const override {
        return streamCsv(bytes, each, options_, passed);
    }
    Result<std::string> write(Value root) const override {
        if (isWholeOf(root, Format::csv) && readsAs(root.document()->bytes(), root)) {
            return std::string(root.document()->bytes());
        }
        return writeCsv(root, options_);
    }

private:
    CsvOptions options_;
};

/// A character, "tab", or "none".
std::optional<char> readCharacter(LayoutMembers& members, std::string_view name, bool mayBeNone) {
    const std::string said = members.text(name);
    if (said.empty()) {
        return std::nullopt;
    }
    if (said == "tab") {
        return '\t';
    }
    if (said == "none" && mayBeNone) {
        return '\0';
    }
    const auto byte = static_cast<unsigned char>(said[0]);
    if (said.size() != 1 || byte == 0 || byte >= 0x80 || said == "\n" || said == "\r") {
        members.refuse(members.value(name), say("“%1” is one ASCII character, or “tab”.").arg(qs(name)));
    }
    return said[0];
}

Result<CodecPtr> makeCsv(const CodecSettings& settings) {
    LayoutMembers members(settings.layout);
    CsvOptions options;
    options.delimiter = readCharacter(members, "delimiter", false);
    options.quote = readCharacter(members, "quote", true);
    options.hasHeader = members.flagIfSaid("header");
    constexpr std::string_view lineEnds[] = {"", "\r\n", "\n", "\r"};
    options.lineEnd = lineEnds[members.choice("lineEnd", {"auto", "crlf", "lf", "cr"}, 0)];
    options.charset = members.charset("charset");
    options.mark = members.flag("mark", false);
    options.quoteAll = members.choice("quoting", {"needed", "all"}, 0) == 1;
    options.columns = members.texts("columns");
    const Value records = members.value("records");
    if (options.delimiter && options.delimiter == options.quote) {
        members.refuse(members.value("quote"), say("The delimiter and the quote are the same character."));
    }
    PB_CHECK(members.finish());
    if (records) {
        auto types = readRecordTypes(records, [](LayoutMembers& record, RecordType& type) { type.fields = record.texts("columns"); });
        if (!types) {
            return fail(std::move(types).error());
        }
        options.records = std::move(*types);
        options.hasHeader = false;
    }
    return std::make_shared<CsvCodec>(std::move(options));
}

}  // namespace

FormatInfo csvFormat() {
    return {Format::csv, "csv", QT_TRANSLATE_NOOP("pb", "CSV"), {".csv", ".tsv", ".psv"}, likenessOfCsv, makeCsv};
}

}  // namespace pb::doc

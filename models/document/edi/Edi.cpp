#include "models/document/edi/Edi.h"

#include "models/document/edi/Reader.h"
#include "models/document/edi/Writer.h"

namespace pb::doc {

using edi::Reader;

namespace {

/// The pointer of the innermost value that holds the byte.
std::string pointerAt(const Document& document, std::size_t byte) {
    Value value = document.root();
    for (bool goesOn = true; goesOn;) {
        goesOn = false;
        for (const Value child : value.children()) {
            if (child.range().begin <= byte && byte <= child.range().end) {
                value = child;
                goesOn = true;
                break;
            }
        }
    }
    return value.pointer();
}

}  // namespace

Result<EdiReading> readEdiForAnswer(std::string_view bytes, std::shared_ptr<const void> owner, const EdiOptions& options) {
    return Reader(bytes, std::move(owner), options, Reader::Unit::file, nullptr).read();
}

Result<DocumentPtr> readEdi(std::string_view bytes, std::shared_ptr<const void> owner, const EdiOptions& options) {
    PB_TRY(reading, readEdiForAnswer(bytes, std::move(owner), options));
    return std::move(reading.document);
}

Done readEdiInterchanges(std::string_view bytes, const EachInterchange& each, const EdiOptions& options, const Passed& passed) {
    PB_CHECK(Reader(bytes, nullptr, options, Reader::Unit::interchange, &each, passed).read());
    return {};
}

Done readEdiSets(std::string_view bytes, const EachInterchange& each, const EdiOptions& options, const Passed& passed) {
    PB_CHECK(Reader(bytes, nullptr, options, Reader::Unit::set, &each, passed).read());
    return {};
}

Result<EdiText> writeEdi(Value root, const EdiStyle& style, const EdiOptions& options) {
    EdiText text;
    const bool isWhole = root && root.index() == 0 && (root.document()->format() == Format::x12 ||
                                                       root.document()->format() == Format::edifact);
    if (isWhole) {
        text.bytes = root.document()->bytes();
        text.findings = root.document()->findings();
        return text;
    }
    PB_TRY(bytes, edi::Writer(style, options).write(root));
    text.bytes = std::move(bytes);
    PB_TRY(again, readEdi(text.bytes, std::shared_ptr<const void>(std::shared_ptr<const void>(), &text), options));
    text.findings = again->findings();
    for (Finding& finding : text.findings) {
        if (finding.place.byte != Place::npos) {
            finding.place.address = pointerAt(*again, finding.place.byte);
        }
    }
    return text;
}

}  // namespace pb::doc

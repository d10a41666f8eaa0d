#include "models/base/Text.h"
#include "models/document/FormatRows.h"
#include "models/document/edi/EdiLayout.h"

#include <algorithm>

namespace pb::doc {

namespace {

class EdiCodec : public Codec {
public:
    explicit EdiCodec(EdiLayout layout) : layout_(std::move(layout)) {}

    Result<DocumentPtr> read(std::string_view bytes, std::shared_ptr<const void> owner) const override {
        return readEdi(bytes, std::move(owner), layout_.options());
    }
    Done stream(std::string_view bytes, const EachDocument& each, const Passed& passed) const override {
        return (layout_.streamsSets ? readEdiSets : readEdiInterchanges)(bytes, each, layout_.options(), passed);
    }
    /// What the guide does not allow is an error here: a codec has no other way to tell it.
    Result<std::string> write(Value root) const override {
        PB_TRY(text, writeEdi(root, layout_.style, layout_.options()));
        const auto wrong = std::find_if(text.findings.begin(), text.findings.end(),
                                        [](const Finding& finding) { return finding.severity == Severity::error; });
        if (wrong != text.findings.end()) {
            return fail(ErrorCode::invalidInput, wrong->sentence, wrong->why, wrong->place);
        }
        return std::move(text.bytes);
    }

private:
    EdiLayout layout_;
};

Result<CodecPtr> makeEdi(const CodecSettings& settings) {
    PB_TRY(layout, readEdiLayout(settings));
    return CodecPtr(std::make_shared<EdiCodec>(std::move(layout)));
}

std::string_view withoutBlanks(std::string_view head) { return head.substr(std::min(head.find_first_not_of(" \t\r\n"), head.size())); }

int likenessOfX12(std::string_view head) { return withoutBlanks(head).starts_with("ISA") ? 90 : 0; }

int likenessOfEdifact(std::string_view head) {
    const std::string_view text = withoutBlanks(head);
    return text.starts_with("UNA") || text.starts_with("UNB") ? 90 : 0;
}

}  // namespace

FormatInfo x12Format() {
    return {Format::x12, "x12", QT_TRANSLATE_NOOP("pb", "X12"), {".x12", ".edi"}, likenessOfX12, makeEdi};
}

FormatInfo edifactFormat() {
    return {Format::edifact, "edifact", QT_TRANSLATE_NOOP("pb", "EDIFACT"), {".edifact", ".edi"}, likenessOfEdifact, makeEdi};
}

}  // namespace pb::doc

#include "models/document/Json.h"

#include "models/base/Text.h"
#include "models/document/JsonDiagnosis.h"
#include "models/document/JsonTokenReader.h"
#include "models/document/JsonTokens.h"
#include "models/document/JsonTree.h"
#include "models/document/TreeWriter.h"
#include "models/document/Utf8.h"

namespace pb::doc {

namespace {

Error tooLarge(std::size_t limit) {
    return {ErrorCode::limit, say("Cannot read the JSON. It is larger than the limit of %1 bytes.").arg(limit),
            say("Read it as a stream of documents, or raise the limit.")};
}

tl::unexpected<Error> explained(std::string_view bytes, const JsonLimits& limits) {
    JsonScanner scanner(bytes, limits);
    if (scanner.scanDocument()) {
        return fail(ErrorCode::internal, say("Cannot read the JSON. The two readers disagree about it."),
                    say("Report the document to the developers."));
    }
    return fail(jsonError(scanner.fault(), bytes));
}

Error noMemory() {
    return {ErrorCode::limit, say("Cannot read the JSON. There is not enough memory for it."),
            say("Read it as a stream of documents.")};
}

/// Every node but the root comes with a bracket or separator of its own.
std::size_t mostNodes(const std::uint32_t* begin, const std::uint32_t* end) {
    return static_cast<std::size_t>(end - begin) / 2 + 1;
}

bool readTree(TreeWriter& writer, const std::uint32_t* begin, const std::uint32_t* end, std::uint32_t shift, int maxDepth) {
    writer.reserve(mostNodes(begin, end));
    TokenReader reader(writer, begin, end, shift, maxDepth);
    return reader.read() && reader.token() == end;
}

}  // namespace

Result<DocumentPtr> buildJsonTree(std::string_view bytes, std::shared_ptr<const void> owner, const std::uint32_t* begin,
                                  const std::uint32_t* end, std::uint32_t shift, const JsonLimits& limits, DocumentPtr alike) {
    TreeWriter writer(bytes, std::move(owner), Format::json, std::move(alike));
    if (!readTree(writer, begin, end, shift, limits.depth)) {
        return explained(bytes, limits);
    }
    if (writer.isOverfull()) {
        return fail(TreeWriter::overfullError());
    }
    return writer.finish();
}

DocumentPtr tryJsonTree(std::string_view bytes, std::shared_ptr<const void> owner, const std::uint32_t* begin,
                        const std::uint32_t* end, std::uint32_t shift, const JsonLimits& limits, DocumentPtr alike) {
    TreeWriter writer(bytes, std::move(owner), Format::json, std::move(alike));
    return readTree(writer, begin, end, shift, limits.depth) && !writer.isOverfull() ? writer.finish() : nullptr;
}

JsonReader::JsonReader(const JsonLimits& limits) : tokens_(std::make_unique<JsonTokens>()), limits_(limits) {}

JsonReader::~JsonReader() = default;

Result<DocumentPtr> JsonReader::read(std::string_view bytes, std::shared_ptr<const void> owner) {
    const std::size_t limit = std::min<std::size_t>(limits_.bytes, 0xffffffffu);
    if (bytes.size() > limit) {
        return fail(tooLarge(limit));
    }
    const std::size_t mark = bytes.starts_with(utf8Mark) ? utf8Mark.size() : 0;
    switch (tokens_->find(bytes.substr(mark))) {
        case JsonTokens::Outcome::noMemory:
            return fail(noMemory());
        case JsonTokens::Outcome::refused:
            return explained(bytes, limits_);
        case JsonTokens::Outcome::found:
            break;
    }
    PB_TRY(document, buildJsonTree(bytes, std::move(owner), tokens_->begin(), tokens_->end(), static_cast<std::uint32_t>(mark),
                                   limits_, std::move(model_)));
    model_ = asModel(document);
    return document;
}

Result<DocumentPtr> readJson(std::string_view bytes, std::shared_ptr<const void> owner, const JsonLimits& limits) {
    return JsonReader(limits).read(bytes, std::move(owner));
}

Result<DocumentPtr> readJson(std::string bytes) {
    auto owner = std::make_shared<const std::string>(std::move(bytes));
    const std::string_view view = *owner;
    return readJson(view, std::move(owner));
}

}  // namespace pb::doc

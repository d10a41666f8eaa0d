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

bool readTree(TreeWriter& writer, const std::uint32_t* begin, const std::uint32_t* end, std::uint32_t shift, int maxDepth) {
    writer.reserve(mostNodes(begin, end));
    TokenReader reader(writer, begin, end, shift, maxDepth);
    return reader.read() && reader.token() == end;
}

/// The text begins `shift` bytes behind the begin of the bytes.
bool readTree(TreeWriter& writer, JsonTokenWindows& windows, std::size_t textSize, std::uint32_t shift, int maxDepth) {
    if (windows.next() != JsonTokens::Outcome::found) {
        return false;
    }
    const std::size_t ofWindow = mostNodes(windows.begin(), windows.end());
    constexpr std::size_t mostGuessed = std::size_t{64} << 20;  // more grow when they are there
    writer.reserveMore(std::max(ofWindow, std::min(ofWindow * (textSize / windows.size() + 1), mostGuessed)));
    TokenReader reader(writer, windows.begin(), windows.end(), shift, maxDepth, &windows);
    return reader.read() && reader.token() == windows.end() && windows.isLast();
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

DocumentPtr tryJsonTree(std::string_view bytes, std::shared_ptr<const void> owner, JsonTokens& tokens, const JsonLimits& limits,
                        DocumentPtr alike, std::size_t windowSize) {
    TreeWriter writer(bytes, std::move(owner), Format::json, std::move(alike));
    JsonTokenWindows windows(tokens, bytes, windowSize);
    return readTree(writer, windows, bytes.size(), 0, limits.depth) && !writer.isOverfull() ? writer.finish() : nullptr;
}

JsonReader::JsonReader(const JsonLimits& limits) : tokens_(std::make_unique<JsonTokens>()), limits_(limits) {}

JsonReader::~JsonReader() = default;

Result<DocumentPtr> JsonReader::read(std::string_view bytes, std::shared_ptr<const void> owner) {
    const std::size_t limit = std::min<std::size_t>(limits_.bytes, 0xffffffffu);
    if (bytes.size() > limit) {
        return fail(tooLarge(limit));
    }
    const std::size_t mark = bytes.starts_with(utf8Mark) ? utf8Mark.size() : 0;
    const std::string_view text = bytes.substr(mark);
    TreeWriter writer(bytes, std::move(owner), Format::json, std::move(model_));
    JsonTokenWindows windows(*tokens_, text);
    if (!readTree(writer, windows, text.size(), static_cast<std::uint32_t>(mark), limits_.depth)) {
        return windows.outcome() == JsonTokens::Outcome::noMemory ? fail(noMemory()) : explained(bytes, limits_);
    }
    if (writer.isOverfull()) {
        return fail(TreeWriter::overfullError());
    }
    DocumentPtr document = writer.finish();
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

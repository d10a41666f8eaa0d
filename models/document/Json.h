#pragma once

#include "models/document/Document.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace pb::doc {

class JsonTokens;

struct JsonLimits {
    int depth = 1000;  ///< containers inside of containers
    std::size_t bytes = 0xffffffffu;
};

/// RFC 8259 exactly. An error has line, column, byte and a hint. `owner` keeps `bytes` alive; without one they are
/// copied.
Result<DocumentPtr> readJson(std::string_view bytes, std::shared_ptr<const void> owner = nullptr,
                             const JsonLimits& limits = {});
Result<DocumentPtr> readJson(std::string bytes);  ///< takes the bytes over

/// Reads many documents, each as `readJson` does. The working memory is kept; names and shape of the document before are
/// expected again, so that documents that are alike are read faster and share their names. One a thread.
class JsonReader {
public:
    explicit JsonReader(const JsonLimits& limits = {});
    ~JsonReader();

    Result<DocumentPtr> read(std::string_view bytes, std::shared_ptr<const void> owner = nullptr);

private:
    std::unique_ptr<JsonTokens> tokens_;
    DocumentPtr model_;
    JsonLimits limits_;
};

/// One document a line (or any whitespace between them), flat memory: `each` gets them in order and returns false to
/// stop. `firstByte` is where the document begins in the stream. `owner` keeps `bytes` alive for all documents; without one
/// each has a copy of its own.
using EachDocument = std::function<bool(DocumentPtr document, std::uint64_t firstByte)>;
Done readJsonLines(std::string_view bytes, const EachDocument& each, const JsonLimits& limits = {},
                   std::shared_ptr<const void> owner = nullptr);

struct JsonStyle {
    int indent = 0;  ///< blanks a level; 0 = one line
    bool sortNames = false;
};

/// The value as JSON. Numbers keep their digits; a subtree of a JSON document without style is copied byte for byte.
std::string writeJson(Value value, const JsonStyle& style = {});
void writeJsonString(std::string_view utf8, std::string& out);  ///< with quotes; lone surrogates (WTF-8) as \uXXXX

}  // namespace pb::doc

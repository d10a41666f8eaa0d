#pragma once

#include "models/document/Document.h"

#include <string>
#include <string_view>
#include <vector>

namespace pb::doc {

/// YAML 1.2 with the JSON schema's types (libyaml's events). Anchors and aliases are expanded (bounded), `<<` merges are
/// not applied. Every value's range is its text in the file; block collections range from their first to their last byte.
Result<DocumentPtr> readYaml(std::string_view bytes, std::shared_ptr<const void> owner = nullptr);
Result<DocumentPtr> readYaml(std::string bytes);

/// An edit of YAML text that touches the smallest span: comments, order, quoting, anchors and unknown keys survive.
/// Each edit is checked by reading the new text; what cannot be done without harm is refused.
class YamlText {
public:
    static Result<YamlText> parse(std::string text);

    const std::string& text() const { return text_; }
    Value root() const { return document_->root(); }
    const DocumentPtr& document() const { return document_; }

    Done setScalar(std::string_view pointer, std::string_view plainValue, bool asString = true);
    Done setValue(std::string_view pointer, Value json);             ///< replaces by any JSON value, in block style
    Done insert(std::string_view parentPointer, std::string_view key, Value json);  ///< map entry, at the end
    Done append(std::string_view sequencePointer, Value json);
    Done remove(std::string_view pointer);

private:
    YamlText(std::string text, DocumentPtr document) : text_(std::move(text)), document_(std::move(document)) {}
    std::string text_;
    DocumentPtr document_;
};

/// JSON value to block-style YAML text, indented by `indent` blanks.
std::string writeYaml(Value value, int indent = 0);

}  // namespace pb::doc

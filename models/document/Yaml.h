#pragma once

#include "models/document/Document.h"

#include <string>
#include <string_view>
#include <vector>

namespace pb::doc {

struct YamlLimits {
    int depth = 500;                     ///< collections inside of collections
    std::size_t aliasNodes = 1'000'000;  ///< values that aliases repeat, together ("billion laughs")
};

/// YAML 1.2 with JSON's types (libyaml's events; core schema, §10.3.2: true/True/TRUE, null/~/nothing, 0x1F, 1., +1).
/// Leading zeros, yes/no/on/off stay strings and are findings, since YAML 1.1 readers see numbers and booleans there.
/// Anchors and aliases are expanded (bounded), `<<` merges are not applied. Every value's range is its text without
/// anchor and tag; what an alias repeats has the range of the original. Block collections range from their first to
/// their last byte, block scalars end before their last line break. A stream of several documents is refused.
Result<DocumentPtr> readYaml(std::string_view bytes, std::shared_ptr<const void> owner = nullptr,
                             const YamlLimits& limits = {});
Result<DocumentPtr> readYaml(std::string bytes);

/// All documents of a stream (`---`), over the same bytes.
Result<std::vector<DocumentPtr>> readYamlDocuments(std::string_view bytes, std::shared_ptr<const void> owner = nullptr,
                                                   const YamlLimits& limits = {});

/// An edit of YAML text that touches the smallest span: comments, order, quoting, anchors and unknown keys survive.
/// Each edit is checked by reading the new text: the tree must be the old one with exactly that change, otherwise
/// (inside of an alias, under an anchor that is used elsewhere, several documents …) it is refused and nothing changes.
class YamlText {
public:
    static Result<YamlText> parse(std::string text);

    const std::string& text() const { return *text_; }
    Value root() const { return document_->root(); }
    const DocumentPtr& document() const { return document_; }

    /// Replaces a scalar; its quoting stays where it can hold the new text. `asString` = false: `plainValue` is written
    /// as it is (12, true, null).
    Done setScalar(std::string_view pointer, std::string_view plainValue, bool asString = true);
    /// Replaces by any JSON value, in block style (inside of [] and {} in flow style). Comments inside of a replaced
    /// collection go with it.
    Done setValue(std::string_view pointer, Value json);
    Done insert(std::string_view parentPointer, std::string_view key, Value json);  ///< map entry, at the end
    Done append(std::string_view sequencePointer, Value json);
    Done remove(std::string_view pointer);

private:
    template <typename Plan>
    Done edit(const Plan& plan);

    YamlText() = default;
    std::shared_ptr<const std::string> text_;
    DocumentPtr document_;
};

/// JSON value to block-style YAML text; every line is indented by `indent` blanks and ends with a line break.
std::string writeYaml(Value value, int indent = 0);

}  // namespace pb::doc

#pragma once

#include "models/document/YamlTree.h"

#include <string>
#include <string_view>

namespace pb::doc {

/// Bytes [begin, end) of the text that give way to `text`.
struct Splice {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string text;
};

/// Finds the smallest spans of a YAML text for an edit. It trusts nothing: the caller reads the result again.
class YamlEditor {
public:
    explicit YamlEditor(const YamlTree& tree) : tree_(tree), text_(tree.document->bytes()) {}

    Splice replaceScalar(Value target, std::string_view value, bool asString) const;
    Splice replace(Value target, Value json) const;
    Splice insert(Value map, std::string_view key, Value json) const;
    Splice append(Value sequence, Value json) const;
    Splice remove(Value target) const;

private:
    bool isInFlow(Value value) const;
    bool isFlow(Value collection) const;
    std::size_t column(std::size_t at) const;
    std::size_t lineBegin(std::size_t at) const;
    std::size_t lineEnd(std::size_t at) const;
    std::size_t entryBegin(Value child) const;
    std::size_t entryEnd(Value child) const;
    std::size_t endWithComment(Value child) const;
    std::size_t slot(Value target) const;
    std::size_t valueBegin(Value target) const;
    bool isBlock(Value target) const;
    std::string between(std::size_t begin, std::size_t end) const;
    Splice putInline(Value target, const std::string& text) const;
    Splice putBlock(Value target, Value json) const;
    std::string spaceBefore(std::size_t at) const;
    std::string scalarText(Value target, std::string_view value) const;
    Splice flowAddition(Value collection, std::string text) const;
    Splice blockAddition(Value collection, std::string text) const;
    Splice removeBlockEntry(Value parent, Value target) const;
    Splice removeFlowEntry(Value parent, Value target) const;
    Value sibling(Value parent, Value target, int step) const;

    const YamlTree& tree_;
    std::string_view text_;
};

}  // namespace pb::doc

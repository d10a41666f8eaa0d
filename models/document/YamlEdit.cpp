#include "models/document/YamlEdit.h"

#include "models/document/YamlScalar.h"
#include "models/document/YamlWriter.h"

#include <algorithm>

namespace pb::doc {

namespace {

constexpr std::size_t npos = std::string_view::npos;

Value lastChild(Value collection) {
    return collection.at(collection.size() - 1);
}

}  // namespace

std::size_t YamlEditor::lineBegin(std::size_t at) const {
    const std::size_t lineBreak = at == 0 ? npos : text_.rfind('\n', at - 1);
    return lineBreak == npos ? 0 : lineBreak + 1;
}

/// At the line break, or at the end of the text.
std::size_t YamlEditor::lineEnd(std::size_t at) const {
    const std::size_t lineBreak = std::min(text_.find('\n', at), text_.size());
    return lineBreak > at && text_[lineBreak - 1] == '\r' ? lineBreak - 1 : lineBreak;
}

std::size_t YamlEditor::column(std::size_t at) const {
    const std::string_view before = text_.substr(lineBegin(at), at - lineBegin(at));
    return static_cast<std::size_t>(placeFrom(firstPlace(), before, before.size()).column) - 1;
}

bool YamlEditor::isFlow(Value collection) const {
    return tree_.event(collection).style == YamlStyle::flow;
}

bool YamlEditor::isInFlow(Value value) const {
    const Value parent = value.parent();
    return parent && isFlow(parent);
}

std::size_t YamlEditor::entryBegin(Value child) const {
    if (child.parent().is(Kind::object)) {
        return tree_.keyStarts[child.index()];
    }
    const std::size_t begin = tree_.event(child).start;
    return isInFlow(child) || begin == 0 ? begin : text_.rfind('-', begin - 1);
}

std::size_t YamlEditor::entryEnd(Value child) const {
    return tree_.isFromAlias(child) ? tree_.event(child).endByte : child.range().end;
}

/// The end of the line where the entry ends, when only a comment follows there.
std::size_t YamlEditor::endWithComment(Value child) const {
    const std::size_t end = entryEnd(child);
    const std::size_t next = std::min(text_.find_first_not_of(" \t", end), text_.size());
    const bool isRestComment = next == text_.size() || text_[next] == '#' || text_[next] == '\n' || text_[next] == '\r';
    return isRestComment ? lineEnd(end) : end;
}

/// Behind the colon or dash, and behind the anchor and tag if the value has some.
std::size_t YamlEditor::slot(Value target) const {
    const std::size_t index = tree_.eventOf[target.index()];
    const YamlEvent& event = tree_.events[index];
    if (event.start == event.begin) {
        const bool isMember = target.parent().is(Kind::object);
        return isMember ? text_.find(':', tree_.events[index - 1].endByte) + 1 : entryBegin(target) + 1;
    }
    std::size_t at = event.start;
    std::size_t end = at;
    while (at < event.begin && (text_[at] == '&' || text_[at] == '!')) {
        end = std::min<std::size_t>(text_.find_first_of(" \t\r\n", at), event.begin);
        at = std::min<std::size_t>(text_.find_first_not_of(" \t", end), event.begin);
    }
    return end;
}

/// A tag says what the old value was, so it goes with it.
std::size_t YamlEditor::valueBegin(Value target) const {
    const YamlEvent& event = tree_.event(target);
    return !event.tag.empty() && event.anchor.empty() ? event.start : target.range().begin;
}

/// A blank where the value would otherwise stick to a colon or dash.
std::string YamlEditor::spaceBefore(std::size_t at) const {
    const char before = at == 0 ? '\n' : text_[at - 1];
    return before == ' ' || before == '\n' || before == '\t' || before == '[' || before == '{' ? "" : " ";
}

/// The new text in the quotes that stand there, where these can hold it.
std::string YamlEditor::scalarText(Value target, std::string_view value) const {
    const YamlEvent& event = tree_.event(target);
    const bool inFlow = isInFlow(target);
    const bool isKeepable = value.find('\n') == npos;
    switch (event.style) {
        case YamlStyle::singleQuoted:
            if (isKeepable && fitsSingleQuotes(value)) {
                return yamlSingleQuoted(value);
            }
            return yamlDoubleQuoted(value);
        case YamlStyle::doubleQuoted:
            return yamlDoubleQuoted(value);
        case YamlStyle::literal: {
            const std::size_t content = text_.find('\n', event.begin) + 1;
            const std::size_t indent = std::min(text_.find_first_not_of(" \n\r", content), text_.size());
            std::string literal = yamlLiteral(value, column(indent));
            return literal.empty() ? yamlDoubleQuoted(value) : literal;
        }
        default:
            return yamlString(value, inFlow);
    }
}

Splice YamlEditor::replaceScalar(Value target, std::string_view value, bool asString) const {
    const ByteRange range = target.range();
    std::string text = asString ? scalarText(target, value) : std::string(value);
    return {range.begin, range.end, spaceBefore(range.begin) + text};
}

bool YamlEditor::isBlock(Value target) const {
    return target.size() > 0 && !isFlow(target);
}

Splice YamlEditor::replace(Value target, Value json) const {
    std::string text;
    if (!isInFlow(target) && json.size() > 0) {
        return putBlock(target, json);
    }
    appendYamlFlow(json, text);
    return putInline(target, text);
}

/// A value on one line; comments between the key and the block that stood there stay behind it.
Splice YamlEditor::putInline(Value target, const std::string& text) const {
    const std::size_t begin = valueBegin(target);
    const std::size_t end = target.range().end;
    if (!target.parent() || !isBlock(target)) {
        return {begin, end, spaceBefore(begin) + text};
    }
    const std::size_t from = slot(target);
    return {from, end, " " + text + between(from, begin)};
}

Splice YamlEditor::putBlock(Value target, Value json) const {
    const std::size_t begin = valueBegin(target);
    const bool isItem = target.parent().is(Kind::array);
    const bool hasAnchor = !tree_.event(target).anchor.empty();
    const bool isEmpty = target.range().size() == 0;
    const std::size_t at = !target.parent()                          ? 0
                           : isBlock(target) || (isItem && !isEmpty) ? column(begin)
                                                                     : column(entryBegin(target)) + 2;
    std::string block;
    appendYamlBlock(json, at, block);
    if (!target.parent() || isBlock(target) || (isItem && !hasAnchor)) {
        return {begin, target.range().end, spaceBefore(begin) + block};
    }
    const std::size_t from = begin < target.range().begin ? begin : slot(target);
    const std::size_t last = endWithComment(target);
    const std::string comment(text_.substr(target.range().end, last - target.range().end));
    const std::size_t line = text_.find_last_not_of(" \t", from - 1) + 1;
    return {line, last, between(from, begin) + comment + "\n" + std::string(at, ' ') + block};
}

/// What stands between two places, without the blanks at its end.
std::string YamlEditor::between(std::size_t begin, std::size_t end) const {
    const std::string_view text = text_.substr(begin, end - begin);
    return std::string(text.substr(0, text.find_last_not_of(" \t\r\n") + 1));
}

Splice YamlEditor::flowAddition(Value collection, std::string text) const {
    if (collection.size() == 0) {
        const std::size_t at = collection.range().end - 1;
        return {at, at, std::move(text)};
    }
    const std::size_t at = entryEnd(lastChild(collection));
    return {at, at, ", " + text};
}

Splice YamlEditor::blockAddition(Value collection, std::string text) const {
    const std::size_t at = endWithComment(lastChild(collection));
    const std::size_t indent = column(collection.range().begin);
    return {at, at, "\n" + std::string(indent, ' ') + text};
}

Splice YamlEditor::insert(Value map, std::string_view key, Value json) const {
    std::string text;
    if (isFlow(map)) {
        text = yamlString(key, true) + ": ";
        appendYamlFlow(json, text);
        return flowAddition(map, std::move(text));
    }
    appendYamlEntry(key, json, column(map.range().begin), text);
    return blockAddition(map, std::move(text));
}

Splice YamlEditor::append(Value sequence, Value json) const {
    std::string text;
    if (isFlow(sequence)) {
        appendYamlFlow(json, text);
        return flowAddition(sequence, std::move(text));
    }
    text = "- ";
    appendYamlBlock(json, column(sequence.range().begin) + 2, text);
    return blockAddition(sequence, std::move(text));
}

Value YamlEditor::sibling(Value parent, Value target, int step) const {
    Value before;
    for (const Value child : parent.children()) {
        if (step < 0 && child == target) {
            return before;
        }
        if (step > 0 && before == target) {
            return child;
        }
        before = child;
    }
    return {};
}

Splice YamlEditor::removeFlowEntry(Value parent, Value target) const {
    if (const Value next = sibling(parent, target, 1)) {
        return {entryBegin(target), entryBegin(next), {}};
    }
    return {entryEnd(sibling(parent, target, -1)), entryEnd(target), {}};
}

Splice YamlEditor::removeBlockEntry(Value parent, Value target) const {
    const std::size_t begin = entryBegin(target);
    const std::size_t line = lineBegin(begin);
    const bool hasLine = text_.find_first_not_of(' ', line) == begin;
    if (!hasLine) {  // the first entry of a map inside of a list: `- a: 1`
        return {begin, entryBegin(sibling(parent, target, 1)), {}};
    }
    const std::size_t end = lineEnd(endWithComment(target));
    const std::size_t next = std::min(text_.find('\n', end), text_.size());
    if (next == text_.size()) {
        return {line == 0 ? 0 : line - 1, text_.size(), {}};
    }
    return {line, next + 1, {}};
}

Splice YamlEditor::remove(Value target) const {
    const Value parent = target.parent();
    if (parent.size() > 1) {
        return isFlow(parent) ? removeFlowEntry(parent, target) : removeBlockEntry(parent, target);
    }
    return putInline(parent, parent.is(Kind::object) ? "{}" : "[]");
}

}  // namespace pb::doc

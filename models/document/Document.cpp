#include "models/document/Document.h"

#include "models/document/JsonPointer.h"
#include "models/document/Number.h"
#include "models/document/TreeWriter.h"
#include "models/document/Utf8.h"

#include <algorithm>
#include <charconv>

namespace pb::doc {

namespace {

std::uint32_t afterSubtree(const NodeArray& nodes, std::uint32_t index) {
    return nodes[index].isContainer() ? nodes[index].a : index + 1;
}

/// One token of a JSON pointer with ~0 and ~1 replaced; false when the escape is not one of these.
bool decodePointerToken(std::string_view token, std::string& decoded) {
    decoded.clear();
    for (std::size_t i = 0; i < token.size(); ++i) {
        if (token[i] != '~') {
            decoded.push_back(token[i]);
            continue;
        }
        if (++i == token.size() || (token[i] != '0' && token[i] != '1')) {
            return false;
        }
        decoded.push_back(token[i] == '0' ? '~' : '/');
    }
    return true;
}

/// RFC 6901 §4: no leading zeros.
Value elementAt(Value array, std::string_view token) {
    std::uint32_t position = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), position);
    const bool isWhole = error == std::errc() && end == token.data() + token.size();
    return isWhole && (token.size() == 1 || token.front() != '0') ? array.at(position) : Value();
}

}  // namespace

void appendPointerToken(std::string_view name, std::string& pointer) {
    for (const char c : name) {
        if (c == '~') {
            pointer += "~0";
        } else if (c == '/') {
            pointer += "~1";
        } else {
            pointer.push_back(c);
        }
    }
}

bool Value::boolean() const {
    return is(Kind::boolean) && node().b != 0;
}

double Value::number() const {
    return is(Kind::number) ? parseDouble(digits()) : 0;
}

std::string_view Value::digits() const {
    return is(Kind::number) ? document_->textOf(node()) : std::string_view();
}

Value Value::find(std::string_view name) const {
    if (!is(Kind::object)) {
        return {};
    }
    const std::uint32_t id = document_->nameId(name);
    if (id == Node::noName) {
        return {};
    }
    const NodeArray& nodes = document_->nodes();
    Value found;
    for (std::uint32_t child = index_ + 1; child < node().a; child = afterSubtree(nodes, child)) {
        if (nodes[child].nameId() == id) {
            found = Value(document_, child);
        }
    }
    return found;
}

Value Value::at(std::uint32_t position) const {
    if (position >= size()) {
        return {};
    }
    std::uint32_t child = index_ + 1;
    for (; position > 0; --position) {
        child = afterSubtree(document_->nodes(), child);
    }
    return {document_, child};
}

Value Value::follow(std::string_view jsonPointer) const {
    Value value = *this;
    std::string token;
    while (value && !jsonPointer.empty()) {
        if (jsonPointer.front() != '/') {
            return {};
        }
        jsonPointer.remove_prefix(1);
        const std::size_t length = std::min(jsonPointer.find('/'), jsonPointer.size());
        if (!decodePointerToken(jsonPointer.substr(0, length), token)) {
            return {};
        }
        jsonPointer.remove_prefix(length);
        value = value.is(Kind::array) ? elementAt(value, token) : value.find(token);
    }
    return value;
}

std::string_view Value::raw() const {
    return isValid() ? document_->bytes().substr(node().begin, node().end - node().begin) : std::string_view();
}

std::string Value::pointer() const {
    std::string pointer;
    if (!isValid()) {
        return pointer;
    }
    const NodeArray& nodes = document_->nodes();
    std::uint32_t at = 0;
    while (at != index_) {
        std::uint32_t child = at + 1;
        std::uint32_t position = 0;
        for (; afterSubtree(nodes, child) <= index_; child = afterSubtree(nodes, child)) {
            ++position;
        }
        pointer.push_back('/');
        if (nodes[at].kind() == Kind::array) {
            pointer += std::to_string(position);
        } else {
            appendPointerToken(document_->nameOf(nodes[child].nameId()), pointer);
        }
        at = child;
    }
    return pointer;
}

Value Value::parent() const {
    if (!isValid() || index_ == 0) {
        return {};
    }
    const NodeArray& nodes = document_->nodes();
    std::uint32_t candidate = index_ - 1;  // the nearest node before it whose subtree holds it
    while (!nodes[candidate].isContainer() || nodes[candidate].a <= index_) {
        --candidate;
    }
    return {document_, candidate};
}

Place Value::place() const {
    return isValid() ? document_->place(node().begin) : Place();
}

Place Document::place(std::size_t byte) const {
    return placeFrom(firstPlace(), bytes_, byte);
}

Place firstPlace() {
    Place place;
    place.line = place.column = 1;
    place.byte = 0;
    return place;
}

Place placeFrom(const Place& known, std::string_view bytes, std::size_t byte) {
    Place place = known;
    const std::size_t from = std::min(known.byte, bytes.size());
    const std::string_view passed = bytes.substr(from, std::min(byte, bytes.size()) - from);
    std::string_view line = passed;
    if (const std::size_t lastBreak = passed.rfind('\n'); lastBreak != std::string_view::npos) {
        place.line += static_cast<int>(countLineBreaks(passed));
        place.column = 1;
        line = passed.substr(lastBreak + 1);
    }
    place.column += static_cast<int>(countCodePoints(line));
    place.byte = byte;
    return place;
}

}  // namespace pb::doc

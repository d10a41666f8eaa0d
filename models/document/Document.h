#pragma once

#include "models/base/Finding.h"
#include "models/base/Result.h"
#include "models/document/NameSet.h"
#include "models/document/Node.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pb::doc {

enum class Format : std::uint8_t { json, yaml, xml, csv, fixedWidth, x12, edifact, idoc, avro, protobuf, text, binary };

/// Half-open byte range [begin, end) in Document::bytes(). One document is limited to 4 GiB; streams have no limit.
struct ByteRange {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t size() const { return end - begin; }
    friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

class Document;
class Children;

/// A cursor on one node: two words, copied freely, valid as long as its Document. A default Value is invalid ("there
/// is nothing here"); on it, and on nodes of another kind, every reader below gives an empty answer, never UB.
class Value {
public:
    Value() = default;
    Value(const Document* document, std::uint32_t index) : document_(document), index_(index) {}

    bool isValid() const { return document_ != nullptr; }
    explicit operator bool() const { return isValid(); }
    inline Kind kind() const;  ///< null when invalid
    bool is(Kind wanted) const { return isValid() && kind() == wanted; }

    bool boolean() const;                  ///< false unless a true boolean
    double number() const;                 ///< nearest double; 0 unless a number
    std::string_view digits() const;       ///< the number as it stands in the text, with all of its digits
    inline std::string_view text() const;  ///< decoded string (UTF-8, lone surrogates as WTF-8); empty unless a string

    inline std::uint32_t size() const;                 ///< children of an array or object
    inline Children children() const;                  ///< in document order, duplicate names included
    Value find(std::string_view name) const;           ///< the last member of that name, as JavaScript reads it
    Value at(std::uint32_t position) const;            ///< element or member value by position; walks the siblings
    Value follow(std::string_view jsonPointer) const;  ///< RFC 6901; invalid where it leads nowhere

    inline std::string_view name() const;  ///< of this member; empty for elements and the root
    inline ByteRange range() const;        ///< of this value in Document::bytes()
    std::string_view raw() const;          ///< those bytes
    std::string pointer() const;           ///< RFC 6901 path from the root
    Value parent() const;                  ///< walks from the root
    Place place() const;                   ///< line, column and byte of its begin

    inline const Node& node() const;  ///< only when valid
    const Document* document() const { return document_; }
    std::uint32_t index() const { return index_; }  ///< preorder number: a stable id inside of the Document

    friend bool operator==(const Value&, const Value&) = default;  ///< the same node; contents: equals()

private:
    const Document* document_ = nullptr;
    std::uint32_t index_ = 0;
};

/// Deep equality as JSON Schema means it: numbers by exact value at any size, objects without order. Of names that are
/// there more than once the last counts.
bool equals(Value left, Value right);

/// The children of a container, for range-for.
class Children {
public:
    class Iterator {
    public:
        Iterator(const Document* document, std::uint32_t index) : document_(document), index_(index) {}
        Value operator*() const { return {document_, index_}; }
        inline Iterator& operator++();
        friend bool operator==(const Iterator&, const Iterator&) = default;

    private:
        const Document* document_;
        std::uint32_t index_;
    };
    Children() = default;
    Children(const Document* document, std::uint32_t first, std::uint32_t last)
        : document_(document), first_(first), last_(last) {}
    Iterator begin() const { return {document_, first_}; }
    Iterator end() const { return {document_, last_}; }

private:
    const Document* document_ = nullptr;
    std::uint32_t first_ = 0, last_ = 0;
};

/// The typed, immutable tree over the bytes that came. Made by readers through a Builder, shared as DocumentPtr, read
/// from any thread. Line numbers are computed on demand.
class Document {
public:
    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;

    Value root() const { return nodes_.empty() ? Value() : Value(this, 0); }
    std::string_view bytes() const { return bytes_; }
    Format format() const { return format_; }
    const NodeArray& nodes() const { return nodes_; }

    /// Names are interned: members of equal names share an id, in documents that share a set of names too. `noName`
    /// when no member has the name; a name that has an id may be another document's.
    std::string_view nameOf(std::uint32_t nameId) const { return (*names_)[nameId]; }
    std::uint32_t nameId(std::string_view name) const { return names_->find(name, NameSet::hashOf(name)); }
    std::uint32_t nameCount() const { return names_->size(); }
    const std::shared_ptr<const NameSet>& names() const { return names_; }

    /// Of a string or number.
    PB_ALWAYS_INLINE std::string_view textOf(const Node& node) const {
        return {(node.hasOwnedText() ? arena_.data() : bytes_.data()) + node.a, node.b};
    }

    /// Duplicate names, ragged rows, digits that a double loses …: never errors, always with a place.
    const std::vector<Finding>& findings() const { return findings_; }

    /// 1-based line and column (in code points) of a byte.
    Place place(std::size_t byte) const;

private:
    friend class TreeWriter;
    Document() = default;
    std::shared_ptr<const void> owner_;  ///< keeps the bytes alive
    std::string_view bytes_;
    Format format_ = Format::json;
    NodeArray nodes_;
    std::shared_ptr<const NameSet> names_;
    std::string arena_;  ///< decoded texts
    std::vector<Finding> findings_;
};

using DocumentPtr = std::shared_ptr<const Document>;

/// Line 1, column 1, byte 0.
Place firstPlace();
/// The place of `byte` in `bytes`, counted on from `known`, which stands before it.
Place placeFrom(const Place& known, std::string_view bytes, std::size_t byte);

inline const Node& Value::node() const {
    return document_->nodes()[index_];
}
inline Kind Value::kind() const {
    return isValid() ? node().kind() : Kind::null;
}
inline std::string_view Value::text() const {
    return is(Kind::string) ? document_->textOf(node()) : std::string_view();
}
inline std::uint32_t Value::size() const {
    return isValid() && node().isContainer() ? node().b : 0;
}
inline ByteRange Value::range() const {
    return isValid() ? ByteRange{node().begin, node().end} : ByteRange{};
}
inline std::string_view Value::name() const {
    return isValid() && node().nameId() != Node::noName ? document_->nameOf(node().nameId()) : std::string_view();
}
inline Children Value::children() const {
    return isValid() && node().isContainer() ? Children(document_, index_ + 1, node().a) : Children();
}
inline Children::Iterator& Children::Iterator::operator++() {
    const Node& node = document_->nodes()[index_];
    index_ = node.isContainer() ? node.a : index_ + 1;
    return *this;
}

}  // namespace pb::doc

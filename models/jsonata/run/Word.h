#pragma once

#include "models/document/Document.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pb::jsonata {

enum class Tag : std::uint8_t { unbound, undefined, null, boolean, number, text, array, object, function };

struct Array;
struct Object;
struct Function;
struct Frame;

/// A value while a program runs: 16 bytes. Values of the input are references to their nodes (`isInput`), so nothing is
/// copied or converted that only passes through, and every value of the input knows where it came from. In a traced run
/// `node` of a computed value is the number of its origin.
struct Word {
    Tag tag = Tag::undefined;
    bool isInput = false;
    bool isTrue = false;  ///< of a boolean; of anything else nothing
    std::uint32_t node = 0;
    union {
        double number = 0;
        const std::string_view* text;
        Array* array;
        Object* object;
        const Function* function;
        const doc::Document* document;
        Frame* frame;  ///< only in Array::isTuples
    };

    static Word undefined() { return {}; }
    static Word unbound() { return ofTag(Tag::unbound); }
    static Word null() { return ofTag(Tag::null); }
    static Word ofBoolean(bool value) {
        Word word = ofTag(Tag::boolean);
        word.isTrue = value;
        return word;
    }
    static Word ofNumber(double value) {
        Word word = ofTag(Tag::number);
        word.number = value;
        return word;
    }
    static Word ofText(const std::string_view* value) {
        Word word = ofTag(Tag::text);
        word.text = value;
        return word;
    }
    static Word of(Array* value) {
        Word word = ofTag(Tag::array);
        word.array = value;
        return word;
    }
    static Word of(Object* value) {
        Word word = ofTag(Tag::object);
        word.object = value;
        return word;
    }
    static Word of(const Function* value) {
        Word word = ofTag(Tag::function);
        word.function = value;
        return word;
    }
    static Word of(Frame* value) {
        Word word;
        word.frame = value;
        return word;
    }
    static Word ofInput(const doc::Document& document, std::uint32_t index) {
        const doc::Node& node = document.nodes()[index];
        constexpr int shift = static_cast<int>(Tag::null) - static_cast<int>(doc::Kind::null);
        static_assert(static_cast<int>(doc::Kind::object) + shift == static_cast<int>(Tag::object));
        Word word = ofTag(static_cast<Tag>(static_cast<int>(node.kind()) + shift));
        word.isInput = true;
        word.isTrue = (node.b & 1) != 0;
        word.node = index;
        word.document = &document;
        return word;
    }
    static Word ofInput(doc::Value value) { return value ? ofInput(*value.document(), value.index()) : Word(); }

    bool isDefined() const { return tag > Tag::undefined; }
    bool is(Tag wanted) const { return tag == wanted; }
    bool isContainer() const { return tag == Tag::array || tag == Tag::object; }
    doc::Value value() const { return isInput ? doc::Value(document, node) : doc::Value(); }
    const doc::Node& inputNode() const { return document->nodes()[node]; }

private:
    static Word ofTag(Tag tag) {
        Word word;
        word.tag = tag;
        return word;
    }
};

static_assert(sizeof(Word) == 16);

/// A list made by the program. The language tells several kinds apart.
struct Array {
    std::uint32_t size = 0;
    std::uint32_t capacity = 0;
    bool isSequence = false;      ///< one item means the item itself, none means nothing
    bool keepsSingleton = false;  ///< … but not where the program asked for an array with `[]`
    bool isConstructed = false;   ///< by `[…]` at the begin or end of a path: never flattened
    bool isWrapper = false;       ///< holds an input that is an array
    bool isTuples = false;        ///< items are frames (Word::frame) that carry the bindings of a path
    Word* items = nullptr;

    Word* begin() { return items; }
    Word* end() { return items + size; }
    const Word* begin() const { return items; }
    const Word* end() const { return items + size; }
};

/// The keys that an object constructor always makes, with their JSON.
struct Shape {
    std::vector<std::string_view> keys;
    std::vector<std::string> json;  ///< `,"key":`
};

/// An object made by the program; members in the order of their making.
struct Object {
    std::uint32_t size = 0;
    std::uint32_t capacity = 0;      ///< 0: the keys belong to the shape
    const std::string_view* keys = nullptr;
    Word* values = nullptr;
    const Shape* shape = nullptr;    ///< where all members are there
    std::uint32_t* index = nullptr;  ///< hash table over the keys of a large object
    std::uint32_t indexSize = 0;
    std::uint32_t* origins = nullptr;  ///< by member: the number of its record, in a traced run; 0 = none of its own
};

}  // namespace pb::jsonata

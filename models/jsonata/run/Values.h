#pragma once

#include "models/jsonata/run/Heap.h"
#include "models/jsonata/run/Word.h"

#include <string>
#include <string_view>

namespace pb::jsonata {

class ResultText;

/// The number of a Tag::number; NaN only from functions that the reference lets answer so. Input digits are read when
/// they are needed.
double numberOf(Word word);
inline std::string_view textOf(Word word) {
    return word.isInput ? word.document->textOf(word.inputNode()) : *word.text;
}

/// The bytes of a JSON document that are the value's JSON already, as nothing in them is escaped; empty where there are none.
inline std::string_view rawJson(const doc::Document& document, std::uint32_t index) {
    const doc::Node& node = document.nodes()[index];
    const bool isRaw = document.format() == doc::Format::json && !node.isContainer() && !node.hasOwnedText();
    return isRaw ? std::string_view(document.bytes().data() + node.begin, node.end - node.begin) : std::string_view();
}
inline std::string_view rawJson(Word word) { return word.isInput ? rawJson(*word.document, word.node) : std::string_view(); }

inline bool isArray(Word word) { return word.tag == Tag::array; }
inline bool isOwnArray(Word word) { return word.tag == Tag::array && !word.isInput; }
inline bool isSequence(Word word) { return isOwnArray(word) && word.array->isSequence; }
inline bool isTuples(Word word) { return isOwnArray(word) && word.array->isTuples; }
inline bool isWrapper(Word word) { return isOwnArray(word) && word.array->isWrapper; }

/// Number of items of an array.
inline std::size_t lengthOf(Word array) { return array.isInput ? array.inputNode().b : array.array->size; }
/// Item of an array by position (below its length); walks the siblings of an input array.
Word itemAt(Word array, std::size_t position);

/// The items of an array, for range-for; a value that is no array is a range of itself, undefined an empty one.
class Items {
public:
    class Iterator {
    public:
        Iterator(const Word* at) : at_(at) {}
        Iterator(const doc::Document* document, std::uint32_t node) : document_(document), node_(node) {}
        Word operator*() const { return document_ ? Word::ofInput(*document_, node_) : *at_; }
        Iterator& operator++() {
            if (document_) {
                const doc::Node& node = document_->nodes()[node_];
                node_ = node.isContainer() ? node.a : node_ + 1;
            } else {
                ++at_;
            }
            return *this;
        }
        bool operator!=(const Iterator& other) const { return at_ != other.at_ || node_ != other.node_; }

    private:
        const Word* at_ = nullptr;
        const doc::Document* document_ = nullptr;
        std::uint32_t node_ = 0;
    };

    explicit Items(Word word) : word_(word) {}
    Iterator begin() const {
        if (!isArray(word_)) {
            return {&word_};
        }
        return word_.isInput ? Iterator(word_.document, word_.node + 1) : Iterator(word_.array->begin());
    }
    Iterator end() const {
        if (!isArray(word_)) {
            return {word_.isDefined() ? &word_ + 1 : &word_};
        }
        return word_.isInput ? Iterator(word_.document, word_.inputNode().a) : Iterator(word_.array->end());
    }
    std::size_t size() const { return isArray(word_) ? lengthOf(word_) : word_.isDefined() ? 1 : 0; }

private:
    Word word_;
};

inline std::string_view keyOf(Word inputMember) { return inputMember.document->nameOf(inputMember.inputNode().nameId()); }
/// Whether a name may stand twice in an object of the document, so that the last one counts.
inline bool mayRepeatNames(const doc::Document& document) { return !document.findings().empty(); }
/// Whether a later sibling has the name of this member.
bool isShadowed(Word inputObject, Word member);

/// Calls `each(key, value)` for the members of an object, in order; of repeated names only the last.
template <typename Each>
void forEachMember(Word object, Each&& each) {
    if (!object.isInput) {
        for (std::uint32_t i = 0; i < object.object->size; ++i) {
            each(object.object->keys[i], object.object->values[i]);
        }
        return;
    }
    const bool repeats = mayRepeatNames(*object.document);
    const std::uint32_t end = object.inputNode().a;
    for (std::uint32_t at = object.node + 1; at < end;) {
        const Word member = Word::ofInput(*object.document, at);
        if (!repeats || !isShadowed(object, member)) {
            each(keyOf(member), member);
        }
        at = member.isContainer() ? member.inputNode().a : at + 1;
    }
}

/// The member of an object; undefined where there is none.
Word memberOf(Word object, std::string_view key);
std::size_t memberCount(Word object);

/// Whether the value is a number to reckon with: NaN is none, an infinite one raises D1001.
bool isNumeric(Word word);
/// The value as a condition.
bool isTruthy(Word word);
/// By contents, as `=` means it.
bool areEqual(Word left, Word right);
/// One value and no container compared without contents, as `in` means it.
bool areSame(Word left, Word right);

/// Order of two numbers or two texts: <0, 0, >0.
int compareValues(Word left, Word right);

/// Letter of the value's type in a signature.
char letterOf(Word word);

/// JSON of a value; undefined members vanish, functions become "" (inside of text) or null.
struct JsonStyle {
    int indent = 0;
    bool roundsNumbers = false;   ///< to 15 digits, as $string does
    bool functionsAsText = false; ///< "" instead of null
};
void appendJson(Word word, const JsonStyle& style, std::string& out);
void appendJson(Word word, const JsonStyle& style, ResultText& out);
/// What stands between the quotes of a text.
void appendEscaped(std::string_view text, ResultText& out);
/// Makes an object of the members that were written from `begin` on, each behind a comma (Shape::json).
void closeMembers(std::size_t begin, ResultText& out);
/// The value as the messages of failures show it.
std::string shown(Word word);
/// What $string gives.
std::string printed(Word word, bool indented);

/// Whether the value is that object or has it somewhere inside.
bool holds(Word value, const Object& object);

}  // namespace pb::jsonata

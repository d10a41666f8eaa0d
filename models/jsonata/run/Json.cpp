#include "models/jsonata/run/Values.h"
#include "models/jsonata/run/Raise.h"

#include "models/document/Json.h"
#include "models/jsonata/syntax/Numbers.h"

#include <array>
#include <charconv>
#include <cmath>

namespace pb::jsonata {

namespace {

double roundedTo15(double value) {
    if (value == std::trunc(value)) {
        return value;
    }
    std::array<char, 40> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific, 14).ptr;
    return parseNumber({text.data(), static_cast<std::size_t>(end - text.data())}).value_or(value);
}

/// Ids of more digits than a double holds are no quantities: they stay what they are, as text too.
bool isLongInteger(std::string_view digits) {
    return digits.size() > 15 && digits.find_first_of(".eE") == std::string_view::npos;
}

void appendText(Word word, std::string& out) {
    if (word.isInput && word.document->format() == doc::Format::json) {
        const doc::Node& node = word.inputNode();
        if (!node.hasOwnedText()) {  // nothing is escaped: the bytes with their quotes are the JSON
            out.append(word.document->bytes().data() + node.begin, node.end - node.begin);
            return;
        }
    }
    doc::writeJsonString(textOf(word), out);
}

class Printer {
public:
    Printer(const JsonStyle& style, std::string& out) : style_(style), out_(out) {}

    void print(Word word) {
        switch (word.tag) {
            case Tag::boolean:
                out_.append(word.isTrue ? "true" : "false");
                break;
            case Tag::number:
                printNumber(word);
                break;
            case Tag::text:
                appendText(word, out_);
                break;
            case Tag::array:
                printArray(word);
                break;
            case Tag::object:
                printObject(word);
                break;
            case Tag::function:
                out_.append(style_.functionsAsText ? "\"\"" : "null");
                break;
            default:
                out_.append("null");
        }
    }

private:
    void printNumber(Word word) {
        const std::string_view digits = word.isInput ? textOf(word) : std::string_view();
        if (word.isInput && (!style_.roundsNumbers || isLongInteger(digits))) {
            out_.append(digits);
            return;
        }
        const double value = numberOf(word);
        if (style_.roundsNumbers && std::isinf(value)) {
            raise("D1001");
        }
        appendNumber(style_.roundsNumbers ? roundedTo15(value) : value, out_);
    }

    void printArray(Word word) {
        out_.push_back('[');
        bool first = true;
        ++level_;
        for (const Word item : Items(word)) {
            separate(first);
            print(item);
        }
        close(first, ']');
    }

    void printObject(Word word) {
        const Shape* shape = word.isInput ? nullptr : word.object->shape;
        if (shape && style_.indent == 0) {
            return printShaped(*word.object, *shape);
        }
        out_.push_back('{');
        bool first = true;
        ++level_;
        forEachMember(word, [&](std::string_view key, Word value) {
            if (!value.isDefined()) {
                return;
            }
            separate(first);
            doc::writeJsonString(key, out_);
            out_.append(style_.indent > 0 ? ": " : ":");
            print(value);
        });
        close(first, '}');
    }

    void printShaped(const Object& object, const Shape& shape) {
        const std::size_t begin = out_.size();
        for (std::uint32_t i = 0; i < object.size; ++i) {
            out_.append(shape.json[i]);
            print(object.values[i]);
        }
        closeMembers(begin, out_);
    }

    void separate(bool& first) {
        if (!first) {
            out_.push_back(',');
        }
        first = false;
        newLine();
    }

    void close(bool empty, char bracket) {
        --level_;
        if (!empty) {
            newLine();
        }
        out_.push_back(bracket);
    }

    void newLine() {
        if (style_.indent > 0) {
            out_.push_back('\n');
            out_.append(static_cast<std::size_t>(style_.indent * level_), ' ');
        }
    }

    const JsonStyle& style_;
    std::string& out_;
    int level_ = 0;
};

}  // namespace

void appendJson(Word word, const JsonStyle& style, std::string& out) {
    if (word.is(Tag::text)) {
        return appendText(word, out);
    }
    Printer(style, out).print(word);
}

void closeMembers(std::size_t begin, std::string& out) {
    if (out.size() == begin) {
        out.append("{}");
        return;
    }
    out[begin] = '{';
    out.push_back('}');
}

std::string shown(Word word) {
    std::string out;
    if (word.isDefined()) {
        appendJson(word, {.functionsAsText = true}, out);
    }
    return out;
}

std::string printed(Word word, bool indented) {
    if (word.is(Tag::text)) {
        return std::string(textOf(word));
    }
    if (word.is(Tag::function)) {
        return {};
    }
    if (word.is(Tag::number) && !std::isfinite(numberOf(word))) {
        raise("D3001");
    }
    std::string out;
    appendJson(word, {.indent = indented ? 2 : 0, .roundsNumbers = true, .functionsAsText = true}, out);
    return out;
}

}  // namespace pb::jsonata

#include "models/jsonata/run/Values.h"
#include "models/jsonata/run/Raise.h"

#include "models/document/Json.h"
#include "models/document/JsonString.h"
#include "models/jsonata/run/ResultText.h"
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

void appendText(Word word, ResultText& out) {
    if (const std::string_view raw = rawJson(word); !raw.empty()) {
        out.append(raw);
        return;
    }
    out.append('"');
    appendEscaped(textOf(word), out);
    out.append('"');
}

class Printer {
public:
    Printer(const JsonStyle& style, ResultText& out) : style_(style), out_(out) {}

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
        out_.append(style_.roundsNumbers ? roundedTo15(value) : value);
    }

    void printArray(Word word) {
        out_.append('[');
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
        out_.append('{');
        bool first = true;
        ++level_;
        forEachMember(word, [&](std::string_view key, Word value) {
            if (!value.isDefined()) {
                return;
            }
            separate(first);
            doc::writeJsonString(key, out_.flushed());
            out_.append(std::string_view(style_.indent > 0 ? ": " : ":"));
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
            out_.append(',');
        }
        first = false;
        newLine();
    }

    void close(bool empty, char bracket) {
        --level_;
        if (!empty) {
            newLine();
        }
        out_.append(bracket);
    }

    void newLine() {
        if (style_.indent > 0) {
            out_.append('\n');
            out_.flushed().append(static_cast<std::size_t>(style_.indent * level_), ' ');
        }
    }

    const JsonStyle& style_;
    ResultText& out_;
    int level_ = 0;
};

}  // namespace

void appendEscaped(std::string_view text, ResultText& out) {
    doc::isPlainInJson(text) ? out.append(text) : doc::escapeJson(text, out.flushed());
}

void appendJson(Word word, const JsonStyle& style, ResultText& out) {
    word.is(Tag::text) ? appendText(word, out) : Printer(style, out).print(word);
}

void appendJson(Word word, const JsonStyle& style, std::string& out) {
    ResultText text(out);
    appendJson(word, style, text);
    text.flushed();
}

void closeMembers(std::size_t begin, ResultText& out) {
    if (out.size() == begin) {
        out.append(std::string_view("{}"));
        return;
    }
    out[begin] = '{';
    out.append('}');
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

#include "models/document/Json.h"
#include "models/document/JsonLine.h"
#include "models/document/JsonStream.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

namespace pb::doc {

namespace {

class JsonWriter {
public:
    explicit JsonWriter(const JsonStyle& style, const TextPiece* each = nullptr) : style_(style), each_(each) {}

    void write(Value value) {
        switch (value.kind()) {
            case Kind::null:
                out_ += "null";
                break;
            case Kind::boolean:
                out_ += value.boolean() ? "true" : "false";
                break;
            case Kind::number:
                out_ += value.digits();
                break;
            case Kind::string:
                writeJsonString(value.text(), out_);
                break;
            case Kind::array:
            case Kind::object:
                writeContainer(value);
                break;
        }
    }

    std::string take() { return std::move(out_); }

private:
    void writeContainer(Value container) {
        const bool isObject = container.kind() == Kind::object;
        out_.push_back(isObject ? '{' : '[');
        ++depth_;
        if (isObject && style_.sortNames) {
            for (const Value child : sorted(container)) {
                writeChild(child, isObject);
            }
        } else {
            for (const Value child : container.children()) {
                writeChild(child, isObject);
            }
        }
        --depth_;
        if (out_.back() == ',') {
            out_.pop_back();
            breakLine();
        }
        out_.push_back(isObject ? '}' : ']');
    }

    void writeChild(Value child, bool isMember) {
        if (each_ && out_.size() >= jsonPieceSize) {
            (*each_)(out_);
            out_.clear();
        }
        breakLine();
        if (isMember) {
            writeJsonString(child.name(), out_);
            out_ += style_.indent > 0 ? ": " : ":";
        }
        write(child);
        out_.push_back(',');
    }

    static std::vector<Value> sorted(Value object) {
        std::vector<Value> members;
        members.reserve(object.size());
        for (const Value member : object.children()) {
            members.push_back(member);
        }
        std::stable_sort(members.begin(), members.end(), [](Value left, Value right) { return left.name() < right.name(); });
        return members;
    }

    void breakLine() {
        if (style_.indent > 0) {
            out_.push_back('\n');
            out_.append(static_cast<std::size_t>(style_.indent) * depth_, ' ');
        }
    }

    JsonStyle style_;
    const TextPiece* each_;
    std::string out_;
    std::size_t depth_ = 0;
};

/// Digits and decimal exponent of the shortest form: value = 0.DIGITS × 10^point.
struct ShortestForm {
    std::string digits;
    int point = 0;
};

ShortestForm shortestForm(double size) {
    std::array<char, 32> buffer{};
    const auto [end, error] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), size, std::chars_format::scientific);
    const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    const std::size_t marker = text.find('e');
    ShortestForm form;
    form.digits = text.substr(0, 1);
    if (marker > 2) {
        form.digits += text.substr(2, marker - 2);
    }
    const char* exponent = text.data() + marker + (text[marker + 1] == '+' ? 2 : 1);
    std::from_chars(exponent, end, form.point);
    ++form.point;
    return form;
}

void writeExponent(const ShortestForm& form, std::string& out) {
    out.push_back(form.digits.front());
    if (form.digits.size() > 1) {
        out.push_back('.');
        out.append(form.digits, 1);
    }
    const int exponent = form.point - 1;
    out += exponent < 0 ? "e-" : "e+";
    out += std::to_string(std::abs(exponent));
}

bool isCopied(Value value, const JsonStyle& style) {
    return style.indent == 0 && !style.sortNames && value.document()->format() == Format::json;
}

}  // namespace

std::string writeJson(Value value, const JsonStyle& style) {
    if (!value) {
        return {};
    }
    if (isCopied(value, style)) {
        return std::string(value.raw());
    }
    JsonWriter writer(style);
    writer.write(value);
    return writer.take();
}

void streamJson(Value value, const JsonStyle& style, const TextPiece& each) {
    if (!value || isCopied(value, style)) {
        each(value.raw());
        return;
    }
    JsonWriter writer(style, &each);
    writer.write(value);
    each(writer.take());
}

std::string writeJsonLine(Value value) {
    JsonWriter writer({});
    writer.write(value);
    return writer.take();
}

/// ECMA-262 §6.1.6.1.20 Number::toString; NaN and infinities as JSON.stringify writes them.
void writeJsonNumber(double value, std::string& out) {
    if (!std::isfinite(value)) {
        out += "null";
        return;
    }
    if (value == 0) {
        out.push_back('0');
        return;
    }
    if (value < 0) {
        out.push_back('-');
    }
    const ShortestForm form = shortestForm(std::fabs(value));
    const int count = static_cast<int>(form.digits.size());
    if (form.point > 21 || form.point <= -6) {
        writeExponent(form, out);
    } else if (form.point <= 0) {
        out += "0.";
        out.append(static_cast<std::size_t>(-form.point), '0');
        out += form.digits;
    } else if (form.point >= count) {
        out += form.digits;
        out.append(static_cast<std::size_t>(form.point - count), '0');
    } else {
        out.append(form.digits, 0, static_cast<std::size_t>(form.point));
        out.push_back('.');
        out.append(form.digits, static_cast<std::size_t>(form.point));
    }
}

}  // namespace pb::doc

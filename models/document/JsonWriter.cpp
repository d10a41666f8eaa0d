#include "models/document/Json.h"
#include "models/document/JsonLine.h"
#include "models/document/JsonStream.h"

#include <algorithm>
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

}  // namespace pb::doc

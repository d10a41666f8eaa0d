#include "models/document/YamlWriter.h"

#include "models/document/Yaml.h"
#include "models/document/YamlScalar.h"

namespace pb::doc {

namespace {

constexpr std::size_t step = 2;

bool isBlock(Value value) {
    return value.size() > 0;
}

void breakLine(std::size_t column, std::string& out) {
    out.push_back('\n');
    out.append(column, ' ');
}

/// Numbers of other formats may have forms that YAML takes for texts, so they are written as they stand.
void appendScalar(Value value, bool inFlow, std::string& out) {
    switch (value.kind()) {
        case Kind::null:
            out += "null";
            break;
        case Kind::boolean:
            out += value.boolean() ? "true" : "false";
            break;
        case Kind::number:
            out += value.digits();
            break;
        case Kind::string:
            out += yamlString(value.text(), inFlow);
            break;
        case Kind::array:
            out += "[]";
            break;
        case Kind::object:
            out += "{}";
            break;
    }
}

/// A text of several lines as a literal where that is possible.
void appendBlockScalar(Value value, std::size_t column, std::string& out) {
    if (value.is(Kind::string) && value.text().find('\n') != std::string_view::npos) {
        if (const std::string literal = yamlLiteral(value.text(), column); !literal.empty()) {
            out += literal;
            return;
        }
    }
    appendScalar(value, false, out);
}

}  // namespace

void appendYamlEntry(std::string_view key, Value value, std::size_t column, std::string& out) {
    out += yamlString(key, false);
    out.push_back(':');
    if (isBlock(value)) {
        breakLine(column + step, out);
        appendYamlBlock(value, column + step, out);
    } else {
        out.push_back(' ');
        appendBlockScalar(value, column + step, out);
    }
}

void appendYamlBlock(Value value, std::size_t column, std::string& out) {
    bool isFirst = true;
    for (const Value child : value.children()) {
        if (!isFirst) {
            breakLine(column, out);
        }
        isFirst = false;
        if (value.is(Kind::object)) {
            appendYamlEntry(child.name(), child, column, out);
        } else {
            out += "- ";
            appendYamlBlock(child, column + step, out);
        }
    }
    if (isFirst) {
        appendBlockScalar(value, column, out);
    }
}

void appendYamlFlow(Value value, std::string& out) {
    if (!isBlock(value)) {
        appendScalar(value, true, out);
        return;
    }
    out.push_back(value.is(Kind::object) ? '{' : '[');
    bool isFirst = true;
    for (const Value child : value.children()) {
        out += isFirst ? "" : ", ";
        isFirst = false;
        if (value.is(Kind::object)) {
            out += yamlString(child.name(), true);
            out += ": ";
        }
        appendYamlFlow(child, out);
    }
    out.push_back(value.is(Kind::object) ? '}' : ']');
}

std::string writeYaml(Value value, int indent) {
    const auto column = static_cast<std::size_t>(indent);
    std::string out(column, ' ');
    const bool isLiteral = value.is(Kind::string);
    appendYamlBlock(value, isLiteral ? column + step : column, out);
    out.push_back('\n');
    return out;
}

}  // namespace pb::doc

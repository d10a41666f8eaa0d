#pragma once

#include "models/document/Document.h"

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace pb::contract {

/// A JSON value that can be changed: bodies are generated, varied and shrunk in this form. Numbers keep their digits.
struct JsonValue {
    doc::Kind kind = doc::Kind::null;
    bool truth = false;
    std::string text;                                        ///< of a string; digits of a number
    std::vector<JsonValue> items;
    std::vector<std::pair<std::string, JsonValue>> members;  ///< in order

    static JsonValue of(doc::Value value);
    static JsonValue string(std::string text);
    static JsonValue number(double value);
    static JsonValue digits(std::string digits);
    static JsonValue boolean(bool value);
    static JsonValue object() { return {doc::Kind::object, false, {}, {}, {}}; }
    static JsonValue array() { return {doc::Kind::array, false, {}, {}, {}}; }

    void write(std::string& out) const;
    std::string json() const;
    JsonValue* member(std::string_view name);
    void set(std::string_view name, JsonValue value);        ///< replaces or appends
    bool remove(std::string_view name);
    friend bool operator==(const JsonValue&, const JsonValue&) = default;
};

/// A step into a JsonValue: a member's name or an element's number.
using JsonStep = std::variant<std::string, std::size_t>;
using JsonPath = std::vector<JsonStep>;
JsonValue* at(JsonValue& root, const JsonPath& path);
std::string printPath(const JsonPath& path);  ///< "items[0].quantity"
JsonPath pathOf(std::string_view jsonPointer);

}  // namespace pb::contract

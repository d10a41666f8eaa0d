#include "models/contract/JsonValue.h"

#include "models/document/Json.h"
#include "models/document/JsonNumber.h"

#include <algorithm>

namespace pb::contract {

JsonValue JsonValue::of(doc::Value value) {
    JsonValue made;
    made.kind = value.kind();
    switch (made.kind) {
        case doc::Kind::boolean:
            made.truth = value.boolean();
            break;
        case doc::Kind::number:
            made.text = value.digits();
            break;
        case doc::Kind::string:
            made.text = value.text();
            break;
        case doc::Kind::array:
            for (const doc::Value child : value.children()) {
                made.items.push_back(of(child));
            }
            break;
        case doc::Kind::object:
            for (const doc::Value child : value.children()) {
                made.set(child.name(), of(child));
            }
            break;
        case doc::Kind::null:
            break;
    }
    return made;
}

JsonValue JsonValue::string(std::string text) { return {doc::Kind::string, false, std::move(text), {}, {}}; }
JsonValue JsonValue::digits(std::string digits) { return {doc::Kind::number, false, std::move(digits), {}, {}}; }
JsonValue JsonValue::boolean(bool value) { return {doc::Kind::boolean, value, {}, {}, {}}; }

JsonValue JsonValue::number(double value) {
    std::string digits;
    doc::writeJsonNumber(value, digits);
    return JsonValue::digits(std::move(digits));
}

void JsonValue::write(std::string& out) const {
    switch (kind) {
        case doc::Kind::null:
            out += "null";
            break;
        case doc::Kind::boolean:
            out += truth ? "true" : "false";
            break;
        case doc::Kind::number:
            out += text;
            break;
        case doc::Kind::string:
            doc::writeJsonString(text, out);
            break;
        case doc::Kind::array:
            out += '[';
            for (std::size_t i = 0; i < items.size(); ++i) {
                out += i > 0 ? "," : "";
                items[i].write(out);
            }
            out += ']';
            break;
        case doc::Kind::object:
            out += '{';
            for (std::size_t i = 0; i < members.size(); ++i) {
                out += i > 0 ? "," : "";
                doc::writeJsonString(members[i].first, out);
                out += ':';
                members[i].second.write(out);
            }
            out += '}';
            break;
    }
}

std::string JsonValue::json() const {
    std::string out;
    write(out);
    return out;
}

JsonValue* JsonValue::member(std::string_view name) {
    const auto found = std::find_if(members.begin(), members.end(), [&](const auto& one) { return one.first == name; });
    return found == members.end() ? nullptr : &found->second;
}

void JsonValue::set(std::string_view name, JsonValue value) {
    if (JsonValue* present = member(name)) {
        *present = std::move(value);
    } else {
        members.emplace_back(std::string(name), std::move(value));
    }
}

bool JsonValue::remove(std::string_view name) {
    return std::erase_if(members, [&](const auto& one) { return one.first == name; }) > 0;
}

JsonValue* at(JsonValue& root, const JsonPath& path) {
    JsonValue* here = &root;
    for (const auto& step : path) {
        if (const auto* name = std::get_if<std::string>(&step)) {
            here = here->member(*name);
        } else {
            const std::size_t index = std::get<std::size_t>(step);
            here = index < here->items.size() ? &here->items[index] : nullptr;
        }
        if (!here) {
            return nullptr;
        }
    }
    return here;
}

std::string printPath(const JsonPath& path) {
    std::string out;
    for (const auto& step : path) {
        if (const auto* name = std::get_if<std::string>(&step)) {
            out += (out.empty() ? "" : ".") + *name;
        } else {
            out += "[" + std::to_string(std::get<std::size_t>(step)) + "]";
        }
    }
    return out;
}

JsonPath pathOf(std::string_view jsonPointer) {
    JsonPath path;
    while (jsonPointer.starts_with('/')) {
        jsonPointer.remove_prefix(1);
        const std::string_view raw = jsonPointer.substr(0, jsonPointer.find('/'));
        jsonPointer.remove_prefix(raw.size());
        std::string name;
        for (std::size_t i = 0; i < raw.size(); ++i) {
            const bool escape = raw[i] == '~' && i + 1 < raw.size();
            name += escape ? (raw[i + 1] == '1' ? '/' : '~') : raw[i];
            i += escape ? 1 : 0;
        }
        path.emplace_back(std::move(name));
    }
    return path;
}

}  // namespace pb::contract

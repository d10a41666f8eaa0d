#include "models/schema/tree/JsonSchemaWriter.h"

#include "models/schema/SchemaText.h"
#include "models/schema/tree/SchemaKeywords.h"

#include <algorithm>
#include <deque>
#include <set>
#include <unordered_map>

namespace pb::schema {

namespace {

constexpr int deepestInline = 50;  ///< deeper ones become definitions

class Writer : private SchemaText {
public:
    std::string write(const Field& root) {
        count(root);
        open();
        entry("$schema", jsonText("https://json-schema.org/draft/2020-12/schema"));
        definitions_.emplace(&root, "#");
        members(root, 0);
        if (!waiting_.empty()) {
            key("$defs");
            open();
            while (!waiting_.empty()) {
                const Field* const field = waiting_.front();
                waiting_.pop_front();
                key(definitions_[field].substr(std::string_view("#/$defs/").size()));
                open();
                members(*field, 0);
                close();
            }
            close();
        }
        close();
        return take();
    }

private:
    void count(const Field& root) {
        std::deque<const Field*> waiting{&root};
        while (!waiting.empty()) {
            const Field* const field = waiting.front();
            waiting.pop_front();
            for (const auto& child : field->children) {
                if (++uses_[child.get()] == 1) {
                    waiting.push_back(child.get());
                }
            }
        }
    }

    void field(const Field& field, int depth) {
        open();
        const bool isShared = !field.children.empty() && (uses_[&field] > 1 || depth > deepestInline);
        if (isShared || definitions_.contains(&field)) {
            entry("$ref", jsonText(definition(field)));
        } else {
            members(field, depth);
        }
        close();
    }

    const std::string& definition(const Field& field) {
        const auto [entry, isNew] = definitions_.try_emplace(&field);
        if (isNew) {
            const std::string wanted = plainName(!field.typeName.empty() ? field.typeName
                                                 : field.name.empty()    ? "item"
                                                                         : field.name);
            std::string name = wanted;
            for (int i = 2; !names_.insert(name).second; ++i) {
                name = wanted + std::to_string(i);
            }
            entry->second = "#/$defs/" + name;
            waiting_.push_back(&field);
        }
        return entry->second;
    }

    /// Names of definitions stand in URIs as they are.
    static std::string plainName(const std::string& name) {
        std::string plain;
        for (const char c : name) {
            const bool isPlain =
                (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
            plain += isPlain ? c : '_';
        }
        return plain;
    }

    void members(const Field& field, int depth) {
        if (!field.documentation.empty()) {
            entry("description", jsonText(field.documentation));
        }
        type(field);
        values(field);
        for (const auto& [name, json] : boundKeywords(field)) {
            entry(name, json);
        }
        field.type == FieldType::array ? items(field, depth) : properties(field, depth);
    }

    void type(const Field& field) {
        if (field.type == FieldType::any) {
            return;
        }
        std::vector<std::string> names{jsonText(wordFor(field.type))};
        if (field.mayBeText) {
            const Field* const text = field.child("#text");
            names.push_back(jsonText(wordFor(text ? text->type : FieldType::string)));
        }
        if (field.nullable) {
            names.emplace_back("\"null\"");
        }
        names.size() > 1 ? list("type", names) : entry("type", names.front());
        if (field.mayBeText && !field.child("#text")) {
            entry("maxLength", "0");
        }
        if (!field.format.empty()) {
            entry("format", jsonText(field.format));
        }
    }

    void values(const Field& field) {
        if (!field.choices.empty()) {
            std::vector<std::string> choices = field.choices;
            if (field.nullable && std::find(choices.begin(), choices.end(), "null") == choices.end()) {
                choices.emplace_back("null");
            }
            list("enum", choices);
        }
        if (!field.defaultValue.empty()) {
            entry("default", field.defaultValue);
        }
        if (!field.examples.empty()) {
            list("examples", field.examples);
        }
    }

    void items(const Field& list, int depth) {
        for (const auto& child : list.children) {
            if (child->name.empty()) {
                key("items");
                field(*child, depth + 1);
                return;
            }
        }
    }

    void properties(const Field& object, int depth) {
        std::vector<std::string> required;
        const Field* any = nullptr;
        bool isOpen = false;
        for (const auto& child : object.children) {
            if (child->name == "*") {
                any = child.get();
                continue;
            }
            if (!isOpen) {
                key("properties");
                open();
                isOpen = true;
            }
            key(child->name);
            field(*child, depth + 1);
            if (child->required) {
                required.push_back(jsonText(child->name));
            }
        }
        if (isOpen) {
            close();
        }
        if (!required.empty()) {
            list("required", required);
        }
        if (any != nullptr) {
            key("additionalProperties");
            field(*any, depth + 1);
        } else if (object.bounds.closed) {
            entry("additionalProperties", "false");
        }
    }

    std::unordered_map<const Field*, std::size_t> uses_;
    std::unordered_map<const Field*, std::string> definitions_;  ///< where a field is defined
    std::set<std::string> names_;
    std::deque<const Field*> waiting_;
};

}  // namespace

std::string writeJsonSchema(const Field& root) { return Writer().write(root); }

}  // namespace pb::schema

#pragma once

#include "models/document/Document.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pb::schema {

enum class FieldType { any, null, boolean, integer, number, string, array, object };

/// One field of a schema, whatever language the schema was written in. Shared and recursive types are one Field each,
/// reached by several parents: walk with a depth or a visited set.
struct Field {
    std::string name;                  ///< "" for array items and the root
    FieldType type = FieldType::any;
    bool nullable = false;
    bool required = false;             ///< in its parent
    std::uint64_t minItems = 0, maxItems = unlimited;
    std::string format;                ///< "date-time", "decimal(13,2)" …
    std::string constraint;            ///< short text for the tree: "≥ 1", "1–35 characters", "^[A-Z]{3}$"
    std::vector<std::string> choices;  ///< enum and const, as JSON
    std::string documentation;
    std::string example;               ///< as JSON
    std::string defaultValue;          ///< as JSON
    Place place;                       ///< in the schema file
    std::string schemaPointer;         ///< in the schema document
    std::vector<std::shared_ptr<Field>> children;  ///< members of an object, or the one item field of an array

    static constexpr std::uint64_t unlimited = ~std::uint64_t{0};
    const Field* child(std::string_view childName) const;
};

struct Tree {
    std::shared_ptr<Field> root;
    std::vector<Finding> findings;
    doc::DocumentPtr document;
};

/// "lines[].qty": names joined by dots, `[]` for items. The path that links, problems and addresses use.
const Field* findField(const Field& root, std::string_view path);

/// JSON Schema (all drafts) and OpenAPI schema objects. `root` may lie anywhere in the document.
Result<Tree> treeFromJsonSchema(doc::DocumentPtr document, doc::Value root);

/// What the traffic looks like: types, occurrence, formats, from documents. Feeds any number of them.
class Inference {
public:
    Inference();
    ~Inference();
    void add(doc::Value document);
    Tree tree() const;
    std::string jsonSchema() const;  ///< 2020-12

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace pb::schema

#pragma once

#include "models/document/Document.h"
#include "models/schema/Validator.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pb::schema {

enum class FieldType { any, null, boolean, integer, number, string, array, object };

/// One field of a schema, whatever language the schema was written in. Shared and recursive types are one Field each,
/// reached by several parents: walk with a depth or a visited set. All fields of a tree live as long as somebody holds
/// its root; the pointers in `children` do not keep anything alive (a recursive type would never be freed).
struct Field {
    std::string name;                  ///< "" for array items and the root, "*" for members of any name
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

/// "lines[].qty": names joined by dots, `[]` for items. The path that links, problems and addresses use. A name with a
/// dot, a bracket or a backtick stands in backticks, a backtick in it is doubled: "`a.b`[].qty". A name that is not
/// listed leads to "*" where there is one. Null where the path leads nowhere; "" is the root.
const Field* findField(const Field& root, std::string_view path);

/// One step of such a path, as it is written.
std::string pathStep(std::string_view name);

/// JSON Schema (all drafts) and OpenAPI schema objects. `root` may lie anywhere in the document. Reads what the root
/// reaches and no more; a reference that leads nowhere is a finding and a field of any type.
Result<Tree> treeFromJsonSchema(doc::DocumentPtr document, doc::Value root, const CompileOptions& options = {});

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

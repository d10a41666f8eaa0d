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

/// The machine name of a type, as JSON Schema spells it: "integer", "object" …
const char* wordFor(FieldType type);

/// What the values of a field may be, exactly: what Field::constraint says in words.
struct Bounds {
    std::string least, most;                  ///< JSON numbers; "" = none
    bool leastIsOut = false, mostIsOut = false;  ///< the bound itself is not allowed
    std::string step;                         ///< a JSON number of which each value is a multiple; "" = none
    std::uint64_t shortest = 0, longest = ~std::uint64_t{0};  ///< characters of a text, bytes of binary data
    std::vector<std::string> patterns;        ///< each must match
    bool closed = false;                      ///< an object with no members but the listed ones
    friend bool operator==(const Bounds&, const Bounds&) = default;
};

struct Field;

/// The members of an object, or the one item of an array. Copies are the same list until one of them grows: fields of one
/// type share theirs.
class FieldList {
public:
    using List = std::vector<std::shared_ptr<Field>>;
    FieldList() = default;
    FieldList(List fields) : list_(std::make_shared<List>(std::move(fields))) {}

    List::const_iterator begin() const { return list().begin(); }
    List::const_iterator end() const { return list().end(); }
    bool empty() const { return list().empty(); }
    std::size_t size() const { return list().size(); }
    const std::shared_ptr<Field>& front() const { return list().front(); }
    const std::shared_ptr<Field>& operator[](std::size_t position) const { return list()[position]; }
    void push_back(std::shared_ptr<Field> field);

private:
    const List& list() const;
    std::shared_ptr<List> list_;
};

/// One field of a schema, whatever language the schema was written in. Shared and recursive types are one Field each,
/// reached by several parents, and share their lists of members: walk with a depth or a visited set. All fields of a tree live as long as somebody holds
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
    std::vector<std::string> examples;  ///< as JSON: what the schema names, or values seen
    std::string occurrence;            ///< inferred: how often it was there
    std::string defaultValue;          ///< as JSON
    Place place;                       ///< in the schema file
    std::string schemaPointer;         ///< in the schema document, where that is JSON or YAML
    FieldList children;
    Bounds bounds;
    std::string otherRules;  ///< what the schema asks beyond all this, one rule a line: equal texts ask the same
    bool mayBeText = false;  ///< an object that is its "#text" alone, or "", where nothing else is in it (XML)
    bool certain = true;     ///< false where only some alternatives have the field
    std::string typeName;    ///< of a named type: "shop:Address", "com.acme.Order"
    std::vector<std::string> aliases;  ///< former names that readers still know (Avro)
    std::uint32_t number = 0;          ///< on the wire (Protobuf); 0 = none

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

/// The path of a child of the field at `path`.
std::string pathBelow(const std::string& path, const Field& child);

/// JSON Schema (all drafts) and OpenAPI schema objects. `root` may lie anywhere in the document. Reads what the root
/// reaches and no more; a reference that leads nowhere is a finding and a field of any type.
Result<Tree> treeFromJsonSchema(doc::DocumentPtr document, doc::Value root, const CompileOptions& options = {});

/// How tight an inferred schema is.
struct InferenceOptions {
    std::size_t mostChoices = 10;   ///< texts with at most so many different values, each seen `repeats` times on average,
    std::size_t repeats = 3;        ///< become an enum
    double requiredShare = 1.0;     ///< share of the parents that must have a field for it to be required; `never`
    bool formats = true;
    bool bounds = false;            ///< minimum, maximum, lengths and sizes as seen
    bool closed = false;            ///< additionalProperties: false

    static constexpr double never = 2.0;
    static constexpr int loosest = 0, tightest = 4;
    /// One slider: 0 types and names, 1 what was always there is required, 2 (the default) formats and choices, 3 bounds,
    /// 4 no other names.
    static InferenceOptions atTightness(int level);
};

/// What the traffic looks like: types, occurrence, choices, formats, ranges, keys, from documents. Feeds any number of
/// them; memory grows with the shape, not with the traffic. An object with more than 1,000 names is taken for a map ("*").
class Inference {
public:
    explicit Inference(const InferenceOptions& options = {});
    ~Inference();
    Inference(Inference&&) noexcept;
    Inference& operator=(Inference&&) noexcept;

    /// Goes on from what `memory` wrote, here or on another machine. An error where the text is nothing of the kind.
    static Result<Inference> restored(std::string_view memory, const InferenceOptions& options = {});

    void add(doc::Value document);
    std::string memory() const;      ///< all that was seen, as JSON: nothing but `restored` reads it
    std::uint64_t count() const;     ///< documents so far
    Tree tree() const;               ///< without places
    std::string jsonSchema() const;  ///< 2020-12

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace pb::schema

#pragma once

#include "models/schema/xsd/SchemaFiles.h"

#include <map>

namespace pb::schema::xsd {

/// What a simple type says of a value.
struct SimpleType {
    FieldType type = FieldType::string;
    std::string format;
    std::string typeName;  ///< "xs:decimal", "shop:Amount"; of an anonymous type its base
    Bounds bounds;
    std::vector<std::string> choices;
    std::string documentation;
    std::string otherRules;
    bool isList = false;
    bool hasFacets = false;  ///< asks more than a built-in type
};

/// The value as JSON, as a field of that type has it.
std::string jsonValue(FieldType type, std::string_view text);

/// Simple types, resolved once each: built-in ones (Part 2 §3), restrictions with their facets (§4.3), lists, unions.
class SimpleTypes {
public:
    explicit SimpleTypes(Files& files) : files_(files) {}

    SimpleType builtIn(std::string_view local) const;
    /// Of a type by its name as `node` says it; any text where there is no such type, or it is a complex one.
    SimpleType named(const Node& node, std::string_view qname);
    /// Of an xs:simpleType element.
    SimpleType at(const Node& definition, int depth = 0);
    /// The facets of an xs:restriction.
    void restrict(SimpleType& type, const Node& restriction) const;
    std::string shownName(const Name& name) const;

private:
    SimpleType named(const Node& node, std::string_view qname, int depth);
    SimpleType restriction(const Node& node, int depth);
    SimpleType unionOf(const Node& node, int depth);
    SimpleType baseOf(const Node& node, const char* attribute, int depth);

    Files& files_;
    std::map<std::pair<const File*, std::uint32_t>, SimpleType> known_;
    std::set<std::pair<const File*, std::uint32_t>> open_;  ///< being resolved
};

}  // namespace pb::schema::xsd

#pragma once

#include "models/schema/tree/FieldStore.h"
#include "models/schema/tree/SchemaKeywords.h"
#include "models/schema/xsd/ComplexTypes.h"

#include <deque>
#include <tuple>
#include <unordered_map>

namespace pb::schema::xsd {

/// Makes the fields of a document's elements, each declaration once; what is below them is filled in later, so that
/// recursive types end.
class TreeMaker {
public:
    explicit TreeMaker(Files& files) : files_(files), complex_(files, simple_) {}
    Tree make();
    /// Of the fields of the made tree that are elements or attributes.
    std::unordered_map<const Field*, std::string> namespaces() const;

private:
    /// How a declaration is used; equal uses share their field.
    struct Use {
        Node node;
        std::string name;
        bool required = false;
        bool certain = true;
        std::uint64_t least = 1, most = 1;
        Ways blocked = 0;  ///< which derived types may not stand here
    };
    using Id = std::pair<const File*, std::uint32_t>;
    using Key = std::tuple<Id, std::string, bool, bool, std::uint64_t, std::uint64_t, Ways>;
    using Children = FieldList::List;

    std::vector<const Component*> roots() const;
    Field& fieldFor(const Use& use, bool& isNew);
    Field& elementField(const Particle& particle, bool certain);
    Field& valueField(const Use& use);
    void fill(Field& field, const Node& declaration);
    void fillSimple(Field& field, const SimpleType& type);
    static void describeText(Field& field, const ComplexType& type);
    void fillComplex(Field& field, const Node& definition, Ways blocked);
    const FieldList& membersOf(const Node& definition, Ways blocked);
    void addMembers(Children& children, const ComplexType& type, const Node& definition, bool certain);
    void addDerived(Children& children, const Node& definition, Ways blocked);
    Field& attributeField(const Attribute& attribute, bool certain);
    SimpleType simpleTypeOf(const Node& declaration);

    Files& files_;
    SimpleTypes simple_{files_};
    ComplexTypes complex_;
    FieldStore store_;
    BoundTexts boundTexts_;
    std::map<Key, Field*> known_;
    std::vector<std::pair<const Field*, Node>> declared_;
    std::map<std::pair<Id, Ways>, FieldList> members_;
    std::deque<std::pair<Field*, Node>> waiting_;
};

}  // namespace pb::schema::xsd

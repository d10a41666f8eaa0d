#pragma once

#include "models/schema/xsd/Derivation.h"
#include "models/schema/xsd/SimpleTypes.h"

#include <set>

namespace pb::schema::xsd {

/// An element that may stand in a content, with how often; the sum over all its places there.
struct Particle {
    Node declaration;  ///< xs:element that says the type; xs:any where `isAny`
    std::string name;  ///< as the tree shows it
    std::uint64_t least = 1, most = 1;
    bool isAny = false;
};

/// The children that a content allows. `text` says order and alternatives: "(a,(b|c)*)".
struct Model {
    std::vector<Particle> particles;
    std::string text;
    bool mayBeEmpty = true;
};

struct Attribute {
    Node declaration;
    std::string name;  ///< "@currency"
    bool required = false;
    std::string_view defaultValue, fixedValue;
};

struct ComplexType {
    bool isMixed = false, hasSimpleContent = false;
    bool isOpen = false;  ///< xs:anyAttribute
    SimpleType text;      ///< of simple content
    Model model;
    std::vector<Attribute> attributes;
    std::string documentation;
    const Component* base = nullptr;  ///< complex type that it derives from
};

/// Complex types, resolved once each: what they inherit is in them (Part 1 §3.4, §3.8).
class ComplexTypes {
public:
    ComplexTypes(Files& files, SimpleTypes& simple);

    const ComplexType& at(const Node& definition);
    /// The global types that derive from this one, and from those, in no blocked way.
    std::vector<const Component*> derivedFrom(const Component& type, Ways blocked) const;
    /// The name of an element in the tree; of an attribute without “@”.
    std::string nameOf(const Node& declaration) const;

private:
    using Id = std::pair<const File*, std::uint32_t>;

    void limitParticles(Model& model, const Node& definition);
    void readContent(ComplexType& type, const Node& content);
    void derive(ComplexType& type, const Node& derivation);
    void readAttributes(ComplexType& type, const Node& parent, std::set<Id>& groups);
    void readAttribute(ComplexType& type, const Node& node);
    Model modelBelow(const Node& parent, int depth);
    Model model(const Node& node, int depth);
    Model group(const Node& reference, int depth);
    Model compositor(const Node& node, int depth);
    Model element(const Node& node);
    Node typeOf(const Node& element);
    bool mayStandFor(const Node& member, const Node& head);
    const Component* baseOf(const Node& derivation, Name& name);

    Files& files_;
    SimpleTypes& simple_;
    std::map<Id, ComplexType> known_;
    std::set<Id> open_;
    std::size_t particles_ = 0;
    std::map<Id, Model> groups_;
    std::set<Id> openGroups_;
    std::map<const Component*, std::vector<const Component*>> derived_;
    std::map<std::string, std::vector<const Component*>> substitutes_;  ///< by the key of the head
};

}  // namespace pb::schema::xsd

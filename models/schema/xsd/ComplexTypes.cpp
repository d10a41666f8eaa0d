#include "models/schema/xsd/ComplexTypes.h"

#include "models/base/Text.h"
#include "models/schema/xsd/Models.h"

#include <algorithm>

namespace pb::schema::xsd {

namespace {

constexpr int deepestModel = 200;  ///< sequences, choices and groups one inside of the other
constexpr std::size_t deepestDerivation = 100;
constexpr std::size_t mostParticles = 1'000'000;  ///< of all types together

bool isCompositor(std::string_view tag) { return tag == "sequence" || tag == "choice" || tag == "all" || tag == "group"; }

}  // namespace

ComplexTypes::ComplexTypes(Files& files, SimpleTypes& simple) : files_(files), simple_(simple) {
    for (const Component* type : files.all(Symbol::type)) {
        Name name;
        const Node derivation = type->node.tag == "complexType" ? derivationOf(type->node) : Node();
        if (const Component* const base = derivation ? baseOf(derivation, name) : nullptr; base && base != type->redefined) {
            derived_[base].push_back(type);
        }
    }
    for (const Component* element : files.all(Symbol::element)) {
        if (element->node.has("substitutionGroup")) {
            substitutes_[files.resolve(element->node, element->node.attribute("substitutionGroup")).key()].push_back(element);
        }
    }
}

std::vector<const Component*> ComplexTypes::derivedFrom(const Component& type, Ways blocked) const {
    std::vector<const Component*> all;
    std::set<const Component*> seen{&type};
    std::vector<const Component*> waiting{&type};
    while (!waiting.empty()) {
        const Component& base = *waiting.back();
        const auto found = derived_.find(&base);
        waiting.pop_back();
        for (const Component* each : found == derived_.end() ? std::vector<const Component*>() : found->second) {
            const bool isBlocked = ((blocked | finalOf(base.node)) & wayOf(derivationOf(each->node))) != 0;
            if (!isBlocked && seen.insert(each).second) {
                all.push_back(each);
                waiting.push_back(each);
            }
        }
    }
    return all;
}

std::string ComplexTypes::nameOf(const Node& declaration) const { return simple_.shownName(files_.nameOf(declaration)); }

const ComplexType& ComplexTypes::at(const Node& definition) {
    static const ComplexType nothing;
    if (const auto known = known_.find(definition.id()); known != known_.end()) {
        return known->second;
    }
    if (open_.size() >= deepestDerivation || !open_.insert(definition.id()).second) {
        files_.note(Severity::error, "schema.xsd.circular",
                    say("This type is built on itself, or on more than %1 others.").arg(deepestDerivation), definition);
        return nothing;
    }
    ComplexType type;
    type.isMixed = definition.isTrue("mixed");
    if (const Node content = definition.child("complexContent"); content && content.has("mixed")) {
        type.isMixed = content.isTrue("mixed");
    }
    if (const Node derivation = derivationOf(definition)) {
        derive(type, derivation);
    } else {
        readContent(type, definition);
    }
    type.documentation = definition.documentation();
    limitParticles(type.model, definition);
    open_.erase(definition.id());
    return known_[definition.id()] = std::move(type);
}

/// Types share their declarations, but each lists its own children.
void ComplexTypes::limitParticles(Model& model, const Node& definition) {
    particles_ += model.particles.size();
    if (particles_ > mostParticles) {
        files_.note(Severity::error, "schema.xsd.limit",
                    say("All types together have more than %1 children; those of this one are left out.").arg(mostParticles),
                    definition);
        model = {};
    }
}

void ComplexTypes::readContent(ComplexType& type, const Node& content) {
    type.model = modelBelow(content, 0);
    std::set<Id> groups;
    readAttributes(type, content, groups);
}

const Component* ComplexTypes::baseOf(const Node& derivation, Name& name) {
    name = files_.resolve(derivation, derivation.attribute("base"));
    return name.isBuiltIn() ? nullptr : files_.find(Symbol::type, derivation, name);
}

void ComplexTypes::derive(ComplexType& type, const Node& derivation) {
    Name name;
    const Component* const base = baseOf(derivation, name);
    const bool isExtension = derivation.tag == "extension";
    if (base && base->node.tag == "complexType") {
        const ComplexType inherited = at(base->node);
        type.base = base;
        type.isOpen = inherited.isOpen;
        type.attributes = inherited.attributes;
        type.hasSimpleContent = inherited.hasSimpleContent;
        type.text = inherited.text;
        type.isMixed = type.isMixed || (isExtension && inherited.isMixed);
        type.model = isExtension ? inherited.model : Model();
    } else if (base || (name.isBuiltIn() && name.local != "anyType")) {
        type.hasSimpleContent = true;
        type.text = simple_.named(derivation, derivation.attribute("base"));
    }
    if (type.hasSimpleContent && !isExtension) {
        if (const Node inner = derivation.child("simpleType")) {
            type.text = simple_.at(inner);
        }
        simple_.restrict(type.text, derivation);
    } else if (!type.hasSimpleContent) {
        Model own = modelBelow(derivation, 0);
        type.model = type.model.particles.empty() ? std::move(own) : inSequence({type.model, own}, ",");
    }
    std::set<Id> groups;
    readAttributes(type, derivation, groups);
}

void ComplexTypes::readAttributes(ComplexType& type, const Node& parent, std::set<Id>& groups) {
    for (const Node& node : parent.children()) {
        if (node.tag == "attribute") {
            readAttribute(type, node);
        } else if (node.tag == "anyAttribute") {
            type.isOpen = true;
        } else if (node.tag == "attributeGroup" && node.has("ref") && groups.size() < deepestDerivation) {
            const Component* const group = files_.find(Symbol::attributeGroup, node, files_.resolve(node, node.attribute("ref")));
            if (group && groups.insert(group->node.id()).second) {
                readAttributes(type, group->node, groups);
            }
        }
    }
}

void ComplexTypes::readAttribute(ComplexType& type, const Node& node) {
    Attribute attribute{node, {}, node.attribute("use") == "required", node.attribute("default"), node.attribute("fixed")};
    if (node.has("ref")) {
        const Name name = files_.resolve(node, node.attribute("ref"));
        attribute.name = "@" + simple_.shownName(name);
        if (const Component* const global = name.uri == xmlNamespace ? nullptr : files_.find(Symbol::attribute, node, name)) {
            attribute.declaration = global->node;
            attribute.defaultValue = node.has("default") ? attribute.defaultValue : global->node.attribute("default");
            attribute.fixedValue = node.has("fixed") ? attribute.fixedValue : global->node.attribute("fixed");
        }
    } else {
        attribute.name = "@" + nameOf(node);
    }
    const auto same = std::find_if(type.attributes.begin(), type.attributes.end(),
                                   [&](const Attribute& each) { return each.name == attribute.name; });
    if (node.attribute("use") == "prohibited") {
        if (same != type.attributes.end()) {
            type.attributes.erase(same);
        }
    } else if (same != type.attributes.end()) {
        *same = std::move(attribute);
    } else {
        type.attributes.push_back(std::move(attribute));
    }
}

Model ComplexTypes::modelBelow(const Node& parent, int depth) {
    for (const Node& node : parent.children()) {
        if (isCompositor(node.tag)) {
            return model(node, depth);
        }
    }
    return {};
}

Model ComplexTypes::model(const Node& node, int depth) {
    if (depth > deepestModel) {
        files_.note(Severity::error, "schema.xsd.limit",
                    say("More than %1 groups stand one inside of the other.").arg(deepestModel), node);
        return {};
    }
    if (node.tag == "element") {
        return element(node);
    }
    if (node.tag == "any") {
        const Occurs occurs = occursOf(node);
        return {{{node, "*", occurs.least, occurs.most, true}}, "any" + occurs.suffix(), occurs.least == 0};
    }
    return repeated(node.tag == "group" ? group(node, depth) : compositor(node, depth), occursOf(node));
}

Model ComplexTypes::compositor(const Node& node, int depth) {
    std::vector<Model> parts;
    for (const Node& child : node.children()) {
        if (isCompositor(child.tag) || child.tag == "element" || child.tag == "any") {
            parts.push_back(model(child, depth + 1));
        }
    }
    return node.tag == "choice" ? alternatives(parts) : inSequence(parts, node.tag == "all" ? "&" : ",");
}

Model ComplexTypes::group(const Node& reference, int depth) {
    const Component* const target = files_.find(Symbol::group, reference, files_.resolve(reference, reference.attribute("ref")));
    if (!target) {
        return {};
    }
    const Id id = target->node.id();
    if (const auto known = groups_.find(id); known != groups_.end()) {
        return known->second;
    }
    if (!openGroups_.insert(id).second) {
        files_.note(Severity::error, "schema.xsd.circular", say("This group contains itself."), reference);
        return {};
    }
    Model found = modelBelow(target->node, depth + 1);
    openGroups_.erase(id);
    return groups_[id] = std::move(found);
}

Node ComplexTypes::typeOf(const Node& element) {
    const Name name = files_.resolve(element, element.attribute("type"));
    const Component* const named = !element.has("type") || name.isBuiltIn() ? nullptr : files_.find(Symbol::type, element, name);
    return named ? named->node : element.child("complexType");
}

/// Whether the member's type derives from the head's in ways that the head allows (§3.3.6).
bool ComplexTypes::mayStandFor(const Node& member, const Node& head) {
    const Node headType = typeOf(head);
    const Ways blocked = blockedBy(head) | finalOf(head) | (headType ? blockedBy(headType) : 0);
    if ((blockedBy(head) & bySubstitution) != 0) {
        return false;
    }
    Node type = typeOf(member);
    for (std::size_t depth = 0; type && type.id() != headType.id() && depth < deepestDerivation; ++depth) {
        const Node derivation = derivationOf(type);
        if (!derivation || (blocked & wayOf(derivation)) != 0) {
            return !derivation;
        }
        Name name;
        const Component* const base = baseOf(derivation, name);
        if (base && (finalOf(base->node) & wayOf(derivation)) != 0) {
            return false;
        }
        type = base ? base->node : Node();
    }
    return true;
}

/// A declaration, or a reference to a global one: that one and what may stand for it (§3.3.6).
Model ComplexTypes::element(const Node& node) {
    const Occurs occurs = occursOf(node);
    if (!node.has("ref")) {
        const std::string name = nameOf(node);
        return {{{node, name, occurs.least, occurs.most, false}}, name, occurs.least == 0};
    }
    const Name name = files_.resolve(node, node.attribute("ref"));
    const Component* const head = files_.find(Symbol::element, node, name);
    if (!head) {
        return {};
    }
    std::vector<Model> members;
    std::set<const Component*> seen{head};
    std::vector<const Component*> waiting{head};
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        const Component& each = *waiting[i];
        if (!each.node.isTrue("abstract")) {
            const std::string shown = nameOf(each.node);
            members.push_back({{{each.node, shown, 1, 1, false}}, shown, false});
        }
        const auto found = substitutes_.find(each.key);
        for (const Component* other : found == substitutes_.end() ? std::vector<const Component*>() : found->second) {
            if (mayStandFor(other->node, head->node) && seen.insert(other).second) {
                waiting.push_back(other);
            }
        }
    }
    Model model = members.size() == 1 ? members.front() : alternatives(members);
    const std::string text = model.text;
    model = repeated(std::move(model), occurs);
    model.text = text;
    return model;
}

}  // namespace pb::schema::xsd

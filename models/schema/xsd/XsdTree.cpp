#include "models/schema/xsd/XsdTree.h"

#include "models/base/Text.h"

#include <algorithm>
#include <unordered_set>

namespace pb::schema {

namespace xsd {

namespace {

/// Whether values of a complex type are texts as XML shows them: no attribute, no element.
bool isPlainText(const ComplexType& type) { return type.hasSimpleContent && type.attributes.empty(); }

bool hasChild(const FieldList& children, std::string_view name) {
    return std::any_of(children.begin(), children.end(), [&](const auto& child) { return child->name == name; });
}

}  // namespace

Tree TreeMaker::make() {
    const Node schema{&files_.first(), files_.first().schema, "schema", nullptr};
    Field& root = store_.make({}, schema.value);
    store_.setAddress(files_.first().document.get(), files_.first().path);
    root.type = FieldType::object;
    root.documentation = schema.documentation();
    root.bounds.closed = true;
    const auto elements = roots();
    for (const Component* element : elements) {
        Particle particle{element->node, complex_.nameOf(element->node), elements.size() == 1 ? 1U : 0U, 1, false};
        root.children.push_back(FieldStore::link(elementField(particle, true)));
    }
    if (elements.empty()) {
        files_.note(Severity::warning, "schema.xsd.root", say("The schema declares no element that a document could begin with."),
                    schema);
    }
    while (!waiting_.empty()) {
        const auto [field, declaration] = std::move(waiting_.front());
        waiting_.pop_front();
        fill(*field, declaration);
    }
    return store_.finish(root, std::move(files_.findings()), files_.first().document);
}

/// The global elements that no other refers to; all where each is referred to. Those of the first file go before.
std::vector<const Component*> TreeMaker::roots() const {
    std::unordered_set<std::string> referenced;
    for (const Component& component : files_.components()) {
        std::vector<Node> waiting{component.node};
        while (!waiting.empty()) {
            const Node node = waiting.back();
            waiting.pop_back();
            if (node.tag == "element" && node.has("ref")) {
                referenced.insert(files_.resolve(node, node.attribute("ref")).key());
            } else if (node.tag == "element" && node.has("substitutionGroup")) {
                referenced.insert(component.key);
            }
            const auto below = node.children();
            waiting.insert(waiting.end(), below.begin(), below.end());
        }
    }
    std::vector<const Component*> own, unreferenced, all;
    for (const Component* element : files_.all(Symbol::element)) {
        if (element->node.isTrue("abstract")) {
            continue;
        }
        all.push_back(element);
        if (!referenced.contains(element->key)) {
            unreferenced.push_back(element);
            if (element->node.file == &files_.first()) {
                own.push_back(element);
            }
        }
    }
    return !own.empty() ? own : !unreferenced.empty() ? unreferenced : all;
}

std::unordered_map<const Field*, std::string> TreeMaker::namespaces() const {
    std::unordered_map<const Field*, std::string> all;
    for (const auto& [field, node] : declared_) {
        if (node.tag == "element" || node.tag == "attribute") {
            all.emplace(field, files_.nameOf(node).uri);
        }
    }
    return all;
}

Field& TreeMaker::fieldFor(const Use& use, bool& isNew) {
    const auto [entry, added] =
        known_.try_emplace({use.node.id(), use.name, use.required, use.certain, use.least, use.most, use.blocked}, nullptr);
    isNew = added;
    if (added) {
        Field& field = store_.make(use.name, use.node.value);
        store_.setAddress(use.node.file->document.get(), use.node.file->path);
        field.required = use.required;
        field.certain = use.certain;
        entry->second = &field;
        declared_.emplace_back(&field, use.node);
    }
    return *entry->second;
}

Field& TreeMaker::elementField(const Particle& particle, bool certain) {
    bool isNew = false;
    if (particle.most <= 1) {
        return valueField({particle.declaration, particle.name, particle.least > 0 && certain, certain, 1, 1});
    }
    Field& list = fieldFor(
        {particle.declaration, particle.name, particle.least > 0 && certain, certain, particle.least, particle.most}, isNew);
    if (isNew) {
        list.type = FieldType::array;
        list.minItems = particle.least;
        list.maxItems = particle.most;
        boundTexts_.describe(list);
        list.children.push_back(FieldStore::link(valueField({particle.declaration, {}, false, true, 1, 1})));
        list.documentation = list.children.front()->documentation;
    }
    return list;
}

Field& TreeMaker::valueField(const Use& use) {
    bool isNew = false;
    Field& field = fieldFor(use, isNew);
    if (isNew) {
        field.documentation = use.node.documentation();
        waiting_.emplace_back(&field, use.node);
    }
    return field;
}

void TreeMaker::fill(Field& field, const Node& declaration) {
    if (declaration.tag != "element") {  // xs:any
        return;
    }
    field.nullable = declaration.isTrue("nillable");
    Node type = declaration.child("complexType");
    if (!type && declaration.has("type")) {
        const Name name = files_.resolve(declaration, declaration.attribute("type"));
        const Component* const named = name.isBuiltIn() ? nullptr : files_.find(Symbol::type, declaration, name);
        field.typeName = simple_.shownName(name);
        type = named && named->node.tag == "complexType" ? named->node : Node();
        if (!named && !name.isBuiltIn()) {
            return;  // told already; a field of any type
        }
    }
    if (type) {
        fillComplex(field, type, (blockedBy(declaration) | blockedBy(type)) & (byExtension | byRestriction));
    } else if (declaration.has("type") || declaration.child("simpleType")) {
        fillSimple(field, simpleTypeOf(declaration));
    } else if (declaration.has("substitutionGroup")) {  // the head's type (§3.3.2)
        const Name name = files_.resolve(declaration, declaration.attribute("substitutionGroup"));
        const Component* const head = files_.find(Symbol::element, declaration, name);
        if (head && !(head->node.value == declaration.value) &&
            (head->node.has("type") || !head->node.has("substitutionGroup"))) {
            fill(field, head->node);
        }
    }
    const std::string_view fixed = declaration.attribute("fixed");
    if (declaration.has("fixed")) {
        field.choices = {jsonValue(field.type, fixed)};
    }
    if (declaration.has("default") || declaration.has("fixed")) {
        field.defaultValue = jsonValue(field.type, declaration.has("default") ? declaration.attribute("default") : fixed);
    }
}

SimpleType TreeMaker::simpleTypeOf(const Node& declaration) {
    if (declaration.has("type")) {
        return simple_.named(declaration, declaration.attribute("type"));
    }
    const Node inner = declaration.child("simpleType");
    return inner ? simple_.at(inner) : simple_.builtIn("anySimpleType");
}

void TreeMaker::fillSimple(Field& field, const SimpleType& type) {
    field.type = type.type;
    field.format = type.format;
    field.typeName = type.typeName;
    field.bounds = type.bounds;
    field.choices = type.choices;
    field.otherRules = type.otherRules;
    if (field.documentation.empty()) {
        field.documentation = type.documentation;
    }
    if (type.hasFacets) {
        boundTexts_.describe(field);
    }
}

void TreeMaker::fillComplex(Field& field, const Node& definition, Ways blocked) {
    const ComplexType& type = complex_.at(definition);
    const FieldList& members = membersOf(definition, blocked);
    if (isPlainText(type) && members.empty()) {
        const std::string name = field.typeName;
        fillSimple(field, type.text);
        field.typeName = name.empty() ? field.typeName : name;
        return;
    }
    if (members.empty() && !type.isOpen) {  // an element without anything in it is shown as the empty text
        field.type = FieldType::string;
        field.bounds.longest = 0;
        boundTexts_.describe(field);
        return;
    }
    field.type = FieldType::object;
    field.otherRules = type.model.text;
    field.children = store_.shared(members);
    field.bounds.closed = !type.isOpen && !hasChild(members, "*");
    describeText(field, type);
    if (field.documentation.empty()) {
        field.documentation = type.documentation;
    }
}

/// As models/document/README.md shows XML: an element without attributes and children is its text, or "".
void TreeMaker::describeText(Field& field, const ComplexType& type) {
    const auto isThere = [](const auto& child) { return child->required && child->name != "#text"; };
    field.mayBeText = std::none_of(field.children.begin(), field.children.end(), isThere) &&
                      (type.hasSimpleContent || type.model.mayBeEmpty);
    if (field.mayBeText) {
        const bool hasText = type.hasSimpleContent || type.isMixed;
        field.constraint = utf8(hasText ? say("its text where nothing else is in it") : say("\"\" where nothing is in it"));
    }
}

const FieldList& TreeMaker::membersOf(const Node& definition, Ways blocked) {
    const std::pair key(definition.id(), blocked);
    const auto [entry, isNew] = members_.try_emplace(key);
    if (isNew) {
        Children children;
        const ComplexType& type = complex_.at(definition);
        const bool isGlobal = definition.owner && definition.owner->node.value == definition.value;
        const auto derived = isGlobal ? complex_.derivedFrom(*definition.owner, blocked) : std::vector<const Component*>();
        if (!isPlainText(type) || !derived.empty()) {
            addMembers(children, type, definition, true);
        }
        if (!derived.empty()) {
            addDerived(children, definition, blocked);
        }
        std::stable_partition(children.begin(), children.end(), [](const auto& child) { return child->name != "*"; });
        members_[key] = std::move(children);
    }
    return members_[key];
}

void TreeMaker::addMembers(Children& children, const ComplexType& type, const Node& definition, bool certain) {
    std::unordered_set<std::string> names;
    for (const auto& child : children) {
        names.insert(child->name);
    }
    for (const Attribute& attribute : type.attributes) {
        if (names.insert(attribute.name).second) {
            children.push_back(FieldStore::link(attributeField(attribute, certain)));
        }
    }
    if ((type.hasSimpleContent || type.isMixed) && names.insert("#text").second) {
        bool isNew = false;
        Field& text = fieldFor({definition, "#text", type.hasSimpleContent && certain, certain, 1, 1}, isNew);
        if (isNew) {
            fillSimple(text, type.hasSimpleContent ? type.text : simple_.builtIn("string"));
        }
        children.push_back(FieldStore::link(text));
    }
    for (const Particle& particle : type.model.particles) {
        if (particle.most > 0 && names.insert(particle.name).second) {
            children.push_back(FieldStore::link(elementField(particle, certain)));
        }
    }
}

/// xsi:type (§2.6.1): a value may be of each derived type.
void TreeMaker::addDerived(Children& children, const Node& definition, Ways blocked) {
    bool isNew = false;
    Field& choice = fieldFor({definition, "@xsi:type", definition.isTrue("abstract"), true, 1, 1, blocked}, isNew);
    choice.type = FieldType::string;
    choice.typeName = "xs:QName";
    const auto add = [&](const Component& type) {
        if (!type.node.isTrue("abstract")) {
            choice.choices.push_back(jsonValue(
                FieldType::string, simple_.shownName({files_.targetOf(type.node), std::string(type.node.attribute("name"))})));
        }
    };
    add(*definition.owner);
    children.insert(children.begin(), FieldStore::link(choice));
    for (const Component* derived : complex_.derivedFrom(*definition.owner, blocked)) {
        add(*derived);
        addMembers(children, complex_.at(derived->node), derived->node, false);
    }
}

Field& TreeMaker::attributeField(const Attribute& attribute, bool certain) {
    bool isNew = false;
    Field& field = fieldFor({attribute.declaration, attribute.name, attribute.required && certain, certain, 1, 1}, isNew);
    if (isNew) {
        const bool isXml = attribute.declaration.attribute("ref").starts_with("xml:");
        fillSimple(field, isXml ? simple_.builtIn("string") : simpleTypeOf(attribute.declaration));
        if (std::string text = attribute.declaration.documentation(); !text.empty()) {
            field.documentation = std::move(text);
        }
        if (!attribute.fixedValue.empty()) {
            field.choices = {jsonValue(field.type, attribute.fixedValue)};
        }
        const std::string_view value = attribute.fixedValue.empty() ? attribute.defaultValue : attribute.fixedValue;
        field.defaultValue = value.empty() ? std::string() : jsonValue(field.type, value);
    }
    return field;
}

}  // namespace xsd

Result<Tree> treeFromXsd(std::string bytes, const std::string& path, const FileLoader& loader) {
    xsd::Files files(loader);
    PB_CHECK(files.loadRoot(std::move(bytes), path));
    return xsd::TreeMaker(files).make();
}

}  // namespace pb::schema

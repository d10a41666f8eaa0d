#include "models/schema/xsd/ValueSchema.h"

#include "models/base/Text.h"
#include "models/schema/xsd/ClosedWorld.h"

namespace pb::schema::xsd {

namespace {

void ignore(void*, xmlError*) {}

void set(xmlNode* node, const char* attribute, std::string_view value) {
    xmlNewProp(node, xmlText(attribute), xmlText(std::string(value).c_str()));
}

/// The element that is of the type "t3" or "xs:date".
std::string elementOf(const std::string& type) { return "of-" + type.substr(type.find(':') + 1); }

bool isFacetToCopy(const Node& node) {
    return node.tag != "pattern" && node.tag != "simpleType" && node.tag != "attribute" && node.tag != "anyAttribute" &&
           node.tag != "attributeGroup";
}

}  // namespace

xmlNode* ValueSchema::add(xmlNode* parent, const char* tag) { return xmlNewChild(parent, parent->ns, xmlText(tag), nullptr); }

std::string ValueSchema::named(const Node& node, std::string_view qname) {
    const Name name = files_.resolve(node, qname);
    const Component* const component = name.isBuiltIn() ? nullptr : files_.find(Symbol::type, node, name);
    const bool isSimple = component && component->node.tag == "simpleType";
    return isSimple ? at(component->node) : builtIn(name.isBuiltIn() ? name.local : "anySimpleType");
}

std::string ValueSchema::baseOf(const Node& node, const char* attribute) {
    const Node inner = node.child("simpleType");
    return node.has(attribute) ? named(node, node.attribute(attribute)) : inner ? at(inner) : builtIn("anySimpleType");
}

std::string ValueSchema::builtIn(const std::string& local) { return *builtIns_.insert("xs:" + local).first; }

std::string ValueSchema::at(const Node& definition) {
    const auto [entry, isNew] = known_.try_emplace(definition.id(), "t" + std::to_string(known_.size()));
    if (!isNew) {
        return entry->second;
    }
    if (!document_) {
        document_.reset(xmlNewDoc(xmlText("1.0")));
        xmlNode* const root = xmlNewDocNode(document_.get(), nullptr, xmlText("schema"), nullptr);
        xmlSetNs(root, xmlNewNs(root, xmlText(std::string(schemaNamespace).c_str()), xmlText("xs")));
        xmlDocSetRootElement(document_.get(), root);
    }
    const std::string name = entry->second;
    xmlNode* const type = add(xmlDocGetRootElement(document_.get()), "simpleType");
    set(type, "name", name);
    addDerivation(type, definition);
    return name;
}

void ValueSchema::addDerivation(xmlNode* type, const Node& definition) {
    if (const Node restriction = definition.child("restriction")) {
        const std::string base = baseOf(restriction, "base");
        const bool hasNames = base == "xs:QName" || base == "xs:NOTATION";  // their values need prefixes of the file
        xmlNode* const made = add(type, "restriction");
        set(made, "base", base);
        for (const Node& facet : restriction.children()) {
            if (isFacetToCopy(facet) && !(hasNames && facet.tag == "enumeration")) {
                set(add(made, std::string(facet.tag).c_str()), "value", facet.value.find("@value").text());
            }
        }
    } else if (const Node list = definition.child("list")) {
        set(add(type, "list"), "itemType", baseOf(list, "itemType"));
    } else if (const Node alternatives = definition.child("union")) {
        std::string members;
        std::string_view rest = alternatives.attribute("memberTypes");
        while (!rest.empty()) {
            const std::size_t length = std::min(rest.find_first_of(" \t\r\n"), rest.size());
            members += length > 0 ? named(alternatives, rest.substr(0, length)) + " " : std::string();
            rest.remove_prefix(std::min(length + 1, rest.size()));
        }
        for (const Node& inner : alternatives.children()) {
            members += inner.tag == "simpleType" ? at(inner) + " " : std::string();
        }
        set(add(type, "union"), "memberTypes", members);
    }
}

Done ValueSchema::compile() {
    if (!document_) {
        return {};
    }
    xmlNode* const root = xmlDocGetRootElement(document_.get());
    std::set<std::string> types = builtIns_;
    for (const auto& [id, name] : known_) {
        types.insert(name);
    }
    for (const std::string& type : types) {
        xmlNode* const element = add(root, "element");
        set(element, "name", elementOf(type));
        set(element, "type", type);
    }
    const ClosedWorld world(nullptr);
    const XmlSchemaParser parser(xmlSchemaNewDocParserCtxt(document_.get()));
    xmlSchemaSetParserStructuredErrors(parser.get(), ignore, nullptr);
    schema_.reset(xmlSchemaParse(parser.get()));
    return schema_ ? Done() : fail(ErrorCode::invalidInput, say("Cannot use the XML Schema. The members of a union are no types."));
}

bool ValueSchema::accepts(const std::string& type, std::string_view text) const {
    const XmlDocument document(xmlNewDoc(xmlText("1.0")));
    xmlNode* const root = xmlNewDocNode(document.get(), nullptr, xmlText(elementOf(type).c_str()), nullptr);
    xmlDocSetRootElement(document.get(), root);
    xmlAddChild(root, xmlNewDocTextLen(document.get(), xmlText(text.data()), static_cast<int>(text.size())));
    const XmlSchemaRun run(xmlSchemaNewValidCtxt(schema_.get()));
    xmlSchemaSetValidStructuredErrors(run.get(), ignore, nullptr);
    return xmlSchemaValidateDoc(run.get(), document.get()) == 0;
}

}  // namespace pb::schema::xsd

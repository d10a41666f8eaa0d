#include "models/schema/xsd/PatternChecker.h"

#include <algorithm>

namespace pb::schema::xsd {

namespace {

constexpr std::size_t deepest = 100;  ///< types and substitution groups one built on the other

const char* const instanceNamespace = "http://www.w3.org/2001/XMLSchema-instance";

std::string uriOf(const xmlNs* ns) { return ns ? textOf(ns->href) : std::string(); }
std::string keyOf(const xmlNode& node) { return Name{uriOf(node.ns), textOf(node.name)}.key(); }

std::string ownText(const xmlNode& element) {
    std::string text;
    for (const xmlNode* child = element.children; child != nullptr; child = child->next) {
        if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
            text += textOf(child->content);
        }
    }
    return text;
}

std::string attributeText(const xmlAttr& attribute) {
    std::string text;
    for (const xmlNode* part = attribute.children; part != nullptr; part = part->next) {
        text += textOf(part->content);
    }
    return text;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

const xmlAttr* instanceAttribute(const xmlNode& element, std::string_view name) {
    for (const xmlAttr* each = element.properties; each != nullptr; each = each->next) {
        if (uriOf(each->ns) == instanceNamespace && textOf(each->name) == name) {
            return each;
        }
    }
    return nullptr;
}

}  // namespace

bool PatternChecker::Wildcard::takes(const std::string& uri) const {
    return std::any_of(namespaces.begin(), namespaces.end(), [&](const std::string& each) {
        return each == "##any" || each == uri || (each == "##other" && uri != target && !uri.empty()) ||
               (each == "##targetNamespace" && uri == target) || (each == "##local" && uri.empty());
    });
}

Done PatternChecker::compile() {
    TypeRule& anything = rules_.emplace_back();
    anything.takesAnything = true;
    anything_ = &anything;
    for (const Component* element : files_.all(Symbol::element)) {
        elements_[element->key] = elementRule(element->node);
    }
    for (const Component* attribute : files_.all(Symbol::attribute)) {
        attributes_[attribute->key] = &texts_.typeOf(attribute->node);
        expectConstants(*attributes_[attribute->key], attribute->node);
    }
    for (const Component* type : files_.all(Symbol::type)) {
        types_[type->key] = type->node.tag == "complexType" ? complex(type->node) : simple(texts_.at(type->node));
    }
    while (!waiting_.empty()) {
        const auto [rule, definition] = std::move(waiting_.front());
        waiting_.pop_front();
        fill(*rule, definition);
    }
    for (const auto& [type, declaration] : constants_) {
        if (type->text) {
            expectConstants(*type->text, declaration);
        }
    }
    return texts_.finish();
}

PatternChecker::ElementRule PatternChecker::elementRule(const Node& declaration, int depth) {
    const ElementRule rule{typeOf(declaration, depth), declaration.has("default") || declaration.has("fixed")};
    if (rule.hasDefault) {
        constants_.emplace_back(rule.type, declaration);
    }
    return rule;
}

void PatternChecker::expectConstants(const TextRule& rule, const Node& declaration) {
    texts_.expect(rule, declaration, "default");
    texts_.expect(rule, declaration, "fixed");
}

const PatternChecker::TypeRule* PatternChecker::typeOf(const Node& declaration, int depth) {
    if (declaration.has("type")) {
        const Name name = files_.resolve(declaration, declaration.attribute("type"));
        const Component* const named = name.isBuiltIn() ? nullptr : files_.find(Symbol::type, declaration, name);
        const bool isAny = named ? false : !name.isBuiltIn() || name.local == "anyType";
        return named && named->node.tag == "complexType" ? complex(named->node)
               : isAny                                   ? anything_
                                                         : simple(texts_.typeOf(declaration));
    }
    if (const Node inner = declaration.child("complexType")) {
        return complex(inner);
    }
    if (declaration.child("simpleType")) {
        return simple(texts_.typeOf(declaration));
    }
    if (declaration.has("substitutionGroup") && static_cast<std::size_t>(depth) < deepest) {  // the head's type (§3.3.2)
        const Name name = files_.resolve(declaration, declaration.attribute("substitutionGroup"));
        const Component* const head = files_.find(Symbol::element, declaration, name);
        return head ? typeOf(head->node, depth + 1) : anything_;
    }
    return anything_;
}

const PatternChecker::TypeRule* PatternChecker::simple(const TextRule& text) {
    const auto [entry, isNew] = simpleRules_.try_emplace(&text, nullptr);
    if (isNew) {
        TypeRule& rule = rules_.emplace_back();
        rule.text = &text;
        entry->second = &rule;
    }
    return entry->second;
}

const PatternChecker::TypeRule* PatternChecker::complex(const Node& definition) {
    const auto [entry, isNew] = known_.try_emplace(definition.id(), nullptr);
    if (isNew) {
        entry->second = &rules_.emplace_back();
        waiting_.emplace_back(entry->second, definition);
    }
    return entry->second;
}

/// Of simple content; null where there is none.
const TextRule* PatternChecker::contentText(const Node& definition, std::size_t depth) {
    const Node derivation = definition.child("simpleContent") && depth < deepest ? derivationOf(definition) : Node();
    if (!derivation) {
        return nullptr;
    }
    const Name name = files_.resolve(derivation, derivation.attribute("base"));
    const Component* const base = name.isBuiltIn() ? nullptr : files_.find(Symbol::type, derivation, name);
    const Node inner = derivation.child("simpleType");
    const bool isComplex = base && base->node.tag == "complexType";
    const TextRule* const inherited = inner       ? &texts_.at(inner)
                                      : isComplex ? contentText(base->node, depth + 1)
                                                  : &texts_.named(derivation, derivation.attribute("base"));
    return inherited && derivation.tag == "restriction" ? &texts_.restricted(*inherited, derivation) : inherited;
}

void PatternChecker::fill(TypeRule& rule, const Node& definition) {
    const ComplexType& type = complex_.at(definition);
    rule.text = contentText(definition, 0);
    for (const Particle& particle : type.model.particles) {
        if (particle.isAny) {
            rule.wildcards.push_back(wildcard(particle.declaration));
        } else {
            rule.children.try_emplace(files_.nameOf(particle.declaration).key(), elementRule(particle.declaration));
        }
    }
    for (const Attribute& attribute : type.attributes) {
        if (!attribute.declaration.has("ref")) {  // that is one of xml:…
            const TextRule& text = texts_.typeOf(attribute.declaration);
            rule.attributes[files_.nameOf(attribute.declaration).key()] = &text;
            expectConstants(text, attribute.declaration);
        }
    }
}

PatternChecker::Wildcard PatternChecker::wildcard(const Node& any) const {
    Wildcard made;
    made.target = files_.targetOf(any);
    made.isSkipped = any.attribute("processContents") == "skip";
    std::string_view rest = any.has("namespace") ? any.attribute("namespace") : std::string_view("##any");
    while (!rest.empty()) {
        const std::size_t length = std::min(rest.find_first_of(" \t\r\n"), rest.size());
        made.namespaces.emplace_back(rest.substr(0, length));
        rest.remove_prefix(std::min(length + 1, rest.size()));
    }
    return made;
}

PatternChecker::ElementRule PatternChecker::ruleBelow(const TypeRule& parent, const xmlNode& child) const {
    const std::string key = keyOf(child);
    if (const auto own = parent.children.find(key); own != parent.children.end()) {
        return own->second;
    }
    const auto any = std::find_if(parent.wildcards.begin(), parent.wildcards.end(),
                                  [&](const Wildcard& each) { return each.takes(uriOf(child.ns)); });
    if (!parent.takesAnything && (any == parent.wildcards.end() || any->isSkipped)) {
        return {};
    }
    const auto global = elements_.find(key);
    return global == elements_.end() ? ElementRule{anything_, false} : global->second;
}

/// xsi:type counts before what is declared.
const PatternChecker::TypeRule* PatternChecker::typeFor(const Step& step) const {
    const xmlAttr* const chosen = instanceAttribute(*step.element, "type");
    if (chosen == nullptr) {
        return step.rule.type;
    }
    const std::string text = attributeText(*chosen);
    const std::string_view name = trimmed(text);
    const std::size_t colon = name.find(':');
    const std::string prefix(name.substr(0, colon == std::string_view::npos ? 0 : colon));
    xmlNode* const scope = const_cast<xmlNode*>(step.element);  // libxml2 asks so, and changes nothing
    const xmlNs* const ns = xmlSearchNs(scope->doc, scope, prefix.empty() ? nullptr : xmlText(prefix.c_str()));
    const std::string local(name.substr(colon == std::string_view::npos ? 0 : colon + 1));
    const auto found = types_.find(Name{uriOf(ns), local}.key());
    return found == types_.end() ? nullptr : found->second;
}

const TextRule* PatternChecker::attributeRule(const TypeRule& type, const xmlAttr& attribute) const {
    const std::string key = Name{uriOf(attribute.ns), textOf(attribute.name)}.key();
    const auto own = type.attributes.find(key);
    const auto global = attributes_.find(key);
    return own != type.attributes.end() ? own->second : global != attributes_.end() ? global->second : nullptr;
}

bool PatternChecker::checkElement(const Step& step, const TypeRule& type, const std::function<bool(PatternFault)>& each) const {
    for (const xmlAttr* attribute = step.element->properties; attribute != nullptr; attribute = attribute->next) {
        const TextRule* const rule = attributeRule(type, *attribute);
        auto fault = rule ? texts_.faultOf(*rule, attributeText(*attribute)) : std::nullopt;
        if (fault && !each({step.element, textOf(attribute->name), std::move(*fault)})) {
            return false;
        }
    }
    const xmlAttr* const nil = type.text ? instanceAttribute(*step.element, "nil") : nullptr;
    const std::string isNil = nil ? attributeText(*nil) : std::string();
    if (!type.text || trimmed(isNil) == "true" || trimmed(isNil) == "1") {
        return true;
    }
    const std::string text = ownText(*step.element);
    auto fault = text.empty() && step.rule.hasDefault ? std::nullopt : texts_.faultOf(*type.text, text);
    return !fault || each({step.element, {}, std::move(*fault)});
}

void PatternChecker::check(const xmlDoc& document, const std::function<bool(PatternFault)>& each) const {
    const xmlNode* const root = xmlDocGetRootElement(&document);
    std::vector<Step> waiting;
    if (const auto declared = root ? elements_.find(keyOf(*root)) : elements_.end(); declared != elements_.end()) {
        waiting.push_back({root, declared->second});
    }
    while (!waiting.empty()) {
        const Step step = waiting.back();
        waiting.pop_back();
        const TypeRule* const type = step.rule.type ? typeFor(step) : nullptr;
        if (type == nullptr) {
            continue;
        }
        if (!checkElement(step, *type, each)) {
            return;
        }
        for (const xmlNode* child = step.element->last; child != nullptr; child = child->prev) {
            if (child->type == XML_ELEMENT_NODE) {
                waiting.push_back({child, ruleBelow(*type, *child)});
            }
        }
    }
}

}  // namespace pb::schema::xsd

#include "models/schema/xsd/XsdErrors.h"

#include <libxml/xmlerror.h>

#include <algorithm>

namespace pb::schema::xsd {

namespace {

using doc::Kind;
using doc::Value;

std::string text(const xmlChar* chars) { return chars ? std::string(reinterpret_cast<const char*>(chars)) : std::string(); }

/// From the root element to the node; elements only.
std::vector<const xmlNode*> ancestry(const xmlNode* node) {
    std::vector<const xmlNode*> chain;
    for (; node != nullptr && (node->type == XML_ELEMENT_NODE || node->type == XML_ATTRIBUTE_NODE); node = node->parent) {
        chain.push_back(node);
    }
    std::reverse(chain.begin(), chain.end());
    return chain;
}

std::size_t positionOf(const xmlNode* element) {
    std::size_t position = 0;
    for (const xmlNode* other = element->prev; other != nullptr; other = other->prev) {
        position += other->type == XML_ELEMENT_NODE ? 1 : 0;
    }
    return position;
}

/// The elements below a value as the document has them: repeated ones are together in our tree.
std::vector<Value> elementsOf(Value parent) {
    std::vector<Value> all;
    for (const Value member : parent.children()) {
        if (member.name().starts_with('@') || member.name() == "#text") {
            continue;
        }
        if (member.is(Kind::array)) {
            for (const Value each : member.children()) {
                all.push_back(each);
            }
        } else {
            all.push_back(member);
        }
    }
    if (parent.document()->format() == doc::Format::xml) {
        std::sort(all.begin(), all.end(), [](Value left, Value right) { return left.range().begin < right.range().begin; });
    }
    return all;
}

}  // namespace

std::string attributeIn(std::string_view message) {
    constexpr std::string_view before = "', attribute '";
    const std::string_view head = message.substr(0, std::min(message.find("': "), message.size()));
    const std::size_t at = message.starts_with("Element '") ? head.find(before) : std::string_view::npos;
    if (at == std::string_view::npos) {
        return {};
    }
    const std::string_view name = head.substr(at + before.size());
    return std::string(name.substr(name.rfind('}') + 1));
}

Value attributeOf(Value element, const std::string& local) {
    for (const Value member : element.children()) {
        const std::string_view name = member.name();
        if (name == "@" + local || (name.starts_with('@') && name.ends_with(":" + local))) {
            return member;
        }
    }
    return element;
}

Value valueOf(const xmlNode* node, Value root) {
    Value value = root;
    for (const xmlNode* step : ancestry(node)) {
        if (step->type == XML_ATTRIBUTE_NODE) {
            return attributeOf(value, text(step->name));
        }
        const auto elements = elementsOf(value);
        const std::size_t position = positionOf(step);
        if (position >= elements.size()) {
            return value;
        }
        value = elements[position];
    }
    return value;
}

const Field& fieldOf(const xmlNode* node, const std::string& attribute, const Field& root, const ShownName& shownName) {
    const Field* field = &root;
    for (const xmlNode* step : ancestry(node)) {
        const std::string name = shownName(step->ns ? text(step->ns->href) : std::string(), text(step->name));
        const Field* const child = field->child(step->type == XML_ATTRIBUTE_NODE ? "@" + name : name);
        if (child == nullptr) {
            break;
        }
        field = child->type == FieldType::array && !child->children.empty() ? child->children.front().get() : child;
    }
    const Field* const own = attribute.empty() ? nullptr : field->child("@" + attribute);
    return own ? *own : *field;
}

std::string keywordFor(int code) {
    static constexpr std::pair<int, const char*> words[] = {
        {XML_SCHEMAV_CVC_LENGTH_VALID, "length"},
        {XML_SCHEMAV_CVC_MINLENGTH_VALID, "minLength"},
        {XML_SCHEMAV_CVC_MAXLENGTH_VALID, "maxLength"},
        {XML_SCHEMAV_CVC_MININCLUSIVE_VALID, "minInclusive"},
        {XML_SCHEMAV_CVC_MAXINCLUSIVE_VALID, "maxInclusive"},
        {XML_SCHEMAV_CVC_MINEXCLUSIVE_VALID, "minExclusive"},
        {XML_SCHEMAV_CVC_MAXEXCLUSIVE_VALID, "maxExclusive"},
        {XML_SCHEMAV_CVC_TOTALDIGITS_VALID, "totalDigits"},
        {XML_SCHEMAV_CVC_FRACTIONDIGITS_VALID, "fractionDigits"},
        {XML_SCHEMAV_CVC_PATTERN_VALID, "pattern"},
        {XML_SCHEMAV_CVC_ENUMERATION_VALID, "enumeration"},
        {XML_SCHEMAV_CVC_FACET_VALID, "facet"},
        {XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1, "type"},
        {XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_2, "type"},
        {XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3, "type"},
        {XML_SCHEMAV_CVC_TYPE_2, "abstract"},
        {XML_SCHEMAV_ELEMENT_CONTENT, "content"},
        {XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1, "content"},
        {XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2, "content"},
        {XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3, "content"},
        {XML_SCHEMAV_CVC_COMPLEX_TYPE_2_4, "content"},
        {XML_SCHEMAV_CVC_COMPLEX_TYPE_3_1, "attribute"},
        {XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1, "attribute"},
        {XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2, "attribute"},
        {XML_SCHEMAV_CVC_COMPLEX_TYPE_4, "required"},
        {XML_SCHEMAV_CVC_AU, "fixed"},
        {XML_SCHEMAV_CVC_ELT_1, "root"},
        {XML_SCHEMAV_CVC_ELT_2, "abstract"},
        {XML_SCHEMAV_CVC_ELT_3_1, "nillable"},
        {XML_SCHEMAV_CVC_ELT_3_2_1, "nillable"},
        {XML_SCHEMAV_CVC_ELT_3_2_2, "nillable"},
        {XML_SCHEMAV_CVC_ELT_4_1, "xsi:type"},
        {XML_SCHEMAV_CVC_ELT_4_2, "xsi:type"},
        {XML_SCHEMAV_CVC_ELT_4_3, "xsi:type"},
        {XML_SCHEMAV_CVC_ELT_5_2_2_2_1, "fixed"},
        {XML_SCHEMAV_CVC_ELT_5_2_2_2_2, "fixed"},
        {XML_SCHEMAV_CVC_IDC, "key"},
        {XML_SCHEMAV_CVC_WILDCARD, "any"},
    };
    const auto found = std::find_if(std::begin(words), std::end(words), [&](const auto& each) { return each.first == code; });
    return found == std::end(words) ? "xsd" : found->second;
}

std::string_view withoutHead(std::string_view message) {
    while (message.ends_with('\n') || message.ends_with(' ')) {
        message.remove_suffix(1);
    }
    if (message.starts_with("Element '")) {
        if (const std::size_t end = message.find("': "); end != std::string_view::npos) {
            message.remove_prefix(end + 3);
        }
        if (message.starts_with("[facet '")) {
            const std::size_t end = message.find("] ");
            message.remove_prefix(end == std::string_view::npos ? 0 : end + 2);
        }
    }
    return message;
}

}  // namespace pb::schema::xsd

#include "models/schema/write/XmlArranger.h"

#include "models/document/JsonLine.h"
#include "models/schema/JsonText.h"

#include <algorithm>

namespace pb::schema {

using doc::Kind;
using doc::Value;

namespace {

constexpr std::string_view declaration = "@xmlns";
constexpr const char* instanceNamespace = "http://www.w3.org/2001/XMLSchema-instance";

struct SplitName {
    bool isAttribute = false;
    std::string prefix;
    std::string local;
    std::string joined(const std::string& otherPrefix) const {
        return (isAttribute ? "@" : "") + (otherPrefix.empty() ? local : otherPrefix + ":" + local);
    }
};

SplitName split(std::string_view name) {
    SplitName parts;
    parts.isAttribute = name.starts_with('@');
    name.remove_prefix(parts.isAttribute ? 1 : 0);
    const std::size_t colon = name.find(':');
    parts.prefix = colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
    parts.local = name.substr(colon == std::string_view::npos ? 0 : colon + 1);
    return parts;
}

bool isDeclaration(std::string_view name) {
    return name == declaration || name.starts_with("@xmlns:");
}

std::map<std::string, std::string, std::less<>> declarationsIn(Value element) {
    std::map<std::string, std::string, std::less<>> all;
    for (const Value member : (element.is(Kind::array) ? element.at(0) : element).children()) {
        if (isDeclaration(member.name())) {
            const std::string_view prefix = member.name().substr(declaration.size());
            all.emplace(prefix.substr(prefix.empty() ? 0 : 1), member.text());
        }
    }
    return all;
}

std::string prefixInFile(const xsd::File& file, const std::string& uri) {
    for (const xsd::File::Binding& binding : file.bindings) {
        if (binding.uri == uri && !binding.prefix.empty()) {
            return binding.prefix;
        }
    }
    return "tns";
}

}  // namespace

Result<std::shared_ptr<const XsdForm>> XsdForm::open(std::string bytes, const std::string& path, const FileLoader& loader) {
    auto form = std::shared_ptr<XsdForm>(new XsdForm{xsd::Files(loader), {}, {}, {}});
    PB_CHECK(form->files.loadRoot(std::move(bytes), path));
    xsd::TreeMaker maker(form->files);
    form->tree = maker.make();
    form->namespaces = maker.namespaces();
    for (const auto& [field, uri] : form->namespaces) {
        if (uri.empty() && !field->name.starts_with('@') && !form->files.first().targetNamespace.empty()) {
            form->targetPrefix = prefixInFile(form->files.first(), form->files.first().targetNamespace);
        }
    }
    return std::shared_ptr<const XsdForm>(std::move(form));
}

std::string XmlArranger::document(Value root) {
    std::string out = arrange(root, *form_.tree.root);
    const Value element = root.is(Kind::object) ? root.at(0) : Value();
    if (!element || element.is(Kind::object) || element.is(Kind::array) || used_.empty()) {
        return out;
    }
    const std::string scalar = doc::writeJsonLine(element);
    const std::string name = out.substr(0, out.size() - 1 - scalar.size());
    return name + "{" + declarations(element) + ",\"#text\":" + scalar + "}}";
}

void XmlArranger::object(Value object, const Field& field, std::string& out) {
    scopes_.push_back(declarationsIn(object));
    std::string members;
    Arranger::object(object, field, members);
    scopes_.pop_back();
    const bool isRootElement = scopes_.size() == 1;
    const std::string declared = isRootElement ? declarations(object) : std::string();
    if (!declared.empty()) {
        members.insert(1, declared + (members == "{}" ? "" : ","));
    }
    out += members;
}

/// Of the names given here, without those that the root element has already.
std::string XmlArranger::declarations(Value rootElement) const {
    const auto own = declarationsIn(rootElement);
    std::string out;
    for (const auto& [prefix, uri] : used_) {
        if (!own.contains(prefix)) {
            out += out.empty() ? "" : ",";
            out += jsonText(std::string(declaration) + (prefix.empty() ? "" : ":" + prefix)) + ":" + jsonText(uri);
        }
    }
    return out;
}

/// The namespace that the document itself declares for the prefix of a member; null where it declares none.
const std::string* XmlArranger::declaredFor(Value member) {
    const SplitName name = split(member.name());
    if (name.isAttribute && name.prefix.empty()) {
        return nullptr;
    }
    own_ = declarationsIn(member);
    if (const auto found = own_.find(name.prefix); found != own_.end()) {
        return &found->second;
    }
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
        if (const auto found = scope->find(name.prefix); found != scope->end()) {
            return &found->second;
        }
    }
    return nullptr;
}

std::string XmlArranger::listedName(Value member) {
    const std::string* const uri = isDeclaration(member.name()) ? nullptr : declaredFor(member);
    if (!uri) {
        return std::string(member.name());
    }
    return split(member.name()).joined(*uri == instanceNamespace ? "xsi" : form_.files.prefixFor(*uri));
}

std::string XmlArranger::writtenName(Value member, const Field* field) {
    const auto known = form_.namespaces.find(field);
    if (member.name().starts_with("@xsi:") && !declaredFor(member)) {
        used_.emplace("xsi", instanceNamespace);
    }
    if (isDeclaration(member.name()) || known == form_.namespaces.end() || declaredFor(member)) {
        return std::string(member.name());
    }
    const SplitName name = split(member.name());
    return name.joined(prefixFor(known->second, name.isAttribute));
}

std::string XmlArranger::prefixFor(const std::string& uri, bool isAttribute) {
    const xsd::File& first = form_.files.first();
    if (uri.empty() || uri == xsd::xmlNamespace) {
        return uri.empty() ? "" : "xml";
    }
    std::string prefix = form_.files.prefixFor(uri);
    if (uri == first.targetNamespace) {
        prefix = isAttribute ? prefixInFile(first, uri) : form_.targetPrefix;
    } else if (prefix.empty()) {
        const auto known = std::find_if(used_.begin(), used_.end(), [&](const auto& each) { return each.second == uri; });
        prefix = known != used_.end() ? known->first : "ns" + std::to_string(used_.size() + 1);
    }
    used_.emplace(prefix, uri);
    return prefix;
}

bool XmlArranger::standsFirst(Value member) const {
    return isDeclaration(member.name());
}

void XmlArranger::refuse(Value member) {
    const std::string_view name = member.name();
    const bool isOfXml = name.starts_with("@xml:") || listedName(member).starts_with("@xsi:");
    if (!isOfXml && scopes_.size() > 1) {  // what the root element may be is for the validator to say
        refused_.push_back(member);
    }
}

}  // namespace pb::schema

#include "models/schema/compile/Registry.h"

#include "models/base/Text.h"
#include "models/schema/compile/MetaSchemas.h"
#include "models/schema/compile/Uri.h"

#include <charconv>

namespace pb::schema {

namespace {

using doc::Kind;
using doc::Value;

void pushChildren(Value keywordValue, Shape shape, std::vector<Value>& work) {
    const bool list = keywordValue.is(Kind::array);
    const bool one = shape == Shape::schema || (shape == Shape::schemaOrArray && !list);
    if (one) {
        work.push_back(keywordValue);
        return;
    }
    const bool many = (shape == Shape::map || shape == Shape::schemaOrStrings) ? keywordValue.is(Kind::object) : list;
    if (shape == Shape::none || !many) {
        return;
    }
    for (const Value child : keywordValue.children()) {
        if (child.is(Kind::object)) {
            work.push_back(child);
        }
    }
}

/// RFC 6901 §3, §4.
std::string unescapedToken(std::string_view token) {
    std::string out;
    for (std::size_t i = 0; i < token.size(); ++i) {
        const bool escape = token[i] == '~' && i + 1 < token.size();
        out.push_back(!escape ? token[i] : token[i + 1] == '1' ? '/' : '~');
        i += escape ? 1 : 0;
    }
    return out;
}

Error cannotResolve(std::string_view reference, QString reason, Value asked) {
    return Error(ErrorCode::notFound, say("Cannot follow the reference “%1”. %2").arg(qs(reference), reason), {},
                 asked.isValid() ? asked.place() : Place());
}

}  // namespace

ResourceId Registry::addResource(std::string uri, Value root, const Rules& rules) {
    const auto id = static_cast<ResourceId>(resources_.size());
    byUri_.emplace(uri, id);
    resources_.push_back({std::move(uri), root, rules, {}, {}});
    return id;
}

ResourceId Registry::resourceOf(Value schema, ResourceId otherwise) const {
    const auto document = resourceOf_.find(schema.document());
    if (document == resourceOf_.end()) {
        return otherwise;
    }
    const auto found = document->second.find(schema.index());
    return found == document->second.end() ? otherwise : found->second;
}

void Registry::keep(doc::DocumentPtr document) {
    const auto has = [&](std::string_view name) { return document->nameId(name) != doc::Node::noName; };
    mayBeDynamic_ = mayBeDynamic_ || has("$dynamicAnchor") || has("$recursiveAnchor");
    documents_.push_back(std::move(document));
}

Result<SchemaPlace> Registry::addRoot(doc::DocumentPtr document, Value root) {
    keep(document);
    Rules rules;
    rules.dialect = options_.dialect == Dialect::automatic ? dialectOfDocument(document->root()) : options_.dialect;
    const Value own = document->root().find("jsonSchemaDialect");
    if (const Value declared = root.find("$schema"); declared.is(Kind::string)) {
        PB_TRY(declaredRules, rulesFor(declared.text(), declared));
        rules = declaredRules;
    } else if (own.is(Kind::string) && options_.dialect == Dialect::automatic) {
        PB_TRY(declaredRules, rulesFor(own.text(), own));
        rules = declaredRules;
    }
    const ResourceId whole = addResource(std::string(withoutFragment(options_.baseUri)), document->root(), rules);
    PB_CHECK(scan(root, whole));
    return SchemaPlace{root, resourceOf(root, whole)};
}

Done Registry::scan(Value schema, ResourceId resource) {
    std::vector<std::pair<Value, ResourceId>> work{{schema, resource}};
    std::vector<Value> children;
    while (!work.empty()) {
        const auto [value, parent] = work.back();
        work.pop_back();
        if (!value.is(Kind::object) || resourceOf_[value.document()].contains(value.index())) {
            continue;
        }
        PB_TRY(own, enter(value, parent));
        children.clear();
        const Rules rules = resources_[own].rules;
        for (const Value member : value.children()) {
            pushChildren(member, keywordInfo(member.name(), rules).shape, children);
        }
        for (const Value child : children) {
            work.emplace_back(child, own);
        }
    }
    return {};
}

Result<ResourceId> Registry::enter(Value schema, ResourceId parent) {
    Rules rules = resources_[parent].rules;
    ResourceId own = parent;
    const Value declared = schema.find("$schema");
    if (declared.is(Kind::string) && schema != resources_[parent].root) {
        PB_TRY(declaredRules, rulesFor(declared.text(), declared));
        rules = declaredRules;
    }
    const bool hidden = rules.refHidesSiblings() && schema.find("$ref").is(Kind::string);
    const std::string_view keyword = rules.idKeyword();
    const Value id = keyword.empty() || hidden ? Value() : schema.find(keyword);
    if (id.is(Kind::string) && !id.text().starts_with('#')) {
        const std::string uri = resolveUri(resources_[parent].uri, id.text());
        const std::string_view absolute = withoutFragment(uri);
        if (schema == resources_[parent].root) {  // the document's own id replaces the URI it was got from
            byUri_.emplace(absolute, parent);
            resources_[parent].uri = absolute;
        } else {
            own = addResource(std::string(absolute), schema, rules);
        }
    }
    if (id.is(Kind::string) && rules.isBefore(Dialect::draft2019)) {
        if (const UriParts parts = splitUri(id.text()); !parts.fragment.empty()) {
            resources_[own].anchors.emplace(parts.fragment, schema);
        }
    }
    recordAnchors(schema, own, rules);
    resourceOf_[schema.document()][schema.index()] = own;
    return own;
}

void Registry::recordAnchors(Value schema, ResourceId resource, const Rules& rules) {
    if (rules.isBefore(Dialect::draft2019)) {
        return;
    }
    Resource& target = resources_[resource];
    if (const Value anchor = schema.find("$anchor"); anchor.is(Kind::string)) {
        target.anchors.emplace(anchor.text(), schema);
    }
    if (rules.atLeast(Dialect::draft2020)) {
        if (const Value anchor = schema.find("$dynamicAnchor"); anchor.is(Kind::string)) {
            target.anchors.emplace(anchor.text(), schema);
            target.dynamicAnchors.emplace(anchor.text(), schema);
        }
    } else if (schema == target.root && schema.find("$recursiveAnchor").boolean()) {
        target.dynamicAnchors.emplace("", schema);
    }
}

Result<doc::DocumentPtr> Registry::fetch(const std::string& uri) {
    if (const doc::DocumentPtr builtIn = metaSchema(uri)) {
        return builtIn;
    }
    if (!options_.resolver) {
        return fail(ErrorCode::notFound, say("Nothing says where the document is that it leads to, and none is built in under this name."),
                    say("Put the document's schemas under “$defs”, or name a folder that has it."));
    }
    return options_.resolver(uri);
}

Result<ResourceId> Registry::load(const std::string& uri, const Rules& rules, Value asked) {
    auto document = fetch(uri);
    if (!document) {
        Error error = cannotResolve(uri, document.error().sentence, asked);
        error.hint = document.error().hint;
        return fail(std::move(error));
    }
    keep(*document);
    const Value root = (*document)->root();
    Rules own = rules;
    if (const Value declared = root.find("$schema"); declared.is(Kind::string)) {
        PB_TRY(declaredRules, rulesFor(declared.text(), declared));
        own = declaredRules;
    }
    const ResourceId id = addResource(uri, root, own);
    PB_CHECK(scan(root, id));
    return id;
}

Result<Rules> Registry::rulesFor(std::string_view uri, Value asked, int depth) {
    if (const auto known = dialectOf(uri)) {
        return Rules{*known, vocabularyAll};
    }
    constexpr int longestChain = 8;
    auto document = depth < longestChain ? fetch(std::string(withoutFragment(uri)))
                                         : fail(ErrorCode::limit, say("More than %1 meta-schemas follow each other.").arg(longestChain));
    if (!document) {
        Error error(ErrorCode::unsupported, say("Cannot use the schema. Its dialect “%1” is not known.").arg(qs(uri)),
                    say("Give its meta-schema, or name one of the published drafts in $schema."),
                    asked.isValid() ? asked.place() : Place());
        return fail(std::move(error).because(std::move(document).error()));
    }
    const Value root = (*document)->root();
    Rules rules;
    if (const Value above = root.find("$schema"); above.is(Kind::string) && above.text() != uri) {
        PB_TRY(aboveRules, rulesFor(above.text(), above, depth + 1));
        rules = aboveRules;
    }
    rules.vocabularies = vocabulariesOf(root);
    return rules;
}

Result<ResourceId> Registry::find(const std::string& uri, ResourceId from, Value asked) {
    if (const auto known = byUri_.find(uri); known != byUri_.end()) {
        return known->second;
    }
    PB_CHECK(scanComponents());
    if (const auto known = byUri_.find(uri); known != byUri_.end()) {
        return known->second;
    }
    return load(uri, resources_[from].rules, asked);
}

/// OpenAPI documents are scanned only where references lead, until an `$id` is asked for that was not met.
Done Registry::scanComponents() {
    if (componentsScanned_ || documents_.empty()) {
        return {};
    }
    componentsScanned_ = true;
    for (const char* pointer : {"/components/schemas", "/definitions"}) {
        for (const Value schema : documents_.front()->root().follow(pointer).children()) {
            PB_CHECK(scan(schema, 0));
        }
    }
    return {};
}

Value Registry::stepInto(Value value, const std::string& token) {
    constexpr std::uint32_t wide = 64;
    if (value.is(Kind::object)) {
        if (value.size() < wide) {
            return value.find(token);
        }
        auto& members = wideMembers_[value.document()][value.index()];
        if (members.empty()) {
            for (const Value member : value.children()) {
                members[member.name()] = member;  // the last of a name counts, as for find()
            }
        }
        const auto found = members.find(token);
        return found == members.end() ? Value() : found->second;
    }
    std::uint32_t index = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
    return error == std::errc() && end == token.data() + token.size() ? value.at(index) : Value();
}

Result<SchemaPlace> Registry::followPointer(std::string_view pointer, ResourceId resource) {
    Value value = resources_[resource].root;
    ResourceId current = resource;
    std::size_t at = 0;
    while (at < pointer.size() && value.isValid()) {
        const auto next = std::min(pointer.find('/', at + 1), pointer.size());
        value = stepInto(value, unescapedToken(pointer.substr(at + 1, next - at - 1)));
        at = next;
        current = value.isValid() ? resourceOf(value, current) : current;
    }
    if (!value.isValid()) {
        return SchemaPlace{};
    }
    PB_CHECK(scan(value, current));
    return SchemaPlace{value, resourceOf(value, current)};
}

Result<SchemaPlace> Registry::resolve(std::string_view reference, ResourceId from, Value asked) {
    const std::string uri = resolveUri(resources_[from].uri, reference);
    const UriParts parts = splitUri(uri);
    const bool local = reference.starts_with('#') || reference.empty();
    const auto target = local ? Result<ResourceId>(from) : find(std::string(withoutFragment(uri)), from, asked);
    if (!target) {
        return fail(target.error());
    }
    const std::string fragment = percentDecoded(parts.fragment);
    if (fragment.empty() || fragment.front() == '/') {
        PB_TRY(place, followPointer(fragment, *target));
        if (!place.value.isValid()) {
            return fail(cannotResolve(reference, say("There is nothing at “%1”.").arg(qs(fragment)), asked));
        }
        return place;
    }
    const auto& anchors = resources_[*target].anchors;
    if (const auto anchor = anchors.find(fragment); anchor != anchors.end()) {
        return SchemaPlace{anchor->second, *target};
    }
    return fail(cannotResolve(reference, say("No anchor is named “%1”.").arg(qs(fragment)), asked));
}

bool Registry::isDynamic(const SchemaPlace& target, std::string_view reference) const {
    const std::string name = percentDecoded(splitUri(reference).fragment);
    const auto& anchors = resources_[target.resource].dynamicAnchors;
    const auto found = anchors.find(name);
    return found != anchors.end() && found->second == target.value;
}

}  // namespace pb::schema

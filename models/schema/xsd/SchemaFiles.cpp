#include "models/schema/xsd/SchemaFiles.h"

#include "models/base/Text.h"
#include "models/document/Xml.h"

#include <algorithm>
#include <optional>

namespace pb::schema::xsd {

namespace {

using doc::Kind;
using doc::Value;

constexpr std::size_t mostFiles = 1000;
constexpr int deepestInclude = 100;
constexpr std::size_t mostBindings = 10'000;  ///< namespace declarations of one file
constexpr std::size_t mostFindings = 1000;
constexpr std::string_view prefix = "xs:";

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t begin = std::min(text.find_first_not_of(blanks), text.size());
    return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

std::string_view localTag(std::string_view name) {
    return name.starts_with(prefix) ? name.substr(prefix.size()) : std::string_view();
}

/// All text below an element, in document order.
void appendText(Value value, std::string& out) {
    if (value.is(Kind::string)) {
        out.append(out.empty() || out.back() == ' ' ? "" : " ").append(trimmed(value.text()));
        return;
    }
    std::vector<Value> parts;
    for (const Value child : value.children()) {
        if (child.is(Kind::array)) {
            for (const Value each : child.children()) {
                parts.push_back(each);
            }
        } else if (!child.name().starts_with('@')) {
            parts.push_back(child);
        }
    }
    std::sort(parts.begin(), parts.end(), [](Value left, Value right) { return left.range().begin < right.range().begin; });
    for (const Value part : parts) {
        appendText(part, out);
    }
}

std::optional<Symbol> symbolOf(std::string_view tag) {
    if (tag == "element")
        return Symbol::element;
    if (tag == "attribute")
        return Symbol::attribute;
    if (tag == "complexType" || tag == "simpleType")
        return Symbol::type;
    if (tag == "group")
        return Symbol::group;
    if (tag == "attributeGroup")
        return Symbol::attributeGroup;
    return std::nullopt;
}

const char* wordFor(Symbol symbol) {
    static constexpr const char* names[] = {"element", "attribute", "type", "group", "attribute group"};
    return names[static_cast<std::size_t>(symbol)];
}

/// `location` as seen from the file at `base`: absolute URIs and paths stay, "../a/./b.xsd" is made plain.
std::string pathFrom(const std::string& base, std::string_view location) {
    if (location.find("://") != std::string_view::npos || location.starts_with('/')) {
        return std::string(location);
    }
    const std::size_t slash = base.rfind('/');
    std::string whole = slash == std::string::npos ? std::string() : base.substr(0, slash + 1);
    const std::size_t fixed = whole.find("://") == std::string::npos ? 0 : whole.find("://") + 3;
    while (location.starts_with("./") || location.starts_with("../")) {
        const bool up = location.starts_with("../");
        const std::size_t parent = up && whole.size() > fixed + 1 ? whole.rfind('/', whole.size() - 2) : std::string::npos;
        const bool canGoUp = up && whole.size() > fixed && !whole.ends_with("../");
        if (up && !canGoUp) {
            whole += "../";
        } else if (up) {
            whole.resize(parent == std::string::npos || parent < fixed ? fixed : parent + 1);
        }
        location.remove_prefix(up ? 3 : 2);
    }
    return whole + std::string(location);
}

}  // namespace

std::string_view Node::attribute(std::string_view name) const {
    for (const Value member : value.children()) {
        const std::string_view shown = member.name();
        if (shown.size() == name.size() + 1 && shown[0] == '@' && shown.substr(1) == name) {
            return trimmed(member.text());
        }
    }
    return {};
}

bool Node::has(std::string_view name) const { return value.find("@" + std::string(name)).isValid(); }

bool Node::isTrue(std::string_view name) const {
    const std::string_view text = attribute(name);
    return text == "true" || text == "1";
}

std::vector<Node> Node::children() const {
    std::vector<Node> all;
    const auto add = [&](Value child, std::string_view childTag) {
        if (!childTag.empty() && childTag != "annotation") {
            all.push_back({file, child, childTag, owner});
        }
    };
    for (const Value member : value.children()) {
        const std::string_view childTag = localTag(member.name());
        if (member.is(Kind::array)) {
            for (const Value each : member.children()) {
                add(each, childTag);
            }
        } else {
            add(member, childTag);
        }
    }
    std::sort(all.begin(), all.end(),
              [](const Node& left, const Node& right) { return left.value.range().begin < right.value.range().begin; });
    return all;
}

Node Node::child(std::string_view wanted) const {
    for (const Node& each : children()) {
        if (each.tag == wanted) {
            return each;
        }
    }
    return {};
}

std::string Node::documentation() const {
    std::string text;
    const Value annotation = value.find("xs:annotation");
    const auto add = [&](Value one) {
        if (const Value documentation = one.find("xs:documentation")) {
            appendText(documentation, text);
        }
    };
    add(annotation);
    for (const Value each : annotation.children()) {
        add(each);
    }
    return text;
}

Place Node::place() const {
    Place place = value.place();
    place.address = file->path;
    return place;
}

Done Files::loadRoot(std::string bytes, const std::string& path) {
    PB_TRY(file, open(std::move(bytes), path, {}));
    collect(*file, false, file->schema);
    return {};
}

Result<const File*> Files::open(std::string bytes, const std::string& path, const std::string& includer) {
    doc::XmlOptions options;
    options.prefixes[std::string(schemaNamespace)] = prefix.substr(0, prefix.size() - 1);
    const auto owner = std::make_shared<const std::string>(std::move(bytes));
    auto document = doc::readXml(*owner, owner, options);
    if (!document) {
        Error error = std::move(document).error();
        error.place.address = path;
        return fail(std::move(error));
    }
    const Value schema = (*document)->root().find("xs:schema");
    if (!schema) {
        return fail(ErrorCode::invalidInput, say("%1 is no XML Schema: its root is not xs:schema.").arg(qs(path)),
                    say("Give the .xsd file."), {path, 1, 1, 0});
    }
    File& file = files_.emplace_back();
    file.bytes = owner;
    file.document = *document;
    file.schema = schema;
    file.path = path;
    const Node root{&file, schema, "schema", nullptr};
    file.targetNamespace = root.has("targetNamespace") ? std::string(root.attribute("targetNamespace")) : includer;
    file.qualifiesElements = root.attribute("elementFormDefault") == "qualified";
    file.qualifiesAttributes = root.attribute("attributeFormDefault") == "qualified";
    readBindings(file);
    opened_[{path, file.targetNamespace}] = &file;
    return &file;
}

/// The namespace declarations of all elements. Preorder: outer elements come first.
void Files::readBindings(File& file) {
    std::vector<Value> waiting{file.schema};
    while (!waiting.empty() && file.bindings.size() < mostBindings) {
        const Value element = waiting.back();
        waiting.pop_back();
        for (const Value member : element.children()) {
            const std::string_view name = member.name();
            if (name == "@xmlns" || name.starts_with("@xmlns:")) {
                file.bindings.push_back({element.range(), std::string(name.substr(std::min<std::size_t>(7, name.size()))),
                                         std::string(member.text())});
            } else if (member.node().isContainer()) {
                waiting.push_back(member);
            }
        }
    }
    std::stable_sort(file.bindings.begin(), file.bindings.end(),
                     [](const File::Binding& left, const File::Binding& right) { return left.range.begin < right.range.begin; });
}

void Files::collect(const File& file, bool redefines, Value parent) {
    const Node root{&file, parent, "schema", nullptr};
    for (const Node& node : root.children()) {
        if (node.tag == "include" || node.tag == "import" || node.tag == "redefine") {
            follow(node);
        } else {
            collectSymbol(node, redefines);
        }
    }
}

void Files::collectSymbol(const Node& node, bool redefines) {
    const auto symbol = symbolOf(node.tag);
    const std::string_view name = node.attribute("name");
    if (!symbol || name.empty()) {
        if (symbol) {
            note(Severity::error, "schema.xsd.name", say("This %1 has no name.").arg(qs(node.tag)), node);
        }
        return;
    }
    Component& component = components_.emplace_back();
    component.node = node;
    component.node.owner = &component;
    component.key = Name{targetOf(node), std::string(name)}.key();
    const auto index = static_cast<std::size_t>(*symbol);
    const auto [entry, isNew] = symbols_[index].try_emplace(component.key, &component);
    if (isNew) {
        order_[index].push_back(&component);
    } else if (redefines) {
        component.redefined = entry->second;
        std::replace(order_[index].begin(), order_[index].end(), entry->second, static_cast<const Component*>(&component));
        entry->second = &component;
    } else {
        note(Severity::warning, "schema.xsd.twice", say("“%1” is declared twice; the first one counts.").arg(qs(name)), node);
    }
}

void Files::follow(const Node& node) {
    if (depth_ >= deepestInclude || files_.size() >= mostFiles) {
        note(Severity::error, "schema.xsd.limit",
             say("The file is not read: at most %1 files, and %2 one inside of the other.").arg(mostFiles).arg(deepestInclude),
             node);
        return;
    }
    ++depth_;
    load(node);
    --depth_;
    if (node.tag == "redefine") {
        collect(*node.file, true, node.value);
    }
}

void Files::load(const Node& node) {
    const std::string_view location = node.attribute("schemaLocation");
    const bool isImport = node.tag == "import";
    const std::string wanted(isImport ? node.attribute("namespace") : std::string_view(node.file->targetNamespace));
    if (location.empty() || wanted == xmlNamespace) {
        return;  // an import without a place says only that names of that namespace may be used
    }
    const std::string path = pathFrom(node.file->path, location);
    if (opened_.contains({path, wanted})) {
        return;
    }
    auto bytes =
        loader_ ? loader_(path) : Result<std::string>(fail(ErrorCode::notFound, say("Nothing says where other files are.")));
    if (!bytes) {
        note(Severity::error, "schema.xsd.file", say("Cannot read “%1”. %2").arg(qs(path), bytes.error().sentence), node);
        return;
    }
    const auto file = open(std::move(*bytes), path, isImport ? std::string() : wanted);
    if (!file) {
        findings_.push_back({Severity::error, "schema.xsd.file", file.error().sentence, file.error().hint, file.error().place});
        return;
    }
    if ((*file)->targetNamespace != wanted) {
        note(Severity::warning, "schema.xsd.namespace",
             say("“%1” is for the namespace “%2”, not for “%3”.").arg(qs(path), qs((*file)->targetNamespace), qs(wanted)), node);
    }
    collect(**file, false, (*file)->schema);
}

Name Files::resolve(const Node& node, std::string_view qname) const {
    const std::size_t colon = qname.find(':');
    const std::string_view wanted = colon == std::string_view::npos ? std::string_view() : qname.substr(0, colon);
    Name name{{}, std::string(colon == std::string_view::npos ? qname : qname.substr(colon + 1))};
    if (wanted == "xml") {
        name.uri = xmlNamespace;
        return name;
    }
    const std::uint32_t at = node.value.range().begin;
    bool isBound = false;
    for (const File::Binding& binding : node.file->bindings) {
        if (binding.prefix == wanted && binding.range.begin <= at && at < binding.range.end) {
            name.uri = binding.uri;
            isBound = true;
        }
    }
    if (!wanted.empty() && !isBound) {
        name.unbound = wanted;
    }
    // A file without a target namespace that another one includes means that one's with names that have no prefix.
    if (wanted.empty() && !isBound && !node.file->schema.find("@targetNamespace")) {
        name.uri = node.file->targetNamespace;
    }
    return name;
}

const Component* Files::find(Symbol symbol, const Node& node, const Name& name) {
    const auto& table = symbols_[static_cast<std::size_t>(symbol)];
    const auto found = table.find(name.key());
    if (found != table.end()) {
        const bool isOwn = node.owner != nullptr && node.owner->redefined != nullptr && node.owner->key == name.key() &&
                           symbolOf(node.owner->node.tag) == symbol;
        return isOwn ? node.owner->redefined : found->second;
    }
    if (!missing_.insert(node.id()).second) {
        return nullptr;
    }
    if (!name.unbound.empty()) {
        note(Severity::error, "schema.xsd.prefix",
             say("The prefix “%1” of “%2” is not declared.").arg(qs(name.unbound), qs(name.local)), node);
        return nullptr;
    }
    const QString where = name.uri.empty() ? QString() : say(" in the namespace “%1”").arg(qs(name.uri));
    note(Severity::error, "schema.reference",
         say("There is no %1 “%2”%3.").arg(QLatin1String(wordFor(symbol)), qs(name.local), where), node);
    return nullptr;
}

std::string Files::prefixFor(const std::string& uri) const {
    if (uri.empty() || uri == first().targetNamespace) {
        return {};
    }
    if (uri == xmlNamespace) {
        return "xml";
    }
    for (const File& file : files_) {
        for (const File::Binding& binding : file.bindings) {
            if (binding.uri == uri && !binding.prefix.empty()) {
                return binding.prefix;
            }
        }
    }
    return {};
}

Name Files::nameOf(const Node& declaration) const {
    const bool isGlobal = declaration.owner != nullptr && declaration.owner->node.value == declaration.value;
    const bool byDefault =
        declaration.tag == "element" ? declaration.file->qualifiesElements : declaration.file->qualifiesAttributes;
    const std::string_view form = declaration.attribute("form");
    const bool isQualified = isGlobal || (form.empty() ? byDefault : form == "qualified");
    return {isQualified ? targetOf(declaration) : std::string(), std::string(declaration.attribute("name"))};
}

void Files::note(Severity severity, const char* rule, QString sentence, const Node& node) {
    if (findings_.size() < mostFindings) {
        findings_.push_back({severity, rule, std::move(sentence), {}, node.place()});
    }
}

}  // namespace pb::schema::xsd

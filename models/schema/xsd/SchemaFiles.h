#pragma once

#include "models/schema/TreeImport.h"

#include <array>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pb::schema::xsd {

inline constexpr std::string_view schemaNamespace = "http://www.w3.org/2001/XMLSchema";
inline constexpr std::string_view xmlNamespace = "http://www.w3.org/XML/1998/namespace";

struct Component;

/// One schema file, as one target namespace reads it (a file without one takes over that of the file that includes it).
struct File {
    std::shared_ptr<const std::string> bytes;  ///< as they came; the document may be a copy in UTF-8
    doc::DocumentPtr document;
    doc::Value schema;
    std::string path;
    std::string targetNamespace;
    bool qualifiesElements = false, qualifiesAttributes = false;

    struct Binding {
        doc::ByteRange range;  ///< of the element that declares it
        std::string prefix, uri;
    };
    std::vector<Binding> bindings;  ///< outer ones first
};

/// An element of a schema file. `owner` is the global component that it is a part of.
struct Node {
    const File* file = nullptr;
    doc::Value value;
    std::string_view tag;  ///< local name; empty for what is no XSD element
    const Component* owner = nullptr;

    explicit operator bool() const { return file != nullptr; }
    std::string_view attribute(std::string_view name) const;  ///< without the white space around it; empty = not there
    bool has(std::string_view name) const;
    bool isTrue(std::string_view name) const;
    std::vector<Node> children() const;  ///< XSD elements in document order, annotations left out
    Node child(std::string_view wanted) const;
    std::string documentation() const;
    Place place() const;
    std::pair<const File*, std::uint32_t> id() const { return {file, value.index()}; }
};

/// A global declaration or definition.
struct Component {
    Node node;
    std::string key;                       ///< "{namespace}name"
    const Component* redefined = nullptr;  ///< what xs:redefine builds on
};

enum class Symbol : std::uint8_t { element, attribute, type, group, attributeGroup };

/// A qualified name.
struct Name {
    std::string uri, local;
    std::string unbound = {};  ///< the prefix, where nothing declares it
    std::string key() const { return "{" + uri + "}" + local; }
    bool isBuiltIn() const { return uri == schemaNamespace; }
};

/// All files that a schema reaches, and the symbols that they declare.
class Files {
public:
    explicit Files(FileLoader loader) : loader_(std::move(loader)) {}

    Done loadRoot(std::string bytes, const std::string& path);

    const File& first() const { return files_.front(); }
    const std::deque<File>& files() const { return files_; }
    const std::deque<Component>& components() const { return components_; }
    const std::vector<const Component*>& all(Symbol symbol) const { return order_[static_cast<std::size_t>(symbol)]; }

    /// A QName at `node`; without a prefix the default namespace counts.
    Name resolve(const Node& node, std::string_view qname) const;
    /// The component of that name; a finding (once a place) and null where there is none. Inside of a redefinition its
    /// own name is what it redefines.
    const Component* find(Symbol symbol, const Node& node, const Name& name);
    std::string targetOf(const Node& node) const { return node.file->targetNamespace; }
    /// What documents call a declared element or attribute.
    Name nameOf(const Node& declaration) const;

    /// The prefix that names of this namespace get in the tree; empty for none.
    std::string prefixFor(const std::string& uri) const;

    void note(Severity severity, const char* rule, QString sentence, const Node& node);
    std::vector<Finding>& findings() { return findings_; }

private:
    Result<const File*> open(std::string bytes, const std::string& path, const std::string& includer);
    void readBindings(File& file);
    void collect(const File& file, bool redefines, doc::Value parent);
    void collectSymbol(const Node& node, bool redefines);
    void follow(const Node& node);
    void load(const Node& node);

    FileLoader loader_;
    std::deque<File> files_;
    std::deque<Component> components_;
    std::array<std::unordered_map<std::string, const Component*>, 5> symbols_;
    std::array<std::vector<const Component*>, 5> order_;
    std::map<std::pair<std::string, std::string>, const File*> opened_;  ///< by path and target namespace
    std::vector<Finding> findings_;
    std::set<std::pair<const File*, std::uint32_t>> missing_;
    int depth_ = 0;
};

}  // namespace pb::schema::xsd

#pragma once

#include "models/base/Result.h"
#include "models/document/Document.h"
#include "models/schema/Validator.h"
#include "models/schema/compile/Rules.h"

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pb::schema {

/// One schema with a base URI of its own: the scope of `#…` references and anchors.
struct Resource {
    std::string uri;  ///< absolute where an `$id` or a base URI says so, without fragment
    doc::Value root;
    Rules rules;
    std::unordered_map<std::string, doc::Value> anchors;         ///< plain and dynamic ones
    std::unordered_map<std::string, doc::Value> dynamicAnchors;  ///< `$recursiveAnchor: true` is the one named ""
};

using ResourceId = std::uint32_t;

struct SchemaPlace {
    doc::Value value;
    ResourceId resource = 0;
};

/// Every document and resource that a schema reaches, loaded on demand; resolves references between them.
class Registry {
public:
    explicit Registry(const CompileOptions& options) : options_(options) {}

    Result<SchemaPlace> addRoot(doc::DocumentPtr document, doc::Value root);
    Result<SchemaPlace> resolve(std::string_view reference, ResourceId from, doc::Value asked);

    /// The anchor's name when the reference ends at a dynamic anchor of that very resource; npos-like "" is a name too.
    bool isDynamic(const SchemaPlace& target, std::string_view reference) const;

    bool mayBeDynamic() const { return mayBeDynamic_; }  ///< a document has a name that makes dynamic anchors
    const Resource& resource(ResourceId id) const { return resources_[id]; }
    std::size_t resourceCount() const { return resources_.size(); }
    ResourceId resourceOf(doc::Value schema, ResourceId otherwise) const;
    const std::vector<doc::DocumentPtr>& documents() const { return documents_; }
    const std::vector<Finding>& findings() const { return findings_; }
    void note(Finding finding) { findings_.push_back(std::move(finding)); }

private:
    void keep(doc::DocumentPtr document);
    ResourceId addResource(std::string uri, doc::Value root, const Rules& rules);
    Done scan(doc::Value schema, ResourceId resource);
    Result<ResourceId> enter(doc::Value schema, ResourceId parent);
    void recordAnchors(doc::Value schema, ResourceId resource, const Rules& rules);
    Result<ResourceId> find(const std::string& uri, ResourceId from, doc::Value asked);
    Result<ResourceId> load(const std::string& uri, const Rules& rules, doc::Value asked);
    Result<doc::DocumentPtr> fetch(const std::string& uri);
    Result<Rules> rulesFor(std::string_view metaSchemaUri, doc::Value asked, int depth = 0);
    doc::Value stepInto(doc::Value value, const std::string& token);
    Result<SchemaPlace> followPointer(std::string_view pointer, ResourceId resource);
    Done scanComponents();

    const CompileOptions& options_;
    std::vector<doc::DocumentPtr> documents_;
    std::deque<Resource> resources_;
    std::unordered_map<std::string, ResourceId> byUri_;
    std::unordered_map<const doc::Document*, std::unordered_map<std::uint32_t, ResourceId>> resourceOf_;
    /// The members of wide objects, as `components/schemas` is, which references lead through again and again.
    std::unordered_map<const doc::Document*, std::unordered_map<std::uint32_t, std::unordered_map<std::string_view, doc::Value>>>
        wideMembers_;
    std::vector<Finding> findings_;
    bool componentsScanned_ = false, mayBeDynamic_ = false;
};

}  // namespace pb::schema

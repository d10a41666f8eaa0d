#pragma once

#include "models/contract/Contract.h"

#include <map>
#include <string>
#include <string_view>

namespace pb::contract {

/// The contract's document and those its $refs name, all read at once, and the way from a $ref to what it means.
/// Keys are paths below the folder above the contract's own ("contracts/erp.yaml"), so that no $ref leaves that folder.
class References {
public:
    /// What could not be read becomes a finding.
    static References read(doc::DocumentPtr root, const std::string& file, const schema::Resolver& resolver,
                           std::vector<Finding>& findings);

    const doc::DocumentPtr& root() const { return root_; }
    doc::Value resolve(doc::Value value) const;
    doc::Value target(doc::Value holder, std::string_view reference) const;  ///< of one $ref that stands in `holder`
    std::string fileOf(const doc::Document* document) const;
    doc::DocumentPtr owner(const doc::Document* document) const;
    std::string uriOf(const doc::Document* document) const;
    Result<doc::DocumentPtr> byUri(std::string_view uri) const;

private:
    struct Known {
        doc::DocumentPtr document;
        std::string file;
    };
    void load(const std::string& key, const schema::Resolver& resolver, std::vector<Finding>& findings);
    void scan(const std::string& key, const schema::Resolver& resolver, std::vector<Finding>& findings);
    void reportBroken(std::vector<Finding>& findings) const;
    std::string nameOf(const std::string& key) const;

    doc::DocumentPtr root_;
    std::string folderAbove_;  ///< display prefix: "" or "…/"
    std::map<std::string, Known> documents_;
    std::map<const doc::Document*, std::string> keys_;
};

/// Calls `each` for every object of the document that has a `$ref` text, outside of examples and the like.
void eachReference(doc::Value value, const std::function<void(doc::Value holder, std::string_view reference)>& each);

/// YAML or JSON by its first character.
Result<doc::DocumentPtr> readJsonOrYaml(std::string bytes);

}  // namespace pb::contract

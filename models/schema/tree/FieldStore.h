#pragma once

#include "models/schema/Tree.h"

#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace pb::schema {

/// Owns the fields of a tree that is being made, and gives them their lines and columns at the end: one walk a document.
class FieldStore {
public:
    /// `origin` is where the field stands in its schema; its document must live until the tree is finished.
    Field& make(std::string_view name, doc::Value origin);
    /// Files other than the first: the address that places of this document get.
    void setAddress(const doc::Document* document, std::string address) { addresses_[document] = std::move(address); }
    std::size_t size() const { return fields_->size(); }

    /// A pointer for `children`: keeps nothing alive.
    static std::shared_ptr<Field> link(Field& field) { return {std::shared_ptr<void>(), &field}; }
    /// The last child of a list that is the parent's own. Beyond `mostLinks` in all lists of the tree together members are
    /// left out, which is a finding.
    void add(Field& parent, Field& child);
    FieldList listOf(const std::vector<Field*>& fields);
    bool isFull() const { return links_ > mostLinks; }
    /// The same list for one more field. Beyond `mostUses` members fields have none: whoever walks the tree looks at each.
    FieldList shared(const FieldList& list);
    Tree finish(Field& root, std::vector<Finding> findings, doc::DocumentPtr document);

private:
    static constexpr std::size_t mostLinks = 1'000'000, mostUses = 10'000'000;
    std::size_t links_ = 0, uses_ = 0;
    std::shared_ptr<std::deque<Field>> fields_ = std::make_shared<std::deque<Field>>();
    std::vector<std::pair<doc::Value, Field*>> origins_;
    std::unordered_map<const doc::Document*, std::string> addresses_;
};

}  // namespace pb::schema

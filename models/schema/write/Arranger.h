#pragma once

#include "models/schema/Tree.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace pb::schema {

/// Puts the values of a document into the form of a schema's fields, as JSON: members in the order of the fields, those that
/// the schema does not list behind them; one value alone where the schema has an array is an array.
class Arranger {
public:
    /// `hasOnlyTexts`: the document is of a format without types, so a text that is the number or boolean that its field
    /// wants becomes it, digit by digit.
    explicit Arranger(bool hasOnlyTexts) : hasOnlyTexts_(hasOnlyTexts) {}
    virtual ~Arranger() = default;

    std::string arrange(doc::Value root, const Field& form);

protected:
    void value(doc::Value value, const Field* field, std::string& out);
    virtual void object(doc::Value object, const Field& field, std::string& out);
    /// The name by which the schema lists a member, and the one that is written.
    virtual std::string listedName(doc::Value member) { return std::string(member.name()); }
    virtual std::string writtenName(doc::Value member, const Field* field);
    /// A member that the schema does not list where it allows no others.
    virtual void refuse(doc::Value member);
    /// A member that the schema does not list and that stands before the others.
    virtual bool standsFirst(doc::Value) const { return false; }
    virtual bool makesArrays() const { return true; }

private:
    using Positions = std::unordered_map<std::string_view, std::size_t>;
    const Positions& positionsIn(const Field& field);
    void scalar(doc::Value value, const Field* field, std::string& out) const;

    std::unordered_map<const Field*, Positions> positions_;
    bool hasOnlyTexts_;
};

}  // namespace pb::schema

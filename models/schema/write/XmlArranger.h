#pragma once

#include "models/schema/write/Arranger.h"
#include "models/schema/xsd/XsdTree.h"

#include <map>
#include <set>

namespace pb::schema {

/// An XSD as documents are written by it.
struct XsdForm {
    xsd::Files files;
    Tree tree;
    std::unordered_map<const Field*, std::string> namespaces;  ///< of elements and attributes
    std::string targetPrefix;  ///< of the elements in the target namespace; empty: it is the default one

    static Result<std::shared_ptr<const XsdForm>> open(std::string bytes, const std::string& path, const FileLoader& loader);
};

/// Names elements and attributes as the XSD does: those that declare their namespace in the document keep their names, others
/// get the prefix of their field's namespace, which the root element then declares.
class XmlArranger : public Arranger {
public:
    XmlArranger(const XsdForm& form, bool hasOnlyTexts) : Arranger(hasOnlyTexts), form_(form) {}

    /// The document, an object with its root element.
    std::string document(doc::Value root);
    /// Members that the XSD has no place for.
    const std::vector<doc::Value>& refused() const { return refused_; }

protected:
    void object(doc::Value object, const Field& field, std::string& out) override;
    std::string listedName(doc::Value member) override;
    std::string writtenName(doc::Value member, const Field* field) override;
    void refuse(doc::Value member) override;
    bool standsFirst(doc::Value member) const override;
    bool makesArrays() const override { return false; }

private:
    const std::string* declaredFor(doc::Value member);
    std::string prefixFor(const std::string& uri, bool isAttribute);
    std::string declarations(doc::Value rootElement) const;

    const XsdForm& form_;
    using Namespaces = std::map<std::string, std::string, std::less<>>;  ///< by prefix
    std::vector<Namespaces> scopes_;  ///< declared by the open objects
    Namespaces own_;                  ///< declared by the element that is looked at
    Namespaces used_;                 ///< by the names given here
    std::vector<doc::Value> refused_;
};

}  // namespace pb::schema

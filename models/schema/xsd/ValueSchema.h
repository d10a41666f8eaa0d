#pragma once

#include "models/schema/xsd/LibXml.h"
#include "models/schema/xsd/SchemaFiles.h"

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace pb::schema::xsd {

/// A schema of simple types only, without their patterns: says whether a text is a value of one of them. Which member of a
/// union a text belongs to is not to be learnt from libxml2 otherwise.
class ValueSchema {
public:
    explicit ValueSchema(Files& files) : files_(files) {}

    /// The name that a type has here, by its name as `node` says it, or by its xs:simpleType.
    std::string named(const Node& node, std::string_view qname);
    std::string at(const Node& definition);

    Done compile();
    /// Asked inside of a ClosedWorld.
    bool accepts(const std::string& type, std::string_view text) const;

private:
    using Id = std::pair<const File*, std::uint32_t>;

    xmlNode* add(xmlNode* parent, const char* tag);
    std::string builtIn(const std::string& local);
    std::string baseOf(const Node& node, const char* attribute);
    void addDerivation(xmlNode* type, const Node& definition);

    Files& files_;
    XmlDocument document_;  ///< the schema keeps pointers into it
    XmlSchema schema_;
    std::map<Id, std::string> known_;
    std::set<std::string> builtIns_;
};

}  // namespace pb::schema::xsd

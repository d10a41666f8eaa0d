#pragma once

#include "models/document/Document.h"
#include "models/schema/Tree.h"

#include <libxml/tree.h>

#include <functional>
#include <string>
#include <vector>

namespace pb::schema::xsd {

/// The name that the tree gives to an element or attribute of this namespace.
using ShownName = std::function<std::string(const std::string& uri, const std::string& local)>;

/// The value of our document that libxml2's node is, by its position among the elements; its nearest parent where it
/// has none. `root` is the root of what libxml2 read.
doc::Value valueOf(const xmlNode* node, doc::Value root);

/// The attribute that the message's head names beside the element ("Element 'line', attribute 'no': …"); empty if none.
std::string attributeIn(std::string_view message);
/// That attribute of an element, or the element where it has none.
doc::Value attributeOf(doc::Value element, const std::string& local);

/// The field of that node, or of an attribute of it, in the schema's tree; that of its nearest parent where it has none.
const Field& fieldOf(const xmlNode* node, const std::string& attribute, const Field& root, const ShownName& shownName);

/// What libxml2's code is called: the facet, or the part of the rules.
std::string keywordFor(int code);

/// "Element 'qty': [facet 'pattern'] The value …" without its head.
std::string_view withoutHead(std::string_view message);

}  // namespace pb::schema::xsd

#pragma once

#include <libxml/tree.h>
#include <libxml/xmlschemas.h>

#include <memory>
#include <string>

namespace pb::schema::xsd {

/// Owners of what libxml2 gives.
struct LibXmlDeleter {
    void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
    void operator()(xmlSchema* schema) const { xmlSchemaFree(schema); }
    void operator()(xmlSchemaParserCtxt* context) const { xmlSchemaFreeParserCtxt(context); }
    void operator()(xmlSchemaValidCtxt* context) const { xmlSchemaFreeValidCtxt(context); }
};
using XmlDocument = std::unique_ptr<xmlDoc, LibXmlDeleter>;
using XmlSchema = std::unique_ptr<xmlSchema, LibXmlDeleter>;
using XmlSchemaParser = std::unique_ptr<xmlSchemaParserCtxt, LibXmlDeleter>;
using XmlSchemaRun = std::unique_ptr<xmlSchemaValidCtxt, LibXmlDeleter>;

inline const xmlChar* xmlText(const char* text) { return reinterpret_cast<const xmlChar*>(text); }
inline std::string textOf(const xmlChar* chars) {
    return chars ? std::string(reinterpret_cast<const char*>(chars)) : std::string();
}

}  // namespace pb::schema::xsd

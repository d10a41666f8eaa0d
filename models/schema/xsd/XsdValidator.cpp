#include "models/schema/XsdValidator.h"

#include "models/base/Text.h"
#include "models/document/Formats.h"
#include "models/document/Xml.h"
#include "models/schema/Expectation.h"
#include "models/schema/xsd/ClosedWorld.h"
#include "models/schema/xsd/XsdErrors.h"
#include "models/schema/xsd/XsdTree.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include <algorithm>
#include <limits>
#include <unordered_set>

namespace pb::schema {

namespace {

struct FreeDocument {
    void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
struct FreeSchema {
    void operator()(xmlSchema* schema) const { xmlSchemaFree(schema); }
};
struct FreeParser {
    void operator()(xmlSchemaParserCtxt* context) const { xmlSchemaFreeParserCtxt(context); }
};
struct FreeRun {
    void operator()(xmlSchemaValidCtxt* context) const { xmlSchemaFreeValidCtxt(context); }
};
using XmlDocument = std::unique_ptr<xmlDoc, FreeDocument>;

void ignore(void*, xmlError*) {}

/// Well-formed already: our reader has read the bytes, within its limits of depth and of entities. Those of libxml2 are
/// needed only where entities are declared. `encoding`: null = as the document says.
XmlDocument readDocument(std::string_view bytes, const std::string& path, const char* encoding) {
    constexpr int quiet = XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_BIG_LINES | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    const bool hasDoctype = bytes.find("<!DOCTYPE") != std::string_view::npos;
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
        return nullptr;
    }
    return XmlDocument(xmlReadMemory(bytes.data(), static_cast<int>(bytes.size()), path.c_str(), encoding,
                                     hasDoctype ? quiet : quiet | XML_PARSE_HUGE));
}

struct FirstError {
    QString message;
    Place place;
};

void keepFirst(void* data, xmlError* error) {
    auto& first = *static_cast<FirstError*>(data);
    if (error->level >= XML_ERR_ERROR && first.message.isEmpty()) {
        first.message = QString::fromUtf8(error->message).simplified();
        first.place = {error->file ? error->file : "", error->line, 0, Place::npos};
    }
}

}  // namespace

struct XsdValidator::Impl {
    std::unique_ptr<xsd::Files> files;
    Tree tree;
    XmlDocument document;  ///< the schema keeps pointers into it
    std::unique_ptr<xmlSchema, FreeSchema> schema;

    std::string shownName(const std::string& uri, const std::string& local) const {
        const std::string prefix = files->prefixFor(uri);
        return prefix.empty() ? local : prefix + ":" + local;
    }
    Done compile();
    int run(doc::Value instance, xmlStructuredErrorFunc report, void* data) const;
};

namespace {

/// Turns what libxml2 reports into violations.
struct Collector {
    doc::Value root;
    const Field& tree;
    const xsd::ShownName& shownName;
    std::size_t limit;
    std::vector<XsdViolation> found;
    const void* lastNode = nullptr;
    bool lastWasFacet = false;

    void add(const xmlError& error) {
        const auto* const node = static_cast<const xmlNode*>(error.node);
        const std::string keyword = xsd::keywordFor(error.code);
        const std::string_view message = error.message ? error.message : "";
        const bool isEcho = keyword == "type" && lastWasFacet && node == lastNode;  // libxml2 says so after each facet
        lastNode = node;
        lastWasFacet = message.find("[facet '") != std::string_view::npos;
        if (isEcho || found.size() >= limit) {
            return;
        }
        XsdViolation violation;
        const std::string attribute = xsd::attributeIn(message);
        violation.instance = xsd::valueOf(node, root);
        if (!attribute.empty()) {
            violation.instance = xsd::attributeOf(violation.instance, attribute);
        }
        violation.schemaPlace = xsd::fieldOf(node, attribute, tree, shownName).place;
        violation.keyword = keyword;
        violation.sentence = say("%1: %2").arg(pathForPeople(violation.instance), qs(xsd::withoutHead(message)));
        found.push_back(std::move(violation));
    }
};

void collect(void* data, xmlError* error) { static_cast<Collector*>(data)->add(*error); }

}  // namespace

Done XsdValidator::Impl::compile() {
    const xsd::ClosedWorld world(&files->files());
    const xsd::File& first = files->first();
    document = readDocument(*first.bytes, first.path, nullptr);
    FirstError error;
    if (document) {
        const std::unique_ptr<xmlSchemaParserCtxt, FreeParser> parser(xmlSchemaNewDocParserCtxt(document.get()));
        xmlSchemaSetParserStructuredErrors(parser.get(), keepFirst, &error);
        schema.reset(xmlSchemaParse(parser.get()));
    }
    if (schema) {
        return {};
    }
    return fail(ErrorCode::invalidInput, say("Cannot use the XML Schema. %1").arg(error.message),
                say("Correct the schema at that place."), error.place);
}

namespace {

/// libxml2 names all choices for each value that is none of them, in time that grows with the square of their number.
Done checkChoices(const Field& root) {
    constexpr std::size_t mostChoices = 20'000;
    std::unordered_set<const Field*> seen{&root};
    std::vector<const Field*> waiting{&root};
    while (!waiting.empty()) {
        const Field& field = *waiting.back();
        waiting.pop_back();
        if (field.choices.size() > mostChoices) {
            return fail(ErrorCode::limit,
                        say("Cannot use the XML Schema. `%1` has %2 choices; the limit is %3.")
                            .arg(qs(field.name))
                            .arg(field.choices.size())
                            .arg(mostChoices),
                        {}, field.place);
        }
        for (const auto& child : field.children) {
            if (seen.insert(child.get()).second) {
                waiting.push_back(child.get());
            }
        }
    }
    return {};
}

}  // namespace

Result<XsdValidator> XsdValidator::compile(std::string bytes, const std::string& path, const FileLoader& loader) {
    auto impl = std::make_shared<Impl>();
    impl->files = std::make_unique<xsd::Files>(loader);
    PB_CHECK(impl->files->loadRoot(std::move(bytes), path));
    impl->tree = xsd::TreeMaker(*impl->files).make();
    PB_CHECK(checkChoices(*impl->tree.root));
    PB_CHECK(impl->compile());
    return XsdValidator(std::move(impl));
}

/// Below 0: libxml2 could not run; 0: valid.
int XsdValidator::Impl::run(doc::Value instance, xmlStructuredErrorFunc report, void* data) const {
    const xsd::ClosedWorld world(nullptr);
    const bool isXml = doc::isWholeOf(instance, doc::Format::xml);
    const auto written = isXml ? Result<std::string>(std::string()) : doc::writeXml(instance);
    const std::string_view bytes = isXml     ? instance.document()->bytes()
                                   : written ? std::string_view(*written)
                                             : std::string_view();
    const XmlDocument message =
        readDocument(bytes, "message.xml", isXml && doc::sourceEncoding(*instance.document()) ? "UTF-8" : nullptr);
    if (!message) {
        return -1;
    }
    const std::unique_ptr<xmlSchemaValidCtxt, FreeRun> context(xmlSchemaNewValidCtxt(schema.get()));
    xmlSchemaSetValidStructuredErrors(context.get(), report, data);
    return xmlSchemaValidateDoc(context.get(), message.get());
}

bool XsdValidator::isValid(doc::Value instance) const { return impl_->run(instance, ignore, nullptr) == 0; }

std::vector<XsdViolation> XsdValidator::violations(doc::Value instance, std::size_t limit) const {
    const xsd::ShownName shownName = [this](const std::string& uri, const std::string& local) {
        return impl_->shownName(uri, local);
    };
    Collector collector{instance, *impl_->tree.root, shownName, limit, {}, nullptr, false};
    if (impl_->run(instance, collect, &collector) != 0 && collector.found.empty()) {
        XsdViolation violation;
        violation.instance = instance;
        violation.keyword = "xml";
        violation.sentence = say("The document cannot be read as XML.");
        collector.found.push_back(std::move(violation));
    }
    return std::move(collector.found);
}

const Tree& XsdValidator::tree() const { return impl_->tree; }

}  // namespace pb::schema

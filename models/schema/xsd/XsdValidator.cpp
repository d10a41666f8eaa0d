#include "models/schema/XsdValidator.h"

#include "models/base/Text.h"
#include "models/document/Formats.h"
#include "models/document/Xml.h"
#include "models/schema/xsd/ClosedWorld.h"
#include "models/schema/xsd/LibXml.h"
#include "models/schema/xsd/LibXmlTexts.h"
#include "models/schema/xsd/PatternChecker.h"
#include "models/schema/xsd/ViolationCollector.h"
#include "models/schema/xsd/XsdErrors.h"
#include "models/schema/xsd/XsdTree.h"

#include <libxml/parser.h>

#include <algorithm>
#include <limits>
#include <unordered_set>

namespace pb::schema {

namespace {

using xsd::XmlDocument;

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
    std::unique_ptr<xsd::PatternChecker> patterns;  ///< null where there are none
    bool hasLoopsInLoops = false;
    XmlDocument document;  ///< the schema keeps pointers into it
    xsd::XmlSchema schema;

    std::string shownName(const std::string& uri, const std::string& local) const {
        const std::string prefix = files->prefixFor(uri);
        return prefix.empty() ? local : prefix + ":" + local;
    }
    Done compile();
    XmlDocument read(doc::Value instance) const;
};

namespace {

void collect(void* data, xmlError* error) { static_cast<xsd::ViolationCollector*>(data)->add(*error); }

/// Puts the broken patterns among the other violations, in the order of the message. A text that is of no type at all is
/// told once.
void mergePatterns(std::vector<XsdViolation>& found, std::vector<XsdViolation> patterns, std::size_t limit) {
    for (XsdViolation& pattern : patterns) {
        const auto isTold = [&](const XsdViolation& each) { return each.instance == pattern.instance && each.keyword == "type"; };
        if (std::none_of(found.begin(), found.end(), isTold)) {
            const auto behind = std::find_if(found.begin(), found.end(), [&](const XsdViolation& each) {
                return each.instance.range().begin > pattern.instance.range().begin;
            });
            found.insert(behind, std::move(pattern));
        }
    }
    if (found.size() > limit) {
        found.resize(limit);
    }
}

}  // namespace

Done XsdValidator::Impl::compile() {
    const xsd::LibXmlTexts texts = xsd::textsForLibXml(*files);
    hasLoopsInLoops = texts.hasLoopsInLoops;
    if (texts.hadPatterns) {
        patterns = std::make_unique<xsd::PatternChecker>(*files);
        PB_CHECK(patterns->compile());
    }
    const xsd::ClosedWorld world(&texts.byPath);
    const std::string& path = files->first().path;
    document = readDocument(texts.byPath.at(path), path, nullptr);
    FirstError error;
    if (document) {
        const xsd::XmlSchemaParser parser(xmlSchemaNewDocParserCtxt(document.get()));
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

XmlDocument XsdValidator::Impl::read(doc::Value instance) const {
    const bool isXml = doc::isWholeOf(instance, doc::Format::xml);
    const auto written = isXml ? Result<std::string>(std::string()) : doc::writeXml(instance);
    const std::string_view bytes = isXml     ? instance.document()->bytes()
                                   : written ? std::string_view(*written)
                                             : std::string_view();
    return readDocument(bytes, "message.xml", isXml && doc::sourceEncoding(*instance.document()) ? "UTF-8" : nullptr);
}

bool XsdValidator::isValid(doc::Value instance) const { return violations(instance, 1).empty(); }

std::vector<XsdViolation> XsdValidator::violations(doc::Value instance, std::size_t limit) const {
    const xsd::ClosedWorld world(nullptr);
    const xsd::ShownName shownName = [this](const std::string& uri, const std::string& local) {
        return impl_->shownName(uri, local);
    };
    const XmlDocument message = impl_->read(instance);
    xsd::ViolationCollector collector(instance, *impl_->tree.root, shownName, limit, impl_->hasLoopsInLoops);
    std::vector<XsdViolation> patterns;
    if (message && impl_->patterns) {
        impl_->patterns->check(*message, [&](const xsd::PatternFault& each) {
            patterns.push_back(collector.violation(each.element, each.attribute, each.fault.keyword, each.fault.sentence));
            return patterns.size() < limit;
        });
    }
    const xsd::XmlSchemaRun run(message ? xmlSchemaNewValidCtxt(impl_->schema.get()) : nullptr);
    xmlSchemaSetValidStructuredErrors(run.get(), collect, &collector);
    std::vector<XsdViolation>& found = collector.found();
    if ((!message || xmlSchemaValidateDoc(run.get(), message.get()) != 0) && found.empty()) {
        XsdViolation violation;
        violation.instance = instance;
        violation.keyword = "xml";
        violation.sentence = say("The document cannot be read as XML.");
        found.push_back(std::move(violation));
    }
    mergePatterns(found, std::move(patterns), limit);
    return std::move(found);
}

const Tree& XsdValidator::tree() const { return impl_->tree; }

}  // namespace pb::schema

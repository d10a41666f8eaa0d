#include "models/schema/DocumentValidator.h"

#include "models/base/Text.h"
#include "models/schema/CodecValidator.h"
#include "models/schema/JsonText.h"
#include "models/schema/XsdValidator.h"
#include "models/schema/tree/SchemaFiles.h"
#include "models/schema/tree/SchemaPart.h"

namespace pb::schema {

namespace {

using doc::Value;

/// The fault without what only its schema knows.
Fault faultAt(Value instance, const std::string& keyword, QString sentence) {
    Fault fault;
    fault.instance = instance.pointer();
    fault.range = instance.range();
    fault.place = instance.isValid() ? instance.place() : Place();
    fault.keyword = keyword;
    fault.sentence = std::move(sentence);
    return fault;
}

/// For schemas that learn nothing from one document for the next.
class PlainJudge : public DocumentJudge {
public:
    explicit PlainJudge(const DocumentValidator& validator) : validator_(validator) {}
    std::vector<Fault> faults(Value root) override { return validator_.faults(root); }

private:
    const DocumentValidator& validator_;
};

Fault faultOf(const Violation& violation, const SchemaFiles& files) {
    Fault fault = faultAt(violation.instance, violation.keyword, violation.sentence());
    fault.schema = violation.schemaPointer;
    if (violation.schema.isValid()) {
        fault.at = violation.schema.pointer();
        fault.schemaPlace = violation.schema.place();
        fault.schemaPlace.address = files.pathOf(*violation.schema.document());
    }
    return fault;
}

class JsonSchemaJudge : public DocumentJudge {
public:
    JsonSchemaJudge(const Validator& validator, SchemaFiles files) : checker_(validator), files_(std::move(files)) {}

    std::vector<Fault> faults(Value root) override {
        std::vector<Fault> all;
        if (!checker_.isValid(root)) {
            for (const Violation& violation : checker_.violations(root)) {
                all.push_back(faultOf(violation, files_));
            }
        }
        return all;
    }

private:
    Checker checker_;
    SchemaFiles files_;
};

class JsonSchemaValidator : public DocumentValidator {
public:
    JsonSchemaValidator(Validator validator, SchemaFiles files) : validator_(std::move(validator)), files_(std::move(files)) {}

    std::vector<Fault> faults(Value root) const override { return JsonSchemaJudge(validator_, files_).faults(root); }
    std::unique_ptr<DocumentJudge> judge() const override { return std::make_unique<JsonSchemaJudge>(validator_, files_); }

private:
    Validator validator_;
    SchemaFiles files_;
};

class XmlSchemaValidator : public DocumentValidator {
public:
    explicit XmlSchemaValidator(XsdValidator validator) : validator_(std::move(validator)) {}

    std::vector<Fault> faults(Value root) const override {
        std::vector<Fault> all;
        for (const XsdViolation& violation : validator_.violations(root)) {
            Fault& fault = all.emplace_back(faultAt(violation.instance, violation.keyword, violation.sentence));
            fault.schema = violation.schemaPlace.address;
            fault.schemaPlace = violation.schemaPlace;
        }
        return all;
    }

private:
    XsdValidator validator_;
};

/// A schema in another language inside of a JSON or YAML document.
Result<DocumentValidatorPtr> makeEmbedded(const SchemaPart& part, const FileLoader& loader) {
    const char* const file = part.language == "avro" ? "schema.avsc" : "schema.proto";
    auto made = makeCodecValidator(part.language, part.text(), file, {}, loader);
    return made ? made : fail(Error(std::move(made).error()).at(part.schema.place()));
}

Result<DocumentValidatorPtr> makeJsonSchema(std::string text, const std::string& path, const std::string& name,
                                            CompileOptions options, const FileLoader& loader) {
    PB_TRY(document, readJsonOrYaml(std::move(text), path));
    PB_TRY(part, schemaAt(*document, path, name));
    if (part.language != "json-schema") {
        return makeEmbedded(part, loader);
    }
    SchemaFiles files(path, *document, loader, options.resolver);
    if (loader) {
        options.baseUri = options.baseUri.empty() ? path : options.baseUri;
        options.resolver = files.resolver();
    }
    PB_TRY(validator, Validator::compile(document, part.schema, options));
    return std::make_shared<JsonSchemaValidator>(std::move(validator), std::move(files));
}

Result<DocumentValidatorPtr> makeXsd(std::string text, const std::string& path, const FileLoader& loader) {
    PB_TRY(validator, XsdValidator::compile(std::move(text), path, loader));
    return std::make_shared<XmlSchemaValidator>(std::move(validator));
}

std::string faultJson(const Fault& fault) {
    std::string out = R"({"instance": )" + jsonText(fault.instance);
    out += R"(, "begin": )" + std::to_string(fault.range.begin) + R"(, "end": )" + std::to_string(fault.range.end);
    out += R"(, "keyword": )" + jsonText(fault.keyword) + R"(, "schema": )" + jsonText(fault.schema);
    if (fault.schemaPlace.line > 0) {
        out += fault.at ? R"(, "at": )" + jsonText(*fault.at) : std::string();
        const bool isElsewhere = !fault.schemaPlace.address.empty() && fault.schemaPlace.address != fault.schema;
        out += isElsewhere ? R"(, "file": )" + jsonText(fault.schemaPlace.address) : std::string();
        out += R"(, "line": )" + std::to_string(fault.schemaPlace.line) + R"(, "column": )" + std::to_string(fault.schemaPlace.column);
    }
    return out + R"(, "sentence": )" + jsonText(utf8(fault.sentence)) + "}";
}

}  // namespace

std::unique_ptr<DocumentJudge> DocumentValidator::judge() const { return std::make_unique<PlainJudge>(*this); }

std::string faultsJson(const std::vector<Fault>& faults) {
    std::string out = "[";
    for (const Fault& fault : faults) {
        out += (out.size() > 1 ? ", " : "") + faultJson(fault);
    }
    return out + "]";
}

std::string_view validationLanguage(std::string_view language, const std::string& path, std::string_view text) {
    if (!language.empty()) {
        return language;
    }
    const std::string_view name = std::string_view(path).substr(0, path.find('#'));
    const auto ends = [&](std::string_view suffix) { return name.ends_with(suffix); };
    const std::size_t first = std::min(text.find_first_not_of("\xef\xbb\xbf \t\r\n"), text.size());
    if (ends(".xsd") || text.substr(first).starts_with('<')) {
        return "xsd";
    }
    if (ends(".proto") || ends(".desc") || ends(".pb")) {
        return "protobuf";
    }
    return ends(".avsc") ? "avro" : "json-schema";
}

Result<DocumentValidatorPtr> makeValidator(std::string text, const std::string& path, std::string_view language,
                                           const CompileOptions& options, const FileLoader& loader) {
    const std::size_t hash = std::min(path.find('#'), path.size());
    const std::string file = path.substr(0, hash), part = path.substr(std::min(hash + 1, path.size()));
    const std::string_view wanted = validationLanguage(language, file, text);
    if (wanted == "json-schema") {
        return makeJsonSchema(std::move(text), file, part, options, loader);
    }
    if (wanted == "xsd") {
        return makeXsd(std::move(text), file, loader);
    }
    if (wanted == "avro" || wanted == "protobuf") {
        return makeCodecValidator(wanted, std::move(text), file, part, loader);
    }
    return fail(ErrorCode::wrongUse, say("Documents cannot be checked by a schema of the language “%1”.").arg(qs(wanted)),
                say("Say one of %1.").arg(QStringLiteral("json-schema, xsd, avro, protobuf")));
}

}  // namespace pb::schema

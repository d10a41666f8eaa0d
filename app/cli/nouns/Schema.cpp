#include "app/cli/nouns/DocumentInput.h"
#include "app/cli/nouns/Faults.h"
#include "app/cli/nouns/Nouns.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/schema/Batch.h"

#include <CLI/CLI.hpp>

namespace pb::app {

namespace {

struct ValidateOptions {
    std::string schema;
    std::vector<std::string> documents;
    FormatChoice format;
    std::string language, draft, remotes;
    bool formats = false;
    bool lines = false;
    bool batch = false;

    schema::Resolver resolver() const {
        return remotes.empty() ? nullptr : schema::folderResolver("http://localhost:1234/", pathFromUtf8(remotes));
    }
    /// Files that the schemas of a batch name are in the same folder.
    schema::FileLoader loader() const {
        return remotes.empty() ? nullptr : schema::folderLoader(pathFromUtf8(remotes));
    }
};

Result<schema::DocumentValidatorPtr> compileFile(const ValidateOptions& options) {
    const std::string file = options.schema.substr(0, options.schema.find('#'));
    PB_TRY(text, readInput(file));
    schema::CompileOptions compileOptions;
    compileOptions.assertFormats = options.formats;
    compileOptions.resolver = options.resolver();
    if (!options.draft.empty()) {
        const auto dialect = schema::dialectFromText(options.draft);
        if (!dialect) {
            return fail(ErrorCode::wrongUse, say("“%1” is no draft of JSON Schema.").arg(qs(options.draft)),
                        say("Use 3, 4, 6, 7, 2019-09 or 2020-12."));
        }
        compileOptions.dialect = *dialect;
    }
    return schema::makeValidator(std::move(text), options.schema, options.language, compileOptions, loadSchemaFile);
}

struct Totals {
    std::int64_t valid = 0, invalid = 0;
};

Done validateLines(Context& context, const ValidateOptions& options, const schema::DocumentValidator& validator,
                   const std::string& path, Totals& totals) {
    const FormatChoice format{options.format.id.empty() ? "ndjson" : options.format.id, options.format.layoutPath};
    const auto judge = validator.judge();
    std::int64_t line = 0;
    return streamDocuments(path, format, [&](const doc::DocumentPtr& document, std::uint64_t) {
        ++line;
        const auto faults = judge->faults(document->root());
        (faults.empty() ? totals.valid : totals.invalid) += 1;
        if (!faults.empty()) {
            std::string text = printFault(faults.front(), path + "#" + std::to_string(line));
            if (faults.size() > 1) {
                text += utf8(u" " + say("(and %1 more)").arg(faults.size() - 1));
            }
            context.row(Row().text("document", path).number("line", line).raw("errors", schema::faultsJson(faults)), text);
        }
        return !context.stop.stop_requested();
    });
}

/// Any format that the registry knows: a schema sees the tree. Bytes in the schema's own encoding are judged as they are.
Result<std::vector<schema::Fault>> faultsOf(const ValidateOptions& options, const schema::DocumentValidator& validator,
                                            const std::string& path) {
    PB_TRY(bytes, readInput(path));
    if (options.format.layoutPath.empty()) {
        PB_TRY(format, doc::formatOf(options.format.id, {}, path, bytes));
        if (validator.isEncoding(format->format)) {
            return validator.encodingFaults(bytes);
        }
    }
    const auto shared = std::make_shared<const std::string>(std::move(bytes));
    PB_TRY(setup, setupFor(options.format, path, *shared));
    PB_TRY(document, readDocument({shared, setup}, path));
    return validator.faults(document->root());
}

Done validateFile(Context& context, const ValidateOptions& options, const schema::DocumentValidator& validator,
                  const std::string& path, Totals& totals) {
    PB_TRY(faults, faultsOf(options, validator, path));
    (faults.empty() ? totals.valid : totals.invalid) += 1;
    if (context.json) {
        context.line(
            Row().text("document", path).flag("valid", faults.empty()).raw("errors", schema::faultsJson(faults)).json());
        return {};
    }
    for (const schema::Fault& fault : faults) {
        context.line(printFault(fault, path));
    }
    return {};
}

Exit validateBatch(Context& context, const ValidateOptions& options) {
    const auto requests = readInput("-");
    if (!requests) {
        return context.failed(requests.error());
    }
    schema::BatchValidator validator(options.resolver(), options.loader());
    std::string_view rest = *requests;
    while (!rest.empty() && !context.stop.stop_requested()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        if (end > 0) {
            context.line(validator.answer(rest.substr(0, end)));
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return Exit::good;
}

Exit validate(Context& context, const ValidateOptions& options) {
    if (options.batch) {
        return validateBatch(context, options);
    }
    if (options.schema.empty() || options.documents.empty()) {
        return context.failed(Error(ErrorCode::wrongUse, say("A schema and at least one document are needed.")));
    }
    const auto validator = compileFile(options);
    if (!validator) {
        return context.failed(inFile(validator.error(), options.schema));
    }
    Totals totals;
    for (const std::string& path : options.documents) {
        const Done done = options.lines ? validateLines(context, options, **validator, path, totals)
                                        : validateFile(context, options, **validator, path, totals);
        if (!done) {
            return context.failed(inFile(done.error(), path));
        }
    }
    context.row(Row().number("valid", totals.valid).number("invalid", totals.invalid),
                utf8(say("%1 valid, %2 invalid.").arg(totals.valid).arg(totals.invalid)));
    return totals.invalid == 0 ? Exit::good : Exit::findings;
}

}  // namespace

std::vector<Verb> schemaVerbs() {
    return {
        {"schema", "validate", QT_TRANSLATE_NOOP("pb", "Checks documents against a JSON Schema, an XSD, Avro or Protobuf"),
         "patchbay-cli schema validate schemas/shop-order.schema.json samples/order.json",
         [](CLI::App& parser) -> Run {
             auto options = std::make_shared<ValidateOptions>();
             parser.add_option("schema", options->schema, "Schema file, with #/pointer or #message for a part of it");
             parser.add_option("documents", options->documents, "Documents, or - for standard input");
             addFormat(parser, options->format);
             parser.add_option("--language", options->language, "Language of the schema, where its name does not say it: json-schema, xsd, avro, protobuf");
             parser.add_flag("--formats", options->formats, "Formats are rules, not notes");
             parser.add_flag("--lines", options->lines, "Each line of a document is a document");
             parser.add_option("--draft", options->draft, "Draft, where the schema does not say");
             parser.add_option("--remotes", options->remotes, "Folder that stands for http://localhost:1234/");
             parser.add_flag("--batch", options->batch, "Each line of standard input is a request {\"schema\", \"instance\", …}");
             return [options](Context& context) { return validate(context, *options); };
         }},
    };
}

}  // namespace pb::app

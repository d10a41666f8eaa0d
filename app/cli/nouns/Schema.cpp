#include "app/cli/nouns/Nouns.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/document/Formats.h"
#include "models/document/Yaml.h"
#include "models/schema/Batch.h"
#include "models/schema/Tree.h"
#include "models/schema/Validator.h"

#include <CLI/CLI.hpp>

namespace pb::app {

namespace {

struct ValidateOptions {
    std::string schema;
    std::vector<std::string> documents;
    std::string draft, remotes;
    bool formats = false;
    bool lines = false;
    bool batch = false;

    schema::Resolver resolver() const {
        return remotes.empty() ? nullptr : schema::folderResolver("http://localhost:1234/", pathFromUtf8(remotes));
    }
};

Result<schema::Validator> compileFile(const ValidateOptions& options) {
    PB_TRY(bytes, readInput(options.schema));
    const bool isYaml = options.schema.ends_with(".yaml") || options.schema.ends_with(".yml");
    PB_TRY(document, isYaml ? doc::readYaml(std::move(bytes)) : doc::readJson(std::move(bytes)));
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
    return schema::Validator::compile(document, document->root(), compileOptions);
}

/// A violation as a line: where in the document, what, and by which rule.
std::string printed(const schema::Violation& violation, const std::string& name) {
    Place place = violation.instance.place();
    place.address = name;
    return utf8(place.print() + u": " + violation.sentence() + u" [" + qs(violation.keyword) + u' ' + qs(violation.schemaPointer) +
                u']');
}

struct Totals {
    std::int64_t valid = 0, invalid = 0;
};

Done validateLines(Context& context, const schema::Validator& validator, const std::string& path, Totals& totals) {
    PB_TRY(bytes, readInput(path));
    std::int64_t line = 0;
    return doc::readJsonLines(bytes, [&](const doc::DocumentPtr& document, std::uint64_t) {
        ++line;
        const auto violations = validator.violations(document->root());
        (violations.empty() ? totals.valid : totals.invalid) += 1;
        if (!violations.empty()) {
            std::string text = printed(violations.front(), path + "#" + std::to_string(line));
            if (violations.size() > 1) {
                text += utf8(u" " + say("(and %1 more)").arg(violations.size() - 1));
            }
            context.row(Row().text("document", path).number("line", line).raw("errors", schema::violationsJson(violations)), text);
        }
        return !context.stop.stop_requested();
    });
}

/// Any format that the registry knows: JSON Schema sees the tree.
Done validateFile(Context& context, const schema::Validator& validator, const std::string& path, Totals& totals) {
    PB_TRY(text, readInput(path));
    const auto bytes = std::make_shared<const std::string>(std::move(text));
    PB_TRY(format, doc::formatOf({}, {}, path, *bytes));
    PB_TRY(codec, format->make({}));
    PB_TRY(document, codec->read(*bytes, bytes));
    const auto violations = validator.violations(document->root());
    (violations.empty() ? totals.valid : totals.invalid) += 1;
    if (context.json) {
        context.line(Row().text("document", path).flag("valid", violations.empty())
                         .raw("errors", schema::violationsJson(violations)).json());
        return {};
    }
    for (const schema::Violation& violation : violations) {
        context.line(printed(violation, path));
    }
    return {};
}

Exit validateBatch(Context& context, const ValidateOptions& options) {
    const auto requests = readInput("-");
    if (!requests) {
        return context.failed(requests.error());
    }
    schema::BatchValidator validator(options.resolver());
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

Exit infer(Context& context, const std::vector<std::string>& files) {
    schema::Inference inference;
    for (const std::string& file : files) {
        const auto bytes = readInput(file);
        if (!bytes) {
            return context.failed(bytes.error());
        }
        const Done done = doc::readJsonLines(*bytes, [&](const doc::DocumentPtr& document, std::uint64_t) {
            inference.add(document->root());
            return !context.stop.stop_requested();
        });
        if (!done) {
            return context.failed(Error(done.error()).at({file}));
        }
    }
    context.line(inference.jsonSchema());
    return Exit::good;
}

Exit validate(Context& context, const ValidateOptions& options) {
    if (options.batch) {
        return validateBatch(context, options);
    }
    if (options.schema.empty() || options.documents.empty()) {
        return context.failed(Error(ErrorCode::wrongUse, say("A schema and at least one document are needed.")));
    }
    if (options.schema.ends_with(".xsd")) {
        return validateByXsd(context, options.schema, options.documents);
    }
    const auto validator = compileFile(options);
    if (!validator) {
        return context.failed(validator.error());
    }
    Totals totals;
    for (const std::string& path : options.documents) {
        const Done done = options.lines ? validateLines(context, *validator, path, totals)
                                        : validateFile(context, *validator, path, totals);
        if (!done) {
            return context.failed(Error(done.error()).at({path}));
        }
    }
    context.row(Row().number("valid", totals.valid).number("invalid", totals.invalid),
                utf8(say("%1 valid, %2 invalid.").arg(totals.valid).arg(totals.invalid)));
    return totals.invalid == 0 ? Exit::good : Exit::findings;
}

}  // namespace

std::vector<Verb> schemaVerbs() {
    return {
        {"schema", "validate", QT_TRANSLATE_NOOP("pb", "Checks documents against a JSON Schema or an XSD"),
         "patchbay-cli schema validate schemas/shop-order.schema.json samples/order.json",
         [](CLI::App& parser) -> Run {
             auto options = std::make_shared<ValidateOptions>();
             parser.add_option("schema", options->schema, "Schema file");
             parser.add_option("documents", options->documents, "Documents, or - for standard input");
             parser.add_flag("--formats", options->formats, "Formats are rules, not notes");
             parser.add_flag("--lines", options->lines, "Each line of a document is a document");
             parser.add_option("--draft", options->draft, "Draft, where the schema does not say");
             parser.add_option("--remotes", options->remotes, "Folder that stands for http://localhost:1234/");
             parser.add_flag("--batch", options->batch, "Each line of standard input is a request {\"schema\", \"instance\", …}");
             return [options](Context& context) { return validate(context, *options); };
         }},
        {"schema", "infer", QT_TRANSLATE_NOOP("pb", "Makes a JSON Schema of documents"), "patchbay-cli schema infer orders.ndjson",
         [](CLI::App& parser) -> Run {
             auto files = std::make_shared<std::vector<std::string>>();
             parser.add_option("files", *files, "Files with JSON documents, or - for standard input")->required();
             return [files](Context& context) { return infer(context, *files); };
         }},
    };
}

}  // namespace pb::app

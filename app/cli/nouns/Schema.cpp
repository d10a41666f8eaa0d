#include "app/cli/nouns/Nouns.h"
#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/document/Yaml.h"
#include "models/schema/Validator.h"

#include <CLI/CLI.hpp>

namespace pb::app {

namespace {

struct ValidateOptions {
    std::string schema;
    std::vector<std::string> documents;
    bool formats = false;
    bool lines = false;
};

Result<schema::Validator> compileFile(const ValidateOptions& options) {
    PB_TRY(bytes, readInput(options.schema));
    const bool isYaml = options.schema.ends_with(".yaml") || options.schema.ends_with(".yml");
    PB_TRY(document, isYaml ? doc::readYaml(std::move(bytes)) : doc::readJson(std::move(bytes)));
    schema::CompileOptions compileOptions;
    compileOptions.assertFormats = options.formats;
    return schema::Validator::compile(document, document->root(), compileOptions);
}

/// Prints what is wrong with one document; true when nothing is.
bool judge(Context& context, const schema::Validator& validator, const doc::DocumentPtr& document, const std::string& name) {
    const auto violations = validator.violations(document->root());
    for (const schema::Violation& violation : violations) {
        Place place = violation.instance.place();
        place.address = name;
        context.line(utf8(place.print() + u": " + violation.sentence() + u" [" + qs(violation.keyword) + u' ' +
                          qs(violation.schemaPointer) + u']'));
    }
    return violations.empty();
}

struct Totals {
    std::int64_t valid = 0, invalid = 0;
};

Done validateLines(Context& context, const schema::Validator& validator, const std::string& path, Totals& totals) {
    PB_TRY(bytes, readInput(path));
    std::int64_t line = 0;
    return doc::readJsonLines(bytes, [&](const doc::DocumentPtr& document, std::uint64_t) {
        ++line;
        const bool isValid = validator.isValid(document->root()) ||
                             judge(context, validator, document, path + "#" + std::to_string(line));
        (isValid ? totals.valid : totals.invalid) += 1;
        return !context.stop.stop_requested();
    });
}

Done validateFile(Context& context, const schema::Validator& validator, const std::string& path, Totals& totals) {
    PB_TRY(bytes, readInput(path));
    PB_TRY(document, doc::readJson(std::move(bytes)));
    (judge(context, validator, document, path) ? totals.valid : totals.invalid) += 1;
    return {};
}

Exit validate(Context& context, const ValidateOptions& options) {
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
    context.note(say("%1 valid, %2 invalid.").arg(totals.valid).arg(totals.invalid));
    return totals.invalid == 0 ? Exit::good : Exit::findings;
}

}  // namespace

std::vector<Verb> schemaVerbs() {
    return {
        {"schema", "validate", QT_TRANSLATE_NOOP("pb", "Checks documents against a JSON Schema"),
         "patchbay-cli schema validate schemas/shop-order.schema.json samples/order.json",
         [](CLI::App& parser) -> Run {
             auto options = std::make_shared<ValidateOptions>();
             parser.add_option("schema", options->schema, "Schema file")->required();
             parser.add_option("documents", options->documents, "Documents, or - for standard input")->required();
             parser.add_flag("--formats", options->formats, "Formats are rules, not notes");
             parser.add_flag("--lines", options->lines, "Each line of a document is a document");
             return [options](Context& context) { return validate(context, *options); };
         }},
    };
}

}  // namespace pb::app

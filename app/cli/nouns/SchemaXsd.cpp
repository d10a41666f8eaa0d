#include "app/cli/nouns/Nouns.h"
#include "models/base/Text.h"
#include "models/document/Formats.h"
#include "models/document/Json.h"
#include "models/schema/XsdValidator.h"

namespace pb::app {

namespace {

Result<doc::DocumentPtr> readDocument(const std::string& path) {
    PB_TRY(text, readInput(path));
    const auto bytes = std::make_shared<const std::string>(std::move(text));
    PB_TRY(format, doc::formatOf({}, {}, path, *bytes));
    PB_TRY(codec, format->make({}));
    return codec->read(*bytes, bytes);
}

/// The members that violations of JSON Schemas have, as far as XSD knows them.
Row rowOf(const schema::XsdViolation& violation) {
    Row row;
    row.text("instance", violation.instance.pointer())
        .number("begin", violation.instance.range().begin)
        .number("end", violation.instance.range().end)
        .text("keyword", violation.keyword)
        .text("schema", violation.schemaPlace.address)
        .number("line", violation.schemaPlace.line)
        .number("column", violation.schemaPlace.column)
        .text("sentence", violation.sentence);
    return row;
}

bool judge(Context& context, const schema::XsdValidator& validator, doc::Value root, const std::string& path) {
    const auto violations = validator.violations(root);
    if (context.json) {
        std::vector<Row> rows;
        for (const schema::XsdViolation& violation : violations) {
            rows.push_back(rowOf(violation));
        }
        context.line(Row().text("document", path).flag("valid", violations.empty()).rows("errors", rows).json());
        return violations.empty();
    }
    for (const schema::XsdViolation& violation : violations) {
        Place place = violation.instance.place();
        place.address = path;
        context.line(utf8(place.print() + u": " + violation.sentence + u" [" + qs(violation.keyword) + u' ' +
                          violation.schemaPlace.print() + u']'));
    }
    return violations.empty();
}

}  // namespace

Exit validateByXsd(Context& context, const std::string& schema, const std::vector<std::string>& documents) {
    auto text = readInput(schema);
    if (!text) {
        return context.failed(text.error());
    }
    const auto validator = schema::XsdValidator::compile(std::move(*text), schema, loadSchemaFile);
    if (!validator) {
        return context.failed(validator.error());
    }
    std::int64_t valid = 0, invalid = 0;
    for (const std::string& path : documents) {
        const auto document = readDocument(path);
        if (!document) {
            return context.failed(Error(document.error()).at({path}));
        }
        (judge(context, *validator, (*document)->root(), path) ? valid : invalid) += 1;
    }
    context.row(Row().number("valid", valid).number("invalid", invalid),
                utf8(say("%1 valid, %2 invalid.").arg(valid).arg(invalid)));
    return invalid == 0 ? Exit::good : Exit::findings;
}

}  // namespace pb::app

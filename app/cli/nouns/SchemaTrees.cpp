#include "app/cli/nouns/Nouns.h"
#include "models/base/Text.h"
#include "models/schema/Compatibility.h"
#include "models/schema/Diff.h"
#include "models/schema/TreeImport.h"
#include "models/schema/tree/JsonSchemaWriter.h"

#include <CLI/CLI.hpp>

#include <unordered_map>

namespace pb::app {

namespace {

struct TreeOptions {
    std::string file, target, language;
};

Result<schema::Tree> openTree(const std::string& reference, const std::string& language) {
    return schema::openSchema(reference, language, loadSchemaFile);
}

QString placeText(Place place, const std::string& file) {
    place.address = place.address.empty() ? file : place.address;
    return place.print();
}

void noteFindings(const Context& context, const schema::Tree& tree, const std::string& file) {
    for (const Finding& finding : tree.findings) {
        context.note(placeText(finding.place, file) + u": " + finding.sentence);
    }
}

/// Prints the fields of a tree, depth first; what was printed before is referred to.
class TreePrinter {
public:
    explicit TreePrinter(const Context& context) : context_(context) {}

    void print(const schema::Field& field, const std::string& path, int depth) {
        if (depth > deepestLevel) {
            context_.note(say("What is deeper than %1 levels, at `%2`, is not shown.").arg(deepestLevel).arg(qs(path)));
            return;
        }
        const auto [known, isNew] = printed_.try_emplace(&field, path);
        const bool isReference = !isNew && !field.children.empty();
        const std::string sameAs = isReference ? known->second : std::string();
        context_.row(row(field, path, sameAs), std::string(static_cast<std::size_t>(depth) * 2, ' ') + text(field, path, sameAs));
        if (isReference) {
            return;
        }
        for (const auto& child : field.children) {
            print(*child, schema::pathBelow(path, *child), depth + 1);
        }
    }

private:
    static constexpr int deepestLevel = 200;

    static std::string text(const schema::Field& field, const std::string& path, const std::string& sameAs) {
        const std::string step = path.empty() ? "" : field.name.empty() ? "[]: " : schema::pathStep(field.name) + ": ";
        std::string text = step + schema::wordFor(field.type);
        const auto add = [&](const std::string& part) { text += part.empty() ? part : ", " + part; };
        add(field.nullable ? "or null" : "");
        add(field.required && !path.empty() ? "required" : "");
        add(field.format);
        add(field.constraint);
        std::string choices;
        for (const std::string& choice : field.choices) {
            choices += (choices.empty() ? "" : " | ") + choice;
        }
        add(choices);
        add(field.defaultValue.empty() ? std::string() : "= " + field.defaultValue);
        add(sameAs.empty() ? std::string() : utf8(say("as at `%1`").arg(qs(sameAs))));
        return text;
    }

    static Row row(const schema::Field& field, const std::string& path, const std::string& sameAs) {
        Row row;
        row.text("path", path)
            .text("type", schema::wordFor(field.type))
            .flag("nullable", field.nullable)
            .flag("required", field.required && !path.empty());
        if (field.type == schema::FieldType::array) {
            row.number("minItems", static_cast<std::int64_t>(field.minItems));
            if (field.maxItems != schema::Field::unlimited) {
                row.number("maxItems", static_cast<std::int64_t>(field.maxItems));
            }
        }
        row.textOrNull("typeName", field.typeName).textOrNull("format", field.format).textOrNull("constraint", field.constraint);
        std::string choices;
        for (const std::string& choice : field.choices) {
            choices += (choices.empty() ? "" : ",") + choice;
        }
        row.raw("choices", "[" + choices + "]").raw("default", field.defaultValue.empty() ? "null" : field.defaultValue);
        row.textOrNull("documentation", field.documentation).text("place", field.place.print()).textOrNull("sameAs", sameAs);
        return row;
    }

    const Context& context_;
    std::unordered_map<const schema::Field*, std::string> printed_;
};

Exit show(Context& context, const TreeOptions& options) {
    const auto tree = openTree(options.file, options.language);
    if (!tree) {
        return context.failed(tree.error());
    }
    TreePrinter printer(context);
    if (tree->root->type == schema::FieldType::object && !tree->root->children.empty() && !context.json) {
        for (const auto& child : tree->root->children) {
            printer.print(*child, schema::pathBelow({}, *child), 0);
        }
    } else {
        printer.print(*tree->root, {}, 0);
    }
    noteFindings(context, *tree, options.file);
    return Exit::good;
}

const char* wordFor(schema::Breaks breaks) {
    return breaks == schema::Breaks::yes ? "yes" : breaks == schema::Breaks::no ? "no" : "cannot tell";
}

struct DiffOptions {
    std::vector<std::string> files;
    std::string language, compatibility;
    bool transitive = false;
};

Exit printDiff(Context& context, const DiffOptions& options, const std::vector<schema::Change>& changes) {
    bool breaks = false;
    for (const schema::Change& change : changes) {
        const QString oldPlace = change.oldField ? placeText(change.oldField->place, options.files.front()) : QString();
        const QString newPlace = change.newField ? placeText(change.newField->place, options.files.back()) : QString();
        breaks = breaks || change.isBreaking();
        Row row;
        row.text("change", schema::wordFor(change.kind))
            .textOrNull("old", change.oldField ? change.oldPath : std::string())
            .textOrNull("new", change.newField ? change.newPath : std::string())
            .textOrNull("oldPlace", utf8(oldPlace))
            .textOrNull("newPlace", utf8(newPlace))
            .text("sentence", change.sentence)
            .text("breaks", change.breaks())
            .text("reader", wordFor(change.reader))
            .text("writer", wordFor(change.writer));
        context.row(row, utf8((newPlace.isEmpty() ? oldPlace : newPlace) + u": " + change.sentence + u" [" +
                              QLatin1String(schema::wordFor(change.kind)) + u"; " +
                              say("breaks: %1").arg(QLatin1String(change.breaks())) + u']'));
    }
    if (changes.empty()) {
        context.note(say("Both schemas say the same."));
    }
    return breaks ? Exit::findings : Exit::good;
}

Exit judgeCompatibility(Context& context, const DiffOptions& options) {
    const auto mode = schema::compatibilityFromText(options.compatibility);
    if (!mode) {
        return context.failed(Error(ErrorCode::wrongUse, say("“%1” is no kind of compatibility.").arg(qs(options.compatibility)),
                                    say("Use backward, forward or full.")));
    }
    const auto findings = schema::checkCompatibility(options.files, *mode, options.transitive, loadSchemaFile);
    if (!findings) {
        return context.failed(findings.error());
    }
    bool breaks = false;
    for (const auto& [what, readerFile, writerFile] : *findings) {
        const bool isError = what.severity == Severity::error;
        breaks = breaks || isError;
        const QString reader = placeText(what.reader, readerFile), writer = placeText(what.writer, writerFile);
        Row row;
        row.text("rule", what.rule).text("severity", isError ? "error" : "warning").text("path", what.path);
        row.text("reader", utf8(reader)).text("writer", utf8(writer)).text("sentence", what.sentence);
        context.row(row, utf8(say("%1: %2 Written by %3. [%4]").arg(reader, what.sentence, writer, qs(what.rule))));
    }
    if (!breaks) {
        context.note(say("The schemas are compatible (%1).").arg(qs(options.compatibility)));
    }
    return breaks ? Exit::findings : Exit::good;
}

Exit diff(Context& context, const DiffOptions& options) {
    if (!options.compatibility.empty()) {
        return judgeCompatibility(context, options);
    }
    if (options.files.size() != 2) {
        return context.failed(Error(ErrorCode::wrongUse, say("Two schemas are compared; there are %1.").arg(options.files.size()),
                                    say("Several versions are judged with --compatibility and --transitive.")));
    }
    const auto old = openTree(options.files.front(), options.language);
    const auto now = old ? openTree(options.files.back(), options.language) : old;
    if (!old || !now) {
        return context.failed(old ? now.error() : old.error());
    }
    noteFindings(context, *old, options.files.front());
    noteFindings(context, *now, options.files.back());
    return printDiff(context, options, schema::diff(*old, *now));
}

Exit convert(Context& context, const TreeOptions& options) {
    const auto tree = openTree(options.file, options.language);
    if (!tree) {
        return context.failed(tree.error());
    }
    std::string text = schema::writeJsonSchema(*tree->root);
    text.pop_back();
    context.line(text);
    noteFindings(context, *tree, options.file);
    return Exit::good;
}

std::string languageHelp() {
    std::string help = "Language of the schema, where name and content do not say it:";
    for (const schema::SchemaLanguage& language : schema::schemaLanguages()) {
        help += " " + std::string(language.id);
    }
    return help;
}

}  // namespace

Result<std::string> loadSchemaFile(const std::string& path) {
    if (path.find("://") != std::string::npos) {
        return fail(ErrorCode::refused, say("“%1” is on the network, from which schemas are not loaded.").arg(qs(path)),
                    say("Put the file beside the schema and name it there."));
    }
    return readInput(path);
}

std::vector<Verb> schemaTreeVerbs() {
    return {
        {"schema", "show", QT_TRANSLATE_NOOP("pb", "The fields of a schema, whatever its language"),
         "patchbay-cli schema show schemas/order.xsd",
         [](CLI::App& parser) -> Run {
             auto options = std::make_shared<TreeOptions>();
             parser.add_option("file", options->file, "Schema file, with #/pointer or #name for a part of it")->required();
             parser.add_option("--format", options->language, languageHelp());
             return [options](Context& context) { return show(context, *options); };
         }},
        {"schema", "diff", QT_TRANSLATE_NOOP("pb", "What changed between two schemas, and whom it breaks"),
         "patchbay-cli schema diff order.v1.json order.v2.json",
         [](CLI::App& parser) -> Run {
             auto options = std::make_shared<DiffOptions>();
             parser.add_option("files", options->files, "Schema files, the older one first")->required()->expected(2, -1);
             parser.add_option("--format", options->language, languageHelp());
             parser.add_option("--compatibility", options->compatibility,
                               "backward, forward or full: may data of one Avro or Protobuf schema be read with the other");
             parser.add_flag("--transitive", options->transitive, "The last schema is judged against all before it");
             return [options](Context& context) { return diff(context, *options); };
         }},
        {"schema", "convert", QT_TRANSLATE_NOOP("pb", "A schema of any language as JSON Schema"),
         "patchbay-cli schema convert order.xsd --to json-schema",
         [](CLI::App& parser) -> Run {
             auto options = std::make_shared<TreeOptions>();
             parser.add_option("file", options->file, "Schema file, with #/pointer or #name for a part of it")->required();
             parser.add_option("--format", options->language, languageHelp());
             parser.add_option("--to", options->target, "json-schema (draft 2020-12)")
                 ->required()
                 ->check(CLI::IsMember({"json-schema"}));
             return [options](Context& context) { return convert(context, *options); };
         }},
    };
}

}  // namespace pb::app

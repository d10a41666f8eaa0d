#include "app/cli/nouns/Nouns.h"
#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/document/Yaml.h"

#include <CLI/CLI.hpp>

namespace pb::app {

namespace {

Result<doc::DocumentPtr> readDocument(const std::string& path) {
    PB_TRY(bytes, readInput(path));
    const bool isYaml = path.ends_with(".yaml") || path.ends_with(".yml");
    auto document = isYaml ? doc::readYaml(std::move(bytes)) : doc::readJson(std::move(bytes));
    if (!document) {
        Error error = std::move(document).error();
        error.place.address = path;
        return fail(std::move(error));
    }
    return document;
}

void appendRanges(doc::Value value, std::string& out) {
    out += "{\"pointer\":";
    doc::writeJsonString(value.pointer(), out);
    out += ",\"range\":[" + std::to_string(value.range().begin) + "," + std::to_string(value.range().end) + "]}\n";
    for (const doc::Value child : value.children()) {
        appendRanges(child, out);
    }
}

struct ShowOptions {
    std::string file;
    bool ranges = false;
};

Exit show(Context& context, const ShowOptions& options) {
    const auto document = readDocument(options.file);
    if (!document) {
        return context.failed(document.error());
    }
    if (options.ranges) {
        std::string out;
        appendRanges((*document)->root(), out);
        out.pop_back();
        context.line(out);
    } else {
        context.line(doc::writeJson((*document)->root(), {.indent = context.json ? 0 : 2}));
    }
    for (const Finding& finding : (*document)->findings()) {
        context.note(finding.place.print() + u": " + finding.sentence);
    }
    return Exit::good;
}

Exit echo(Context& context, const std::string& file) {
    const auto document = readDocument(file);
    if (!document) {
        return context.failed(document.error());
    }
    const std::string_view bytes = (*document)->bytes();
    std::fwrite(bytes.data(), 1, bytes.size(), stdout);
    return Exit::good;
}

}  // namespace

std::vector<Verb> docVerbs() {
    return {
        {"doc", "show", QT_TRANSLATE_NOOP("pb", "Shows the tree of a document as JSON"),
         "patchbay-cli doc show samples/order.json --ranges",
         [](CLI::App& parser) -> Run {
             auto options = std::make_shared<ShowOptions>();
             parser.add_option("file", options->file, "File, or - for standard input")->required();
             parser.add_flag("--ranges", options->ranges, "One line a node: its pointer and byte range");
             return [options](Context& context) { return show(context, *options); };
         }},
        {"doc", "echo", QT_TRANSLATE_NOOP("pb", "Reads a document and writes it again"), "patchbay-cli doc echo order.json",
         [](CLI::App& parser) -> Run {
             auto file = std::make_shared<std::string>();
             parser.add_option("file", *file, "File, or - for standard input")->required();
             return [file](Context& context) { return echo(context, *file); };
         }},
    };
}

}  // namespace pb::app

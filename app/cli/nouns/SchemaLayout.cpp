#include "app/cli/nouns/SchemaLayout.h"

#include "app/cli/nouns/Nouns.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/document/Csv.h"
#include "models/schema/JsonText.h"
#include "models/schema/TargetForm.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace pb::app {

namespace {

using schema::jsonText;

/// The paths of the arrays in a tree, as an XML layout lists them: "Order/Lines/Line". Recursive types are followed once, and
/// only what leads to an array: types that share their members have more paths than anybody can walk.
class ArrayPaths {
public:
    std::vector<std::string> of(const schema::Field& root) {
        findLeading(root);
        walk(root, {});
        return std::move(paths_);
    }

private:
    static constexpr std::size_t mostPaths = 10'000;

    /// From the arrays up to the root.
    void findLeading(const schema::Field& root) {
        std::unordered_map<const schema::Field*, std::vector<const schema::Field*>> parents{{&root, {}}};
        std::vector<const schema::Field*> waiting{&root}, arrays;
        while (!waiting.empty()) {
            const schema::Field* const field = waiting.back();
            waiting.pop_back();
            for (const auto& child : field->children) {
                if (parents[child.get()].empty()) {
                    waiting.push_back(child.get());
                }
                parents[child.get()].push_back(field);
            }
            if (field->type == schema::FieldType::array) {
                arrays.push_back(field);
            }
        }
        while (!arrays.empty()) {
            const schema::Field* const field = arrays.back();
            arrays.pop_back();
            if (leading_.insert(field).second) {
                arrays.insert(arrays.end(), parents[field].begin(), parents[field].end());
            }
        }
    }

    void walk(const schema::Field& field, const std::string& path) {
        const bool isOpen = std::find(open_.begin(), open_.end(), &field) != open_.end();
        if (isOpen || paths_.size() >= mostPaths) {
            return;
        }
        open_.push_back(&field);
        for (const auto& child : field.children) {
            if (!leading_.contains(child.get())) {
                continue;
            }
            const bool isItem = field.type == schema::FieldType::array;
            const std::string below = isItem ? path : path.empty() ? child->name : path + "/" + child->name;
            if (!isItem && child->type == schema::FieldType::array) {
                paths_.push_back(below);
            }
            walk(*child, below);
        }
        open_.pop_back();
    }

    std::vector<std::string> paths_;
    std::vector<const schema::Field*> open_;
    std::unordered_set<const schema::Field*> leading_;  ///< arrays, and what has one below it
};

Result<Layout> layoutWith(const std::string& json, const std::filesystem::path& folder) {
    Layout layout;
    PB_TRY(document, doc::readJson(json));
    layout.document = std::move(document);
    layout.settings.layout = layout.document->root();
    layout.settings.load = [folder](const std::string& name) { return readFile(folder / pathFromUtf8(name)); };
    return layout;
}

/// Without the part behind "#".
std::string pathIn(const std::string& reference) {
    return reference.substr(0, reference.find('#'));
}

/// A CSV file says its dialect too.
Result<std::string> dialectOf(const std::string& path) {
    if (!path.ends_with(".csv") && !path.ends_with(".tsv") && !path.ends_with(".psv")) {
        return std::string();
    }
    PB_TRY(bytes, loadSchemaFile(path));
    const doc::CsvDialect dialect = doc::detectCsv(bytes);
    const std::string delimiter = dialect.delimiter == '\t' ? "tab" : std::string(1, dialect.delimiter);
    const std::string quote = dialect.quote == '\0' ? "none" : std::string(1, dialect.quote);
    const std::size_t end = bytes.find_first_of("\r\n");
    const bool isLf = end != std::string::npos && bytes[end] == '\n';
    const bool isCr = end != std::string::npos && bytes.compare(end, 2, "\r\n") != 0 && !isLf;
    const std::string lineEnd = isLf ? "lf" : isCr ? "cr" : "crlf";
    return ", \"delimiter\": " + jsonText(delimiter) + ", \"quote\": " + jsonText(quote) + ", \"lineEnd\": " + jsonText(lineEnd) +
           ", \"charset\": " + jsonText(doc::nameOf(dialect.charset));
}

Result<Layout> csvLayout(const std::string& reference) {
    PB_TRY(form, schema::TargetForm::open(reference, *doc::formatById("csv"), loadSchemaFile));
    PB_TRY(dialect, dialectOf(pathIn(reference)));
    std::string columns;
    for (const std::string& name : form.columns()) {
        columns += (columns.empty() ? "" : ", ") + jsonText(name);
    }
    return layoutWith("{\"header\": true, \"columns\": [" + columns + "]" + dialect + "}", {});
}

}  // namespace

Result<Layout> layoutOfSchema(const std::string& reference, doc::Format format) {
    const std::string path = pathIn(reference);
    const std::filesystem::path file = pathFromUtf8(path);
    if (format == doc::Format::avro || format == doc::Format::protobuf) {
        std::string json = "{\"schema\": " + jsonText(pathToUtf8(file.filename()));
        if (path.size() < reference.size()) {
            json += ", \"message\": " + jsonText(std::string_view(reference).substr(path.size() + 1));
        }
        return layoutWith(json + "}", file.parent_path());
    }
    PB_TRY(language, schema::languageOfSchema(path, loadSchemaFile));
    if (language == "layout") {
        return readLayout(path);
    }
    if (language == "edi-guide") {
        const std::string name = pathToUtf8(file.parent_path().filename() / file.stem());
        return layoutWith("{\"guides\": {" + jsonText(name) + ": " + jsonText(pathToUtf8(file.filename())) + "}}", file.parent_path());
    }
    if (format != doc::Format::xml) {
        return Layout{};
    }
    PB_TRY(tree, schema::openSchema(reference, {}, loadSchemaFile));
    std::string json;
    for (const std::string& each : ArrayPaths().of(*tree.root)) {
        json += (json.empty() ? "{\"arrays\": [" : ", ") + jsonText(each);
    }
    return json.empty() ? Result<Layout>(Layout{}) : layoutWith(json + "]}", {});
}

Result<Layout> layoutOfTarget(const std::string& reference, doc::Format format) {
    PB_TRY(isFormed, isFormedBy(reference, format));
    if (!isFormed) {
        return layoutOfSchema(reference, format);
    }
    return format == doc::Format::csv ? csvLayout(reference) : Result<Layout>(Layout{});
}

Result<bool> isFormedBy(const std::string& reference, doc::Format format) {
    if (format == doc::Format::avro || format == doc::Format::protobuf) {
        return false;
    }
    PB_TRY(language, schema::languageOfSchema(pathIn(reference), loadSchemaFile));
    const bool isOfText = format == doc::Format::json || format == doc::Format::yaml || format == doc::Format::xml ||
                          format == doc::Format::csv || format == doc::Format::text;
    const bool isLayout = language == "layout" || language == "edi-guide";
    if (!isOfText && !isLayout) {
        return fail(ErrorCode::wrongUse, say("Cannot write this format by a schema of the language “%1”.").arg(qs(language)),
                    say("Name a layout (a YAML file with `format`), or for X12 and EDIFACT a .guide file."), {pathIn(reference)});
    }
    return !isLayout;
}

}  // namespace pb::app

#include "app/cli/nouns/SchemaLayout.h"

#include "app/cli/nouns/Nouns.h"
#include "models/base/Files.h"
#include "models/document/Json.h"
#include "models/schema/TreeImport.h"

#include <algorithm>
#include <vector>

namespace pb::app {

namespace {

/// The paths of the arrays in a tree, as an XML layout lists them: "Order/Lines/Line". Recursive types are followed once.
class ArrayPaths {
public:
    std::vector<std::string> of(const schema::Field& root) {
        walk(root, {});
        return std::move(paths_);
    }

private:
    static constexpr std::size_t mostPaths = 10'000;

    void walk(const schema::Field& field, const std::string& path) {
        const bool isOpen = std::find(open_.begin(), open_.end(), &field) != open_.end();
        if (isOpen || paths_.size() >= mostPaths) {
            return;
        }
        open_.push_back(&field);
        for (const auto& child : field.children) {
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
};

Result<Layout> layoutWith(const std::string& json, const std::filesystem::path& folder) {
    Layout layout;
    PB_TRY(document, doc::readJson(json));
    layout.document = std::move(document);
    layout.settings.layout = layout.document->root();
    layout.settings.load = [folder](const std::string& name) { return readFile(folder / pathFromUtf8(name)); };
    return layout;
}

}  // namespace

Result<Layout> layoutOfSchema(const std::string& reference, doc::Format format) {
    const std::size_t hash = std::min(reference.find('#'), reference.size());
    const std::filesystem::path path = pathFromUtf8(reference.substr(0, hash));
    const auto quoted = [](std::string_view text) {
        std::string json;
        doc::writeJsonString(text, json);
        return json;
    };
    if (format == doc::Format::avro || format == doc::Format::protobuf) {
        std::string json = "{\"schema\": " + quoted(pathToUtf8(path.filename()));
        if (hash < reference.size()) {
            json += ", \"message\": " + quoted(std::string_view(reference).substr(hash + 1));
        }
        return layoutWith(json + "}", path.parent_path());
    }
    if (format != doc::Format::xml) {
        return Layout{};
    }
    PB_TRY(tree, schema::openSchema(reference, {}, loadSchemaFile));
    std::string json;
    for (const std::string& each : ArrayPaths().of(*tree.root)) {
        json += (json.empty() ? "{\"arrays\": [" : ", ") + quoted(each);
    }
    return json.empty() ? Result<Layout>(Layout{}) : layoutWith(json + "]}", {});
}

}  // namespace pb::app

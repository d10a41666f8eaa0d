#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/document/Yaml.h"
#include "models/document/edi/Guides.h"
#include "models/schema/TreeImport.h"
#include "models/schema/tree/SchemaFiles.h"
#include "models/schema/tree/SchemaPart.h"
#include "models/schema/tree/TreeBuilder.h"

#include <algorithm>
#include <unordered_set>

namespace pb::schema {

namespace {

using doc::Value;

struct Request {
    std::string path;
    std::string part;  ///< behind "#"
    const FileLoader& loader;
    std::string bytes = {};
};

Error inFile(Error error, const std::string& path) {
    if (error.place.address.empty()) {
        error.place.address = path;
    }
    return error;
}

Result<doc::DocumentPtr> readText(const Request& request) {
    auto document = readJsonOrYaml(request.bytes, request.path);
    return document ? document : fail(inFile(std::move(document).error(), request.path));
}

CompileOptions optionsFor(const Request& request, const doc::Document& document) {
    CompileOptions options;
    options.baseUri = request.path;
    options.resolver = SchemaFiles(request.path, document, request.loader).resolver();
    return options;
}

/// All fields stand where the value does.
void placeAt(Field& root, const Place& place) {
    std::unordered_set<const Field*> seen{&root};
    std::vector<Field*> waiting{&root};
    while (!waiting.empty()) {
        Field& field = *waiting.back();
        waiting.pop_back();
        field.place = place;
        for (const auto& child : field.children) {
            if (seen.insert(child.get()).second) {
                waiting.push_back(child.get());
            }
        }
    }
}

/// A schema in another language inside of a JSON or YAML document.
Result<Tree> openEmbedded(const Request& request, const SchemaPart& part) {
    const std::string text = part.text();
    const FileLoader loader = [&](const std::string& path) {
        return path == "schema.proto" ? Result<std::string>(text) : request.loader(path);
    };
    auto tree = part.language == "avro" ? treeFromAvro(text) : treeFromProtobuf("schema.proto", loader);
    if (!tree) {
        return fail(Error(std::move(tree).error()).at(part.schema.place()));
    }
    placeAt(*tree->root, part.schema.place());
    return tree;
}

Result<Tree> openJsonSchema(const Request& request) {
    PB_TRY(document, readText(request));
    PB_TRY(part, schemaAt(*document, request.path, request.part));
    return part.language == "json-schema" ? treeFromJsonSchema(document, part.schema, optionsFor(request, *document))
                                          : openEmbedded(request, part);
}

Result<Tree> openOpenApi(const Request& request) {
    if (!request.part.empty()) {
        return openJsonSchema(request);
    }
    PB_TRY(document, readText(request));
    const Value components = document->root().find("components").find("schemas");
    const Value map = components ? components : document->root().find("definitions");
    if (!map.is(doc::Kind::object)) {
        return fail(ErrorCode::notFound, say("%1 has no schemas under “components”.").arg(qs(request.path)),
                    say("Name a schema inside of it, as “#/paths/…/schema”."), {request.path});
    }
    return treeFromSchemas(document, map, optionsFor(request, *document));
}

Result<Tree> openXsd(const Request& request) { return treeFromXsd(request.bytes, request.path, request.loader); }

Result<Tree> openAvro(const Request& request) { return treeFromAvro(request.bytes); }

Result<Tree> openProtobuf(const Request& request) { return treeFromProtobuf(request.path, request.loader, request.part); }

Result<Tree> openLayout(const Request& request) {
    PB_TRY(document, doc::readYaml(request.bytes));
    doc::CodecSettings settings;
    settings.layout = document->root();
    settings.load = request.loader;
    return treeFromLayout(settings, document);
}

Result<Tree> openCsv(const Request& request) { return treeFromCsv(request.bytes); }

/// "x12-004010/850" or "edifact-d96a/ORDERS", which come with Patchbay, or a file.
bool isGuide(const std::string& path) {
    const bool isRelease = path.starts_with("x12-") || path.starts_with("edifact-");
    const bool isName = isRelease && path.find('/') != std::string::npos && path.find('.') == std::string::npos;
    return isName || path.ends_with(".guide");
}

/// "x12-004010/850", or a file of a folder that is laid out so.
Result<Tree> openGuide(const Request& request) {
    const std::filesystem::path path = pathFromUtf8(request.path);
    const std::string release = pathToUtf8(path.parent_path().filename());
    const std::string set = pathToUtf8(path.stem());
    const bool isX12 = release.starts_with("x12-");
    if (!isX12 && !release.starts_with("edifact-")) {
        return fail(ErrorCode::wrongUse, say("“%1” names no EDI guide.").arg(qs(request.path)),
                    say("Say it as “x12-004010/850” or “edifact-d96a/ORDERS”."));
    }
    const doc::edi::Guides own({path.parent_path().parent_path()});
    const auto& guides = path.has_extension() ? own : doc::edi::Guides::builtIn();
    PB_TRY(guide, guides.find(isX12 ? doc::edi::Standard::x12 : doc::edi::Standard::edifact,
                              release.substr(release.find('-') + 1), set));
    if (!guide) {
        return fail(ErrorCode::notFound, say("There is no guide for %1 of %2.").arg(qs(set), qs(release)));
    }
    return treeFromGuide(*guide);
}

struct Row {
    SchemaLanguage language;
    Result<Tree> (*open)(const Request& request);
};

const std::vector<Row>& rows() {
    static const std::vector<Row> all{
        {{"json-schema", {".json", ".yaml", ".yml"}}, openJsonSchema},
        {{"openapi", {".json", ".yaml", ".yml"}}, openOpenApi},
        {{"xsd", {".xsd"}}, openXsd},
        {{"avro", {".avsc"}}, openAvro},
        {{"protobuf", {".proto", ".desc", ".pb"}}, openProtobuf},
        {{"layout", {".yaml", ".yml"}}, openLayout},
        {{"csv", {".csv", ".tsv", ".psv"}}, openCsv},
        {{"edi-guide", {".guide", ""}}, openGuide},
    };
    return all;
}

/// What a JSON or YAML document is.
std::string_view languageOf(const doc::Document& document) {
    const Value root = document.root();
    if (root.find("openapi") || root.find("swagger") || root.find("asyncapi")) {
        return "openapi";
    }
    if (root.find("type").text() == "record" && root.find("fields").is(doc::Kind::array)) {
        return "avro";
    }
    const std::string_view format = root.find("format").text();
    const bool isLayout = !root.find("type") && (format == "csv" || format == "fixed-width" || format == "idoc");
    return isLayout ? "layout" : "json-schema";
}

Result<const Row*> rowFor(const Request& request, std::string_view language) {
    std::string suffix = pathToUtf8(pathFromUtf8(request.path).extension());
    std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                   [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    std::string_view wanted = language;
    if (wanted.empty() && (suffix == ".json" || isYaml(request.path))) {
        PB_TRY(document, readText(request));
        wanted = languageOf(*document);
    }
    for (const Row& row : rows()) {
        const auto& suffixes = row.language.suffixes;
        if (wanted.empty() ? std::find(suffixes.begin(), suffixes.end(), suffix) != suffixes.end() : row.language.id == wanted) {
            return &row;
        }
    }
    QString ids;
    for (const Row& row : rows()) {
        ids += (ids.isEmpty() ? QString() : say(", ")) + qs(row.language.id);
    }
    const QString sentence = wanted.empty()
                                 ? say("%1 is of no language of schemas that is known by its name.").arg(qs(request.path))
                                 : say("“%1” is no language of schemas.").arg(qs(wanted));
    return fail(ErrorCode::wrongUse, sentence, say("Say one of %1.").arg(ids));
}

}  // namespace

const std::vector<SchemaLanguage>& schemaLanguages() {
    static const std::vector<SchemaLanguage> languages = [] {
        std::vector<SchemaLanguage> all;
        for (const Row& row : rows()) {
            all.push_back(row.language);
        }
        return all;
    }();
    return languages;
}

Result<std::string_view> languageOfSchema(const std::string& path, const FileLoader& loader) {
    if (isGuide(path)) {
        return "edi-guide";
    }
    Request request{path, {}, loader};
    PB_TRY(bytes, loader(path));
    request.bytes = std::move(bytes);
    PB_TRY(row, rowFor(request, {}));
    return row->language.id;
}

Result<Tree> openSchema(const std::string& reference, std::string_view language, const FileLoader& loader) {
    const std::size_t hash = std::min(reference.find('#'), reference.size());
    Request request{reference.substr(0, hash), reference.substr(std::min(hash + 1, reference.size())), loader};
    if (language.empty() && isGuide(request.path)) {
        language = "edi-guide";
    }
    if (language != "edi-guide") {
        PB_TRY(bytes, loader(request.path));
        request.bytes = std::move(bytes);
    }
    PB_TRY(row, rowFor(request, language));
    auto tree = row->open(request);
    return tree ? std::move(tree) : fail(inFile(std::move(tree).error(), request.path));
}

Result<Tree> treeFromSchemas(doc::DocumentPtr document, doc::Value map, const CompileOptions& options) {
    return TreeBuilder(options).buildMap(std::move(document), map);
}

}  // namespace pb::schema

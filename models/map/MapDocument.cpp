#include "models/map/MapDocument.h"

#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/document/Yaml.h"
#include "models/schema/TreeImport.h"

#include <algorithm>

namespace pb::map {

namespace {

Link::Kind kindOf(const jsonata::FieldClause& clause) {
    if (clause.inputs.empty()) {
        return Link::Kind::constant;
    }
    return clause.isCopy ? Link::Kind::copy : Link::Kind::expression;
}

std::string textOf(doc::Value value) { return std::string(value.text()); }

MapSides readSides(doc::Value root) {
    MapSides sides;
    const doc::Value source = root.find("source"), target = root.find("target");
    sides.sourceSchema = textOf(source.find("schema"));
    sides.targetSchema = textOf(target.find("schema"));
    if (const doc::Value format = source.find("format")) {
        sides.sourceFormat = textOf(format);
    }
    if (const doc::Value format = target.find("format")) {
        sides.targetFormat = textOf(format);
    }
    for (const doc::Value sample : root.find("samples").children()) {
        sides.samples.push_back(textOf(sample));
    }
    return sides;
}

}  // namespace

std::pair<int, int> lineAndColumn(std::string_view text, std::size_t byte) {
    const std::string_view before = text.substr(0, std::min(byte, text.size()));
    const auto line = static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1;
    const std::string_view last = before.substr(before.rfind('\n') + 1);
    const auto isStart = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
    return {line, static_cast<int>(std::count_if(last.begin(), last.end(), isStart)) + 1};
}

MapDocument MapDocument::parse(std::string name, std::string text, MapSides sides) {
    MapDocument map;
    map.name_ = std::move(name);
    map.text_ = std::make_shared<const std::string>(std::move(text));
    map.sides_ = std::move(sides);
    map.ast_ = std::make_shared<const jsonata::Ast>(jsonata::Ast::parse(*map.text_));
    map.analysis_ = jsonata::analyse(*map.ast_);
    auto program = jsonata::Program::compile(*map.text_);
    if (program) {
        map.program_ = std::move(*program);
    } else {
        Error error = program.error().error();
        error.place.address = map.path();
        map.findings_.push_back({Severity::error, "map.syntax", error.sentence, error.hint, error.place});
    }
    map.readLinks();
    return map;
}

Result<MapDocument> MapDocument::load(const std::filesystem::path& workspace, const std::string& name) {
    PB_TRY(text, readFile(workspace / "maps" / pathFromUtf8(name + ".jsonata")));
    const std::filesystem::path sideFile = workspace / "maps" / pathFromUtf8(name + ".map.yaml");
    if (!std::filesystem::exists(sideFile)) {
        return parse(name, std::move(text));
    }
    PB_TRY(sideText, readFile(sideFile));
    auto document = doc::readYaml(std::move(sideText));
    if (!document) {
        Error error = std::move(document).error();
        error.place.address = "maps/" + name + ".map.yaml";
        return fail(std::move(error));
    }
    return parse(name, std::move(text), readSides((*document)->root()));
}

void MapDocument::readLinks() {
    for (const jsonata::FieldClause& clause : analysis_.fields) {
        if (!clause.isContainer) {
            links_.push_back({clause.output, clause.inputs, kindOf(clause), clause.value, clause.clause,
                              lineAndColumn(*text_, clause.clause.begin).first});
        }
    }
}

const Link* MapDocument::linkTo(std::string_view target) const {
    const auto found = std::find_if(links_.begin(), links_.end(), [&](const Link& link) { return link.target == target; });
    return found == links_.end() ? nullptr : &*found;
}

std::vector<const Link*> MapDocument::linksFrom(std::string_view source) const {
    const auto reads = [&](const std::string& input) {
        return input.starts_with(source) && (input.size() == source.size() || input[source.size()] == '.' || input[source.size()] == '[');
    };
    std::vector<const Link*> found;
    for (const Link& link : links_) {
        if (std::any_of(link.sources.begin(), link.sources.end(), reads)) {
            found.push_back(&link);
        }
    }
    return found;
}

Place MapDocument::place(jsonata::Span span) const {
    const auto [line, column] = lineAndColumn(*text_, span.begin);
    return {path(), line, column, span.begin};
}

Result<Side> loadSide(const std::filesystem::path& workspace, const std::string& reference) {
    Side side;
    side.reference = reference;
    if (reference.empty()) {
        return side;
    }
    const std::size_t hash = std::min(reference.find('#'), reference.size());
    const std::string path = reference.substr(0, hash);
    if (!path.ends_with(".json") && !path.ends_with(".yaml") && !path.ends_with(".yml")) {
        const auto load = [&](const std::string& file) { return readFile(workspace / pathFromUtf8(file)); };
        PB_TRY(fields, schema::openSchema(reference, {}, load));
        side.tree = std::move(fields);
        return side;
    }
    PB_TRY(text, readFile(workspace / pathFromUtf8(path)));
    auto document = path.ends_with(".json") ? doc::readJson(std::move(text)) : doc::readYaml(std::move(text));
    if (!document) {
        Error error = std::move(document).error();
        error.place.address = path;
        return fail(std::move(error));
    }
    const std::string pointer = hash < reference.size() ? reference.substr(hash + 1) : std::string();
    const doc::Value root = (*document)->root().follow(pointer);
    if (!root) {
        return fail(ErrorCode::notFound, say("There is nothing at “%1” in %2.").arg(qs(pointer), qs(path)),
                    say("Correct the schema in the map's .map.yaml file."), {path});
    }
    PB_TRY(tree, schema::treeFromJsonSchema(*document, root));
    side.tree = std::move(tree);
    schema::CompileOptions options;
    options.baseUri = path;
    options.dialect = (*document)->root().find("openapi") ? schema::Dialect::openApi31 : schema::Dialect::automatic;
    PB_TRY(validator, schema::Validator::compile(*document, root, options));
    side.validator = std::move(validator);
    return side;
}

}  // namespace pb::map

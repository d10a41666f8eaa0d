#pragma once

#include "models/base/Finding.h"
#include "models/base/Result.h"
#include "models/jsonata/Analysis.h"
#include "models/jsonata/Program.h"
#include "models/schema/Tree.h"
#include "models/schema/Validator.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pb::map {

/// What stands in maps/NAME.map.yaml: the sides of the map. Paths are relative to the workspace; a schema may name a
/// place inside of its file: `contracts/erp.openapi.yaml#/components/schemas/SalesOrder`.
struct MapSides {
    std::string sourceSchema, targetSchema;  ///< empty = none
    std::string sourceFormat = "json", targetFormat = "json";
    std::vector<std::string> samples;
};

/// One side's schema, ready for trees, checks and validation. Immutable.
struct Side {
    std::string reference;                   ///< as the map names it
    schema::Tree tree;
    std::optional<schema::Validator> validator;  ///< none for XSD, Avro, Protobuf and CSV: they give the tree alone
};

/// How the text of a map makes one target field.
struct Link {
    enum class Kind { copy, expression, constant };
    std::string target;                      ///< "items[].unit"
    std::vector<std::string> sources;        ///< "lines[].unit"; empty for a constant
    Kind kind = Kind::expression;
    jsonata::Span value;                     ///< the expression, in the text
    jsonata::Span clause;                    ///< with its key
    int line = 0;                            ///< 1-based, of the clause
};

/// A map: JSONata text (the truth) and its sides. The picture (links) is a reading of the text; an edit of the picture
/// replaces the smallest span of it. A text that does not compile keeps its links as far as it can be read.
class MapDocument {
public:
    /// `name` is the file name without `.jsonata`.
    static MapDocument parse(std::string name, std::string text, MapSides sides = {});
    /// maps/NAME.jsonata and NAME.map.yaml of a workspace. A side file that is missing leaves the sides empty.
    static Result<MapDocument> load(const std::filesystem::path& workspace, const std::string& name);

    const std::string& name() const { return name_; }
    const std::string& text() const { return *text_; }
    std::string path() const { return "maps/" + name_ + ".jsonata"; }
    const MapSides& sides() const { return sides_; }
    const std::vector<Link>& links() const { return links_; }
    const jsonata::Analysis& analysis() const { return analysis_; }
    /// Null when the text does not compile; then findings() says why.
    const jsonata::Program* program() const { return program_ ? &*program_ : nullptr; }

    /// What is wrong with the text itself (rule "map.syntax").
    const std::vector<Finding>& findings() const { return findings_; }

    const Link* linkTo(std::string_view target) const;
    std::vector<const Link*> linksFrom(std::string_view source) const;  ///< that read the field or something below it
    /// Place of a span: the map's file with line and column.
    Place place(jsonata::Span span) const;
    /// The same sides with another text.
    MapDocument withText(std::string text) const { return parse(name_, std::move(text), sides_); }

private:
    void readLinks();

    std::string name_;
    std::shared_ptr<const std::string> text_;
    MapSides sides_;
    std::shared_ptr<const jsonata::Ast> ast_;
    jsonata::Analysis analysis_;  ///< points into *ast_
    std::optional<jsonata::Program> program_;
    std::vector<Link> links_;
    std::vector<Finding> findings_;
};

/// Reads the schema that a map's side names. An empty reference gives an empty side.
Result<Side> loadSide(const std::filesystem::path& workspace, const std::string& reference);

/// Findings over map and sides: required target fields that nothing feeds ("map.target.required"), clauses for fields
/// that the target does not have ("map.target.unknown"), inputs that the source does not have ("map.source.unknown").
std::vector<Finding> checkMap(const MapDocument& map, const Side& source, const Side& target);

/// The required target fields that nothing feeds: what F8 walks. Paths as in Link::target.
std::vector<std::string> unfedTargets(const MapDocument& map, const Side& target);

/// 1-based line and column (code points) of a byte of a text.
std::pair<int, int> lineAndColumn(std::string_view text, std::size_t byte);

}  // namespace pb::map

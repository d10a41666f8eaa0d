#pragma once

#include "models/document/Formats.h"
#include "models/schema/Tree.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace pb::doc::edi {
struct Guide;
}

namespace pb::schema {

/// Gives the text of a file that a schema names (include, import …). `path` is the name as written, resolved against
/// the file that names it. Never the network by itself: the caller decides.
using FileLoader = std::function<Result<std::string>(const std::string& path)>;

/// XSD 1.0 (W3C XML Schema Part 1 and 2, 2nd edition). The root stands for the document: its members are the global
/// elements that no other element refers to. Names are as models/document/README.md shows XML: attributes `@name`,
/// text beside them `#text`; names of the first file's target namespace have no prefix, those of other namespaces the
/// prefix that a schema file gives them. What repeats is an array. Types are their JSON kind (`typeName` has the XSD
/// type), facets are bounds and choices, derived types and substitution groups are optional members beside the others.
/// One field a declaration, however often its type is used. What is wrong is a finding with its place; only text that is
/// no XML, or no schema, is an error.
Result<Tree> treeFromXsd(std::string bytes, const std::string& path, const FileLoader& loader = {});

/// A map of JSON Schemas (`components/schemas` of OpenAPI and AsyncAPI, `definitions` of Swagger, `$defs`): the root's
/// members are the schemas by their names.
Result<Tree> treeFromSchemas(doc::DocumentPtr document, doc::Value map, const CompileOptions& options = {});

/// What documents of a layout look like: `format: csv` (with `columns` or `records`), `fixed-width`, `idoc`.
Result<Tree> treeFromLayout(const doc::CodecSettings& settings, doc::DocumentPtr layout);

/// The columns of a delimited file by its header.
Result<Tree> treeFromCsv(std::string bytes);

/// Avro 1.11.1 (an .avsc file): what models/document/README.md says its data are seen as. Required is what has no default;
/// aliases are former names.
Result<Tree> treeFromAvro(std::string text);

/// A .proto file with its imports, or a descriptor set: one message by its (full) name, else those of the file that no other
/// refers to, each a member of the root. Members have their JSON names.
Result<Tree> treeFromProtobuf(const std::string& path, const FileLoader& loader, std::string_view message = {});

/// What readEdi makes of interchanges of that guide's set.
Tree treeFromGuide(const doc::edi::Guide& guide);

/// A language that schemas are written in, as the command line calls it: "json-schema", "openapi", "xsd", "avro",
/// "protobuf", "layout", "csv", "edi-guide".
struct SchemaLanguage {
    std::string_view id;
    std::vector<std::string_view> suffixes;  ///< lower case; of several languages the content decides
};
const std::vector<SchemaLanguage>& schemaLanguages();

/// What language the file is in, by its suffix and content.
Result<std::string_view> languageOfSchema(const std::string& path, const FileLoader& loader);

/// The tree of a schema file. `reference` is its path, with "#/pointer" or "#name" behind it for a part (a schema inside
/// of a JSON or YAML document, a message of a .proto file). An empty `language` is told by suffix and content. Guides of
/// EDI sets that come with Patchbay are "x12-004010/850". The loader gives this file and those that it names.
Result<Tree> openSchema(const std::string& reference, std::string_view language, const FileLoader& loader);

}  // namespace pb::schema

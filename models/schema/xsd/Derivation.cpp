#include "models/schema/xsd/Derivation.h"

namespace pb::schema::xsd {

Node derivationOf(const Node& type) {
    const Node complex = type.child("complexContent");
    const Node content = complex ? complex : type.child("simpleContent");
    if (!content) {
        return {};
    }
    const Node extension = content.child("extension");
    return extension ? extension : content.child("restriction");
}

Ways wayOf(const Node& derivation) { return derivation.tag == "extension" ? byExtension : byRestriction; }

namespace {

Ways waysIn(const Node& declaration, std::string_view own, std::string_view ofSchema) {
    const Node schema{declaration.file, declaration.file->schema, "schema", nullptr};
    std::string_view words = declaration.has(own) ? declaration.attribute(own) : schema.attribute(ofSchema);
    Ways ways = words == "#all" ? byExtension | byRestriction | bySubstitution : 0;
    while (!words.empty()) {
        const std::string_view word = words.substr(0, words.find_first_of(" \t\r\n"));
        ways |= word == "extension" ? byExtension : word == "restriction" ? byRestriction : word == "substitution" ? bySubstitution : 0;
        words.remove_prefix(std::min(word.size() + 1, words.size()));
    }
    return ways;
}

}  // namespace

Ways blockedBy(const Node& declaration) { return waysIn(declaration, "block", "blockDefault"); }

Ways finalOf(const Node& declaration) { return waysIn(declaration, "final", "finalDefault"); }

}  // namespace pb::schema::xsd

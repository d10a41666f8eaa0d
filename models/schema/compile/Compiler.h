#pragma once

#include "models/schema/check/Program.h"
#include "models/schema/compile/Registry.h"
#include "models/schema/compile/Units.h"

#include <deque>
#include <map>
#include <set>
#include <string>

namespace pb::schema {

/// Turns the schemas that a root reaches into a Program. A work list, no recursion: the depth of a schema costs memory
/// only. What is malformed becomes a finding and does not constrain; a reference that leads nowhere is an error. Schemas
/// that are referred to belong to the Program as long as they have no more than `mostBytes` of text together; then they
/// become units.
class Compiler {
public:
    Compiler(const CompileOptions& options, Registry& registry, Units& units, std::uint32_t mostBytes)
        : options_(options), registry_(registry), units_(units), mostBytes_(mostBytes) {}

    Result<Program> compile(const SchemaPlace& root);

    BlockId blockFor(const SchemaPlace& place);
    BlockId blockFor(doc::Value schema, ResourceId parent) {
        return blockFor({schema, registry_.resourceOf(schema, parent)});
    }
    /// The entry of Program::deferred for a schema that is referred to; `none` where it belongs to the Program.
    std::uint32_t deferredFor(const SchemaPlace& place);
    std::uint32_t anchorId(const std::string& name);
    std::uint32_t list(const std::vector<std::uint32_t>& entries);
    void malformed(doc::Value keyword, const QString& expected);

    const CompileOptions& options() const { return options_; }
    Registry& registry() { return registry_; }
    Program& program() { return program_; }

private:
    Done compilePending();
    void compileDynamicTargets();
    void findShortcuts();
    void findLeaves();

    const CompileOptions& options_;
    Registry& registry_;
    Units& units_;
    std::uint64_t mostBytes_, bytes_ = 0;
    Program program_;
    std::map<std::pair<const doc::Document*, std::uint32_t>, BlockId> blocks_;
    std::deque<std::pair<SchemaPlace, BlockId>> pending_;
    std::map<const Unit*, std::uint32_t> deferred_;
    std::vector<std::string> anchors_;
};

}  // namespace pb::schema

#pragma once

#include "models/schema/check/Program.h"
#include "models/schema/compile/Registry.h"

#include <deque>
#include <map>
#include <set>
#include <string>

namespace pb::schema {

/// Turns the schemas that a root reaches into a Program. A work list, no recursion: the depth of a schema costs memory
/// only. What is malformed becomes a finding and does not constrain; a reference that leads nowhere is an error.
class Compiler {
public:
    explicit Compiler(const CompileOptions& options) : options_(options), registry_(options) {}

    Result<Program> compile(doc::DocumentPtr document, doc::Value root);

    BlockId blockFor(const SchemaPlace& place);
    BlockId blockFor(doc::Value schema, ResourceId parent) {
        return blockFor({schema, registry_.resourceOf(schema, parent)});
    }
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
    Registry registry_;
    Program program_;
    std::map<std::pair<const doc::Document*, std::uint32_t>, BlockId> blocks_;
    std::deque<std::pair<SchemaPlace, BlockId>> pending_;
    std::vector<std::string> anchors_;
};

}  // namespace pb::schema

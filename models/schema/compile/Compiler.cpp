#include "models/schema/compile/Compiler.h"

#include "models/base/Text.h"
#include "models/schema/compile/BlockBuilder.h"

#include <algorithm>
#include <span>

namespace pb::schema {

BlockId Compiler::blockFor(const SchemaPlace& place) {
    const auto [entry, isNew] = blocks_.try_emplace({place.value.document(), place.value.index()}, 0);
    if (isNew) {
        entry->second = static_cast<BlockId>(program_.blocks.size());
        program_.blocks.emplace_back();
        pending_.emplace_back(place, entry->second);
    }
    return entry->second;
}

std::uint32_t Compiler::anchorId(const std::string& name) {
    const auto known = std::find(anchors_.begin(), anchors_.end(), name);
    if (known == anchors_.end()) {
        anchors_.push_back(name);
        return static_cast<std::uint32_t>(anchors_.size() - 1);
    }
    return static_cast<std::uint32_t>(known - anchors_.begin());
}

std::uint32_t Compiler::list(const std::vector<std::uint32_t>& entries) {
    const auto first = static_cast<std::uint32_t>(program_.lists.size());
    program_.lists.insert(program_.lists.end(), entries.begin(), entries.end());
    return first;
}

void Compiler::malformed(doc::Value keyword, const QString& expected) {
    registry_.note({Severity::warning, "schema.keyword.malformed",
                    say("“%1” is ignored. %2").arg(qs(keyword.name()), expected),
                    say("Instances are not checked against it."), keyword.place()});
}

Done Compiler::compilePending() {
    while (!pending_.empty()) {
        const auto [place, id] = pending_.front();
        pending_.pop_front();
        PB_CHECK(BlockBuilder(*this, place).build(id));
    }
    return {};
}

/// A `$dynamicRef` may end at any resource that was loaded; compiling one may load more, so this repeats.
void Compiler::compileDynamicTargets() {
    for (ResourceId id = 0; id < registry_.resourceCount(); ++id) {
        for (const auto& [name, schema] : registry_.resource(id).dynamicAnchors) {
            const auto anchor = std::find(anchors_.begin(), anchors_.end(), name);
            if (anchor != anchors_.end()) {
                const auto number = static_cast<std::uint32_t>(anchor - anchors_.begin());
                program_.dynamicTargets[{id, number}] = blockFor(SchemaPlace{schema, id});
            }
        }
    }
}

/// With dynamic references a reference also enters a scope, so there each stands for itself.
void Compiler::findShortcuts() {
    constexpr int longestChain = 64;
    const auto next = [this](BlockId id) {
        const Block& block = program_.blocks[id];
        const bool lone = !program_.hasDynamic && !block.never && block.types == (everyType | integerBit) &&
                          block.steps.count == 1 && block.stringSteps.count == 0 && block.numberSteps.count == 0 &&
                          block.object == none && block.array == none && block.unevaluated == none &&
                          program_.steps[block.steps.first].op == Op::reference;
        return lone ? program_.steps[block.steps.first].a : id;
    };
    for (BlockId id = 0; id < program_.blocks.size(); ++id) {
        BlockId end = id;
        for (int hops = 0; hops < longestChain && next(end) != end; ++hops) {
            end = next(end);
        }
        program_.blocks[id].shortcut = end;
    }
}

void Compiler::findLeaves() {
    for (Block& block : program_.blocks) {
        const auto steps = std::span(program_.steps).subspan(block.steps.first, block.steps.count);
        block.isLeaf = !block.never && block.object == none && block.array == none && block.unevaluated == none &&
                       std::all_of(steps.begin(), steps.end(), [](const Step& step) { return step.op == Op::enumeration; });
    }
}

/// What is dynamic depends on the way to it, so it is compiled together.
std::uint32_t Compiler::deferredFor(const SchemaPlace& place) {
    const doc::Value schema = place.value;
    if (blocks_.contains({schema.document(), schema.index()}) || registry_.mayBeDynamic()) {
        return none;
    }
    bytes_ += schema.range().size();
    if (bytes_ <= mostBytes_) {
        return none;
    }
    Unit& unit = units_.at(place);
    const auto [entry, isNew] = deferred_.try_emplace(&unit, static_cast<std::uint32_t>(program_.deferred.size()));
    if (isNew) {
        program_.deferred.push_back(&unit);
    }
    return entry->second;
}

Result<Program> Compiler::compile(const SchemaPlace& root) {
    program_.root = blockFor(root);
    do {
        PB_CHECK(compilePending());
        compileDynamicTargets();
    } while (!pending_.empty());
    const bool isWhole = mostBytes_ > 0 && program_.deferred.empty();
    program_.hasDynamic = !anchors_.empty() || (!isWhole && registry_.mayBeDynamic());
    findShortcuts();
    findLeaves();
    program_.documents = registry_.documents();
    for (ResourceId id = 0; id < registry_.resourceCount(); ++id) {
        program_.resourceUris.push_back(registry_.resource(id).uri);
        program_.resourceRoots.push_back(registry_.resource(id).root);
        program_.resourceRules.push_back(registry_.resource(id).rules);
    }
    return std::move(program_);
}

}  // namespace pb::schema

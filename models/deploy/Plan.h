#pragma once

#include "models/deploy/Diff.h"
#include "models/deploy/Target.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace pb::deploy {

enum class PlanKind {
    unchanged,
    create,
    update,
    replace,    ///< an immutable field changed: remove and create
    remove,     ///< released before, not in this release
    conflict,   ///< live was changed by hand since the last release; needs a decision
    unmanaged,  ///< there, but never ours: not touched
};

/// What becomes of one resource, and why.
struct PlanItem {
    PlanKind kind = PlanKind::unchanged;
    std::string resourceKind, identity;
    std::optional<Resource> base;     ///< as last applied by us
    std::optional<Resource> desired;
    std::optional<Resource> live;
    QString reason;
    std::vector<ValueChange> changes; ///< live → desired, for structured kinds
    std::string key() const;          ///< kind + "/" + identity, as Step::key()
};

struct PlanInput {
    std::string release;                 ///< name of what is wanted
    std::string scope;                   ///< what Target::read was asked for
    std::vector<ResourceRules> rules;
    std::vector<Resource> desired;
    std::vector<Resource> base;          ///< as last applied (lastApplied() of the journal)
    std::string baseRelease;             ///< the release of `base`; may be empty
    LiveState live;
    std::set<std::string> overrule;      ///< keys of conflicts where the release wins
};

/// A plan is a value: made without touching anything, bound to the fingerprint of the live state it was made from.
struct Plan {
    std::string release, scope, fingerprint;
    std::string baseRelease;
    std::string undoes;                  ///< the operation that is rolled back: steps are undone in this order
    std::vector<PlanItem> items;         ///< in the order: conflicts, steps, the rest
    std::vector<Step> steps;             ///< in the order they are applied: dependencies first, removals last and reversed
    std::vector<Resource> base;          ///< what is ours before the first step: `base`, and what is there as desired already
    std::vector<ResourceRules> rules;
    bool hasConflicts() const;
    bool isEmpty() const { return steps.empty(); }
    const ResourceRules& rulesFor(const std::string& kind) const;
};

/// Pure. `desired` is from the release, `base` what was applied last, `live` what is there now.
Plan makePlan(const PlanInput& input);

/// Everything as JSON: what the journal keeps and `--json` prints. Reading back gives all but items
/// and rules.
std::string planToJson(const Plan& plan);
Result<Plan> planFromJson(std::string_view json);
std::string stepToJson(const Step& step);
Result<Step> stepFromJson(std::string_view json);

const char* wordFor(PlanKind kind);
const char* wordFor(StepKind kind);

}  // namespace pb::deploy

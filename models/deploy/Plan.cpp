#include "models/deploy/Plan.h"

#include "models/base/Text.h"

#include <algorithm>
#include <map>

namespace pb::deploy {

namespace {

const ResourceRules& rulesOf(const std::vector<ResourceRules>& rules, const std::string& kind) {
    static const ResourceRules none;
    const auto found = std::find_if(rules.begin(), rules.end(), [&](const ResourceRules& entry) { return entry.kind == kind; });
    return found == rules.end() ? none : *found;
}

/// One resource as the release, the journal and the target see it.
struct Sight {
    std::optional<Resource> desired, base, live;
    bool isUnmanaged = false;
};

std::map<std::string, Sight> lookAt(const PlanInput& input) {
    std::map<std::string, Sight> sights;
    const auto keyOf = [](const Resource& resource) { return resource.kind + "/" + resource.identity; };
    for (const Resource& resource : input.desired) {
        sights[keyOf(resource)].desired = resource;
    }
    for (const Resource& resource : input.base) {
        sights[keyOf(resource)].base = resource;
    }
    for (const Resource& resource : input.live.resources) {
        sights[keyOf(resource)].live = resource;
    }
    for (const Resource& resource : input.live.unmanaged) {
        Sight& sight = sights[keyOf(resource)];
        sight.live = resource;
        sight.isUnmanaged = true;
    }
    return sights;
}

class Decider {
public:
    Decider(const PlanInput& input, const Sight& sight, const ResourceRules& rules)
        : input_(input), sight_(sight), rules_(rules) {
        const Resource& any = sight.desired ? *sight.desired : sight.live ? *sight.live : *sight.base;
        item_.resourceKind = any.kind;
        item_.identity = any.identity;
        item_.base = sight.base;
        item_.desired = sight.desired;
        item_.live = sight.live;
    }

    PlanItem decide() {
        if (sight_.desired) {
            sight_.live ? decideChange() : decideCreate();
        } else {
            decideRemoval();
        }
        return std::move(item_);
    }

private:
    bool same(const std::optional<Resource>& left, const std::optional<Resource>& right) const {
        return left && right && isSame(rules_, left->content, right->content);
    }

    void set(PlanKind kind, QString reason) {
        item_.kind = kind;
        item_.reason = std::move(reason);
    }

    void conflict(PlanKind whenOverruled, const QString& reason) {
        if (input_.overrule.count(item_.key()) != 0) {
            set(whenOverruled, say("%1 You decided that the release wins.").arg(reason));
        } else {
            set(PlanKind::conflict, reason);
        }
    }

    void decideCreate() {
        if (sight_.base) {
            conflict(PlanKind::create, say("It was removed by hand since release “%1”.").arg(qs(input_.baseRelease)));
        } else {
            set(PlanKind::create, say("It is new in release “%1”.").arg(qs(input_.release)));
        }
    }

    void decideChange() {
        if (same(sight_.live, sight_.desired)) {
            set(sight_.isUnmanaged ? PlanKind::update : PlanKind::unchanged,
                sight_.isUnmanaged ? say("It is there already with these contents; from now on releases manage it.")
                                   : say("It is as the release wants it."));
            return;
        }
        item_.changes = diffValues(rules_, sight_.live->content, sight_.desired->content);
        const bool isReplace = std::any_of(item_.changes.begin(), item_.changes.end(), [&](const ValueChange& change) {
            return std::any_of(rules_.immutable.begin(), rules_.immutable.end(),
                               [&](const std::string& rule) { return pointerMatches(rule, change.pointer); });
        });
        const PlanKind kind = isReplace ? PlanKind::replace : PlanKind::update;
        if (sight_.isUnmanaged) {
            conflict(kind, say("Something else with that name is there, and no release made it."));
        } else if (!sight_.base) {
            conflict(kind, say("It differs from the release, and the journal does not know who made it."));
        } else if (!same(sight_.live, sight_.base)) {
            conflict(kind, say("It was changed by hand since release “%1”.").arg(qs(input_.baseRelease)));
        } else {
            set(kind, isReplace ? say("Release “%1” changes what cannot be changed in place: it is removed and created again.").arg(qs(input_.release))
                                : say("Release “%1” changes it.").arg(qs(input_.release)));
        }
    }

    void decideRemoval() {
        if (!sight_.live) {
            set(PlanKind::unchanged, say("It is gone already."));
        } else if (sight_.isUnmanaged || !sight_.base) {
            set(PlanKind::unmanaged, say("No release here made it; it is not touched."));
        } else if (!same(sight_.live, sight_.base)) {
            conflict(PlanKind::remove, say("Release “%1” has it no more, but it was changed by hand.").arg(qs(input_.release)));
        } else {
            set(PlanKind::remove, say("Release “%1” has it no more.").arg(qs(input_.release)));
        }
    }

    const PlanInput& input_;
    const Sight& sight_;
    const ResourceRules& rules_;
    PlanItem item_;
};

/// How many kinds must exist before this one; bounded, so that a circle in the rules ends.
int levelOf(const std::vector<ResourceRules>& rules, const std::string& kind, int bound = 16) {
    int level = 0;
    for (const std::string& before : rulesOf(rules, kind).dependsOn) {
        level = std::max(level, bound > 0 ? levelOf(rules, before, bound - 1) + 1 : 0);
    }
    return level;
}

std::optional<StepKind> stepKindOf(PlanKind kind) {
    switch (kind) {
        case PlanKind::create: return StepKind::create;
        case PlanKind::update: return StepKind::update;
        case PlanKind::replace: return StepKind::replace;
        case PlanKind::remove: return StepKind::remove;
        default: return std::nullopt;
    }
}

std::vector<Step> stepsOf(const Plan& plan) {
    std::vector<std::pair<int, Step>> ordered;
    int highest = 0;
    for (const PlanItem& item : plan.items) {
        highest = std::max(highest, levelOf(plan.rules, item.resourceKind));
    }
    for (const PlanItem& item : plan.items) {
        const auto kind = stepKindOf(item.kind);
        if (!kind) {
            continue;
        }
        const int level = levelOf(plan.rules, item.resourceKind);
        const bool isRemoval = *kind == StepKind::remove;
        ordered.push_back({isRemoval ? 2 * highest + 1 - level : level,
                           Step{*kind, item.live, isRemoval ? std::nullopt : item.desired, item.reason}});
    }
    std::stable_sort(ordered.begin(), ordered.end(), [](const auto& left, const auto& right) { return left.first < right.first; });
    std::vector<Step> steps;
    for (auto& entry : ordered) {
        steps.push_back(std::move(entry.second));
    }
    return steps;
}

int rankOf(PlanKind kind) { return kind == PlanKind::conflict ? 0 : stepKindOf(kind) ? 1 : 2; }

}  // namespace

std::string PlanItem::key() const { return resourceKind + "/" + identity; }

bool Plan::hasConflicts() const {
    return std::any_of(items.begin(), items.end(), [](const PlanItem& item) { return item.kind == PlanKind::conflict; });
}

const ResourceRules& Plan::rulesFor(const std::string& kind) const { return rulesOf(rules, kind); }

Plan makePlan(const PlanInput& input) {
    Plan plan;
    plan.release = input.release;
    plan.baseRelease = input.baseRelease;
    plan.scope = input.scope;
    plan.fingerprint = input.live.fingerprint;
    plan.rules = input.rules;
    for (const auto& [key, sight] : lookAt(input)) {
        const Resource& any = sight.desired ? *sight.desired : sight.live ? *sight.live : *sight.base;
        plan.items.push_back(Decider(input, sight, plan.rulesFor(any.kind)).decide());
        const PlanItem& item = plan.items.back();
        if (item.kind == PlanKind::unchanged && item.desired) {
            plan.base.push_back(*item.desired);
        } else if (item.base && item.live && item.kind != PlanKind::unmanaged) {
            plan.base.push_back(*item.base);
        }
    }
    std::stable_sort(plan.items.begin(), plan.items.end(),
                     [](const PlanItem& left, const PlanItem& right) { return rankOf(left.kind) < rankOf(right.kind); });
    plan.steps = stepsOf(plan);
    return plan;
}

}  // namespace pb::deploy

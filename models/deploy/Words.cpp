#include "models/deploy/Plan.h"

namespace pb::deploy {

const char* wordFor(PlanKind kind) {
    switch (kind) {
        case PlanKind::unchanged: return "unchanged";
        case PlanKind::create: return "create";
        case PlanKind::update: return "update";
        case PlanKind::replace: return "replace";
        case PlanKind::remove: return "remove";
        case PlanKind::conflict: return "conflict";
        case PlanKind::unmanaged: return "unmanaged";
    }
    return "";
}

const char* wordFor(StepKind kind) {
    switch (kind) {
        case StepKind::create: return "create";
        case StepKind::update: return "update";
        case StepKind::remove: return "remove";
        case StepKind::replace: return "replace";
    }
    return "";
}

std::string Step::key() const {
    const Resource& resource = after ? *after : *before;
    return resource.kind + "/" + resource.identity;
}

}  // namespace pb::deploy

#include "models/base/Text.h"
#include "models/deploy/Plan.h"
#include "models/document/Json.h"

#include <array>

namespace pb::deploy {

namespace {

void writeMember(std::string& out, std::string_view name, std::string_view text) {
    out += out.ends_with('{') ? "" : ",";
    doc::writeJsonString(name, out);
    out += ':';
    doc::writeJsonString(text, out);
}

void writeRaw(std::string& out, std::string_view name, std::string_view json) {
    out += out.ends_with('{') ? "" : ",";
    doc::writeJsonString(name, out);
    out.append(":").append(json);
}

std::string resourceToJson(const std::optional<Resource>& resource) {
    if (!resource) {
        return "null";
    }
    std::string out = "{";
    writeMember(out, "kind", resource->kind);
    writeMember(out, "identity", resource->identity);
    writeMember(out, "content", resource->content);
    writeMember(out, "source", resource->source);
    return out + "}";
}

template <typename Items, typename ToJson>
std::string listToJson(const Items& items, ToJson toJson) {
    std::string out = "[";
    for (const auto& item : items) {
        out += out.size() == 1 ? "" : ",";
        out += toJson(item);
    }
    return out + "]";
}

std::string itemToJson(const PlanItem& item) {
    std::string out = "{";
    writeMember(out, "action", wordFor(item.kind));
    writeMember(out, "kind", item.resourceKind);
    writeMember(out, "identity", item.identity);
    writeMember(out, "reason", utf8(item.reason));
    writeRaw(out, "changes", listToJson(item.changes, [](const ValueChange& change) {
        std::string text = "{";
        writeMember(text, "pointer", change.pointer);
        writeMember(text, "before", change.before);
        writeMember(text, "after", change.after);
        return text + "}";
    }));
    return out + "}";
}

std::optional<Resource> readResource(doc::Value value) {
    if (!value.is(doc::Kind::object)) {
        return std::nullopt;
    }
    const auto text = [&](const char* name) { return std::string(value.find(name).text()); };
    return Resource{text("kind"), text("identity"), text("content"), text("source")};
}

Result<Step> readStep(doc::Value value) {
    constexpr std::array kinds{StepKind::create, StepKind::update, StepKind::remove, StepKind::replace};
    Step step;
    bool isKnown = false;
    for (const StepKind kind : kinds) {
        if (value.find("step").text() == wordFor(kind)) {
            step.kind = kind;
            isKnown = true;
        }
    }
    step.before = readResource(value.find("before"));
    step.after = readResource(value.find("after"));
    step.reason = qs(value.find("reason").text());
    if (!isKnown || (!step.before && !step.after)) {
        return fail(ErrorCode::storage, say("The journal holds a step that cannot be read."),
                    say("It was written by another version of Patchbay."));
    }
    return step;
}

}  // namespace

std::string stepToJson(const Step& step) {
    std::string out = "{";
    writeMember(out, "step", wordFor(step.kind));
    writeRaw(out, "before", resourceToJson(step.before));
    writeRaw(out, "after", resourceToJson(step.after));
    writeMember(out, "reason", utf8(step.reason));
    return out + "}";
}

Result<Step> stepFromJson(std::string_view json) {
    PB_TRY(document, doc::readJson(std::string(json)));
    return readStep(document->root());
}

std::string planToJson(const Plan& plan) {
    std::string out = "{";
    writeMember(out, "release", plan.release);
    writeMember(out, "baseRelease", plan.baseRelease);
    writeMember(out, "undoes", plan.undoes);
    writeMember(out, "scope", plan.scope);
    writeMember(out, "fingerprint", plan.fingerprint);
    writeRaw(out, "items", listToJson(plan.items, itemToJson));
    writeRaw(out, "steps", listToJson(plan.steps, stepToJson));
    writeRaw(out, "base", listToJson(plan.base, [](const Resource& resource) { return resourceToJson(resource); }));
    return out + "}";
}

Result<Plan> planFromJson(std::string_view json) {
    PB_TRY(document, doc::readJson(std::string(json)));
    const doc::Value root = document->root();
    Plan plan;
    plan.release = root.find("release").text();
    plan.baseRelease = root.find("baseRelease").text();
    plan.undoes = root.find("undoes").text();
    plan.scope = root.find("scope").text();
    plan.fingerprint = root.find("fingerprint").text();
    for (const doc::Value value : root.find("steps").children()) {
        PB_TRY(step, readStep(value));
        plan.steps.push_back(std::move(step));
    }
    for (const doc::Value value : root.find("base").children()) {
        if (auto resource = readResource(value)) {
            plan.base.push_back(std::move(*resource));
        }
    }
    return plan;
}

}  // namespace pb::deploy

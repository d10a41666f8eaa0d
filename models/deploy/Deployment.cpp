#include "models/deploy/Deployment.h"

#include "models/base/Text.h"
#include "models/deploy/StepRunner.h"

#include <algorithm>
#include <map>

namespace pb::deploy {

namespace {

Error moved() {
    return Error(ErrorCode::conflict, say("The target changed since the plan was made. Nothing was applied."), say("Plan again."));
}

Error conflicts(const Plan& plan) {
    const auto first = std::find_if(plan.items.begin(), plan.items.end(),
                                    [](const PlanItem& item) { return item.kind == PlanKind::conflict; });
    return Error(ErrorCode::conflict, say("The plan has a conflict at “%1”. %2").arg(qs(first->identity), first->reason),
                 say("Decide what wins, or take the change over into the workspace."));
}

Error refusal(const Step& step, const std::vector<Finding>& findings) {
    const Finding& first = *std::find_if(findings.begin(), findings.end(),
                                         [](const Finding& finding) { return finding.severity == Severity::error; });
    return Error(ErrorCode::refused, say("“%1” is not valid. %2").arg(qs(step.after->identity), first.sentence),
                 say("Nothing was applied. Correct it and plan again."), first.place);
}

Error noOperation(const std::string& id) {
    return Error(ErrorCode::notFound, say("The journal has no deployment “%1”.").arg(qs(id)));
}

Result<std::pair<JournalOperation, Plan>> load(Journal& journal, const std::string& id) {
    PB_TRY(operation, journal.operation(id));
    if (!operation || operation->kind != Deployment::journalKind) {
        return fail(noOperation(id));
    }
    PB_TRY(plan, planFromJson(operation->plan));
    return std::pair(std::move(*operation), std::move(plan));
}

Result<std::vector<JournalOperation>> operationsOf(Journal& journal, const std::string& subject) {
    PB_TRY(all, journal.operations(Deployment::journalKind, 1000));
    std::erase_if(all, [&](const JournalOperation& operation) { return operation.subject != subject; });
    return all;
}

}  // namespace

int DeployReport::count(StepState state) const {
    return static_cast<int>(std::count_if(steps.begin(), steps.end(), [&](const StepReport& step) { return step.state == state; }));
}

QString DeployReport::summary() const {
    return say("%1 done, %2 refused, %3 not started.")
        .arg(count(StepState::done) + count(StepState::undone))
        .arg(count(StepState::refused) + count(StepState::unknown))
        .arg(count(StepState::waiting));
}

bool Verification::isGood() const {
    const bool isHealthy = std::none_of(checks.begin(), checks.end(), [](const Check& check) { return check.state == Check::State::bad; });
    return isHealthy && (!canary || canary->passed);
}

Deployment::Deployment(Target& target, Journal& journal, std::string subject, IdSource& ids, const Log& log)
    : target_(target), journal_(journal), subject_(std::move(subject)), ids_(ids), log_(log) {}

Result<DeployReport> Deployment::apply(const Plan& plan, StopToken stop, Progress& progress) {
    if (plan.hasConflicts()) {
        return fail(conflicts(plan));
    }
    PB_TRY(open, interrupted(journal_, subject_));
    if (!open.empty()) {
        return fail(ErrorCode::conflict, say("An earlier deployment to this target was interrupted."), say("Resume it or roll it back first."));
    }
    for (const Step& step : plan.steps) {
        if (!step.after) {
            continue;
        }
        PB_TRY(findings, target_.validate(*step.after, stop));
        if (std::any_of(findings.begin(), findings.end(), [](const Finding& finding) { return finding.severity == Severity::error; })) {
            return fail(refusal(step, findings));
        }
    }
    PB_TRY(live, target_.read(plan.scope, stop));
    if (live.fingerprint != plan.fingerprint) {
        return fail(moved());
    }
    JournalOperation operation;
    operation.id = ids_.next();
    operation.kind = journalKind;
    operation.subject = subject_;
    operation.plan = planToJson(plan);
    PB_CHECK(journal_.begin(operation));
    return StepRunner(target_, journal_, log_, stop, progress).run(operation.id, plan);
}

Result<DeployReport> Deployment::resume(const std::string& operation, StopToken stop, Progress& progress) {
    PB_TRY(loaded, load(journal_, operation));
    return StepRunner(target_, journal_, log_, stop, progress).run(operation, loaded.second);
}

Result<DeployReport> Deployment::close(const std::string& operation, StopToken stop) {
    PB_TRY(loaded, load(journal_, operation));
    PB_TRY(entries, journal_.entries(operation, Outcome::open));
    for (const JournalEntry& entry : entries) {
        PB_TRY(step, stepFromJson(entry.intent));
        PB_TRY(there, target_.confirm(loaded.second.undoes.empty() ? step : inverseOf(step), stop));
        const Error closed(ErrorCode::cancelled, say("It had not arrived when the deployment was closed."));
        PB_CHECK(journal_.settle(entry.id, there ? Outcome::done : Outcome::refused, there ? std::string() : errorToJson(closed)));
    }
    PB_CHECK(journal_.finish(operation));
    return reportOf(journal_, operation);
}

Result<DeployReport> Deployment::rollBack(const std::string& operation, StopToken stop, Progress& progress) {
    PB_TRY(closed, close(operation, stop));
    PB_TRY(loaded, load(journal_, operation));
    Plan plan;
    plan.release = loaded.second.baseRelease;
    plan.baseRelease = loaded.second.release;
    plan.scope = loaded.second.scope;
    plan.undoes = operation;
    plan.base = loaded.second.base;
    for (auto step = closed.steps.rbegin(); step != closed.steps.rend(); ++step) {
        if (step->state == StepState::done) {
            plan.steps.push_back(step->step);
        }
    }
    if (plan.steps.empty()) {
        return fail(ErrorCode::wrongUse, say("There is nothing to roll back: no step of this deployment is in place."));
    }
    JournalOperation undo;
    undo.id = ids_.next();
    undo.kind = journalKind;
    undo.subject = subject_;
    undo.plan = planToJson(plan);
    PB_CHECK(journal_.begin(undo));
    return StepRunner(target_, journal_, log_, stop, progress).run(undo.id, plan);
}

Result<Verification> Deployment::verify(const std::string& scope, const CanaryPlan& canary, StopToken stop) {
    Verification verification;
    PB_TRY(checks, target_.health(scope, stop));
    verification.checks = std::move(checks);
    if (canary.entry.empty()) {
        return verification;
    }
    log_.info(say("Send one canary message to “%1” …").arg(qs(canary.entry)));
    PB_TRY(result, target_.canary(canary.entry, canary.body, stop));
    if (result.passed && result.output.find(canary.mustContain) == std::string::npos) {
        result.passed = false;
        result.sentence = say("The answer to the canary does not contain “%1”.").arg(qs(canary.mustContain));
    }
    verification.canary = std::move(result);
    return verification;
}

Result<DeployReport> reportOf(Journal& journal, const std::string& operation) {
    PB_TRY(loaded, load(journal, operation));
    PB_TRY(entries, journal.entries(operation));
    DeployReport report;
    report.operation = operation;
    report.release = loaded.second.release;
    report.scope = loaded.second.scope;
    report.isFinished = loaded.first.finished != 0;
    for (const Step& step : loaded.second.steps) {
        const auto entry = std::find_if(entries.begin(), entries.end(), [&](const JournalEntry& one) { return one.step == step.key(); });
        StepReport row{step, StepState::waiting, std::nullopt};
        if (entry != entries.end()) {
            row.state = entry->outcome == Outcome::done      ? StepState::done
                        : entry->outcome == Outcome::refused ? StepState::refused
                        : entry->outcome == Outcome::undone  ? StepState::undone
                        : entry->outcome == Outcome::skipped ? StepState::skipped
                                                             : StepState::unknown;
        }
        if (row.state == StepState::refused) {
            row.error = errorFromJson(entry->detail);
            report.failure = row.error;
        }
        report.steps.push_back(std::move(row));
    }
    return report;
}

Result<LastApplied> lastApplied(Journal& journal, const std::string& subject) {
    LastApplied last;
    PB_TRY(operations, operationsOf(journal, subject));
    if (operations.empty()) {
        return last;
    }
    PB_TRY(loaded, load(journal, operations.front().id));
    const Plan& plan = loaded.second;
    std::map<std::string, Resource> resources;
    const auto keyOf = [](const Resource& resource) { return resource.kind + "/" + resource.identity; };
    for (const Resource& resource : plan.base) {
        resources[keyOf(resource)] = resource;
    }
    PB_TRY(report, reportOf(journal, operations.front().id));
    if (!plan.undoes.empty()) {  // before the roll back all of its steps were in place
        for (const Step& step : plan.steps) {
            step.after ? void(resources[step.key()] = *step.after) : void(resources.erase(step.key()));
        }
    }
    for (const StepReport& row : report.steps) {
        if (row.state != StepState::done) {
            continue;
        }
        const std::optional<Resource>& now = plan.undoes.empty() ? row.step.after : row.step.before;
        now ? void(resources[row.step.key()] = *now) : void(resources.erase(row.step.key()));
    }
    for (auto& [key, resource] : resources) {
        last.resources.push_back(std::move(resource));
    }
    const bool isWhole = report.count(StepState::done) == static_cast<int>(report.steps.size());
    last.release = isWhole ? plan.release : plan.baseRelease;
    last.operation = operations.front().id;
    last.time = operations.front().started;
    return last;
}

Result<std::vector<JournalOperation>> interrupted(Journal& journal, const std::string& subject) {
    PB_TRY(all, journal.unfinished());
    std::erase_if(all, [&](const JournalOperation& operation) {
        return operation.kind != Deployment::journalKind || operation.subject != subject;
    });
    return all;
}

}  // namespace pb::deploy

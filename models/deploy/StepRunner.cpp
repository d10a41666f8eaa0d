#include "models/deploy/StepRunner.h"

#include "models/base/Text.h"
#include "models/document/Json.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <thread>

namespace pb::deploy {

namespace {

template <typename... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <typename... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

constexpr std::array codes{
    ErrorCode::invalidInput, ErrorCode::wrongUse,  ErrorCode::notFound, ErrorCode::conflict,    ErrorCode::refused,
    ErrorCode::unreachable,  ErrorCode::unavailable, ErrorCode::limit,  ErrorCode::cancelled,   ErrorCode::storage,
    ErrorCode::unsupported,  ErrorCode::unknownOutcome, ErrorCode::internal,
};

StepState stateOf(Outcome outcome) {
    switch (outcome) {
        case Outcome::done: return StepState::done;
        case Outcome::refused: return StepState::refused;
        case Outcome::skipped: return StepState::skipped;
        case Outcome::undone: return StepState::undone;
        case Outcome::open: break;
    }
    return StepState::unknown;
}

QString subjectOf(const Step& step) { return qs((step.after ? step.after : step.before)->identity); }

}  // namespace

Step inverseOf(const Step& step) {
    Step inverse;
    inverse.before = step.after;
    inverse.after = step.before;
    inverse.reason = step.reason;
    inverse.kind = step.kind == StepKind::create   ? StepKind::remove
                   : step.kind == StepKind::remove ? StepKind::create
                                                   : step.kind;
    return inverse;
}

std::string errorToJson(const Error& error) {
    std::string out = "{\"code\":";
    doc::writeJsonString(wordFor(error.code), out);
    out += ",\"sentence\":";
    doc::writeJsonString(utf8(error.sentence), out);
    out += ",\"hint\":";
    doc::writeJsonString(utf8(error.hint), out);
    return out + "}";
}

Error errorFromJson(std::string_view json) {
    const auto document = doc::readJson(std::string(json));
    if (!document) {
        return Error(ErrorCode::refused, say("The step was refused."));
    }
    const doc::Value root = (*document)->root();
    Error error(ErrorCode::refused, qs(root.find("sentence").text()), qs(root.find("hint").text()));
    for (const ErrorCode code : codes) {
        error.code = root.find("code").text() == wordFor(code) ? code : error.code;
    }
    return error;
}

Result<DeployReport> StepRunner::run(const std::string& operation, const Plan& plan) {
    DeployReport report;
    report.operation = operation;
    report.release = plan.release;
    report.scope = plan.scope;
    std::map<std::string, JournalEntry> known;
    PB_TRY(entries, journal_.entries(operation));
    for (JournalEntry& entry : entries) {
        known.emplace(entry.step, std::move(entry));
    }
    for (const Step& step : plan.steps) {
        report.steps.push_back({step, StepState::waiting, std::nullopt});
    }
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        const auto entry = known.find(plan.steps[i].key());
        PB_TRY(goesOn, advance(plan, operation, i, entry == known.end() ? nullptr : &entry->second, report.steps[i]));
        if (!goesOn) {
            report.failure = report.steps[i].error;
            break;
        }
    }
    report.isFinished = report.count(StepState::unknown) == 0 && !(report.failure && report.failure->code == ErrorCode::cancelled);
    if (report.isFinished) {
        PB_CHECK(journal_.finish(operation));
    }
    return report;
}

/// One step further; false = stop here, the report says why.
Result<bool> StepRunner::advance(const Plan& plan, const std::string& operation, std::size_t index, const JournalEntry* known,
                                 StepReport& report) {
    const Step& step = plan.steps[index];
    if (known && known->outcome != Outcome::open) {
        report.state = stateOf(known->outcome);
        if (known->outcome == Outcome::refused) {
            report.error = errorFromJson(known->detail);
        }
        return known->outcome != Outcome::refused;
    }
    if (stop_.stop_requested()) {
        report.error = Error(ErrorCode::cancelled, say("The deployment was cancelled before “%1”.").arg(subjectOf(step)),
                             say("Resume it, or roll it back."));
        return false;
    }
    progress_.report(static_cast<std::int64_t>(index), static_cast<std::int64_t>(plan.steps.size()), subjectOf(step));
    PB_TRY(entry, journal_.intend(operation, step.key(), stepToJson(step)));
    Attempt result;
    if (known) {  // a crash left it open: the target knows whether it arrived
        const Step wanted = plan.undoes.empty() ? step : inverseOf(step);
        const auto there = target_.confirm(wanted, stop_);
        if (!there) {
            result.error = Error(ErrorCode::unknownOutcome, say("Whether “%1” arrived cannot be read back.").arg(subjectOf(step)),
                                 say("Resume the deployment when the target answers again.")).because(there.error());
        } else {
            result = *there ? Attempt{Outcome::done, {}} : attempt(plan, step, false);
        }
    } else {
        result = attempt(plan, step, index == 0);
    }
    report.state = stateOf(result.outcome);
    report.error = result.error;
    if (result.outcome != Outcome::open) {
        PB_CHECK(journal_.settle(entry.id, result.outcome, result.error ? errorToJson(*result.error) : std::string()));
    }
    if (result.outcome == Outcome::done && !plan.undoes.empty()) {
        PB_CHECK(markUndone(plan, step));
    }
    return result.outcome == Outcome::done;
}

StepRunner::Attempt StepRunner::attempt(const Plan& plan, const Step& step, bool isFirst) {
    const bool isUndo = !plan.undoes.empty();
    const Step wanted = isUndo ? inverseOf(step) : step;
    log_.info(isUndo ? say("Undo “%1” …").arg(subjectOf(step)) : say("Apply “%1” …").arg(subjectOf(step)));
    const StepOutcome outcome = isUndo ? target_.undo(step, stop_) : target_.apply(step, isFirst ? plan.fingerprint : std::string(), stop_);
    const Error lied(ErrorCode::unavailable,
                     say("The target said that “%1” is done, but reading it back shows something else.").arg(subjectOf(step)));
    return std::visit(
        Overloaded{
            [&](const StepDone&) { return readBack(wanted, lied, 0); },
            [&](const StepPending&) {
                return readBack(wanted, Error(ErrorCode::unknownOutcome, say("“%1” did not arrive in time.").arg(subjectOf(step))),
                                pendingWaitMs);
            },
            [&](const StepRefused& refused) { return Attempt{Outcome::refused, refused.error}; },
            [&](const StepConflict& conflict) { return Attempt{Outcome::refused, conflict.error}; },
            [&](const StepUnknown& unknown) { return readBack(wanted, unknown.error, 0); },
        },
        outcome);
}

/// Success answers are not believed, and neither are failures: only what is there counts.
StepRunner::Attempt StepRunner::readBack(const Step& wanted, const Error& whenMissing, int waitMs) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(waitMs);
    for (;;) {
        const auto there = target_.confirm(wanted, stop_);
        if (!there) {
            return {Outcome::open, Error(ErrorCode::unknownOutcome, say("Whether “%1” arrived cannot be read back.").arg(subjectOf(wanted)),
                                         say("Resume the deployment when the target answers again.")).because(there.error())};
        }
        if (*there) {
            return {Outcome::done, std::nullopt};
        }
        if (std::chrono::steady_clock::now() >= deadline) {
            return {Outcome::refused, whenMissing};
        }
        if (stop_.stop_requested()) {
            return {Outcome::open, Error(ErrorCode::cancelled, say("The wait for “%1” was cancelled.").arg(subjectOf(wanted)),
                                         say("Resume the deployment to see whether it arrived."))};
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
}

Done StepRunner::markUndone(const Plan& plan, const Step& step) {
    PB_TRY(entries, journal_.entries(plan.undoes, Outcome::done));
    for (const JournalEntry& entry : entries) {
        if (entry.step == step.key()) {
            return journal_.settle(entry.id, Outcome::undone);
        }
    }
    return {};
}

}  // namespace pb::deploy

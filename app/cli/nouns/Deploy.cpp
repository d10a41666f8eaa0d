#include "app/cli/nouns/Nouns.h"
#include "app/common/Deploying.h"
#include "models/base/Files.h"
#include "models/base/Text.h"

#include <CLI/CLI.hpp>

namespace pb::app {

namespace {

struct DeployOptions {
    std::string release, connection, operation, entry, body;
};

struct Opened {
    std::unique_ptr<Desk> desk;
    Deploying to;
};

Result<Opened> open(const Context& context, const std::string& connection, Access access = Access::read) {
    Opened opened;
    PB_TRY(desk, Desk::open(pathFromUtf8(context.workspaceFolder), context.environment, *context.log, access));
    opened.desk = std::move(desk);
    PB_TRY(to, openTarget(*opened.desk, connection));
    opened.to = std::move(to);
    return opened;
}

void print(Context& context, const deploy::Plan& plan) {
    if (context.json) {
        context.line(deploy::planToJson(plan));
        return;
    }
    if (plan.isEmpty() && !plan.hasConflicts()) {
        context.note(say("The target has what the release has: there is nothing to change."));
    }
    for (const deploy::PlanItem& item : plan.items) {
        if (item.kind == deploy::PlanKind::unchanged) {
            continue;
        }
        context.line(std::string(deploy::wordFor(item.kind)) + " " + item.identity + "  " + utf8(item.reason));
        const std::string before = item.live ? item.live->content : std::string();
        const std::string after = item.desired ? item.desired->content : std::string();
        for (const deploy::DiffLine& line : deploy::withContext(deploy::diffLines(before, after), 0)) {
            if (line.kind != deploy::DiffLine::Kind::same) {
                context.line((line.kind == deploy::DiffLine::Kind::added ? "  + " : "  - ") + line.text);
            }
        }
    }
}

Exit plan(Context& context, const DeployOptions& options) {
    auto opened = open(context, options.connection);
    if (!opened) {
        return context.failed(opened.error());
    }
    const auto planned = planRelease(*opened->desk, opened->to, options.release, context.stop);
    if (!planned) {
        return context.failed(planned.error());
    }
    print(context, *planned);
    return planned->isEmpty() && !planned->hasConflicts() ? Exit::good : Exit::findings;
}

Exit report(Context& context, const Result<deploy::DeployReport>& result) {
    if (!result) {
        return context.failed(result.error());
    }
    context.row(Row().text("operation", result->operation).text("result", result->summary()), result->operation + "  " + utf8(result->summary()));
    return result->failure ? context.failed(*result->failure) : Exit::good;
}

Exit apply(Context& context, const DeployOptions& options) {
    auto opened = open(context, options.connection, Access::write);
    if (!opened) {
        return context.failed(opened.error());
    }
    const auto planned = planRelease(*opened->desk, opened->to, options.release, context.stop);
    if (!planned) {
        return context.failed(planned.error());
    }
    print(context, *planned);
    deploy::Deployment deployment(*opened->to.target, opened->desk->journal(), opened->to.subject, IdSource::random(), *context.log);
    return report(context, deployment.apply(*planned, context.stop, *context.progress));
}

/// The operation that was named, else the newest one that still stands.
Result<std::string> operationOf(Opened& opened, const std::string& named) {
    if (!named.empty()) {
        return named;
    }
    PB_TRY(last, deploy::lastApplied(opened.desk->journal(), opened.to.subject));
    if (last.operation.empty()) {
        return fail(ErrorCode::notFound, say("Nothing was deployed to “%1” yet.").arg(qs(opened.to.connection)));
    }
    return last.operation;
}

Exit rollBack(Context& context, const DeployOptions& options) {
    auto opened = open(context, options.connection, Access::write);
    if (!opened) {
        return context.failed(opened.error());
    }
    const auto operation = operationOf(*opened, options.operation);
    if (!operation) {
        return context.failed(operation.error());
    }
    deploy::Deployment deployment(*opened->to.target, opened->desk->journal(), opened->to.subject, IdSource::random(), *context.log);
    return report(context, deployment.rollBack(*operation, context.stop, *context.progress));
}

Exit verify(Context& context, const DeployOptions& options) {
    auto opened = open(context, options.connection);
    if (!opened) {
        return context.failed(opened.error());
    }
    deploy::CanaryPlan canary{options.entry, {}, {}};
    if (!options.body.empty()) {
        auto body = readInput(options.body);
        if (!body) {
            return context.failed(body.error());
        }
        canary.body = std::move(*body);
    }
    deploy::Deployment deployment(*opened->to.target, opened->desk->journal(), opened->to.subject, IdSource::random(), *context.log);
    const auto verified = deployment.verify({}, canary, context.stop);
    if (!verified) {
        return context.failed(verified.error());
    }
    for (const deploy::Check& check : verified->checks) {
        context.row(Row().text("check", check.name).text("sentence", check.sentence), check.name + ": " + utf8(check.sentence));
    }
    if (verified->canary) {
        context.row(Row().text("check", "canary").text("sentence", verified->canary->sentence), "canary: " + utf8(verified->canary->sentence));
    }
    return verified->isGood() ? Exit::good : Exit::findings;
}

Exit status(Context& context, const DeployOptions& options) {
    auto opened = open(context, options.connection);
    if (!opened) {
        return context.failed(opened.error());
    }
    const auto last = deploy::lastApplied(opened->desk->journal(), opened->to.subject);
    const auto left = deploy::interrupted(opened->desk->journal(), opened->to.subject);
    if (!last || !left) {
        return context.failed(last ? left.error() : last.error());
    }
    const bool isFirst = last->release.empty();
    context.row(Row().textOrNull("release", last->release).textOrNull("time", isFirst ? "" : isoTime(last->time)).textOrNull("operation", last->operation),
                isFirst ? utf8(say("Nothing was deployed yet.")) : last->release + "  " + isoTime(last->time) + "  " + last->operation);
    for (const JournalOperation& operation : *left) {
        context.row(Row().text("interrupted", operation.id), utf8(say("interrupted: %1").arg(qs(operation.id))));
    }
    return left->empty() ? Exit::good : Exit::findings;
}

enum class Takes { release, operation, canary, nothing };

std::function<Run(CLI::App&)> withOptions(Exit (*run)(Context&, const DeployOptions&), Takes takes) {
    return [=](CLI::App& parser) -> Run {
        auto options = std::make_shared<DeployOptions>();
        parser.add_option("--connection", options->connection, "Target (default: the environment's only one)");
        if (takes == Takes::release) {
            parser.add_option("release", options->release, "Name of the release")->required();
        } else if (takes == Takes::operation) {
            parser.add_option("--operation", options->operation, "Deployment to undo (default: the newest)");
        } else if (takes == Takes::canary) {
            parser.add_option("--entry", options->entry, "Endpoint for a canary message");
            parser.add_option("--body", options->body, "File with the canary message");
        }
        return [options, run](Context& context) { return run(context, *options); };
    };
}

}  // namespace

std::vector<Verb> deployVerbs() {
    return {
        {"deploy", "plan", QT_TRANSLATE_NOOP("pb", "Shows what a release would change at the target, and why"),
         "patchbay-cli --env dev deploy plan 2026.11.2", withOptions(plan, Takes::release)},
        {"deploy", "apply", QT_TRANSLATE_NOOP("pb", "Applies a release under the journal"),
         "patchbay-cli --env dev deploy apply 2026.11.2", withOptions(apply, Takes::release)},
        {"deploy", "verify", QT_TRANSLATE_NOOP("pb", "Checks the health of what runs, with one canary message if given"),
         "patchbay-cli deploy verify --entry kafka:orders --body samples/order.json", withOptions(verify, Takes::canary)},
        {"deploy", "rollback", QT_TRANSLATE_NOOP("pb", "Undoes a deployment"), "patchbay-cli --env dev deploy rollback",
         withOptions(rollBack, Takes::operation)},
        {"deploy", "status", QT_TRANSLATE_NOOP("pb", "Says what was deployed last and what was interrupted"),
         "patchbay-cli --env dev deploy status", withOptions(status, Takes::nothing)},
    };
}

}  // namespace pb::app

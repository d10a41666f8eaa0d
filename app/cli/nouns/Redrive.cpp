#include "app/cli/nouns/Nouns.h"
#include "app/common/Desk.h"
#include "app/common/Reading.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/flow/Cause.h"
#include "models/flow/Redrive.h"

#include <CLI/CLI.hpp>

namespace pb::app {

namespace {

struct RedriveOptions {
    std::string channel, connection, id, cause;
    std::size_t canary = 0;
    bool dryRun = false;
    double perSecond = 0;
};

/// Desk, brokers and the redrive over them; what the redrive refers to lives beside it.
struct Opened {
    std::unique_ptr<Desk> desk;
    std::string connection;
    std::unique_ptr<flow::Broker> source, destination;
    flow::Conventions conventions;
    std::unique_ptr<flow::Redrive> redrive;
};

Result<std::unique_ptr<Opened>> open(const Context& context, const std::string& connection, Access access = Access::read) {
    auto opened = std::make_unique<Opened>();
    PB_TRY(desk, Desk::open(pathFromUtf8(context.workspaceFolder), context.environment, *context.log, access));
    opened->desk = std::move(desk);
    opened->connection = connection;
    if (connection.empty()) {
        PB_TRY(only, opened->desk->onlyBroker());
        opened->connection = std::move(only);
    }
    PB_TRY(source, opened->desk->broker(opened->connection));
    PB_TRY(destination, opened->desk->broker(opened->connection));
    opened->source = std::move(source);
    opened->destination = std::move(destination);
    opened->redrive = std::make_unique<flow::Redrive>(*opened->source, *opened->destination, opened->desk->journal(), opened->conventions);
    return opened;
}

Result<std::vector<flow::Message>> messagesOf(Opened& opened, const RedriveOptions& options, const StopToken& stop) {
    PB_TRY(parked, readDeadLetters(*opened.source, opened.desk->journal(), opened.connection, options.channel, 1'000'000, stop));
    std::vector<flow::Message> messages;
    for (Parked& one : parked) {
        flow::CauseGroup group;
        group.rootClass = one.letter.rootClass;
        group.messageTemplate = one.letter.messageTemplate;
        group.detailTemplate = one.letter.detailTemplate;
        const bool isWanted = options.cause.empty() || group.title().find(options.cause) != std::string::npos;
        if (isWanted && !one.wasRedriven) {
            messages.push_back(std::move(one.message));
        }
    }
    return messages;
}

const char* wordFor(flow::RedriveRow::State state) {
    static constexpr const char* words[] = {"waiting", "sent", "refused", "skipped", "unknown"};
    return words[static_cast<int>(state)];
}

void print(Context& context, const std::vector<flow::RedriveRow>& rows) {
    for (const flow::RedriveRow& row : rows) {
        context.row(Row().text("channel", row.from.channel).number("partition", row.from.partition).number("offset", row.from.offset)
                        .text("state", wordFor(row.state)).text("reason", row.reason),
                    row.from.channel + "/" + std::to_string(row.from.partition) + "@" + std::to_string(row.from.offset) + "  " +
                        wordFor(row.state) + (row.reason.isEmpty() ? "" : "  " + utf8(row.reason)));
    }
}

Exit finish(Context& context, const Result<flow::RedriveResult>& result) {
    if (!result) {
        return context.failed(result.error());
    }
    print(context, result->rows);
    context.row(Row().text("redrive", result->id).text("result", result->sentence()), result->id + "  " + utf8(result->sentence()));
    if (!result->stoppedBecause.isEmpty()) {
        context.note(result->stoppedBecause);
        return Exit::couldNot;
    }
    return result->refused + result->unknown == 0 ? Exit::good : Exit::findings;
}

Exit run(Context& context, const RedriveOptions& options) {
    const auto opened = open(context, options.connection, options.dryRun ? Access::read : Access::write);
    if (!opened) {
        return context.failed(opened.error());
    }
    const auto messages = messagesOf(**opened, options, context.stop);
    if (!messages) {
        return context.failed(messages.error());
    }
    flow::RedrivePlan plan;
    plan.connection = (*opened)->connection;
    plan.by = "patchbay-cli";
    plan.perSecond = options.perSecond;
    flow::Redrive& redrive = *(*opened)->redrive;
    if (options.dryRun) {
        const auto preview = redrive.dryRun(plan, *messages, context.stop);
        if (!preview) {
            return context.failed(preview.error());
        }
        print(context, preview->rows);
        context.row(Row().number("waiting", preview->waiting).number("refused", preview->refused).number("skipped", preview->skipped),
                    utf8(say("%1 would be sent, %2 refused, %3 skipped.").arg(preview->waiting).arg(preview->refused).arg(preview->skipped)));
        return Exit::good;
    }
    const auto id = redrive.start(plan, *messages, context.stop);
    if (!id) {
        return context.failed(id.error());
    }
    return finish(context, options.canary > 0 ? redrive.send(*id, options.canary, context.stop, *context.progress)
                                              : redrive.resume(*id, context.stop, *context.progress));
}

Exit resume(Context& context, const RedriveOptions& options) {
    const auto opened = open(context, options.connection, Access::write);
    return opened ? finish(context, (*opened)->redrive->resume(options.id, context.stop, *context.progress)) : context.failed(opened.error());
}

Exit show(Context& context, const RedriveOptions& options) {
    const auto opened = open(context, options.connection);
    return opened ? finish(context, (*opened)->redrive->result(options.id)) : context.failed(opened.error());
}

Exit list(Context& context, const RedriveOptions&) {
    const auto desk = Desk::open(pathFromUtf8(context.workspaceFolder), context.environment, *context.log);
    if (!desk) {
        return context.failed(desk.error());
    }
    const auto operations = (*desk)->journal().operations("redrive");
    if (!operations) {
        return context.failed(operations.error());
    }
    for (const JournalOperation& operation : *operations) {
        const std::string finished = operation.finished == 0 ? std::string() : isoTime(operation.finished);
        context.row(Row().text("redrive", operation.id).text("started", isoTime(operation.started)).textOrNull("finished", finished),
                    operation.id + "  " + isoTime(operation.started) + "  " + (finished.empty() ? utf8(say("unfinished")) : finished));
    }
    return Exit::good;
}

Run takeRun(CLI::App& parser) {
    auto options = std::make_shared<RedriveOptions>();
    parser.add_option("channel", options->channel, "Channel with dead letters")->required();
    parser.add_option("--connection", options->connection, "Connection (default: the environment's only broker)");
    parser.add_option("--cause", options->cause, "Only dead letters whose cause has these words");
    parser.add_option("--canary", options->canary, "Send only so many; “redrive resume” sends the rest");
    parser.add_option("--per-second", options->perSecond, "At most so many messages a second");
    parser.add_flag("--dry-run", options->dryRun, "Show what would be sent");
    return [options](Context& context) { return run(context, *options); };
}

std::function<Run(CLI::App&)> withId(Exit (*verb)(Context&, const RedriveOptions&)) {
    return [verb](CLI::App& parser) -> Run {
        auto options = std::make_shared<RedriveOptions>();
        parser.add_option("id", options->id, "Id of the redrive")->required();
        parser.add_option("--connection", options->connection, "Connection (default: the environment's only broker)");
        return [options, verb](Context& context) { return verb(context, *options); };
    };
}

}  // namespace

std::vector<Verb> redriveVerbs() {
    return {
        {"redrive", "run", QT_TRANSLATE_NOOP("pb", "Sends dead letters again, each to where it came from, under the journal"),
         "patchbay-cli redrive run orders.dlq --cause 'required' --canary 1", takeRun},
        {"redrive", "resume", QT_TRANSLATE_NOOP("pb", "Sends what is left of a redrive; after a crash too"),
         "patchbay-cli redrive resume 6e0c…", withId(resume)},
        {"redrive", "show", QT_TRANSLATE_NOOP("pb", "Shows what became of each message"), "patchbay-cli redrive show 6e0c…", withId(show)},
        {"redrive", "list", QT_TRANSLATE_NOOP("pb", "Lists the redrives, newest first"), "patchbay-cli redrive list",
         [](CLI::App&) -> Run { return [](Context& context) { return list(context, {}); }; }},
    };
}

}  // namespace pb::app

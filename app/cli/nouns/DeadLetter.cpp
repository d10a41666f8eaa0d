#include "app/cli/nouns/Nouns.h"
#include "app/common/Desk.h"
#include "app/common/Reading.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/flow/Cause.h"
#include "models/flow/MessageView.h"
#include "models/workspace/Trail.h"

#include <CLI/CLI.hpp>

namespace pb::app {

namespace {

struct DeadLetterOptions {
    std::string channel, connection, position;
    std::int64_t limit = 100'000;
};

struct Opened {
    std::unique_ptr<Desk> desk;
    std::string connection;
    std::vector<Parked> parked;
};

Result<Opened> open(const Context& context, const DeadLetterOptions& options) {
    Opened opened;
    PB_TRY(desk, Desk::open(pathFromUtf8(context.workspaceFolder), context.environment, *context.log));
    opened.desk = std::move(desk);
    opened.connection = options.connection;
    if (opened.connection.empty()) {
        PB_TRY(only, opened.desk->onlyBroker());
        opened.connection = std::move(only);
    }
    PB_TRY(broker, opened.desk->broker(opened.connection));
    PB_TRY(parked, readDeadLetters(*broker, opened.desk->journal(), opened.connection, options.channel, options.limit, context.stop));
    opened.parked = std::move(parked);
    return opened;
}

Exit causes(Context& context, const DeadLetterOptions& options) {
    const auto opened = open(context, options);
    if (!opened) {
        return context.failed(opened.error());
    }
    flow::CauseGroups groups;
    for (const Parked& parked : opened->parked) {
        if (!parked.wasRedriven) {
            groups.add(parked.letter);
        }
    }
    for (const flow::CauseGroup& group : groups.groups()) {
        const QString title = say("%1 × %2%3").arg(group.count).arg(qs(group.title()), group.isNewest ? say("  (newest)") : QString());
        context.row(Row().text("cause", group.title()).number("count", group.count).flag("newest", group.isNewest).textOrNull("frame", group.topUserFrame),
                    utf8(title) + (group.topUserFrame.empty() ? "" : "\n    " + group.topUserFrame));
    }
    return groups.total() == 0 ? Exit::good : Exit::findings;
}

Exit list(Context& context, const DeadLetterOptions& options) {
    const auto opened = open(context, options);
    if (!opened) {
        return context.failed(opened.error());
    }
    for (const Parked& parked : opened->parked) {
        const flow::Position& position = parked.message.position;
        const std::string address = Address::message(opened->connection, position.channel, position.partition, position.offset).print();
        context.row(Row().text("address", address).text("class", parked.letter.rootClass).text("message", parked.letter.rootMessage)
                        .flag("sentAgain", parked.wasRedriven),
                    address + "  " + parked.letter.rootClass + ": " + utf8(flow::printable(parked.letter.rootMessage, 100).simplified()) +
                        (parked.wasRedriven ? utf8(u"  " + say("sent again")) : ""));
    }
    return Exit::good;
}

void print(Context& context, const workspace::Trail& trail) {
    for (const workspace::TrailStop& stop : trail.stops) {
        const QString place = stop.place.print();
        QString text = qs(stop.address.print()) + u"\n    " + stop.title + u": " + stop.sentence;
        text += place.isEmpty() ? QString() : u"\n    " + place;
        for (const QString& line : qs(stop.excerpt).split(u'\n', Qt::SkipEmptyParts)) {
            text += u"\n    | " + line;
        }
        context.row(Row().text("address", stop.address.print()).text("title", stop.title).text("sentence", stop.sentence)
                        .text("place", place).textOrNull("excerpt", stop.excerpt),
                    utf8(text));
    }
    if (!trail.open.isEmpty()) {
        context.row(Row().text("open", trail.open), utf8(trail.open));
    }
}

Exit trail(Context& context, const DeadLetterOptions& options) {
    const auto address = Address::parse(options.position);
    if (!address || address->kind != AddressKind::message) {
        return context.failed(Error(ErrorCode::wrongUse, say("“%1” is no address of a message.").arg(qs(options.position)),
                                    say("Take one from “deadletter list”: msg:broker/orders.dlq/0@12.")));
    }
    DeadLetterOptions where = options;
    where.connection = address->name;
    where.channel = address->part;
    const auto opened = open(context, where);
    if (!opened) {
        return context.failed(opened.error());
    }
    for (const Parked& parked : opened->parked) {
        const flow::Position& position = parked.message.position;
        if (position.partition == address->partition && position.offset == address->offset) {
            const auto found = workspace::followTrail(opened->desk->folder(), address->name, parked.message, parked.letter);
            if (!found) {
                return context.failed(found.error());
            }
            print(context, *found);
            return Exit::good;
        }
    }
    return context.failed(Error(ErrorCode::notFound, say("There is no message at %1.").arg(qs(options.position))));
}

std::function<Run(CLI::App&)> withOptions(Exit (*run)(Context&, const DeadLetterOptions&), bool takesAddress) {
    return [=](CLI::App& parser) -> Run {
        auto options = std::make_shared<DeadLetterOptions>();
        if (takesAddress) {
            parser.add_option("address", options->position, "Address of the dead letter")->required();
        } else {
            parser.add_option("channel", options->channel, "Channel with dead letters")->required();
            parser.add_option("--connection", options->connection, "Connection (default: the environment's only broker)");
        }
        parser.add_option("--limit", options->limit, "At most so many, the newest ones")->check(CLI::PositiveNumber);
        return [options, run](Context& context) { return run(context, *options); };
    };
}

}  // namespace

std::vector<Verb> deadLetterVerbs() {
    return {
        {"deadletter", "causes", QT_TRANSLATE_NOOP("pb", "Groups the dead letters of a channel by cause"),
         "patchbay-cli deadletter causes orders.dlq", withOptions(causes, false)},
        {"deadletter", "list", QT_TRANSLATE_NOOP("pb", "Lists dead letters with their addresses"),
         "patchbay-cli deadletter list orders.dlq", withOptions(list, false)},
        {"deadletter", "trail", QT_TRANSLATE_NOOP("pb", "Leads from a dead letter to the clause, the map line and the release"),
         "patchbay-cli deadletter trail msg:broker/orders.dlq/0@12", withOptions(trail, true)},
    };
}

}  // namespace pb::app

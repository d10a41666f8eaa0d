#include "app/cli/nouns/Nouns.h"
#include "app/common/Desk.h"
#include "app/common/Reading.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/flow/MessageView.h"

#include <CLI/CLI.hpp>

namespace pb::app {

namespace {

struct ChannelOptions {
    std::string channel, connection;
    std::int64_t limit = 100;
};

struct Opened {
    std::unique_ptr<Desk> desk;
    std::string connection;
    std::unique_ptr<flow::Broker> broker;
};

Result<Opened> openBroker(const Context& context, const std::string& connection) {
    Opened opened;
    PB_TRY(desk, Desk::open(pathFromUtf8(context.workspaceFolder), context.environment, *context.log));
    opened.desk = std::move(desk);
    opened.connection = connection;
    if (connection.empty()) {
        PB_TRY(only, opened.desk->onlyBroker());
        opened.connection = std::move(only);
    }
    PB_TRY(broker, opened.desk->broker(opened.connection));
    opened.broker = std::move(broker);
    return opened;
}

Exit list(Context& context, const ChannelOptions& options) {
    const auto opened = openBroker(context, options.connection);
    if (!opened) {
        return context.failed(opened.error());
    }
    const auto page = opened->broker->channels({}, context.stop);
    if (!page) {
        return context.failed(page.error());
    }
    for (const flow::Channel& channel : page->channels) {
        const bool isKnown = channel.messages.trust != flow::Count::Trust::unknown;
        const std::string count = isKnown ? std::to_string(channel.messages.value) : "?";
        context.row(Row().text("channel", channel.name).raw("messages", isKnown ? count : "null"), channel.name + "  " + count);
    }
    return Exit::good;
}

Exit describe(Context& context, const ChannelOptions& options) {
    const auto opened = openBroker(context, options.connection);
    if (!opened) {
        return context.failed(opened.error());
    }
    const auto description = opened->broker->describe(options.channel, context.stop);
    if (!description) {
        return context.failed(description.error());
    }
    for (const flow::PartitionState& partition : description->partitions) {
        context.row(Row().number("partition", partition.id).number("first", partition.first).number("end", partition.end),
                    utf8(say("partition %1: %2 … %3").arg(partition.id).arg(partition.first).arg(partition.end)));
    }
    for (const flow::GroupState& group : description->groups) {
        context.row(Row().text("group", group.name).number("lag", group.lag.value),
                    utf8(say("group %1: lag %2").arg(qs(group.name)).arg(group.lag.value)));
    }
    for (const flow::Setting& setting : description->settings) {
        if (setting.source == flow::Setting::Source::here) {
            const std::string shown = setting.isSensitive ? "•••" : setting.value;
            context.row(Row().text("setting", setting.name).text("value", shown), setting.name + " = " + shown);
        }
    }
    return Exit::good;
}

void addPrintable(Row& row, const char* name, const std::optional<std::string>& bytes) {
    bytes ? row.text(name, flow::printable(*bytes)) : row.raw(name, "null");
}

Row rowOf(const flow::Message& message) {
    Row row;
    row.number("partition", message.position.partition).number("offset", message.position.offset).text("time", isoTime(message.timestamp));
    addPrintable(row, "key", message.key);
    std::vector<Row> headers;
    for (const flow::Header& header : message.headers) {
        addPrintable(headers.emplace_back().text("name", header.name), "value", header.value);
    }
    row.rows("headers", headers);
    addPrintable(row, "body", message.hasBody ? std::optional(message.body) : std::nullopt);
    return row;
}

Exit read(Context& context, const ChannelOptions& options) {
    const auto opened = openBroker(context, options.connection);
    if (!opened) {
        return context.failed(opened.error());
    }
    const auto messages = readChannel(*opened->broker, options.channel, options.limit, context.stop);
    if (!messages) {
        return context.failed(messages.error());
    }
    for (const flow::Message& message : *messages) {
        context.line(rowOf(message).json());
    }
    return Exit::good;
}

std::function<Run(CLI::App&)> withChannel(Exit (*run)(Context&, const ChannelOptions&), bool needsChannel) {
    return [=](CLI::App& parser) -> Run {
        auto options = std::make_shared<ChannelOptions>();
        if (needsChannel) {
            parser.add_option("channel", options->channel, "Topic, queue or stream")->required();
        }
        parser.add_option("--connection", options->connection, "Connection (default: the environment's only broker)");
        parser.add_option("--limit", options->limit, "At most so many messages, the newest ones")->check(CLI::PositiveNumber);
        return [options, run](Context& context) { return run(context, *options); };
    };
}

}  // namespace

std::vector<Verb> channelVerbs() {
    return {
        {"channel", "list", QT_TRANSLATE_NOOP("pb", "Lists the channels of a broker with their messages"),
         "patchbay-cli --env dev channel list", withChannel(list, false)},
        {"channel", "describe", QT_TRANSLATE_NOOP("pb", "Shows partitions, groups and settings of a channel"),
         "patchbay-cli channel describe orders", withChannel(describe, true)},
        {"channel", "read", QT_TRANSLATE_NOOP("pb", "Reads messages, one JSON line each, without changing anything"),
         "patchbay-cli channel read orders --limit 10", withChannel(read, true)},
    };
}

}  // namespace pb::app

#include "app/cli/nouns/Nouns.h"
#include "app/common/Desk.h"
#include "app/common/Reading.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/document/Json.h"
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
        context.line(channel.name + "  " + (isKnown ? std::to_string(channel.messages.value) : "?"));
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
        context.line(utf8(say("partition %1: %2 … %3").arg(partition.id).arg(partition.first).arg(partition.end)));
    }
    for (const flow::GroupState& group : description->groups) {
        context.line(utf8(say("group %1: lag %2").arg(qs(group.name)).arg(group.lag.value)));
    }
    for (const flow::Setting& setting : description->settings) {
        if (setting.source == flow::Setting::Source::here) {
            context.line(setting.name + " = " + (setting.isSensitive ? "•••" : setting.value));
        }
    }
    return Exit::good;
}

std::string messageJson(const flow::Message& message) {
    std::string json = "{\"partition\":" + std::to_string(message.position.partition) +
                       ",\"offset\":" + std::to_string(message.position.offset) + ",\"time\":\"" + isoTime(message.timestamp) + "\",\"key\":";
    if (message.key) {
        doc::writeJsonString(utf8(flow::printable(*message.key)), json);
    } else {
        json += "null";
    }
    json += ",\"headers\":[";
    for (std::size_t i = 0; i < message.headers.size(); ++i) {
        json += i > 0 ? ",[" : "[";
        doc::writeJsonString(message.headers[i].name, json);
        json += ",";
        if (message.headers[i].value) {
            doc::writeJsonString(utf8(flow::printable(*message.headers[i].value)), json);
        } else {
            json += "null";
        }
        json += "]";
    }
    json += "],\"body\":";
    if (message.hasBody) {
        doc::writeJsonString(utf8(qs(message.body)), json);
    } else {
        json += "null";
    }
    return json + "}";
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
        context.line(messageJson(message));
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

#include "app/common/Traffic.h"

#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/jsonata/Program.h"

#include <algorithm>
#include <span>

namespace pb::app {

namespace {

constexpr std::size_t batchSize = 500;

Result<flow::Outgoing> outgoingFrom(doc::Value message, const std::string& channel) {
    const doc::Value body = message.find("body");
    if (!body) {
        return fail(ErrorCode::invalidInput, say("The generator gave a message without a body."));
    }
    flow::Outgoing outgoing;
    outgoing.channel = channel;
    if (const doc::Value key = message.find("key")) {
        outgoing.key = std::string(key.text());
    }
    for (const doc::Value header : message.find("headers").children()) {
        outgoing.headers.push_back({std::string(header.name()), std::string(header.text())});
    }
    outgoing.body = body.is(doc::Kind::string) ? std::string(body.text()) : doc::writeJson(body);
    outgoing.hasBody = !body.is(doc::Kind::null);
    return outgoing;
}

Result<flow::Outgoing> makeOne(const jsonata::Program& program, const TrafficPlan& plan, std::int64_t number, const StopToken& stop) {
    PB_TRY(input, doc::readJson("{\"number\":" + std::to_string(number) + "}"));
    jsonata::Environment environment;
    environment.randomSeed = plan.seed * 1'000'003 + static_cast<std::uint64_t>(number);
    environment.stop = stop;
    const auto output = program.run(input->root(), environment);
    if (!output) {
        return fail(output.error().error());
    }
    PB_TRY(document, doc::readJson(output->defined ? output->json : std::string("{}")));
    return outgoingFrom(document->root(), plan.channel);
}

}  // namespace

Result<std::vector<flow::Outgoing>> makeTraffic(const TrafficPlan& plan, StopToken stop) {
    const auto program = jsonata::Program::compile(plan.expression);
    if (!program) {
        return fail(program.error().error());
    }
    std::vector<flow::Outgoing> messages;
    messages.reserve(static_cast<std::size_t>(plan.count));
    for (std::int64_t number = plan.first; number < plan.first + plan.count; ++number) {
        auto one = makeOne(*program, plan, number, stop);
        if (!one) {
            return fail(Error(one.error().code, say("Cannot make message %1.").arg(number)).because(one.error()));
        }
        messages.push_back(std::move(*one));
    }
    return messages;
}

Done sendTraffic(flow::Broker& broker, const TrafficPlan& plan, StopToken stop, Progress& progress) {
    PB_TRY(messages, makeTraffic(plan, stop));
    for (std::size_t sent = 0; sent < messages.size(); sent += batchSize) {
        const auto batch = std::span(messages).subspan(sent, std::min(batchSize, messages.size() - sent));
        PB_TRY(receipts, broker.produce(batch, stop));
        for (const flow::Receipt& receipt : receipts) {
            if (const auto* refusal = std::get_if<flow::Refusal>(&receipt)) {
                return fail(refusal->code, refusal->sentence);
            }
        }
        progress.report(static_cast<std::int64_t>(sent + batch.size()), plan.count, say("Messages sent to “%1”").arg(qs(plan.channel)));
    }
    return {};
}

}  // namespace pb::app

#include "models/document/Json.h"
#include "models/flow/FieldReading.h"
#include "models/flow/conventions/Table.h"

#include <algorithm>

namespace pb::flow::conventions {

namespace {

/// A time as the connectors write AMQP tables as JSON: seconds, milliseconds, ISO text or {"timestamp": seconds}.
Millis timeOf(doc::Value value) {
    if (value.is(doc::Kind::object)) value = value.find("timestamp");
    return readTime(value.is(doc::Kind::string) ? value.text() : value.digits()).value_or(0);
}

doc::Value eitherOf(doc::Value entry, std::string_view name, std::string_view other) {
    const doc::Value found = entry.find(name);
    return found ? found : entry.find(other);
}

/// One {queue, reason} pair of x-death, or of x-opt-deaths (AMQP 1.0), newest first.
void readDeath(doc::Value entry, DeadLetter& letter) {
    const Millis first = timeOf(eitherOf(entry, "time", "first-time"));
    const Millis last = timeOf(eitherOf(entry, "last-time", "time"));
    if (first > 0) letter.firstFailure = letter.firstFailure == 0 ? first : std::min(letter.firstFailure, first);
    letter.lastFailure = std::max(letter.lastFailure, last);
    if (letter.stage.empty()) letter.stage = entry.find("reason").text();
    if (entry.find("queue").text() != letter.origin.channel) return;
    letter.attempts += readNumber(entry.find("count").digits()).value_or(1);
    letter.origin.exchange = entry.find("exchange").text();
    letter.origin.routingKey = entry.find("routing-keys").at(0).text();
}

/// x-first-death-queue never changes; without it the oldest entry is the origin.
void readDeaths(const Message& message, DeadLetter& letter) {
    const Header* header = message.header("x-death");
    if (!header) header = message.header("x-opt-deaths");
    if (!header || !header->value) return;
    const auto document = doc::readJson(*header->value, nullptr, {.depth = 32, .bytes = 1u << 20});
    if (!document || !(*document)->root().is(doc::Kind::array)) return;
    const doc::Value deaths = (*document)->root();
    if (letter.origin.channel.empty() && deaths.size() > 0) {
        letter.origin.channel = deaths.at(deaths.size() - 1).find("queue").text();
    }
    letter.firstFailure = letter.lastFailure = 0;
    for (const doc::Value entry : deaths.children()) readDeath(entry, letter);
}

}  // namespace

// RabbitMQ 3.10 to 4.x. `time` is the first death of its {queue, reason} pair; there is no class, message or stack.
Convention rabbitMq() {
    using enum FailureField;
    Convention out{"rabbitmq", "RabbitMQ", {"x-death", "x-first-death-queue", "x-opt-deaths"},
                   {{originChannel, "x-first-death-queue"}, {originExchange, "x-first-death-exchange"}},
                   {"x-death", "x-opt-deaths", "x-first-death-*", "x-last-death-*", "x-delivery-count", "x-acquired-count"}};
    out.refine = readDeaths;
    return out;
}

}  // namespace pb::flow::conventions

#include "models/flow/Cause.h"
#include "models/flow/MessageStore.h"
#include "tests/bench/Table.h"

using namespace pb::flow;
using pb::bench::secondsSince;
using pb::bench::Table;

namespace {

/// A dead letter of one of ten causes, with a stack of 40 frames as Spring Kafka writes it.
Message deadLetter(int i, bool withStack) {
    Message out;
    out.position = {"orders-dlt", i % 4, i};
    out.timestamp = 1'764'057'120'000 + i;
    const std::string cause = "com.acme.Cause" + std::to_string(i % 10);
    const std::string message = "Order " + std::to_string(i) + " rejected by BANK-" + std::to_string(i % 97);
    std::string stack = "org.springframework.kafka.listener.ListenerExecutionFailedException: Listener failed\n";
    for (int frame = 0; withStack && frame < 20; ++frame) stack += "\tat org.springframework.kafka.listener.Container.run(Container.java:100)\n";
    stack += "Caused by: " + cause + ": " + message + "\n\tat com.acme.Service.book(Service.java:7)\n";
    for (int frame = 0; withStack && frame < 20; ++frame) stack += "\tat org.springframework.aop.Proxy.invoke(Proxy.java:100)\n";
    out.headers = {{"source", "shop"}, {"kafka_dlt-original-topic", "orders"}, {"kafka_dlt-exception-fqcn", "a.ListenerExecutionFailedException"},
                   {"kafka_dlt-exception-message", message}, {"kafka_dlt-exception-stacktrace", std::move(stack)}};
    out.body.assign(500, 'x');
    return out;
}

void benchCauses(Table& table, const char* what, bool withStack) {
    constexpr int total = 1'000'000, kinds = 10'000;
    std::vector<Message> messages;
    for (int i = 0; i < kinds; ++i) messages.push_back(deadLetter(i, withStack));
    const Conventions conventions;
    CauseGroups groups;
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < total; ++i) groups.add(conventions.normalise(messages[static_cast<std::size_t>(i % kinds)]));
    table.row(what, total / secondsSince(start), "msg/s", withStack ? "" : "≥ 100,000");
    if (groups.groups().size() != 10) std::printf("wrong: %zu groups\n", groups.groups().size());
}

void benchGrouping(Table& table) {
    constexpr int total = 1'000'000;
    std::vector<DeadLetter> letters(total);
    for (int i = 0; i < total; ++i) {
        letters[static_cast<std::size_t>(i)].cause = static_cast<Fingerprint>(i % 1000);
        letters[static_cast<std::size_t>(i)].lastFailure = i;
    }
    const auto start = std::chrono::steady_clock::now();
    const auto groups = groupByCause(letters);
    table.row("group normalised dead letters", total / secondsSince(start), "msg/s");
}

void benchStore(Table& table) {
    constexpr int total = 100'000;
    std::vector<Message> messages;
    for (int i = 0; i < total; ++i) {
        Message& message = messages.emplace_back();
        message.position = {"orders", i % 4, i};
        message.key = "order-" + std::to_string(i);
        message.timestamp = 1'764'057'120'000 + i;
        message.body.assign(500, 'x');
    }
    MessageStore store;
    auto start = std::chrono::steady_clock::now();
    for (const Message& message : messages) store.append(message);
    table.row("append messages of 500 B to the store", total / secondsSince(start), "msg/s");
    table.row("memory over body and key", static_cast<double>(store.memoryBytes()) / total - 511, "B/msg", "≤ 40");
    for (const bool matchesCase : {true, false}) {
        MessageFilter filter;
        filter.text = "nowhere to be found";
        filter.matchesCase = matchesCase;
        const CompiledFilter compiled(filter);
        start = std::chrono::steady_clock::now();
        (void)compiled.run(store, 0, store.size(), {});
        table.row(matchesCase ? "filter by text, case matters" : "filter by text, any case", total / secondsSince(start), "msg/s");
    }
}

}  // namespace

int main() {
    Table table("Dead letters and messages");
    benchCauses(table, "normalise and group 1 M dead letters, 2 frames", false);
    benchCauses(table, "normalise and group 1 M dead letters, 40 frames", true);
    benchGrouping(table);
    benchStore(table);
    return 0;
}

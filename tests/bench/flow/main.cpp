#include "models/flow/Cause.h"
#include "models/flow/MessageStore.h"

#include <QSysInfo>

#include <chrono>
#include <cstdio>

using namespace pb::flow;

namespace {

double secondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void row(const char* what, double count, double seconds) {
    std::printf("| %-52s | %9.0f | %7.2f s |\n", what, count / seconds, seconds);
}

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

void benchCauses(const char* what, bool withStack) {
    constexpr int total = 1'000'000, kinds = 10'000;
    std::vector<Message> messages;
    for (int i = 0; i < kinds; ++i) messages.push_back(deadLetter(i, withStack));
    const Conventions conventions;
    CauseGroups groups;
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < total; ++i) groups.add(conventions.normalise(messages[static_cast<std::size_t>(i % kinds)]));
    row(what, total, secondsSince(start));
    if (groups.groups().size() != 10) std::printf("wrong: %zu groups\n", groups.groups().size());
}

void benchGrouping() {
    constexpr int total = 1'000'000;
    std::vector<DeadLetter> letters(total);
    for (int i = 0; i < total; ++i) {
        letters[static_cast<std::size_t>(i)].cause = static_cast<Fingerprint>(i % 1000);
        letters[static_cast<std::size_t>(i)].lastFailure = i;
    }
    const auto start = std::chrono::steady_clock::now();
    const auto groups = groupByCause(letters);
    row("group 1 M normalised dead letters", total, secondsSince(start));
}

void benchStore() {
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
    row("append 100,000 x 500 B", total, secondsSince(start));
    std::printf("| %-52s | %9.1f B a message over body and key |\n", "memory",
                static_cast<double>(store.memoryBytes()) / total - 511);
    for (const bool matchesCase : {true, false}) {
        MessageFilter filter;
        filter.text = "nowhere to be found";
        filter.matchesCase = matchesCase;
        const CompiledFilter compiled(filter);
        start = std::chrono::steady_clock::now();
        (void)compiled.run(store, 0, store.size(), {});
        row(matchesCase ? "filter by text, case matters" : "filter by text, any case", total, secondsSince(start));
    }
}

}  // namespace

int main() {
    std::printf("flow on %s\n| %-52s | %9s | %9s |\n", qPrintable(QSysInfo::machineHostName()), "what", "a second", "time");
    benchCauses("normalise and group 1 M dead letters, 2 frames", false);
    benchCauses("normalise and group 1 M dead letters, 40 frames", true);
    benchGrouping();
    benchStore();
    return 0;
}

#include "connectors/local/LocalBroker.h"
#include "models/base/Files.h"
#include "models/base/Text.h"

#include <QSysInfo>
#include <QTemporaryDir>

#include <chrono>
#include <cstdio>
#include <functional>

using namespace pb::flow;
using pb::connectors::local::LocalBroker;

namespace {

constexpr int total = 500'000;

class Counting final : public MessageSink {
public:
    bool take(std::span<Message> batch) override {
        for (const Message& message : batch) bytes += message.body.size();
        count += batch.size();
        return true;
    }
    std::size_t count = 0, bytes = 0;
};

void row(const char* what, int messages, const std::function<void()>& act) {
    const auto start = std::chrono::steady_clock::now();
    act();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::printf("| %-46s | %9.0f | %7.1f |\n", what, messages / seconds, messages * 500.0 / 1e6 / seconds);
}

std::vector<Outgoing> batchOf(int size, int first) {
    std::vector<Outgoing> out(static_cast<std::size_t>(size));
    for (int i = 0; i < size; ++i) {
        Outgoing& message = out[static_cast<std::size_t>(i)];
        message.channel = "orders";
        message.key = "order-" + std::to_string(first + i);
        message.headers = {{"source", "webshop"}};
        message.body.assign(500, 'x');
    }
    return out;
}

void check(bool good, const char* what) {
    if (!good) {
        std::fprintf(stderr, "%s failed\n", what);
        std::exit(1);
    }
}

void benchProduce(const char* what, pb::Database::Durability durability, int size, int messages) {
    const QTemporaryDir folder;
    auto broker = LocalBroker::open(pb::pathFromUtf8(pb::utf8(folder.path()) + "/bench.sqlite"), durability);
    check(broker && (*broker)->createChannel("orders", 4, {}), "open");
    row(what, messages, [&] {
        for (int i = 0; i < messages; i += size) check((*broker)->produce(batchOf(size, i), {}).has_value(), "produce");
    });
}

void benchRead(const char* what, int size, int messages) {
    const QTemporaryDir folder;
    auto broker = LocalBroker::open(pb::pathFromUtf8(pb::utf8(folder.path()) + "/bench.sqlite"),
                                    pb::Database::Durability::normal);
    check(broker && (*broker)->createChannel("orders", 4, {}), "open");
    for (int i = 0; i < messages; i += size) check((*broker)->produce(batchOf(size, i), {}).has_value(), "produce");
    ReadPlan plan;
    plan.channel = "orders";
    Counting sink;
    row(what, messages, [&] { check((*broker)->read(plan, sink, {}).has_value(), "read"); });
    check(sink.count == static_cast<std::size_t>(messages), "count");
}

}  // namespace

int main() {
    using Durability = pb::Database::Durability;
    std::printf("local broker, 500 B, 4 partitions, key and header, on %s\n", qPrintable(QSysInfo::machineHostName()));
    std::printf("| %-46s | %9s | %7s |\n", "what", "msg/s", "MB/s");
    benchProduce("produce, batches of 1,000, durability full", Durability::full, 1000, total);
    benchProduce("produce, batches of 1,000, durability normal", Durability::normal, 1000, total);
    benchProduce("produce, batches of 100, durability full", Durability::full, 100, total / 10);
    benchProduce("produce, one at a time, durability full", Durability::full, 1, 1000);
    benchRead("read, produced in batches of 1,000", 1000, total);
    benchRead("read, produced one at a time", 1, 20'000);
    return 0;
}

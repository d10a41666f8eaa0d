#include "connectors/local/LocalBroker.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "tests/bench/Table.h"

#include <QTemporaryDir>

#include <cstdlib>

using namespace pb::flow;
using pb::bench::secondsSince;
using pb::bench::Table;
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

void benchProduce(Table& table, const char* what, const char* wanted, pb::Database::Durability durability, int size, int messages) {
    const QTemporaryDir folder;
    auto broker = LocalBroker::open(pb::pathFromUtf8(pb::utf8(folder.path()) + "/bench.sqlite"), durability);
    check(broker && (*broker)->createChannel("orders", 4, {}), "open");
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < messages; i += size) check((*broker)->produce(batchOf(size, i), {}).has_value(), "produce");
    table.row(what, messages / secondsSince(start), "msg/s", wanted);
}

void benchRead(Table& table, const char* what, const char* wanted, int size, int messages) {
    const QTemporaryDir folder;
    auto broker = LocalBroker::open(pb::pathFromUtf8(pb::utf8(folder.path()) + "/bench.sqlite"),
                                    pb::Database::Durability::normal);
    check(broker && (*broker)->createChannel("orders", 4, {}), "open");
    for (int i = 0; i < messages; i += size) check((*broker)->produce(batchOf(size, i), {}).has_value(), "produce");
    ReadPlan plan;
    plan.channel = "orders";
    Counting sink;
    const auto start = std::chrono::steady_clock::now();
    check((*broker)->read(plan, sink, {}).has_value(), "read");
    table.row(what, messages / secondsSince(start), "msg/s", wanted);
    check(sink.count == static_cast<std::size_t>(messages), "count");
}

}  // namespace

int main() {
    using Durability = pb::Database::Durability;
    Table table("The local broker: 500 B, 4 partitions, key and header");
    benchProduce(table, "produce, batches of 1,000, durability full", "≥ 100,000", Durability::full, 1000, total);
    benchProduce(table, "produce, batches of 1,000, durability normal", "", Durability::normal, 1000, total);
    benchProduce(table, "produce, batches of 100, durability full", "", Durability::full, 100, total / 10);
    benchProduce(table, "produce, one at a time, durability full", "", Durability::full, 1, 1000);
    benchRead(table, "read, produced in batches of 1,000", "≥ 500,000", 1000, total);
    benchRead(table, "read, produced one at a time", "", 1, 20'000);
    return 0;
}

// Consume rate of our broker port against librdkafka's own, same topic, same process, in turns.
//   bench_kafka BOOTSTRAP [MESSAGES]
#include "connectors/kafka/Connector.h"
#include "models/base/Clock.h"
#include "models/document/Json.h"
#include "tests/bench/Table.h"

#include <librdkafka/rdkafka.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

using namespace pb;
using bench::secondsSince;

namespace {

constexpr int partitions = 8;
constexpr std::size_t bodySize = 500;
constexpr int rounds = 5;

std::unique_ptr<flow::Broker> openBroker(const std::string& bootstrap) {
    workspace::ConnectionSettings settings{"bench", "kafka", "bench", {}};
    settings.json = "{\"brokers\":";
    doc::writeJsonString(bootstrap, settings.json);
    settings.json += "}";
    auto connection = connectors::kafka::info().open(settings, {});
    return connection ? (*connection)->broker() : nullptr;
}

void fill(flow::Broker& broker, const std::string& topic, std::int64_t messages) {
    if (const auto done = broker.createChannel(topic, partitions, {}); !done) {
        std::fprintf(stderr, "%s\n", qPrintable(done.error().print()));
        std::exit(3);
    }
    std::vector<flow::Outgoing> batch(10'000);
    for (std::int64_t sent = 0; sent < messages; sent += static_cast<std::int64_t>(batch.size())) {
        for (std::size_t i = 0; i < batch.size(); ++i) {
            batch[i].channel = topic;
            batch[i].key = std::to_string(sent + static_cast<std::int64_t>(i));
            batch[i].body.assign(bodySize, static_cast<char>('a' + i % 26));
        }
        if (!broker.produce(batch, {})) {
            std::exit(3);
        }
    }
}

class Counter final : public flow::MessageSink {
public:
    bool take(std::span<flow::Message> batch) override {
        for (const flow::Message& message : batch) {
            bytes += message.body.size();
        }
        return true;
    }
    std::size_t bytes = 0;
};

double ours(flow::Broker& broker, const std::string& topic, std::int64_t messages) {
    flow::ReadPlan plan;
    plan.channel = topic;
    Counter counter;
    const auto start = std::chrono::steady_clock::now();
    const auto report = broker.read(plan, counter, {});
    const double seconds = secondsSince(start);
    if (!report || report->read != messages || counter.bytes != bodySize * static_cast<std::size_t>(messages)) {
        std::fprintf(stderr, "The read is not complete.\n");
        std::exit(3);
    }
    return static_cast<double>(messages) / seconds;
}

rd_kafka_t* openRaw(const std::string& bootstrap) {
    rd_kafka_conf_t* configuration = rd_kafka_conf_new();
    const std::pair<const char*, std::string> properties[] = {
        {"bootstrap.servers", bootstrap}, {"group.id", "bench"},           {"enable.auto.commit", "false"},
        {"check.crcs", "false"},          {"queued.min.messages", "400000"}, {"queued.max.messages.kbytes", "65536"},
        {"fetch.message.max.bytes", "1048576"}, {"fetch.max.bytes", "8388608"}};
    char reason[256];
    for (const auto& [name, value] : properties) {
        rd_kafka_conf_set(configuration, name, value.c_str(), reason, sizeof reason);
    }
    return rd_kafka_new(RD_KAFKA_CONSUMER, configuration, reason, sizeof reason);
}

double raw(const std::string& bootstrap, const std::string& topic, std::int64_t messages) {
    const auto start = std::chrono::steady_clock::now();
    rd_kafka_t* handle = openRaw(bootstrap);
    const rd_kafka_metadata_t* metadata = nullptr;  // without it the assignment waits for a timer of the library
    rd_kafka_metadata(handle, 1, nullptr, &metadata, 10'000);
    rd_kafka_metadata_destroy(metadata);
    rd_kafka_topic_partition_list_t* list = rd_kafka_topic_partition_list_new(partitions);
    for (int i = 0; i < partitions; ++i) {
        rd_kafka_topic_partition_list_add(list, topic.c_str(), i)->offset = RD_KAFKA_OFFSET_BEGINNING;
    }
    rd_kafka_assign(handle, list);
    rd_kafka_topic_partition_list_destroy(list);
    rd_kafka_queue_t* queue = rd_kafka_queue_get_consumer(handle);
    std::vector<rd_kafka_message_t*> batch(4096);
    std::int64_t read = 0;
    std::size_t bytes = 0;
    while (read < messages) {
        const ssize_t count = rd_kafka_consume_batch_queue(queue, 100, batch.data(), batch.size());
        for (ssize_t i = 0; i < count; ++i) {
            rd_kafka_message_t* message = batch[static_cast<std::size_t>(i)];
            read += message->err == RD_KAFKA_RESP_ERR_NO_ERROR ? 1 : 0;
            bytes += message->len;
            rd_kafka_message_destroy(message);
        }
    }
    const double seconds = secondsSince(start);
    rd_kafka_queue_destroy(queue);
    rd_kafka_destroy(handle);
    return static_cast<double>(messages) / seconds;
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "bench_kafka BOOTSTRAP [MESSAGES]\n");
        return 2;
    }
    const std::string bootstrap = argv[1];
    const std::int64_t messages = argc > 2 ? std::atoll(argv[2]) : 1'000'000;
    const auto broker = openBroker(bootstrap);
    const std::string topic = "bench-" + std::to_string(Clock::system().now());
    fill(*broker, topic, messages);
    std::vector<double> port, library, ratio;
    for (int i = 0; i < rounds; ++i) {
        library.push_back(raw(bootstrap, topic, messages));
        port.push_back(ours(*broker, topic, messages));
        ratio.push_back(port.back() / library.back());
    }
    bench::Table table("Kafka: 500 B in 8 partitions, median of 5 turns");
    table.row("consume by librdkafka itself", median(library), "msg/s");
    table.row("consume through the broker port", median(port), "msg/s");
    table.row("ratio", median(ratio), "", "≥ 0.8");
    return 0;
}

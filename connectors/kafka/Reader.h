#pragma once

#include "connectors/kafka/Client.h"
#include "connectors/kafka/Offsets.h"
#include "models/flow/Broker.h"

#include <map>
#include <vector>

namespace pb::connectors::kafka {

/// One read of one topic: partitions assigned at their offsets without joining a group, batches handed to the sink.
class Reader {
public:
    /// Works out where each partition begins and ends by the plan, and opens the client.
    static Result<Reader> start(const Settings& settings, const flow::ReadPlan& plan, const StopToken& stop);

    Result<flow::ReadReport> run(flow::MessageSink& sink, const StopToken& stop, Progress& progress);

private:
    struct Range {
        std::int64_t next = 0;   ///< offset to read next
        std::int64_t end = 0;    ///< offset to stop before; unbounded for plans without an end
        bool isDone = false;
    };

    Reader() = default;
    Done workOutRanges(const StopToken& stop);
    Result<std::map<std::int32_t, std::int64_t>> beginnings(const std::vector<PartitionOffset>& first,
                                                            const std::vector<PartitionOffset>& end, const StopToken& stop);
    Done assign();
    Done takeBatch(std::span<rd_kafka_message_t*> raw, std::vector<flow::Message>& batch, flow::ReadReport& report);
    bool accepts(const rd_kafka_message_t& raw, Range& range, flow::ReadReport& report);
    void onControl(const rd_kafka_message_t& raw);
    bool isFinished(const flow::ReadReport& report) const;

    flow::ReadPlan plan_;
    ClientPtr client_;
    QueuePtr queue_;
    std::map<std::int32_t, Range> ranges_;
    std::int64_t total_ = Progress::unknownTotal;
};

}  // namespace pb::connectors::kafka

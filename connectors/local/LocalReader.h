#pragma once

#include "connectors/local/LocalStore.h"

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace pb::connectors::local {

/// Where a read of the partition begins.
Result<std::int64_t> startOffset(LocalStore& store, std::int64_t channel, const PartitionRow& partition,
                                 const flow::ReadFrom& from);

/// One read plan being carried out: segments in the order of their commits, each copied out of the store before the
/// sink sees a message of it, so that a slow sink holds no lock.
class LocalReader {
public:
    static Result<LocalReader> open(LocalStore& store, const flow::ReadPlan& plan);
    Result<flow::ReadReport> run(flow::MessageSink& sink, const StopToken& stop, Progress& progress);

private:
    static constexpr std::int64_t noEnd = std::numeric_limits<std::int64_t>::max();
    static constexpr std::size_t batchMessages = 512;
    static constexpr std::size_t batchBytes = 1u << 20;

    struct Cursor {
        bool isWanted = false;
        std::int64_t next = 0;      ///< offset to read next
        std::int64_t end = noEnd;   ///< exclusive
        bool isDone() const { return !isWanted || next >= end; }
    };

    LocalReader(LocalStore& store, const flow::ReadPlan& plan, ChannelRow channel)
        : store_(store), plan_(plan), channel_(std::move(channel)) {}
    Done placeCursors();
    Result<bool> loadSegment(Statement& next);
    Done deliverSegment(flow::MessageSink& sink, const StopToken& stop, Progress& progress);
    bool deliver(const flow::MessageRef& message, std::int64_t offset, Cursor& cursor);
    void skip(std::int32_t partition, std::int64_t offset, const QString& reason);
    bool flush(flow::MessageSink& sink, Progress& progress);
    bool isDone() const;
    bool wantsMore() const { return !enough_ && !isDone(); }
    flow::ReadReport finish(bool cancelled);

    LocalStore& store_;
    const flow::ReadPlan& plan_;
    ChannelRow channel_;
    std::vector<Cursor> cursors_;    ///< by partition
    std::int64_t lastSegment_ = 0;
    std::int64_t total_ = Progress::unknownTotal;
    Segment segment_;
    std::string bytes_;              ///< of segment_
    std::vector<flow::Message> batch_;
    std::size_t filled_ = 0, filledBytes_ = 0;
    bool enough_ = false;            ///< the sink or the count said so
    flow::ReadReport report_;
};

}  // namespace pb::connectors::local

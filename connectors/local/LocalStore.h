#pragma once

#include "models/base/Clock.h"
#include "models/base/Database.h"
#include "models/flow/Broker.h"
#include "models/flow/MessageCodec.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace pb::connectors::local {

struct ChannelRow {
    std::int64_t id = 0;
    std::string name;
    std::int32_t partitions = 1;
};

struct PartitionRow {
    std::int32_t id = 0;
    std::int64_t next = 0;   ///< offset of the next message
    std::int64_t live = 0;   ///< messages that are there
};

/// Messages of one partition with adjoining offsets, packed into one row: what makes it fast.
struct Segment {
    std::int64_t id = 0;     ///< grows in the order of commits
    std::int32_t partition = 0;
    std::int64_t base = 0;   ///< offset of the first message
    std::int64_t count = 0;
    std::int64_t removed = 0;
    std::string_view bytes;  ///< valid until the next step of the cursor
};

/// The tables of the broker on one SQLite file (WAL). Every public call is one transaction or one read.
class LocalStore {
public:
    static constexpr std::size_t maxSegmentBytes = 1u << 20;     ///< a larger message has a segment of its own
    static constexpr std::int64_t maxSegmentMessages = 4096;
    static constexpr std::int32_t maxKeylessTurns = 1 << 20;

    static Result<LocalStore> open(const std::filesystem::path& file, Database::Durability durability,
                                   const Clock& clock);

    Result<std::optional<ChannelRow>> findChannel(const std::string& name);
    Result<ChannelRow> channel(const std::string& name);   ///< notFound with a hint
    Done createChannel(const std::string& name, std::int32_t partitions);
    Result<flow::ChannelPage> channels(const flow::ChannelFilter& filter);
    Result<std::vector<PartitionRow>> partitions(std::int64_t channel);
    Result<std::optional<Millis>> oldest(std::int64_t channel);

    /// Offset of the first message of the partition that is there; `next` when there is none.
    Result<std::int64_t> firstOffset(std::int64_t channel, const PartitionRow& partition);
    /// Earliest offset whose timestamp is at or after `time`; `next` when there is none (Kafka's offsetsForTimes).
    Result<std::int64_t> offsetForTime(std::int64_t channel, const PartitionRow& partition, Millis time);
    /// The id of the segment that holds the offset or comes first behind it; 0 when there is none.
    Result<std::int64_t> segmentFor(std::int64_t channel, std::int32_t partition, std::int64_t offset);
    Result<std::set<std::int64_t>> removedIn(std::int64_t channel, const Segment& segment);

    Result<std::vector<flow::Receipt>> append(std::span<const flow::Outgoing> batch);
    Done remove(std::span<const flow::Position> messages);

    using Offsets = std::map<std::int32_t, std::int64_t>;
    Result<Offsets> committed(const std::string& group, std::int64_t channel);
    Done commit(const std::string& group, std::int64_t channel, const Offsets& offsets);
    Result<std::vector<flow::GroupState>> groups(std::int64_t channel);
    Result<bool> isActive(const std::string& group);

    /// A new member takes the group over: the number that it must show from now on.
    Result<std::int64_t> join(const std::string& group);
    /// Renews the membership; conflict when another member took over.
    Done beat(const std::string& group, std::int64_t member);
    Done leave(const std::string& group, std::int64_t member);

    Database& database() { return database_; }
    const Clock& clock() const { return *clock_; }

private:
    struct Batch;
    LocalStore(Database database, const Clock& clock) : database_(std::move(database)), clock_(&clock) {}
    Result<std::int64_t> lag(std::int64_t channel, const Offsets& committed);
    Done insertSegment(const Batch& batch, std::size_t begin, std::size_t end, std::int64_t base);
    Done appendPartition(const Batch& batch, std::vector<flow::Receipt>& receipts);
    Done removeOne(const flow::Position& position);

    Database database_;
    const Clock* clock_;
    std::map<std::string, ChannelRow> known_;   ///< channels are never dropped
    std::int32_t nextKeyless_ = 0;              ///< messages without a key go around, a batch at a time
};

}  // namespace pb::connectors::local

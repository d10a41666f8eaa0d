#pragma once

#include "models/base/Progress.h"
#include "models/base/Result.h"
#include "models/flow/Message.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace pb::flow {

enum class ChannelKind { topic, queue, stream, subscription, topicTree, file };

/// A number with how much it can be trusted.
struct Count {
    enum class Trust { exact, approximate, unknown };
    std::int64_t value = 0;
    Trust trust = Trust::unknown;
};

struct Channel {
    std::string name;
    ChannelKind kind = ChannelKind::topic;
    Count messages;
    std::optional<Millis> oldest;   ///< time of the oldest message, where the broker can say
    std::int32_t partitions = 1;
    bool isInternal = false;        ///< the broker's own: hidden by default
};

struct ChannelFilter {
    std::string nameContains;
    bool withInternal = false;
    std::size_t offset = 0, limit = 10'000;   ///< one page
};

struct ChannelPage {
    std::vector<Channel> channels;
    std::size_t total = 0;
};

struct Setting {
    enum class Source { defaultValue, server, here };
    std::string name, value;
    Source source = Source::defaultValue;
    bool isSensitive = false, isReadOnly = false;
};

struct PartitionState {
    std::int32_t id = 0;
    std::int64_t first = 0;   ///< lowest offset that can be read
    std::int64_t end = 0;     ///< offset of the next message
};

struct GroupState {
    std::string name;
    enum class State { unknown, empty, stable, rebalancing, dead } state = State::unknown;  ///< only if the broker is sure
    std::int64_t members = -1;                     ///< -1 = unknown
    Count lag;
};

struct ChannelDescription {
    Channel channel;
    std::vector<PartitionState> partitions;
    std::vector<Setting> settings;
    std::vector<GroupState> groups;
    std::optional<std::string> deadLetterChannel;  ///< where the broker itself knows it
    std::vector<std::string> policies;             ///< that act on it, by name
};

/// What a read does to what it reads.
enum class ReadEffect { none, flipsRedelivered, burnsAttempt, removes };

struct EffectReport {
    ReadEffect effect = ReadEffect::none;
    std::optional<std::int64_t> attemptsLeft;   ///< before the broker dead-letters the message
    QString sentence;                           ///< "Each look counts as a delivery; 2 are left."
    bool hasHarmlessAlternative = false;        ///< the same plan with `harmless` set can be read
};

struct ReadFrom {
    enum class Kind { earliest, latest, offset, time, back } kind = Kind::earliest;
    std::int64_t value = 0;   ///< offset · milliseconds · how many messages back
};
struct ReadUntil {
    enum class Kind { count, offset, time, currentEnd, untilStopped } kind = Kind::currentEnd;
    std::int64_t value = 0;
};

struct ReadPlan {
    std::string channel;
    std::vector<std::int32_t> partitions;                       ///< empty = all
    ReadFrom from;
    ReadUntil until;
    std::vector<std::pair<std::int32_t, std::int64_t>> resume;  ///< partition → offset; overrides `from`
    bool harmless = true;             ///< false is only honoured after effect() was shown to the user
    std::size_t maxMessageBytes = 64u << 20;                    ///< a larger one is skipped and reported
};

/// Receives what is read, in batches, on the reader's thread. Blocking in take() is the back pressure.
class MessageSink {
public:
    virtual ~MessageSink() = default;
    virtual bool take(std::span<Message> batch) = 0;  ///< may move out of it; false = enough
};

struct Skipped {
    Position position;
    QString reason;
};

struct ReadReport {
    std::int64_t read = 0;
    std::vector<Skipped> skipped;       ///< the first 1,000
    std::int64_t skippedCount = 0;
    ReadEffect effect = ReadEffect::none;
    std::vector<std::pair<std::int32_t, std::int64_t>> positions;  ///< partition → next offset, to resume from
    bool reachedEnd = false;            ///< false = stopped by the sink, by cancel or by the limit
};

/// A message to produce. The partition is taken if given, else the broker's own rule by key.
struct Outgoing {
    std::string channel;
    std::optional<std::int32_t> partition;
    std::optional<std::string> key;
    std::vector<Header> headers;
    std::string body;
    bool hasBody = true;
    Millis timestamp = 0;  ///< 0 = now
};

/// What became of one produced message. Only the broker's confirmation makes a Position.
struct Refusal {
    ErrorCode code = ErrorCode::refused;  ///< unknownOutcome where only a re-read decides
    QString sentence;
};
using Receipt = std::variant<Position, Refusal>;

/// How exactly a broker can take one message away.
enum class RemoveMode { exact, inOrderByAcknowledgement, untilHandleExpires, notPossible };

struct ResetPlan {
    std::string group, channel;
    ReadFrom to;
    bool dryRun = true;
};
struct ResetRow {
    std::int32_t partition = 0;
    std::int64_t before = 0, after = 0;
};

struct BrokerCapabilities {
    bool partitions = false, keys = false, headers = false, timeSeek = false, groups = false, createChannel = false;
    bool unroutableIsRefused = true;  ///< a message to nowhere comes back as a Refusal
    RemoveMode remove = RemoveMode::notPossible;
};

/// What the domain asks of a message broker. Calls block, may be used from one worker thread each (open one Broker per
/// worker), and honour `stop` within 200 ms. Nothing outside of connectors/ knows which broker it is.
class Broker {
public:
    virtual ~Broker() = default;

    virtual BrokerCapabilities capabilities() const = 0;
    virtual Result<ChannelPage> channels(const ChannelFilter& filter, StopToken stop) = 0;
    virtual Result<ChannelDescription> describe(const std::string& channel, StopToken stop) = 0;

    /// Before reading: what would the plan do to the messages?
    virtual Result<EffectReport> effect(const ReadPlan& plan, StopToken stop) = 0;
    virtual Result<ReadReport> read(const ReadPlan& plan, MessageSink& sink, StopToken stop,
                                    Progress& progress = Progress::none()) = 0;

    /// One receipt for each message, in order, after the broker confirmed or refused it. Order per key is kept.
    virtual Result<std::vector<Receipt>> produce(std::span<const Outgoing> batch, StopToken stop) = 0;
    /// Takes messages away where the broker can (capabilities().remove); else ErrorCode::unsupported.
    virtual Done remove(std::span<const Position> messages, StopToken stop) = 0;

    virtual Result<std::vector<GroupState>> groups(const std::string& channel, StopToken stop) = 0;
    /// Refused while the group is active.
    virtual Result<std::vector<ResetRow>> reset(const ResetPlan& plan, StopToken stop) = 0;

    virtual Done createChannel(const std::string& name, std::int32_t partitions, StopToken stop) = 0;
};

}  // namespace pb::flow

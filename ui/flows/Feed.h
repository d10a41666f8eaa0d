#pragma once

#include "models/flow/Cause.h"
#include "models/flow/MessageStore.h"
#include "models/flow/Redrive.h"
#include "models/workspace/DeadLetterChannels.h"
#include "models/workspace/Topology.h"
#include "ui/shell/WorkPlace.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace pb::ui {

/// A channel of dead letters that is watched.
struct FlowSource {
    std::string connection, channel;
    workspace::DeadLetterChannel::Known known = workspace::DeadLetterChannel::Known::byName;
    std::map<std::int32_t, std::int64_t> next;   ///< partition → offset to go on from
    QString effect;                              ///< what a read does to the messages; empty = nothing
};

/// What is known of a row of the store besides the message.
struct LetterState {
    Millis time = 0;
    std::uint16_t source = 0;
    bool isSent = false;   ///< a redrive has sent it again
};

/// All that the page shows, as of one moment. Cheap to copy: it shares the messages with the feed.
struct FeedView {
    flow::MessageStore store;
    std::shared_ptr<const std::vector<LetterState>> letters;
    std::vector<FlowSource> sources;
    std::vector<flow::CauseGroup> causes;      ///< of the letters that wait
    std::vector<flow::CauseGroup> allCauses;   ///< with those that were sent again
    std::vector<std::string> failingFlows;     ///< routes, or origin channels where no route is known; sorted
    std::int64_t messages = 0;                 ///< in the watched channels
    std::size_t channels = 0;
    bool isExact = true;                       ///< of `messages`
    std::int64_t waiting = 0;                  ///< dead letters that nobody sent again
    std::int64_t fresh = 0;                    ///< of those, newer than `looked`
    Millis oldest = 0;                         ///< of those, the first; 0 = none
    bool hasAttempts = false;                  ///< a letter says how often it was tried
    workspace::Topology topology;
    std::map<std::string, std::int64_t> channelMessages;  ///< of the channels that the brokers have
    std::map<std::string, std::int64_t> channelWaiting;   ///< dead letters that wait, by the channel that holds them
    std::vector<Error> errors;                 ///< of connections that could not be read; their old rows stay
    Millis asOf = 0;

    const FlowSource& sourceOf(std::uint32_t row) const { return sources[(*letters)[row].source]; }
};

/// Reads the dead letters of all brokers of an environment, and only what is new the next time. Used from jobs, one at a
/// time (it locks). Reads are harmless ones.
class Feed {
public:
    static constexpr std::int64_t maxPerChannel = 100'000;   ///< the newest ones at the first read

    Result<FeedView> refresh(const WorkPlace& place, Millis looked, Millis now, StopToken stop, Progress& progress);

private:
    friend class LetterSink;
    struct Counted {
        std::map<std::string, std::int64_t> messages;   ///< by channel
        bool isExact = true;
    };
    Done readConnection(const WorkPlace& place, const workspace::ConnectionSettings& settings,
                        const std::vector<std::string>& parked, StopToken stop, Progress& progress);
    Done readSource(flow::Broker& broker, std::size_t source, StopToken stop, Progress& progress);
    std::size_t sourceFor(const std::string& connection, const workspace::DeadLetterChannel& channel);
    void add(std::size_t source, const flow::Message& message);
    Done markSent(const WorkPlace& place);
    void markSent(std::size_t source, const std::set<flow::Position>& sent);
    FeedView view(Millis looked, Millis now) const;

    std::mutex mutex_;
    flow::Conventions conventions_;
    flow::MessageStore store_;
    std::vector<LetterState> letters_;
    std::vector<FlowSource> sources_;
    flow::CauseGroups waiting_, all_;
    std::map<std::string, std::int64_t> flows_;   ///< waiting letters by flow
    bool hasAttempts_ = false;
    std::map<std::string, Counted> counted_;      ///< by connection; of one that does not answer, the last that was known
    workspace::Topology topology_;
    std::vector<Error> errors_;
};

/// The rows of the view that the list shows, in the order of arrival.
struct RowsWanted {
    flow::MessageFilter filter;
    bool withSent = false;
};
std::vector<std::uint32_t> rowsOf(const FeedView& view, const RowsWanted& wanted, StopToken stop, Progress& progress);

/// "orders" route, or the channel that the letter came from.
std::string flowOf(const flow::DeadLetter& letter);

}  // namespace pb::ui

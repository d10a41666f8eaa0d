#pragma once

#include "models/base/Journal.h"
#include "models/base/Progress.h"
#include "models/flow/Broker.h"
#include "models/flow/DeadLetter.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace pb::flow {

/// Names of the provenance headers that a redrive stamps on what it sends; older ones are replaced.
namespace replay {
inline constexpr std::string_view id = "replay.id";            ///< of the redrive
inline constexpr std::string_view from = "replay.from";        ///< printed address of the dead letter: the step
inline constexpr std::string_view by = "replay.by";
inline constexpr std::string_view attempt = "replay.attempt";  ///< decimal; 1 = the first redrive of this message
inline constexpr std::string_view trace = "replay.traceparent";///< of the failed run: the new one starts its own trace
}  // namespace replay

/// Which dead letters to send again, and how.
struct RedrivePlan {
    std::string id;                        ///< empty = a new one
    std::string connection;                ///< name of the connection that the dead letters lie on
    std::string by;                        ///< who does it
    std::optional<std::string> toChannel;  ///< nothing = each to its origin
    bool keepsKey = true;
    bool keepsPartition = true;            ///< only where the origin's partition is known and the channel is the origin
    std::vector<std::string> dropHeaders, keepHeaders;  ///< beyond the convention's own; "prefix*" allowed; keep wins
    bool removesOriginal = true;           ///< where the broker can; else the journal alone remembers
    std::size_t batchSize = 100;
    double perSecond = 0;                  ///< 0 = as fast as it goes
    std::size_t maxRefused = 50;           ///< more refusals than this stop the run

    /// Changes the body (a map, a patch). An error makes the message "refused" before anything is sent.
    std::function<Result<std::string>(const Message&)> transform;
    std::map<Position, std::string> editedBodies;  ///< by position of the dead letter; win over `transform`
};

/// One row of a dry run or of a result.
struct RedriveRow {
    enum class State { waiting, sent, refused, skipped, unknown };
    std::size_t index = 0;
    Position from;
    State state = State::waiting;
    Outgoing outgoing;                ///< dry run only
    std::optional<Position> sentTo;
    QString reason;                   ///< of refused, skipped, unknown
};

struct RedrivePreview {
    std::vector<RedriveRow> rows;     ///< waiting = would be sent
    std::size_t waiting = 0, refused = 0, skipped = 0;
};

struct RedriveResult {
    std::string id;
    std::vector<RedriveRow> rows;     ///< in the order of the plan
    std::size_t waiting = 0, sent = 0, refused = 0, skipped = 0, unknown = 0;
    std::size_t removed = 0;          ///< originals taken away
    bool isFinished = false;          ///< nothing is left to do: the journal's operation is closed
    QString stoppedBecause;           ///< by the user, by refusals; empty = ran to its end
    QString sentence() const;         ///< "Sent 998, refused 2, skipped 0."
};

struct RedriveRun;

/// Sends dead letters again under the journal: intent → produce → confirmed receipt → settle → remove the original.
/// After kill -9 anywhere, resume() asks the destination for what was being sent (by replay.id and replay.from, from the
/// offsets noted before the first send), sends only what did not arrive, and takes away what did. Where reading the
/// destination would change it, what was being sent stays "unknown" and is never sent by itself.
/// Blocking; one thread; the brokers and the journal belong to the caller.
class Redrive {
public:
    /// The points between which a process may die; the observer is for progress views and for tests that kill.
    enum class Point { planned, marked, produced, settled, removed, finished };
    struct Options {
        Millis quiet = 1500;                  ///< how long after a crash a late produce could still arrive
        std::function<void(Point, std::size_t messages)> observer;
        const Clock* clock = &Clock::system();
    };

    Redrive(Broker& source, Broker& destination, Journal& journal, const Conventions& conventions, Options options);
    Redrive(Broker& source, Broker& destination, Journal& journal, const Conventions& conventions)
        : Redrive(source, destination, journal, conventions, Options()) {}

    /// What would be sent, and what not and why. Changes nothing.
    Result<RedrivePreview> dryRun(const RedrivePlan& plan, std::span<const Message> deadLetters, StopToken stop);

    /// Writes plan and intents. Nothing is sent yet. Gives the id of the redrive.
    Result<std::string> start(const RedrivePlan& plan, std::span<const Message> deadLetters, StopToken stop);

    /// Sends the next `count` of the waiting ones: the canary, then the rest.
    Result<RedriveResult> send(const std::string& id, std::size_t count, StopToken stop,
                               Progress& progress = Progress::none());
    /// Sends all that is left; after a crash or a stop too.
    Result<RedriveResult> resume(const std::string& id, StopToken stop, Progress& progress = Progress::none());
    /// Settles what is left as skipped, after asking the destination; nothing more is sent.
    Result<RedriveResult> abandon(const std::string& id, StopToken stop);

    Result<RedriveResult> result(const std::string& id);

private:
    RedriveRow prepare(const RedrivePlan& plan, const Message& message, const std::string& id) const;
    Result<RedriveRun> load(const std::string& id);
    Done resolve(RedriveRun& run, StopToken stop);
    Done askDestination(RedriveRun& run, const std::string& channel, StopToken stop);
    Done sendAll(RedriveRun& run, std::size_t count, StopToken stop, Progress& progress);
    Done sendBatch(RedriveRun& run, const std::vector<std::size_t>& steps, StopToken stop);
    Done settleReceipts(RedriveRun& run, const std::vector<std::size_t>& steps, const std::vector<Receipt>& receipts);
    Done removeOriginals(RedriveRun& run, StopToken stop);
    Done finishIfDone(RedriveRun& run);
    void reach(Point point, std::size_t messages) const;

    Broker& source_;
    Broker& destination_;
    Journal& journal_;
    const Conventions& conventions_;
    Options options_;
};

/// Positions of dead letters of `channel` that a redrive has already sent: listings mark them, plans skip them.
Result<std::set<Position>> alreadyRedriven(Journal& journal, const std::string& connection, const std::string& channel);

}  // namespace pb::flow

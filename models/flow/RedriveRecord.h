#pragma once

#include "models/flow/Redrive.h"

#include <map>
#include <string>
#include <vector>

namespace pb::flow {

/// What the journal's operation keeps of a plan: all that a later process needs.
struct RedriveRecord {
    std::string connection, by;
    bool removesOriginal = true;
    std::size_t batchSize = 100;
    double perSecond = 0;
    std::size_t maxRefused = 50;
    /// Ends of the destination's partitions before the first send, by channel: where the search begins.
    std::map<std::string, std::vector<std::pair<std::int32_t, std::int64_t>>> ends;
};

/// One dead letter of a run.
struct RedriveStep {
    std::int64_t entry = 0;
    std::string name;              ///< printed address of the dead letter: step of the journal and value of replay.from
    Position from;
    Outgoing outgoing;
    RedriveRow::State state = RedriveRow::State::waiting;
    std::optional<Position> sentTo;
    QString reason;
    Millis markedAt = 0;           ///< when it was last about to be produced; 0 = never
    bool isRemoved = false;        ///< the original was taken away, as far as this process knows
};

struct RedriveRun {
    JournalOperation operation;
    RedriveRecord record;
    std::vector<RedriveStep> steps;
    std::size_t refusedNow = 0;
    bool needsRemoval = false;     ///< originals are to be taken away, and the broker can
    QString stoppedBecause;

    std::size_t count(RedriveRow::State state) const;
    RedriveResult result() const;
};

/// JSON of the journal, in and out. What cannot be read is ErrorCode::storage.
std::string printRecord(const RedriveRecord& record);
Result<RedriveRecord> readRecord(const std::string& json);
std::string printIntent(const RedriveRow& row);
Result<RedriveStep> readStep(const JournalEntry& entry);

/// Details of a settled or marked entry.
std::string printMark(Millis time);
std::string printSentTo(const Position& position);
std::string printReason(const QString& reason);

}  // namespace pb::flow

#pragma once

#include "models/base/Clock.h"
#include "models/base/Database.h"

#include <optional>
#include <string>
#include <vector>

namespace pb {

/// What is known of one intended step.
enum class Outcome {
    open,      ///< intent written, nothing known: after a crash the owner must find out
    done,
    refused,   ///< the other side said no; nothing changed there
    skipped,   ///< decided not to do it
    undone,
};

/// One step of an operation that changes something outside.
struct JournalEntry {
    std::int64_t id = 0;
    std::string operation;  ///< id of the whole redrive, deployment …
    std::string step;       ///< unique inside of the operation: what makes a second start recognise it
    std::string intent;     ///< JSON: all that is needed to do or undo it
    Outcome outcome = Outcome::open;
    std::string detail;     ///< JSON: receipt, reason, pre-image
    Millis intended = 0;
    Millis settled = 0;     ///< 0 while open
};

struct JournalOperation {
    std::string id;
    std::string kind;     ///< "redrive", "deploy"
    std::string subject;  ///< printed address
    std::string plan;     ///< JSON
    Millis started = 0;
    Millis finished = 0;  ///< 0 = not finished: shown at the next start, to be resumed or explained
};

/// Intent → outcome records that survive kill -9 (SQLite, synchronous=FULL). The rule for every caller: `intend`
/// returns before the outside is touched; `settle` after the outside confirmed; `open` entries at the next start are
/// resolved by asking the outside, never by assuming.
class Journal {
public:
    /// What became of one entry.
    struct Settlement {
        std::int64_t entry = 0;
        Outcome outcome = Outcome::done;
        std::string detail;
    };

    static Result<Journal> open(const std::filesystem::path& file, const Clock& clock = Clock::system());
    static Result<Journal> inMemory(const Clock& clock = Clock::system());

    Done begin(const JournalOperation& operation);
    /// With its steps and their intents, all or nothing: an operation that does not fit on the disk was never begun.
    Result<std::vector<JournalEntry>> begin(const JournalOperation& operation,
                                            const std::vector<std::pair<std::string, std::string>>& stepsAndIntents);
    Done finish(const std::string& operation);

    /// The id of the entry. A step that was already intended is not written twice: its present state comes back.
    Result<JournalEntry> intend(const std::string& operation, const std::string& step, const std::string& intent);
    /// All of them in one transaction (one fsync), in the order given.
    Result<std::vector<JournalEntry>> intendAll(const std::string& operation,
                                                const std::vector<std::pair<std::string, std::string>>& stepsAndIntents);
    Done settle(std::int64_t entry, Outcome outcome, const std::string& detail = {});
    Done settleAll(const std::vector<std::int64_t>& entries, Outcome outcome, const std::string& detail = {});
    Done settleAll(const std::vector<Settlement>& settlements);  ///< in one transaction

    Result<std::vector<JournalEntry>> entries(const std::string& operation,
                                              std::optional<Outcome> only = std::nullopt);
    Result<std::vector<JournalOperation>> unfinished();
    Result<std::vector<JournalOperation>> operations(const std::string& kind, int limit = 100);
    Result<std::optional<JournalOperation>> operation(const std::string& id);

private:
    Result<std::vector<JournalEntry>> insertAll(const std::string& operation,
                                                const std::vector<std::pair<std::string, std::string>>& stepsAndIntents);
    Journal(Database database, const Clock& clock) : database_(std::move(database)), clock_(&clock) {}
    Database database_;
    const Clock* clock_;
};

}  // namespace pb

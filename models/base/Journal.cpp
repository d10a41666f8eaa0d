#include "models/base/Journal.h"

#include <array>

namespace pb {

namespace {

constexpr std::string_view entryColumns = "id, operation, step, intent, outcome, detail, intended, settled";
constexpr std::string_view operationColumns = "id, kind, subject, plan, started, finished";

const Database::Migrations& migrations() {
    static const Database::Migrations list{
        "CREATE TABLE operation (id TEXT PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL, plan TEXT NOT NULL,"
        " started INTEGER NOT NULL, finished INTEGER NOT NULL DEFAULT 0);"
        "CREATE TABLE entry (id INTEGER PRIMARY KEY AUTOINCREMENT, operation TEXT NOT NULL REFERENCES operation(id),"
        " step TEXT NOT NULL, intent TEXT NOT NULL, outcome INTEGER NOT NULL DEFAULT 0, detail TEXT NOT NULL DEFAULT '',"
        " intended INTEGER NOT NULL, settled INTEGER NOT NULL DEFAULT 0, UNIQUE (operation, step));"
        "CREATE INDEX unfinished ON operation (started) WHERE finished = 0;",
    };
    return list;
}

JournalEntry readEntry(const Statement& row) {
    JournalEntry out;
    out.id = row.integer(0);
    out.operation = row.text(1);
    out.step = row.text(2);
    out.intent = row.text(3);
    out.outcome = static_cast<Outcome>(row.integer(4));
    out.detail = row.text(5);
    out.intended = row.integer(6);
    out.settled = row.integer(7);
    return out;
}

JournalOperation readOperation(const Statement& row) {
    JournalOperation out;
    out.id = row.text(0);
    out.kind = row.text(1);
    out.subject = row.text(2);
    out.plan = row.text(3);
    out.started = row.integer(4);
    out.finished = row.integer(5);
    return out;
}

template <typename Row, typename Read>
Result<std::vector<Row>> readAll(Statement& statement, Read read) {
    std::vector<Row> out;
    for (;;) {
        PB_TRY(more, statement.step());
        if (!more) return out;
        out.push_back(read(statement));
    }
}

Result<Statement> select(Database& database, std::string_view columns, std::string_view rest) {
    return database.prepare("SELECT " + std::string(columns) + " FROM " + std::string(rest));
}

}  // namespace

Result<Journal> Journal::open(const std::filesystem::path& file, const Clock& clock) {
    PB_TRY(database, Database::open(file, migrations(), Database::Durability::full));
    return Journal(std::move(database), clock);
}

Result<Journal> Journal::inMemory(const Clock& clock) {
    PB_TRY(database, Database::openInMemory(migrations()));
    return Journal(std::move(database), clock);
}

Done Journal::begin(const JournalOperation& operation) {
    PB_TRY(insert, database_.prepare("INSERT INTO operation (id, kind, subject, plan, started) VALUES (?, ?, ?, ?, ?)"
                                     " ON CONFLICT (id) DO NOTHING"));
    const Millis started = operation.started ? operation.started : clock_->now();
    insert.bind(1, operation.id).bind(2, operation.kind).bind(3, operation.subject).bind(4, operation.plan).bind(5, started);
    return insert.run();
}

Result<std::vector<JournalEntry>> Journal::begin(const JournalOperation& operation,
                                                 const std::vector<std::pair<std::string, std::string>>& stepsAndIntents) {
    PB_TRY(transaction, Transaction::begin(database_));
    PB_CHECK(begin(operation));
    PB_TRY(entries, insertAll(operation.id, stepsAndIntents));
    PB_CHECK(transaction.commit());
    return entries;
}

Done Journal::finish(const std::string& operation) {
    PB_TRY(update, database_.prepare("UPDATE operation SET finished = ? WHERE id = ? AND finished = 0"));
    return update.bind(1, clock_->now()).bind(2, operation).run();
}

Result<JournalEntry> Journal::intend(const std::string& operation, const std::string& step, const std::string& intent) {
    PB_TRY(entries, intendAll(operation, {{step, intent}}));
    return std::move(entries.front());
}

Result<std::vector<JournalEntry>> Journal::intendAll(
    const std::string& operation, const std::vector<std::pair<std::string, std::string>>& stepsAndIntents) {
    PB_TRY(transaction, Transaction::begin(database_));
    PB_TRY(entries, insertAll(operation, stepsAndIntents));
    PB_CHECK(transaction.commit());
    return entries;
}

Result<std::vector<JournalEntry>> Journal::insertAll(
    const std::string& operation, const std::vector<std::pair<std::string, std::string>>& stepsAndIntents) {
    PB_TRY(insert, database_.prepare("INSERT INTO entry (operation, step, intent, intended) VALUES (?, ?, ?, ?)"
                                     " ON CONFLICT (operation, step) DO NOTHING"));
    PB_TRY(find, select(database_, entryColumns, "entry WHERE operation = ? AND step = ?"));
    std::vector<JournalEntry> out;
    out.reserve(stepsAndIntents.size());
    for (const auto& [step, intent] : stepsAndIntents) {
        PB_CHECK(insert.bind(1, operation).bind(2, step).bind(3, intent).bind(4, clock_->now()).run());
        PB_CHECK(find.bind(1, operation).bind(2, step).step());
        out.push_back(readEntry(find));
        find.reset();
    }
    return out;
}

Done Journal::settle(std::int64_t entry, Outcome outcome, const std::string& detail) {
    return settleAll({{entry, outcome, detail}});
}

Done Journal::settleAll(const std::vector<std::int64_t>& entries, Outcome outcome, const std::string& detail) {
    std::vector<Settlement> settlements;
    settlements.reserve(entries.size());
    for (const std::int64_t id : entries) settlements.push_back({id, outcome, detail});
    return settleAll(settlements);
}

Done Journal::settleAll(const std::vector<Settlement>& settlements) {
    PB_TRY(transaction, Transaction::begin(database_));
    PB_TRY(update, database_.prepare("UPDATE entry SET outcome = ?, detail = ?, settled = ? WHERE id = ?"));
    for (const auto& [entry, outcome, detail] : settlements) {
        const Millis settled = outcome == Outcome::open ? 0 : clock_->now();
        PB_CHECK(update.bind(1, static_cast<std::int64_t>(outcome)).bind(2, detail).bind(3, settled).bind(4, entry).run());
    }
    return transaction.commit();
}

Result<std::vector<JournalEntry>> Journal::entries(const std::string& operation, std::optional<Outcome> only) {
    PB_TRY(find, select(database_, entryColumns, only ? "entry WHERE operation = ? AND outcome = ? ORDER BY id"
                                                      : "entry WHERE operation = ? ORDER BY id"));
    find.bind(1, operation);
    if (only) find.bind(2, static_cast<std::int64_t>(*only));
    return readAll<JournalEntry>(find, readEntry);
}

Result<std::vector<JournalOperation>> Journal::unfinished() {
    PB_TRY(find, select(database_, operationColumns, "operation WHERE finished = 0 ORDER BY started, rowid"));
    return readAll<JournalOperation>(find, readOperation);
}

Result<std::vector<JournalOperation>> Journal::operations(const std::string& kind, int limit) {
    PB_TRY(find, select(database_, operationColumns, "operation WHERE kind = ? ORDER BY started DESC, rowid DESC LIMIT ?"));
    find.bind(1, kind).bind(2, std::int64_t{limit});
    return readAll<JournalOperation>(find, readOperation);
}

Result<std::optional<JournalOperation>> Journal::operation(const std::string& id) {
    PB_TRY(find, select(database_, operationColumns, "operation WHERE id = ?"));
    PB_TRY(found, find.bind(1, id).step());
    return found ? std::optional(readOperation(find)) : std::nullopt;
}

}  // namespace pb

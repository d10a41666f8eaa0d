#include "connectors/local/LocalStore.h"

#include "models/base/Text.h"

#include <algorithm>

namespace pb::connectors::local {

namespace {

const Database::Migrations& migrations() {
    // AUTOINCREMENT: an id never comes back, so that a reader that waits behind the last segment misses none.
    static const Database::Migrations list{
        "CREATE TABLE channel (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, partitions INTEGER NOT NULL);"
        "CREATE TABLE part (channel INTEGER NOT NULL, partition INTEGER NOT NULL, next INTEGER NOT NULL DEFAULT 0,"
        " live INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (channel, partition)) WITHOUT ROWID;"
        "CREATE TABLE segment (id INTEGER PRIMARY KEY AUTOINCREMENT, channel INTEGER NOT NULL, partition INTEGER NOT NULL,"
        " base INTEGER NOT NULL, count INTEGER NOT NULL, removed INTEGER NOT NULL DEFAULT 0, min_time INTEGER NOT NULL,"
        " max_time INTEGER NOT NULL, bytes BLOB NOT NULL);"
        "CREATE UNIQUE INDEX segment_place ON segment (channel, partition, base);"
        "CREATE INDEX segment_order ON segment (channel, id);"
        "CREATE TABLE removed (channel INTEGER NOT NULL, partition INTEGER NOT NULL, offset INTEGER NOT NULL,"
        " PRIMARY KEY (channel, partition, offset)) WITHOUT ROWID;"
        "CREATE TABLE committed (name TEXT NOT NULL, channel INTEGER NOT NULL, partition INTEGER NOT NULL,"
        " offset INTEGER NOT NULL, PRIMARY KEY (name, channel, partition)) WITHOUT ROWID;"
        "CREATE TABLE member (name TEXT PRIMARY KEY, number INTEGER NOT NULL, seen INTEGER NOT NULL) WITHOUT ROWID;",
    };
    return list;
}

constexpr std::int32_t maxPartitions = 10'000;

Done checkNewChannel(const std::string& name, std::int32_t partitions) {
    if (name.empty() || name.size() > 249) {  // Kafka's limit, so that names can move there
        return fail(ErrorCode::wrongUse, say("Cannot create the channel “%1”. A name has 1 to 249 bytes.").arg(qs(name)));
    }
    if (partitions < 1 || partitions > maxPartitions) {
        return fail(ErrorCode::wrongUse, say("Cannot create the channel “%1” with %2 partitions. It can have 1 to %3.")
                                             .arg(qs(name)).arg(partitions).arg(maxPartitions));
    }
    return {};
}

/// Names with a `%` or `_` are meant as they stand.
std::string likePattern(const std::string& part) {
    std::string out = "%";
    for (const char c : part) {
        if (c == '%' || c == '_' || c == '\\') out += '\\';
        out += c;
    }
    return out + '%';
}

Result<std::size_t> countChannels(Database& database, const std::string& pattern) {
    PB_TRY(count, database.prepare("SELECT COUNT(*) FROM channel WHERE name LIKE ? ESCAPE '\\'"));
    PB_CHECK(count.bind(1, pattern).step());
    return static_cast<std::size_t>(count.integer(0));
}

flow::Channel readChannel(const Statement& row) {
    flow::Channel out;
    out.name = row.text(0);
    out.partitions = static_cast<std::int32_t>(row.integer(1));
    out.messages = {row.integer(2), flow::Count::Trust::exact};
    if (!row.isNull(3)) out.oldest = row.integer(3);
    return out;
}

std::int64_t firstAtOrAfter(std::string_view bytes, std::int64_t count, Millis time) {
    flow::MessageRef message;
    for (std::int64_t i = 0; i < count && flow::unpackMessage(bytes, message); ++i) {
        if (message.timestamp >= time) return i;
    }
    return count;
}

}  // namespace

Result<LocalStore> LocalStore::open(const std::filesystem::path& file, Database::Durability durability,
                                    const Clock& clock) {
    PB_TRY(database, Database::open(file, migrations(), durability));
    // Segments are large: a checkpoint every 4 MB, as SQLite has it, would write everything twice at once.
    PB_CHECK(database.execute("PRAGMA wal_autocheckpoint = 8192"));
    return LocalStore(std::move(database), clock);
}

Result<std::optional<ChannelRow>> LocalStore::findChannel(const std::string& name) {
    if (const auto known = known_.find(name); known != known_.end()) return std::optional(known->second);
    PB_TRY(find, database_.prepare("SELECT id, partitions FROM channel WHERE name = ?"));
    PB_TRY(found, find.bind(1, name).step());
    if (!found) return std::optional<ChannelRow>();
    const ChannelRow row{find.integer(0), name, static_cast<std::int32_t>(find.integer(1))};
    known_.emplace(name, row);
    return std::optional(row);
}

Result<ChannelRow> LocalStore::channel(const std::string& name) {
    PB_TRY(found, findChannel(name));
    if (!found) {
        return fail(ErrorCode::notFound, say("Cannot find the channel “%1”.").arg(qs(name)),
                    say("Create it, or check the name: the broker does not make channels by itself."));
    }
    return *found;
}

Done LocalStore::createChannel(const std::string& name, std::int32_t partitions) {
    PB_CHECK(checkNewChannel(name, partitions));
    PB_TRY(transaction, Transaction::begin(database_));
    PB_TRY(there, findChannel(name));
    if (there) return fail(ErrorCode::conflict, say("Cannot create the channel “%1”. It is there already.").arg(qs(name)));
    PB_TRY(insert, database_.prepare("INSERT INTO channel (name, partitions) VALUES (?, ?)"));
    PB_CHECK(insert.bind(1, name).bind(2, std::int64_t{partitions}).run());
    const std::int64_t id = database_.lastInsertId();
    PB_TRY(part, database_.prepare("INSERT INTO part (channel, partition) VALUES (?, ?)"));
    for (std::int64_t i = 0; i < partitions; ++i) PB_CHECK(part.bind(1, id).bind(2, i).run());
    return transaction.commit();
}

Result<flow::ChannelPage> LocalStore::channels(const flow::ChannelFilter& filter) {
    const std::string pattern = likePattern(filter.nameContains);
    flow::ChannelPage page;
    PB_TRY(total, countChannels(database_, pattern));
    page.total = total;
    PB_TRY(rows, database_.prepare(
        "SELECT name, partitions, (SELECT SUM(live) FROM part WHERE part.channel = channel.id),"
        " (SELECT min_time FROM segment WHERE segment.channel = channel.id ORDER BY id LIMIT 1)"
        " FROM channel WHERE name LIKE ? ESCAPE '\\' ORDER BY name LIMIT ? OFFSET ?"));
    rows.bind(1, pattern).bind(2, static_cast<std::int64_t>(filter.limit));
    rows.bind(3, static_cast<std::int64_t>(filter.offset));
    for (;;) {
        PB_TRY(more, rows.step());
        if (!more) return page;
        page.channels.push_back(readChannel(rows));
    }
}

Result<std::vector<PartitionRow>> LocalStore::partitions(std::int64_t channel) {
    PB_TRY(rows, database_.prepare("SELECT partition, next, live FROM part WHERE channel = ? ORDER BY partition"));
    rows.bind(1, channel);
    std::vector<PartitionRow> out;
    for (;;) {
        PB_TRY(more, rows.step());
        if (!more) return out;
        out.push_back({static_cast<std::int32_t>(rows.integer(0)), rows.integer(1), rows.integer(2)});
    }
}

Result<std::optional<Millis>> LocalStore::oldest(std::int64_t channel) {
    PB_TRY(row, database_.prepare("SELECT min_time FROM segment WHERE channel = ? ORDER BY id LIMIT 1"));
    PB_TRY(found, row.bind(1, channel).step());
    return found ? std::optional(row.integer(0)) : std::nullopt;
}

Result<std::int64_t> LocalStore::firstOffset(std::int64_t channel, const PartitionRow& partition) {
    PB_TRY(row, database_.prepare("SELECT id, base, count, removed FROM segment WHERE channel = ? AND partition = ?"
                                  " ORDER BY base LIMIT 1"));
    PB_TRY(found, row.bind(1, channel).bind(2, std::int64_t{partition.id}).step());
    if (!found) return partition.next;
    const Segment segment{row.integer(0), partition.id, row.integer(1), row.integer(2), row.integer(3), {}};
    PB_TRY(gone, removedIn(channel, segment));
    std::int64_t offset = segment.base;
    while (gone.contains(offset)) ++offset;
    return offset;
}

Result<std::int64_t> LocalStore::offsetForTime(std::int64_t channel, const PartitionRow& partition, Millis time) {
    PB_TRY(row, database_.prepare("SELECT base, count, bytes FROM segment WHERE channel = ? AND partition = ?"
                                  " AND max_time >= ? ORDER BY base LIMIT 1"));
    PB_TRY(found, row.bind(1, channel).bind(2, std::int64_t{partition.id}).bind(3, time).step());
    if (!found) return partition.next;
    return row.integer(0) + firstAtOrAfter(row.blob(2), row.integer(1), time);
}

Result<std::int64_t> LocalStore::segmentFor(std::int64_t channel, std::int32_t partition, std::int64_t offset) {
    PB_TRY(holding, database_.prepare("SELECT id, base + count FROM segment WHERE channel = ? AND partition = ?"
                                      " AND base <= ? ORDER BY base DESC LIMIT 1"));
    PB_TRY(found, holding.bind(1, channel).bind(2, std::int64_t{partition}).bind(3, offset).step());
    if (found && holding.integer(1) > offset) return holding.integer(0);
    PB_TRY(behind, database_.prepare("SELECT id FROM segment WHERE channel = ? AND partition = ? AND base > ?"
                                     " ORDER BY base LIMIT 1"));
    PB_TRY(any, behind.bind(1, channel).bind(2, std::int64_t{partition}).bind(3, offset).step());
    return any ? behind.integer(0) : 0;
}

Result<std::set<std::int64_t>> LocalStore::removedIn(std::int64_t channel, const Segment& segment) {
    std::set<std::int64_t> out;
    if (segment.removed == 0) return out;
    PB_TRY(rows, database_.prepare("SELECT offset FROM removed WHERE channel = ? AND partition = ?"
                                   " AND offset >= ? AND offset < ?"));
    rows.bind(1, channel).bind(2, std::int64_t{segment.partition});
    rows.bind(3, segment.base).bind(4, segment.base + segment.count);
    for (;;) {
        PB_TRY(more, rows.step());
        if (!more) return out;
        out.insert(rows.integer(0));
    }
}

}  // namespace pb::connectors::local

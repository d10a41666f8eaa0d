#include "connectors/local/LocalStore.h"

#include "models/base/Text.h"

namespace pb::connectors::local {

namespace {

constexpr Millis sessionTimeout = 10'000;  ///< a member that was not seen for so long is gone

/// Messages that are there at or behind an offset.
Result<std::int64_t> liveFrom(Database& database, std::int64_t channel, std::int32_t partition, std::int64_t offset) {
    PB_TRY(whole, database.prepare("SELECT COALESCE(SUM(count - removed), 0) FROM segment WHERE channel = ?"
                                   " AND partition = ? AND base >= ?"));
    PB_CHECK(whole.bind(1, channel).bind(2, std::int64_t{partition}).bind(3, offset).step());
    PB_TRY(holding, database.prepare("SELECT base + count FROM segment WHERE channel = ? AND partition = ? AND base < ?"
                                     " ORDER BY base DESC LIMIT 1"));
    PB_TRY(found, holding.bind(1, channel).bind(2, std::int64_t{partition}).bind(3, offset).step());
    if (!found || holding.integer(0) <= offset) return whole.integer(0);
    PB_TRY(gone, database.prepare("SELECT COUNT(*) FROM removed WHERE channel = ? AND partition = ? AND offset >= ?"
                                  " AND offset < ?"));
    PB_CHECK(gone.bind(1, channel).bind(2, std::int64_t{partition}).bind(3, offset).bind(4, holding.integer(0)).step());
    return whole.integer(0) + holding.integer(0) - offset - gone.integer(0);
}

Result<std::vector<std::string>> groupNames(Database& database, std::int64_t channel) {
    PB_TRY(rows, database.prepare("SELECT DISTINCT name FROM committed WHERE channel = ? ORDER BY name"));
    rows.bind(1, channel);
    std::vector<std::string> out;
    for (;;) {
        PB_TRY(more, rows.step());
        if (!more) return out;
        out.emplace_back(rows.text(0));
    }
}

}  // namespace

Result<LocalStore::Offsets> LocalStore::committed(const std::string& group, std::int64_t channel) {
    PB_TRY(rows, database_.prepare("SELECT partition, offset FROM committed WHERE name = ? AND channel = ?"));
    rows.bind(1, group).bind(2, channel);
    Offsets out;
    for (;;) {
        PB_TRY(more, rows.step());
        if (!more) return out;
        out[static_cast<std::int32_t>(rows.integer(0))] = rows.integer(1);
    }
}

Done LocalStore::commit(const std::string& group, std::int64_t channel, const Offsets& offsets) {
    PB_TRY(transaction, Transaction::begin(database_));
    PB_TRY(put, database_.prepare("INSERT INTO committed (name, channel, partition, offset) VALUES (?, ?, ?, ?)"
                                  " ON CONFLICT DO UPDATE SET offset = excluded.offset"));
    for (const auto& [partition, offset] : offsets) {
        PB_CHECK(put.bind(1, group).bind(2, channel).bind(3, std::int64_t{partition}).bind(4, offset).run());
    }
    return transaction.commit();
}

Result<std::int64_t> LocalStore::lag(std::int64_t channel, const Offsets& committed) {
    PB_TRY(rows, partitions(channel));
    std::int64_t sum = 0;
    for (const PartitionRow& row : rows) {
        const auto at = committed.find(row.id);
        PB_TRY(live, liveFrom(database_, channel, row.id, at == committed.end() ? 0 : at->second));
        sum += live;
    }
    return sum;
}

Result<bool> LocalStore::isActive(const std::string& group) {
    PB_TRY(find, database_.prepare("SELECT seen FROM member WHERE name = ?"));
    PB_TRY(found, find.bind(1, group).step());
    return found && clock_->now() - find.integer(0) < sessionTimeout;
}

Result<std::vector<flow::GroupState>> LocalStore::groups(std::int64_t channel) {
    PB_TRY(names, groupNames(database_, channel));
    std::vector<flow::GroupState> out;
    for (const std::string& name : names) {
        PB_TRY(offsets, committed(name, channel));
        PB_TRY(behind, lag(channel, offsets));
        PB_TRY(active, isActive(name));
        flow::GroupState state;
        state.name = name;
        state.state = active ? flow::GroupState::State::stable : flow::GroupState::State::empty;
        state.members = active ? 1 : 0;
        state.lag = {behind, flow::Count::Trust::exact};
        out.push_back(std::move(state));
    }
    return out;
}

Result<std::int64_t> LocalStore::join(const std::string& group) {
    PB_TRY(transaction, Transaction::begin(database_));
    PB_TRY(put, database_.prepare("INSERT INTO member (name, number, seen) VALUES (?, 1, ?)"
                                  " ON CONFLICT DO UPDATE SET number = number + 1, seen = excluded.seen"));
    PB_CHECK(put.bind(1, group).bind(2, clock_->now()).run());
    PB_TRY(find, database_.prepare("SELECT number FROM member WHERE name = ?"));
    PB_CHECK(find.bind(1, group).step());
    const std::int64_t number = find.integer(0);
    PB_CHECK(transaction.commit());
    return number;
}

Done LocalStore::beat(const std::string& group, std::int64_t member) {
    PB_TRY(update, database_.prepare("UPDATE member SET seen = ? WHERE name = ? AND number = ?"));
    PB_CHECK(update.bind(1, clock_->now()).bind(2, group).bind(3, member).run());
    if (database_.changes() > 0) return {};
    return fail(ErrorCode::conflict, say("The consumer group “%1” was taken over by another consumer.").arg(qs(group)),
                say("Stop one of the two, or give one of them a group of its own."));
}

Done LocalStore::leave(const std::string& group, std::int64_t member) {
    PB_TRY(update, database_.prepare("UPDATE member SET seen = 0 WHERE name = ? AND number = ?"));
    return update.bind(1, group).bind(2, member).run();
}

}  // namespace pb::connectors::local

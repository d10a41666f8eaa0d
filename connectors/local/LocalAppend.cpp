#include "connectors/local/LocalStore.h"

#include "connectors/local/Partitioner.h"
#include "models/base/Text.h"

#include <algorithm>
#include <utility>

namespace pb::connectors::local {

using flow::Outgoing;
using flow::Position;
using flow::Receipt;
using flow::Refusal;

/// The messages of one produce that go to one partition, in order.
struct LocalStore::Batch {
    ChannelRow channel;
    std::int32_t partition = 0;
    Millis now = 0;
    std::span<const Outgoing> all;
    std::vector<std::size_t> rows;   ///< into `all`

    Millis timeOf(std::size_t i) const { return all[rows[i]].timestamp ? all[rows[i]].timestamp : now; }
};

namespace {

std::size_t sizeOf(const Outgoing& message) {
    std::size_t size = message.body.size() + (message.key ? message.key->size() : 0) + 32;
    for (const flow::Header& header : message.headers) {
        size += header.name.size() + (header.value ? header.value->size() : 0) + 4;
    }
    return size;
}

Refusal noChannel(const std::string& name) {
    return {ErrorCode::notFound, say("The channel “%1” does not exist.").arg(qs(name))};
}

Refusal noPartition(const ChannelRow& channel, std::int32_t partition) {
    return {ErrorCode::refused, say("The channel “%1” has no partition %2; it has %3.")
                                    .arg(qs(channel.name)).arg(partition).arg(channel.partitions)};
}

std::int32_t partitionFor(const Outgoing& message, const ChannelRow& channel, std::int32_t keyless) {
    if (message.partition) return *message.partition;
    return message.key ? partitionForKey(*message.key, channel.partitions) : keyless % channel.partitions;
}

}  // namespace

Done LocalStore::insertSegment(const Batch& batch, std::size_t begin, std::size_t end, std::int64_t base) {
    std::string bytes;
    Millis first = batch.timeOf(begin), last = first;
    for (std::size_t i = begin; i < end; ++i) {
        const Outgoing& message = batch.all[batch.rows[i]];
        flow::packMessage(batch.timeOf(i), message.key, message.headers, message.body, message.hasBody, bytes);
        first = std::min(first, batch.timeOf(i));
        last = std::max(last, batch.timeOf(i));
    }
    PB_TRY(insert, database_.prepare("INSERT INTO segment (channel, partition, base, count, min_time, max_time, bytes)"
                                     " VALUES (?, ?, ?, ?, ?, ?, ?)"));
    insert.bind(1, batch.channel.id).bind(2, std::int64_t{batch.partition}).bind(3, base);
    insert.bind(4, static_cast<std::int64_t>(end - begin)).bind(5, first).bind(6, last).bindBlob(7, bytes);
    return insert.run();
}

Done LocalStore::appendPartition(const Batch& batch, std::vector<Receipt>& receipts) {
    PB_TRY(find, database_.prepare("SELECT next FROM part WHERE channel = ? AND partition = ?"));
    PB_CHECK(find.bind(1, batch.channel.id).bind(2, std::int64_t{batch.partition}).step());
    const std::int64_t base = find.integer(0);
    find.reset();
    std::size_t begin = 0, size = 0;
    for (std::size_t i = 0; i < batch.rows.size(); ++i) {
        const std::size_t more = sizeOf(batch.all[batch.rows[i]]);
        if (i > begin && (size + more > maxSegmentBytes || i - begin == static_cast<std::size_t>(maxSegmentMessages))) {
            PB_CHECK(insertSegment(batch, begin, i, base + static_cast<std::int64_t>(begin)));
            begin = i;
            size = 0;
        }
        size += more;
        receipts[batch.rows[i]] = Position{batch.channel.name, batch.partition, base + static_cast<std::int64_t>(i)};
    }
    PB_CHECK(insertSegment(batch, begin, batch.rows.size(), base + static_cast<std::int64_t>(begin)));
    PB_TRY(update, database_.prepare("UPDATE part SET next = next + ?1, live = live + ?1 WHERE channel = ?2"
                                     " AND partition = ?3"));
    update.bind(1, static_cast<std::int64_t>(batch.rows.size())).bind(2, batch.channel.id);
    return update.bind(3, std::int64_t{batch.partition}).run();
}

Result<std::vector<Receipt>> LocalStore::append(std::span<const Outgoing> messages) {
    std::vector<Receipt> receipts(messages.size(), Receipt(Refusal()));
    std::map<std::pair<std::int64_t, std::int32_t>, Batch> batches;
    const std::int32_t keyless = nextKeyless_;
    nextKeyless_ = (nextKeyless_ + 1) % maxKeylessTurns;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        PB_TRY(channel, findChannel(messages[i].channel));
        if (!channel) {
            receipts[i] = noChannel(messages[i].channel);
            continue;
        }
        const std::int32_t partition = partitionFor(messages[i], *channel, keyless);
        if (partition < 0 || partition >= channel->partitions) {
            receipts[i] = noPartition(*channel, partition);
            continue;
        }
        Batch& batch = batches[{channel->id, partition}];
        if (batch.rows.empty()) batch = {*channel, partition, clock_->now(), messages, {}};
        batch.rows.push_back(i);
    }
    if (batches.empty()) return receipts;
    PB_TRY(transaction, Transaction::begin(database_));
    for (const auto& [place, batch] : batches) PB_CHECK(appendPartition(batch, receipts));
    PB_CHECK(transaction.commit());
    return receipts;
}

Done LocalStore::removeOne(const Position& position) {
    PB_TRY(row, channel(position.channel));
    const std::int64_t partition = position.partition;
    PB_TRY(find, database_.prepare("SELECT id, base, count, removed FROM segment WHERE channel = ? AND partition = ?"
                                   " AND base <= ? ORDER BY base DESC LIMIT 1"));
    PB_TRY(found, find.bind(1, row.id).bind(2, partition).bind(3, position.offset).step());
    if (!found || position.offset >= find.integer(1) + find.integer(2)) return {};  // it is gone already
    const std::int64_t segment = find.integer(0), base = find.integer(1), count = find.integer(2), removed = find.integer(3);
    PB_TRY(mark, database_.prepare("INSERT OR IGNORE INTO removed (channel, partition, offset) VALUES (?, ?, ?)"));
    PB_CHECK(mark.bind(1, row.id).bind(2, partition).bind(3, position.offset).run());
    if (database_.changes() == 0) return {};
    PB_TRY(less, database_.prepare("UPDATE part SET live = live - 1 WHERE channel = ? AND partition = ?"));
    PB_CHECK(less.bind(1, row.id).bind(2, partition).run());
    if (removed + 1 < count) {
        PB_TRY(update, database_.prepare("UPDATE segment SET removed = removed + 1 WHERE id = ?"));
        return update.bind(1, segment).run();
    }
    PB_TRY(drop, database_.prepare("DELETE FROM segment WHERE id = ?"));
    PB_CHECK(drop.bind(1, segment).run());
    PB_TRY(forget, database_.prepare("DELETE FROM removed WHERE channel = ? AND partition = ? AND offset >= ? AND offset < ?"));
    return forget.bind(1, row.id).bind(2, partition).bind(3, base).bind(4, base + count).run();
}

Done LocalStore::remove(std::span<const Position> messages) {
    if (messages.empty()) return {};
    PB_TRY(transaction, Transaction::begin(database_));
    for (const Position& position : messages) PB_CHECK(removeOne(position));
    return transaction.commit();
}

}  // namespace pb::connectors::local

#include "connectors/local/LocalReader.h"

#include "models/base/Text.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace pb::connectors::local {

using flow::ReadFrom;
using flow::ReadUntil;

namespace {

constexpr std::size_t maxSkippedRows = 1000;
constexpr auto idlePause = std::chrono::milliseconds(10);

Result<std::int64_t> newestSegment(Database& database, std::int64_t channel) {
    PB_TRY(row, database.prepare("SELECT COALESCE(MAX(id), 0) FROM segment WHERE channel = ?"));
    PB_CHECK(row.bind(1, channel).step());
    return row.integer(0);
}

std::int64_t sizeOf(const flow::MessageRef& message) {
    return static_cast<std::int64_t>(message.body.size() + (message.key ? message.key->size() : 0) +
                                     message.headerBytes.size());
}

std::optional<std::int64_t> resumeOffset(const flow::ReadPlan& plan, std::int32_t partition) {
    for (const auto& [id, offset] : plan.resume) {
        if (id == partition) return offset;
    }
    return std::nullopt;
}

bool isWanted(const flow::ReadPlan& plan, std::int32_t partition) {
    return plan.partitions.empty() || std::ranges::find(plan.partitions, partition) != plan.partitions.end();
}

Done checkPartitions(const flow::ReadPlan& plan, const ChannelRow& channel) {
    for (const std::int32_t partition : plan.partitions) {
        if (partition < 0 || partition >= channel.partitions) {
            return fail(ErrorCode::wrongUse, say("Cannot read partition %1 of “%2”. It has %3 partitions.")
                                                 .arg(partition).arg(qs(channel.name)).arg(channel.partitions));
        }
    }
    return {};
}

}  // namespace

Result<std::int64_t> startOffset(LocalStore& store, std::int64_t channel, const PartitionRow& partition,
                                 const ReadFrom& from) {
    switch (from.kind) {
    case ReadFrom::Kind::earliest: return 0;
    case ReadFrom::Kind::latest: return partition.next;
    case ReadFrom::Kind::offset: return std::clamp<std::int64_t>(from.value, 0, partition.next);
    case ReadFrom::Kind::back: return std::max<std::int64_t>(0, partition.next - std::max<std::int64_t>(0, from.value));
    case ReadFrom::Kind::time: return store.offsetForTime(channel, partition, from.value);
    }
    return 0;
}

Result<LocalReader> LocalReader::open(LocalStore& store, const flow::ReadPlan& plan) {
    PB_TRY(channel, store.channel(plan.channel));
    PB_CHECK(checkPartitions(plan, channel));
    LocalReader reader(store, plan, std::move(channel));
    PB_CHECK(reader.placeCursors());
    return reader;
}

Done LocalReader::placeCursors() {
    PB_TRY(newest, newestSegment(store_.database(), channel_.id));  // before the ends: what comes between is not missed
    PB_TRY(rows, store_.partitions(channel_.id));
    cursors_.resize(rows.size());
    lastSegment_ = newest;
    const bool isBounded = plan_.until.kind != ReadUntil::Kind::untilStopped;
    total_ = isBounded ? 0 : Progress::unknownTotal;
    for (const PartitionRow& row : rows) {
        Cursor& cursor = cursors_[static_cast<std::size_t>(row.id)];
        cursor.isWanted = isWanted(plan_, row.id);
        if (!cursor.isWanted) continue;
        PB_TRY(from, startOffset(store_, channel_.id, row, plan_.from));
        cursor.next = std::max<std::int64_t>(0, resumeOffset(plan_, row.id).value_or(from));
        if (isBounded) cursor.end = row.next;
        if (plan_.until.kind == ReadUntil::Kind::offset) cursor.end = std::min(row.next, plan_.until.value);
        if (isBounded) total_ += std::max<std::int64_t>(0, cursor.end - cursor.next);
        PB_TRY(segment, store_.segmentFor(channel_.id, row.id, cursor.next));
        if (segment > 0) lastSegment_ = std::min(lastSegment_, segment - 1);
    }
    if (plan_.until.kind == ReadUntil::Kind::count) {
        total_ = std::min(total_, std::max<std::int64_t>(0, plan_.until.value));
        enough_ = plan_.until.value <= 0;
    }
    return {};
}

Result<bool> LocalReader::loadSegment(Statement& next) {
    PB_TRY(found, next.bind(1, channel_.id).bind(2, lastSegment_).step());
    if (found) {
        segment_ = {next.integer(0), static_cast<std::int32_t>(next.integer(1)), next.integer(2), next.integer(3),
                    next.integer(4), {}};
        lastSegment_ = segment_.id;
        const Cursor& cursor = cursors_[static_cast<std::size_t>(segment_.partition)];
        const bool isNeeded = !cursor.isDone() && segment_.base + segment_.count > cursor.next && segment_.base < cursor.end;
        if (isNeeded) bytes_.assign(next.blob(5)); else bytes_.clear();
    }
    next.reset();
    return found;
}

void LocalReader::skip(std::int32_t partition, std::int64_t offset, const QString& reason) {
    ++report_.skippedCount;
    if (report_.skipped.size() < maxSkippedRows) report_.skipped.push_back({{channel_.name, partition, offset}, reason});
}

bool LocalReader::deliver(const flow::MessageRef& message, std::int64_t offset, Cursor& cursor) {
    cursor.next = offset + 1;
    if (plan_.until.kind == ReadUntil::Kind::time && message.timestamp >= plan_.until.value) {
        cursor.next = offset;
        cursor.end = offset;
        return false;
    }
    if (static_cast<std::size_t>(sizeOf(message)) > plan_.maxMessageBytes) {
        skip(segment_.partition, offset, say("It has %1 bytes, more than the limit of %2.")
                                             .arg(sizeOf(message)).arg(plan_.maxMessageBytes));
        return true;
    }
    if (filled_ == batch_.size()) batch_.emplace_back();
    flow::Message& target = batch_[filled_++];
    target.position.channel.assign(channel_.name);
    target.position.partition = segment_.partition;
    target.position.offset = offset;
    flow::copyTo(message, target);
    filledBytes_ += static_cast<std::size_t>(sizeOf(message));
    const std::int64_t given = report_.read + static_cast<std::int64_t>(filled_);
    enough_ = plan_.until.kind == ReadUntil::Kind::count && given >= plan_.until.value;
    return !enough_;
}

Done LocalReader::deliverSegment(flow::MessageSink& sink, const StopToken& stop, Progress& progress) {
    if (bytes_.empty()) return {};
    PB_TRY(gone, store_.removedIn(channel_.id, segment_));
    Cursor& cursor = cursors_[static_cast<std::size_t>(segment_.partition)];
    std::string_view rest = bytes_;
    flow::MessageRef message;
    for (std::int64_t offset = segment_.base; offset < segment_.base + segment_.count; ++offset) {
        if (offset >= cursor.end || stop.stop_requested()) return {};
        if (!flow::unpackMessage(rest, message)) {
            skip(segment_.partition, offset, say("The store is damaged from here to offset %1.")
                                                 .arg(segment_.base + segment_.count - 1));
            break;
        }
        if (offset < cursor.next || (!gone.empty() && gone.contains(offset))) continue;
        if (!deliver(message, offset, cursor)) return {};
        if ((filled_ >= batchMessages || filledBytes_ >= batchBytes) && !flush(sink, progress)) return {};
    }
    cursor.next = std::max(cursor.next, segment_.base + segment_.count);
    return {};
}

bool LocalReader::flush(flow::MessageSink& sink, Progress& progress) {
    if (filled_ == 0) return !enough_;
    report_.read += static_cast<std::int64_t>(filled_);
    const bool more = sink.take(std::span(batch_.data(), filled_));
    filled_ = 0;
    filledBytes_ = 0;
    progress.report(report_.read, total_);
    if (!more) enough_ = true;
    return !enough_;
}

bool LocalReader::isDone() const {
    return std::ranges::all_of(cursors_, [](const Cursor& cursor) { return cursor.isDone(); });
}

flow::ReadReport LocalReader::finish(bool cancelled) {
    for (std::size_t i = 0; i < cursors_.size(); ++i) {
        if (cursors_[i].isWanted) report_.positions.emplace_back(static_cast<std::int32_t>(i), cursors_[i].next);
    }
    report_.reachedEnd = !cancelled && isDone();
    return std::move(report_);
}

Result<flow::ReadReport> LocalReader::run(flow::MessageSink& sink, const StopToken& stop, Progress& progress) {
    PB_TRY(next, store_.database().prepare("SELECT id, partition, base, count, removed, bytes FROM segment"
                                           " WHERE channel = ? AND id > ? ORDER BY id LIMIT 1"));
    while (wantsMore() && !stop.stop_requested()) {
        PB_TRY(found, loadSegment(next));
        if (found) {
            PB_CHECK(deliverSegment(sink, stop, progress));
            continue;
        }
        if (!flush(sink, progress)) break;
        if (plan_.until.kind != ReadUntil::Kind::untilStopped) {  // what is missing up to the end was removed
            for (Cursor& cursor : cursors_) cursor.next = cursor.isWanted ? std::max(cursor.next, cursor.end) : cursor.next;
            break;
        }
        std::this_thread::sleep_for(idlePause);
    }
    if (!stop.stop_requested()) flush(sink, progress);
    return finish(stop.stop_requested());
}

}  // namespace pb::connectors::local

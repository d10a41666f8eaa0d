#include "connectors/kafka/Reader.h"

#include <algorithm>
#include <limits>

namespace pb::connectors::kafka {

namespace {

constexpr std::size_t batchSize = 4096;
constexpr std::int64_t unbounded = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t reportedSkips = 1000;

/// librdkafka 2.0 rests for a second when a partition has as many messages queued as it may have, however soon they are
/// taken: so one response (fetch.max.bytes) is much smaller than the queue.
Properties readerProperties() {
    return {
        {"group.id", "patchbay-console"},  // wanted by the library; assign() without commits never creates it
        {"enable.auto.commit", "false"},
        {"enable.auto.offset.store", "false"},
        {"enable.partition.eof", "true"},
        {"auto.offset.reset", "earliest"},
        {"allow.auto.create.topics", "false"},
        {"queued.min.messages", "400000"},
        {"queued.max.messages.kbytes", "65536"},  // what a slow sink can make us hold
        {"fetch.message.max.bytes", "1048576"},   // a larger message still comes, alone (KIP-74)
        {"fetch.max.bytes", "8388608"},
        {"fetch.error.backoff.ms", "100"},
        {"check.crcs", "false"},
    };
}

void copyHeaders(const rd_kafka_message_t& raw, std::vector<flow::Header>& into) {
    into.clear();
    rd_kafka_headers_t* headers = nullptr;
    if (rd_kafka_message_headers(&raw, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return;
    }
    const char* name = nullptr;
    const void* value = nullptr;
    std::size_t size = 0;
    for (std::size_t i = 0; rd_kafka_header_get_all(headers, i, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR; ++i) {
        auto& header = into.emplace_back(flow::Header{name, std::nullopt});
        if (value) {
            header.value.emplace(static_cast<const char*>(value), size);
        }
    }
}

void copyMessage(const rd_kafka_message_t& raw, const std::string& channel, flow::Message& into) {
    into.position.channel = channel;
    into.position.partition = raw.partition;
    into.position.offset = raw.offset;
    if (raw.key) {
        into.key.emplace(static_cast<const char*>(raw.key), raw.key_len);
    } else {
        into.key.reset();
    }
    into.hasBody = raw.payload != nullptr;
    into.body.assign(static_cast<const char*>(raw.payload), raw.payload ? raw.len : 0);
    rd_kafka_timestamp_type_t type{};
    const std::int64_t time = rd_kafka_message_timestamp(&raw, &type);
    into.timestamp = type == RD_KAFKA_TIMESTAMP_NOT_AVAILABLE ? 0 : time;
    copyHeaders(raw, into.headers);
}

}  // namespace

Result<Reader> Reader::start(const Settings& settings, const flow::ReadPlan& plan, const StopToken& stop) {
    Reader reader;
    reader.plan_ = plan;
    PB_TRY(client, Client::open(settings, ClientType::consumer, readerProperties()));
    reader.client_ = std::move(client);
    PB_CHECK(reader.workOutRanges(stop));
    return reader;
}

Result<std::map<std::int32_t, std::int64_t>> Reader::beginnings(const std::vector<PartitionOffset>& first,
                                                                const std::vector<PartitionOffset>& end,
                                                                const StopToken& stop) {
    using Kind = flow::ReadFrom::Kind;
    std::map<std::int32_t, std::int64_t> begin;
    std::vector<PartitionOffset> times;
    for (std::size_t i = 0; i < first.size(); ++i) {
        const std::int64_t low = first[i].offset, high = end[i].offset;
        switch (plan_.from.kind) {
            case Kind::earliest:
            case Kind::time:
                begin[first[i].partition] = low;
                break;
            case Kind::latest:
                begin[first[i].partition] = high;
                break;
            case Kind::offset:
                begin[first[i].partition] = std::clamp(plan_.from.value, low, std::max(low, high));
                break;
            case Kind::back:
                begin[first[i].partition] = std::max(low, high - plan_.from.value);
                break;
        }
        times.push_back({plan_.channel, first[i].partition, plan_.from.value, RD_KAFKA_RESP_ERR_NO_ERROR});
    }
    if (plan_.from.kind == Kind::time) {
        PB_TRY(found, offsetsForTimes(client_, times, stop));
        for (std::size_t i = 0; i < found.size(); ++i) {
            begin[found[i].partition] = found[i].offset >= 0 ? found[i].offset : end[i].offset;
        }
    }
    return begin;
}

Done Reader::workOutRanges(const StopToken& stop) {
    PB_TRY(topic, findTopic(client_, plan_.channel, stop));
    std::vector<PartitionOffset> wanted;
    for (const std::int32_t partition : topic.partitions) {
        const bool isWanted = plan_.partitions.empty() || std::find(plan_.partitions.begin(), plan_.partitions.end(),
                                                                    partition) != plan_.partitions.end();
        if (isWanted) {
            wanted.push_back({plan_.channel, partition, earliestTimestamp, RD_KAFKA_RESP_ERR_NO_ERROR});
        }
    }
    PB_TRY(first, offsetsForTimes(client_, wanted, stop));
    for (PartitionOffset& one : wanted) {
        one.offset = latestTimestamp;
    }
    PB_TRY(end, offsetsForTimes(client_, wanted, stop));
    PB_TRY(begin, beginnings(first, end, stop));
    for (const auto& [partition, offset] : plan_.resume) {
        if (begin.contains(partition)) {
            begin[partition] = offset;
        }
    }
    const bool endsNow = plan_.until.kind == flow::ReadUntil::Kind::currentEnd;
    const bool endsAtOffset = plan_.until.kind == flow::ReadUntil::Kind::offset;
    total_ = endsNow ? 0 : Progress::unknownTotal;
    for (const PartitionOffset& one : end) {
        Range& range = ranges_[one.partition];
        range.next = begin[one.partition];
        range.end = endsNow ? one.offset : endsAtOffset ? plan_.until.value : unbounded;
        range.isDone = range.next >= range.end;
        total_ += endsNow ? std::max<std::int64_t>(0, range.end - range.next) : 0;
    }
    return {};
}

Done Reader::assign() {
    PartitionListPtr list(rd_kafka_topic_partition_list_new(static_cast<int>(ranges_.size())));
    for (const auto& [partition, range] : ranges_) {
        if (!range.isDone) {
            rd_kafka_topic_partition_list_add(list.get(), plan_.channel.c_str(), partition)->offset = range.next;
        }
    }
    const auto code = rd_kafka_assign(client_->handle(), list.get());
    queue_.reset(rd_kafka_queue_get_consumer(client_->handle()));
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return fail(client_->error(code, say("Cannot read “%1”.").arg(qs(plan_.channel))));
    }
    return {};
}

void Reader::onControl(const rd_kafka_message_t& raw) {
    Range& range = ranges_[raw.partition];
    range.next = std::max(range.next, raw.offset);  // the end of the partition lies behind control records too
    range.isDone = range.isDone || range.next >= range.end;
}

bool Reader::accepts(const rd_kafka_message_t& raw, Range& range, flow::ReadReport& report) {
    range.next = raw.offset + 1;
    range.isDone = range.next >= range.end;
    if (raw.offset >= range.end) {
        return false;
    }
    if (raw.len > plan_.maxMessageBytes) {
        ++report.skippedCount;
        if (report.skipped.size() < reportedSkips) {
            report.skipped.push_back({{plan_.channel, raw.partition, raw.offset},
                                      say("The message has %1 bytes; the limit of this read is %2.")
                                          .arg(raw.len)
                                          .arg(plan_.maxMessageBytes)});
        }
        return false;
    }
    return true;
}

Done Reader::takeBatch(std::span<rd_kafka_message_t*> raw, std::vector<flow::Message>& batch, flow::ReadReport& report) {
    std::size_t used = 0;
    std::optional<Error> failure;
    for (rd_kafka_message_t* message : raw) {
        const bool isLimitReached = plan_.until.kind == flow::ReadUntil::Kind::count &&
                                    report.read + static_cast<std::int64_t>(used) >= plan_.until.value;
        if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
            onControl(*message);
        } else if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
            failure = client_->error(message->err, say("Cannot read “%1”.").arg(qs(plan_.channel)));
        } else if (Range& range = ranges_[message->partition]; !isLimitReached && accepts(*message, range, report)) {
            batch.resize(std::max(batch.size(), used + 1));
            copyMessage(*message, plan_.channel, batch[used]);
            const bool isTooLate = plan_.until.kind == flow::ReadUntil::Kind::time && batch[used].timestamp >= plan_.until.value;
            range.isDone = range.isDone || isTooLate;
            used += isTooLate ? 0 : 1;
        }
        rd_kafka_message_destroy(message);
    }
    batch.resize(used);
    if (failure) {
        return fail(std::move(*failure));
    }
    return {};
}

bool Reader::isFinished(const flow::ReadReport& report) const {
    if (plan_.until.kind == flow::ReadUntil::Kind::count && report.read >= plan_.until.value) {
        return true;
    }
    return std::all_of(ranges_.begin(), ranges_.end(), [](const auto& one) { return one.second.isDone; });
}

Result<flow::ReadReport> Reader::run(flow::MessageSink& sink, const StopToken& stop, Progress& progress) {
    flow::ReadReport report;
    bool wantsMore = true;
    if (!isFinished(report)) {
        PB_CHECK(assign());
    }
    std::vector<rd_kafka_message_t*> raw(batchSize);
    std::vector<flow::Message> batch;
    while (wantsMore && !isFinished(report) && !stop.stop_requested()) {
        const ssize_t count = rd_kafka_consume_batch_queue(queue_.get(), 100, raw.data(), raw.size());
        if (count < 0) {
            return fail(client_->error(rd_kafka_last_error(), say("Cannot read “%1”.").arg(qs(plan_.channel))));
        }
        PB_CHECK(takeBatch(std::span(raw).first(static_cast<std::size_t>(count)), batch, report));
        if (!batch.empty()) {
            report.read += static_cast<std::int64_t>(batch.size());
            wantsMore = sink.take(batch);
            progress.report(report.read, total_, {});
        }
    }
    for (const auto& [partition, range] : ranges_) {
        report.positions.emplace_back(partition, range.next);
    }
    report.reachedEnd = wantsMore && isFinished(report);
    return report;
}

}  // namespace pb::connectors::kafka

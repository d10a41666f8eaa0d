#include "models/base/Address.h"
#include "models/base/Text.h"
#include "models/flow/FieldReading.h"
#include "models/flow/RedriveRecord.h"

#include <algorithm>

namespace pb::flow {

namespace {

using State = RedriveRow::State;

bool fitsAny(const std::vector<std::string>& patterns, std::string_view name) {
    Convention list;
    list.dropped = patterns;
    return list.drops(name);
}

std::string addressOf(const RedrivePlan& plan, const Position& position) {
    return Address::message(plan.connection, position.channel, position.partition, position.offset).print();
}

/// What starts its own trace carries the old one as a link: copied trace headers join runs that have nothing in common.
bool isTraceHeader(std::string_view name) { return name == "traceparent" || name == "tracestate"; }

void stamp(const RedrivePlan& plan, const Message& message, const std::string& id, std::vector<Header>& headers) {
    const std::int64_t before = readNumber(message.headerText(replay::attempt)).value_or(0);
    headers.push_back({std::string(replay::id), id});
    headers.push_back({std::string(replay::from), addressOf(plan, message.position)});
    if (!plan.by.empty()) headers.push_back({std::string(replay::by), plan.by});
    headers.push_back({std::string(replay::attempt), std::to_string(before + 1)});
    const std::string trace(message.headerText("traceparent"));
    if (!trace.empty() && !fitsAny(plan.keepHeaders, "traceparent")) headers.push_back({std::string(replay::trace), trace});
}

std::vector<Header> headersFor(const RedrivePlan& plan, const Message& message, const std::string& id,
                               const Conventions& conventions) {
    std::vector<Header> out;
    for (const Header& header : message.headers) {
        const bool isOurs = header.name.starts_with("replay.");
        const bool isDropped = isTraceHeader(header.name) || fitsAny(plan.dropHeaders, header.name) ||
                               conventions.drops(message, header.name);
        if (!isOurs && (!isDropped || fitsAny(plan.keepHeaders, header.name))) out.push_back(header);
    }
    stamp(plan, message, id, out);
    return out;
}

RedriveRow& refuse(RedriveRow& row, const QString& reason) {
    row.state = State::refused;
    row.reason = reason;
    return row;
}

/// Edited, transformed or as it is.
Result<void> putBody(const RedrivePlan& plan, const Message& message, Outgoing& outgoing) {
    outgoing.hasBody = message.hasBody;
    if (const auto edited = plan.editedBodies.find(message.position); edited != plan.editedBodies.end()) {
        outgoing.body = edited->second;
        outgoing.hasBody = true;
        return {};
    }
    if (!plan.transform) {
        outgoing.body = message.body;
        return {};
    }
    PB_TRY(body, plan.transform(message));
    outgoing.body = std::move(body);
    outgoing.hasBody = true;
    return {};
}

struct Earlier {
    std::set<Position> sent, waiting;
};

Done addEarlier(Journal& journal, const JournalOperation& operation, const std::string& connection, Earlier& earlier) {
    PB_TRY(entries, journal.entries(operation.id));
    for (const JournalEntry& entry : entries) {
        const auto address = Address::parse(entry.step);
        if (!address || address->name != connection) continue;
        const Position position{address->part, static_cast<std::int32_t>(address->partition), address->offset};
        if (entry.outcome == Outcome::done) earlier.sent.insert(position);
        if (entry.outcome == Outcome::open && operation.finished == 0) earlier.waiting.insert(position);
    }
    return {};
}

constexpr int maxOperations = 10'000;

Result<Earlier> earlierOf(Journal& journal, const std::string& connection) {
    PB_TRY(operations, journal.operations("redrive", maxOperations));
    Earlier out;
    for (const JournalOperation& operation : operations) PB_CHECK(addEarlier(journal, operation, connection, out));
    return out;
}

/// Partitions with their ends; nothing where the channel does not exist.
using Ends = std::vector<std::pair<std::int32_t, std::int64_t>>;
Result<std::optional<Ends>> endsOf(Broker& broker, const std::string& channel, const StopToken& stop) {
    const auto found = broker.describe(channel, stop);
    if (!found && found.error().code == ErrorCode::notFound) return std::optional<Ends>();
    if (!found) return fail(found.error());
    Ends out;
    for (const PartitionState& partition : found->partitions) out.emplace_back(partition.id, partition.end);
    return std::optional(std::move(out));
}

/// Refuses rows whose channel is not there, and leaves a partition that is not there to the key.
void fitToChannel(RedriveRow& row, const std::optional<Ends>& ends) {
    if (!ends) {
        refuse(row, say("The channel “%1” does not exist.").arg(qs(row.outgoing.channel)));
        return;
    }
    const auto partition = row.outgoing.partition;
    const bool isThere = partition && std::ranges::find(*ends, *partition, &Ends::value_type::first) != ends->end();
    if (!isThere) row.outgoing.partition.reset();
}

void count(RedrivePreview& preview) {
    for (const RedriveRow& row : preview.rows) {
        preview.waiting += row.state == State::waiting;
        preview.refused += row.state == State::refused;
        preview.skipped += row.state == State::skipped;
    }
}

}  // namespace

RedriveRow Redrive::prepare(const RedrivePlan& plan, const Message& message, const std::string& id) const {
    const DeadLetter letter = conventions_.normalise(message);
    RedriveRow row;
    row.from = message.position;
    Outgoing& out = row.outgoing;
    out.channel = plan.toChannel.value_or(letter.origin.channel);
    if (out.channel.empty()) {
        return refuse(row, say("The dead letter does not say where it came from. Name the channel to send it to."));
    }
    if (out.channel == message.position.channel) {
        return refuse(row, say("It would go back to “%1”, where it lies.").arg(qs(out.channel)));
    }
    if (letter.convention == "kafka-share-group" && !message.hasBody && !plan.editedBodies.contains(message.position)) {
        return refuse(row, say("The dead letter has no body of its own. The message is at its origin, “%1”, partition %2, "
                               "offset %3.").arg(qs(letter.origin.channel)).arg(letter.origin.partition).arg(letter.origin.offset));
    }
    if (const auto done = putBody(plan, message, out); !done) return refuse(row, done.error().print());
    if (plan.keepsKey) out.key = message.key;
    const bool isOrigin = out.channel == letter.origin.channel;
    if (plan.keepsPartition && isOrigin && letter.origin.partition >= 0) out.partition = letter.origin.partition;
    out.headers = headersFor(plan, message, id, conventions_);
    return row;
}

Result<RedrivePreview> Redrive::dryRun(const RedrivePlan& plan, std::span<const Message> deadLetters, StopToken stop) {
    PB_TRY(earlier, earlierOf(journal_, plan.connection));
    std::map<std::string, std::optional<Ends>> channels;
    std::set<Position> seen;
    RedrivePreview out;
    for (const Message& message : deadLetters) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, say("The dry run was cancelled."));
        if (!seen.insert(message.position).second) continue;
        RedriveRow row = prepare(plan, message, plan.id);
        row.index = out.rows.size();
        if (row.state == State::waiting && !channels.contains(row.outgoing.channel)) {
            PB_TRY(ends, endsOf(destination_, row.outgoing.channel, stop));
            channels[row.outgoing.channel] = std::move(ends);
        }
        if (row.state == State::waiting) fitToChannel(row, channels[row.outgoing.channel]);
        if (earlier.sent.contains(message.position)) {
            row.state = State::skipped;
            row.reason = say("An earlier redrive has sent it already.");
        } else if (earlier.waiting.contains(message.position)) {
            row.state = State::skipped;
            row.reason = say("A redrive that is not finished has it. Resume or abandon that one first.");
        }
        out.rows.push_back(std::move(row));
    }
    count(out);
    return out;
}

Result<std::string> Redrive::start(const RedrivePlan& plan, std::span<const Message> deadLetters, StopToken stop) {
    RedrivePlan named = plan;
    if (named.id.empty()) named.id = IdSource::random().next();
    PB_TRY(preview, dryRun(named, deadLetters, stop));
    RedriveRecord record{plan.connection, plan.by, plan.removesOriginal, std::max<std::size_t>(1, plan.batchSize),
                         plan.perSecond, plan.maxRefused, {}};
    std::vector<std::pair<std::string, std::string>> intents;
    for (const RedriveRow& row : preview.rows) {
        intents.emplace_back(addressOf(plan, row.from), printIntent(row));
        if (row.state != State::waiting || record.ends.contains(row.outgoing.channel)) continue;
        PB_TRY(ends, endsOf(destination_, row.outgoing.channel, stop));
        record.ends[row.outgoing.channel] = ends.value_or(Ends());
    }
    const std::string channel = preview.rows.empty() ? std::string() : preview.rows.front().from.channel;
    PB_TRY(entries, journal_.begin({named.id, "redrive", Address::of(AddressKind::channel, plan.connection, channel).print(),
                                    printRecord(record), 0, 0}, intents));
    std::vector<Journal::Settlement> decided;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const RedriveRow& row = preview.rows[i];
        if (row.state == State::waiting) continue;
        decided.push_back({entries[i].id, row.state == State::refused ? Outcome::refused : Outcome::skipped, printReason(row.reason)});
    }
    PB_CHECK(journal_.settleAll(decided));
    reach(Point::planned, entries.size());
    return named.id;
}

Result<std::set<Position>> alreadyRedriven(Journal& journal, const std::string& connection, const std::string& channel) {
    PB_TRY(earlier, earlierOf(journal, connection));
    std::erase_if(earlier.sent, [&](const Position& position) { return position.channel != channel; });
    return std::move(earlier.sent);
}

}  // namespace pb::flow

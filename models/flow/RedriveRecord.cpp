#include "models/flow/RedriveRecord.h"

#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/document/JsonNumber.h"

#include <algorithm>

namespace pb::flow {

namespace {

using State = RedriveRow::State;

/// Members of one JSON object, comma by comma.
class ObjectText {
public:
    ObjectText& text(std::string_view name, std::string_view value) {
        begin(name);
        doc::writeJsonString(value, out_);
        return *this;
    }
    ObjectText& base64(std::string_view name, const std::optional<std::string>& bytes) {
        return bytes ? text(name, toBase64(*bytes)) : raw(name, "null");
    }
    ObjectText& number(std::string_view name, std::int64_t value) { return raw(name, std::to_string(value)); }
    ObjectText& raw(std::string_view name, std::string_view json) {
        begin(name);
        out_ += json;
        return *this;
    }
    ObjectText& place(std::string_view name, const Position& position) {
        return raw(name, ObjectText().text("channel", position.channel).number("partition", position.partition)
                             .number("offset", position.offset).done());
    }
    std::string done() { return std::move(out_) + '}'; }

private:
    void begin(std::string_view name) {
        if (out_.size() > 1) out_ += ',';
        doc::writeJsonString(name, out_);
        out_ += ':';
    }
    std::string out_ = "{";
};

std::int64_t integer(doc::Value value) { return static_cast<std::int64_t>(value.number()); }

Position readPlace(doc::Value value) {
    return {std::string(value.find("channel").text()), static_cast<std::int32_t>(integer(value.find("partition"))),
            integer(value.find("offset"))};
}

std::optional<std::string> readBytes(doc::Value value) {
    return value.is(doc::Kind::string) ? std::optional(fromBase64(value.text())) : std::nullopt;
}

Result<doc::DocumentPtr> readOwn(const std::string& json) {
    auto document = doc::readJson(json);
    if (document) return document;
    return fail(Error(ErrorCode::storage, say("Cannot read the journal of the redrive. An entry is damaged."),
                      say("What was sent is at the destination, marked by the header “replay.id”."))
                    .because(std::move(document.error())));
}

Outgoing readOutgoing(doc::Value intent) {
    Outgoing out;
    out.channel = intent.find("to").text();
    if (intent.find("partition").is(doc::Kind::number)) out.partition = static_cast<std::int32_t>(integer(intent.find("partition")));
    out.key = readBytes(intent.find("key"));
    const auto body = readBytes(intent.find("body"));
    out.hasBody = body.has_value();
    out.body = body.value_or(std::string());
    for (const doc::Value header : intent.find("headers").children()) {
        out.headers.push_back({std::string(header.at(0).text()), readBytes(header.at(1))});
    }
    return out;
}

std::string printHeaders(const std::vector<Header>& headers) {
    std::string out = "[";
    for (const Header& header : headers) {
        out += out.size() > 1 ? ",[" : "[";
        doc::writeJsonString(header.name, out);
        out += header.value ? ",\"" + toBase64(*header.value) + "\"]" : ",null]";
    }
    return out + ']';
}

State stateOf(Outcome outcome, doc::Value intent, Millis markedAt) {
    switch (outcome) {
    case Outcome::done: return State::sent;
    case Outcome::refused: return State::refused;
    case Outcome::skipped:
    case Outcome::undone: return State::skipped;
    case Outcome::open: break;
    }
    const std::string_view decided = intent.find("state").text();  // before anything was sent
    if (decided == "refused") return State::refused;
    if (decided == "skipped") return State::skipped;
    return markedAt > 0 ? State::unknown : State::waiting;
}

}  // namespace

std::size_t RedriveRun::count(State state) const {
    return static_cast<std::size_t>(std::ranges::count(steps, state, &RedriveStep::state));
}

RedriveResult RedriveRun::result() const {
    RedriveResult out;
    out.id = operation.id;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        out.rows.push_back({i, steps[i].from, steps[i].state, {}, steps[i].sentTo, steps[i].reason});
    }
    out.waiting = count(State::waiting);
    out.sent = count(State::sent);
    out.refused = count(State::refused);
    out.skipped = count(State::skipped);
    out.unknown = count(State::unknown);
    out.removed = static_cast<std::size_t>(std::ranges::count(steps, true, &RedriveStep::isRemoved));
    out.isFinished = operation.finished != 0;
    out.stoppedBecause = stoppedBecause;
    return out;
}

std::string printRecord(const RedriveRecord& record) {
    ObjectText ends;
    for (const auto& [channel, partitions] : record.ends) {
        std::string list = "[";
        for (const auto& [partition, end] : partitions) {
            list += (list.size() > 1 ? ",[" : "[") + std::to_string(partition) + ',' + std::to_string(end) + ']';
        }
        ends.raw(channel, list + ']');
    }
    std::string rate;
    doc::writeJsonNumber(record.perSecond, rate);
    return ObjectText().text("connection", record.connection).text("by", record.by)
        .raw("removesOriginal", record.removesOriginal ? "true" : "false")
        .number("batchSize", static_cast<std::int64_t>(record.batchSize)).raw("perSecond", rate)
        .number("maxRefused", static_cast<std::int64_t>(record.maxRefused)).raw("ends", ends.done()).done();
}

Result<RedriveRecord> readRecord(const std::string& json) {
    PB_TRY(document, readOwn(json));
    const doc::Value root = document->root();
    RedriveRecord out;
    out.connection = root.find("connection").text();
    out.by = root.find("by").text();
    out.removesOriginal = root.find("removesOriginal").boolean();
    out.batchSize = static_cast<std::size_t>(std::max<std::int64_t>(1, integer(root.find("batchSize"))));
    out.perSecond = root.find("perSecond").number();
    out.maxRefused = static_cast<std::size_t>(integer(root.find("maxRefused")));
    for (const doc::Value channel : root.find("ends").children()) {
        auto& ends = out.ends[std::string(channel.name())];
        for (const doc::Value pair : channel.children()) {
            ends.emplace_back(static_cast<std::int32_t>(integer(pair.at(0))), integer(pair.at(1)));
        }
    }
    return out;
}

std::string printIntent(const RedriveRow& row) {
    ObjectText out;
    out.place("from", row.from);
    if (row.state != State::waiting) {
        out.text("state", row.state == State::refused ? "refused" : "skipped");
        return out.text("reason", utf8(row.reason)).done();
    }
    const Outgoing& message = row.outgoing;
    out.text("to", message.channel);
    if (message.partition) out.number("partition", *message.partition);
    out.base64("key", message.key).raw("headers", printHeaders(message.headers));
    return out.base64("body", message.hasBody ? std::optional(message.body) : std::nullopt).done();
}

Result<RedriveStep> readStep(const JournalEntry& entry) {
    PB_TRY(intent, readOwn(entry.intent));
    PB_TRY(detail, readOwn(entry.detail.empty() ? std::string("{}") : entry.detail));
    const doc::Value root = intent->root(), settled = detail->root();
    RedriveStep out;
    out.entry = entry.id;
    out.name = entry.step;
    out.from = readPlace(root.find("from"));
    out.outgoing = readOutgoing(root);
    out.markedAt = integer(settled.find("marked"));
    out.state = stateOf(entry.outcome, root, out.markedAt);
    if (settled.find("sentTo")) out.sentTo = readPlace(settled.find("sentTo"));
    const doc::Value reason = settled.find("reason") ? settled.find("reason") : root.find("reason");
    out.reason = qs(reason.text());
    return out;
}

std::string printMark(Millis time) { return ObjectText().number("marked", time).done(); }
std::string printSentTo(const Position& position) { return ObjectText().place("sentTo", position).done(); }
std::string printReason(const QString& reason) { return ObjectText().text("reason", utf8(reason)).done(); }

}  // namespace pb::flow

#include "models/flow/Redrive.h"

#include "models/base/Text.h"
#include "models/flow/RedriveRecord.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <unordered_map>

namespace pb::flow {

namespace {

using State = RedriveRow::State;
constexpr auto pauseStep = std::chrono::milliseconds(50);

/// Sleeps, but no longer than until it is asked to stop.
void pause(Millis milliseconds, const StopToken& stop) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
    while (!stop.stop_requested() && std::chrono::steady_clock::now() < end) {
        std::this_thread::sleep_for(std::min<std::chrono::steady_clock::duration>(pauseStep, end - std::chrono::steady_clock::now()));
    }
}

/// Looks for what this redrive has sent.
class FindSent final : public MessageSink {
public:
    FindSent(RedriveRun& run, const std::string& channel) : run_(run) {
        for (std::size_t i = 0; i < run.steps.size(); ++i) {
            const RedriveStep& step = run.steps[i];
            if (step.state == State::unknown && step.outgoing.channel == channel) sought_.emplace(step.name, i);
        }
    }

    bool take(std::span<Message> batch) override {
        for (const Message& message : batch) {
            if (message.headerText(replay::id) != run_.operation.id) continue;
            const auto found = sought_.find(std::string(message.headerText(replay::from)));
            if (found == sought_.end()) continue;
            RedriveStep& step = run_.steps[found->second];
            step.state = State::sent;
            step.sentTo = message.position;
            settlements.push_back({step.entry, Outcome::done, printSentTo(message.position)});
            sought_.erase(found);
        }
        return !sought_.empty();
    }

    bool hasFoundAll() const { return sought_.empty(); }
    std::vector<Journal::Settlement> settlements;

private:
    RedriveRun& run_;
    std::unordered_map<std::string, std::size_t> sought_;
};

std::set<std::string> channelsOfUnknown(const RedriveRun& run) {
    std::set<std::string> out;
    for (const RedriveStep& step : run.steps) {
        if (step.state == State::unknown) out.insert(step.outgoing.channel);
    }
    return out;
}

std::vector<std::size_t> nextWaiting(const RedriveRun& run, std::size_t limit) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < run.steps.size() && out.size() < limit; ++i) {
        if (run.steps[i].state == State::waiting) out.push_back(i);
    }
    return out;
}

std::size_t batchLimit(const RedriveRecord& record) {
    if (record.perSecond <= 0) return record.batchSize;
    return std::clamp<std::size_t>(static_cast<std::size_t>(record.perSecond), 1, record.batchSize);
}

}  // namespace

QString RedriveResult::sentence() const {
    QString out = say("Sent %1, refused %2, skipped %3.").arg(sent).arg(refused).arg(skipped);
    if (waiting > 0) out += u' ' + say("%1 are waiting.").arg(waiting);
    if (unknown > 0) out += u' ' + say("Of %1 it is not known whether they arrived; resuming asks the destination.").arg(unknown);
    return stoppedBecause.isEmpty() ? out : QString(out + u' ' + stoppedBecause);
}

Redrive::Redrive(Broker& source, Broker& destination, Journal& journal, const Conventions& conventions, Options options)
    : source_(source), destination_(destination), journal_(journal), conventions_(conventions), options_(std::move(options)) {}

void Redrive::reach(Point point, std::size_t messages) const {
    if (options_.observer) options_.observer(point, messages);
}

Result<RedriveRun> Redrive::load(const std::string& id) {
    PB_TRY(operation, journal_.operation(id));
    if (!operation || operation->kind != "redrive") {
        return fail(ErrorCode::notFound, say("Cannot find the redrive “%1” in the journal.").arg(qs(id)));
    }
    RedriveRun run;
    run.operation = *operation;
    PB_TRY(record, readRecord(operation->plan));
    run.record = std::move(record);
    PB_TRY(entries, journal_.entries(id));
    for (const JournalEntry& entry : entries) {
        PB_TRY(step, readStep(entry));
        run.steps.push_back(std::move(step));
    }
    // Positions stay good after a restart only where a broker removes by them; elsewhere the journal remembers.
    run.needsRemoval = run.record.removesOriginal && source_.capabilities().remove == RemoveMode::exact;
    return run;
}

Done Redrive::askDestination(RedriveRun& run, const std::string& channel, StopToken stop) {
    ReadPlan plan;
    plan.channel = channel;
    plan.resume = run.record.ends[channel];
    PB_TRY(effect, destination_.effect(plan, stop));
    if (effect.effect != ReadEffect::none) return {};  // looking would do harm: they stay unknown
    FindSent sink(run, channel);
    PB_TRY(report, destination_.read(plan, sink, stop));
    PB_CHECK(journal_.settleAll(sink.settlements));
    const bool sawAll = report.reachedEnd && report.skippedCount == 0 && !stop.stop_requested();
    if (!sink.hasFoundAll() && !sawAll) return {};  // nothing is proven
    for (RedriveStep& step : run.steps) {
        if (step.state == State::unknown && step.outgoing.channel == channel) step.state = State::waiting;
    }
    return {};
}

/// Afterwards a step is unknown only where the destination could not tell.
Done Redrive::resolve(RedriveRun& run, StopToken stop) {
    Millis lastMark = -1;
    for (const RedriveStep& step : run.steps) {
        if (step.state == State::unknown) lastMark = std::max(lastMark, step.markedAt);
    }
    if (lastMark < 0) return {};
    const Millis passed = options_.clock->now() - lastMark;
    pause(std::clamp<Millis>(options_.quiet - passed, 0, options_.quiet), stop);
    for (const std::string& channel : channelsOfUnknown(run)) PB_CHECK(askDestination(run, channel, stop));
    return {};
}

Done Redrive::settleReceipts(RedriveRun& run, const std::vector<std::size_t>& steps, const std::vector<Receipt>& receipts) {
    std::vector<Journal::Settlement> settlements;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        RedriveStep& step = run.steps[steps[i]];
        if (const auto* position = i < receipts.size() ? std::get_if<Position>(&receipts[i]) : nullptr) {
            step.state = State::sent;
            step.sentTo = *position;
            settlements.push_back({step.entry, Outcome::done, printSentTo(*position)});
            continue;
        }
        const Refusal refusal = i < receipts.size() ? std::get<Refusal>(receipts[i])
                                                    : Refusal{ErrorCode::unknownOutcome, say("The broker gave no receipt.")};
        step.reason = refusal.sentence;
        if (refusal.code == ErrorCode::unknownOutcome) continue;  // open: only a re-read decides
        step.state = State::refused;
        ++run.refusedNow;
        settlements.push_back({step.entry, Outcome::refused, printReason(refusal.sentence)});
    }
    return journal_.settleAll(settlements);
}

Done Redrive::sendBatch(RedriveRun& run, const std::vector<std::size_t>& steps, StopToken stop) {
    std::vector<Outgoing> batch;
    std::vector<std::int64_t> entries;
    const Millis now = options_.clock->now();
    for (const std::size_t i : steps) {
        batch.push_back(run.steps[i].outgoing);
        entries.push_back(run.steps[i].entry);
    }
    PB_CHECK(journal_.settleAll(entries, Outcome::open, printMark(now)));
    for (const std::size_t i : steps) {
        run.steps[i].state = State::unknown;
        run.steps[i].markedAt = now;
    }
    reach(Point::marked, steps.size());
    const auto receipts = destination_.produce(batch, stop);
    reach(Point::produced, steps.size());
    if (!receipts) {
        for (const std::size_t i : steps) run.steps[i].reason = receipts.error().sentence;
        run.stoppedBecause = say("Stopped, because the broker failed: %1").arg(receipts.error().sentence);
        return {};
    }
    PB_CHECK(settleReceipts(run, steps, *receipts));
    reach(Point::settled, steps.size());
    return removeOriginals(run, stop);
}

Done Redrive::removeOriginals(RedriveRun& run, StopToken stop) {
    if (!run.needsRemoval) return {};
    std::vector<Position> positions;
    std::vector<RedriveStep*> steps;
    for (RedriveStep& step : run.steps) {
        if (step.state != State::sent || step.isRemoved) continue;
        positions.push_back(step.from);
        steps.push_back(&step);
    }
    if (positions.empty()) return {};
    if (const auto done = source_.remove(positions, stop); !done) {
        run.stoppedBecause = say("What was sent could not be taken away: %1").arg(done.error().sentence);
        return {};
    }
    for (RedriveStep* step : steps) step->isRemoved = true;
    reach(Point::removed, positions.size());
    return {};
}

Done Redrive::finishIfDone(RedriveRun& run) {
    const bool isOpen = std::ranges::any_of(run.steps, [&](const RedriveStep& step) {
        return step.state == State::waiting || step.state == State::unknown ||
               (run.needsRemoval && step.state == State::sent && !step.isRemoved);
    });
    if (isOpen || run.operation.finished != 0) return {};
    PB_CHECK(journal_.finish(run.operation.id));
    run.operation.finished = options_.clock->now();
    reach(Point::finished, run.steps.size());
    return {};
}

Done Redrive::sendAll(RedriveRun& run, std::size_t count, StopToken stop, Progress& progress) {
    const auto start = std::chrono::steady_clock::now();
    const auto total = static_cast<std::int64_t>(std::min(count, run.count(State::waiting)));
    std::size_t tried = 0;
    while (tried < count && run.stoppedBecause.isEmpty()) {
        if (stop.stop_requested()) {
            run.stoppedBecause = say("Stopped by the user.");
            break;
        }
        const auto steps = nextWaiting(run, std::min(batchLimit(run.record), count - tried));
        if (steps.empty()) break;
        PB_CHECK(sendBatch(run, steps, stop));
        tried += steps.size();
        progress.report(static_cast<std::int64_t>(tried), total);
        if (run.refusedNow > run.record.maxRefused) {
            run.stoppedBecause = say("Stopped, because %1 were refused, more than the limit of %2.")
                                     .arg(run.refusedNow).arg(run.record.maxRefused);
        }
        if (run.record.perSecond > 0 && tried < count) {
            const std::chrono::duration<double, std::milli> passed = std::chrono::steady_clock::now() - start;
            pause(static_cast<Millis>(static_cast<double>(tried) * 1000 / run.record.perSecond - passed.count()), stop);
        }
    }
    return {};
}

Result<RedriveResult> Redrive::send(const std::string& id, std::size_t count, StopToken stop, Progress& progress) {
    PB_TRY(run, load(id));
    if (run.operation.finished != 0) return run.result();
    PB_CHECK(resolve(run, stop));
    PB_CHECK(removeOriginals(run, stop));
    PB_CHECK(sendAll(run, count, stop, progress));
    // A broker that failed may not answer now either: then they stay unknown, and the next call asks.
    if (!stop.stop_requested() && resolve(run, stop)) PB_CHECK(removeOriginals(run, stop));
    PB_CHECK(finishIfDone(run));
    return run.result();
}

Result<RedriveResult> Redrive::resume(const std::string& id, StopToken stop, Progress& progress) {
    return send(id, static_cast<std::size_t>(-1), stop, progress);
}

Result<RedriveResult> Redrive::abandon(const std::string& id, StopToken stop) {
    PB_TRY(run, load(id));
    if (run.operation.finished != 0) return run.result();
    PB_CHECK(resolve(run, stop));
    PB_CHECK(removeOriginals(run, stop));
    const QString reason = say("The redrive was abandoned.");
    std::vector<Journal::Settlement> settlements;
    for (RedriveStep& step : run.steps) {
        if (step.state != State::waiting) continue;
        step.state = State::skipped;
        step.reason = reason;
        settlements.push_back({step.entry, Outcome::skipped, printReason(reason)});
    }
    PB_CHECK(journal_.settleAll(settlements));
    PB_CHECK(finishIfDone(run));
    return run.result();
}

Result<RedriveResult> Redrive::result(const std::string& id) {
    PB_TRY(run, load(id));
    return run.result();
}

}  // namespace pb::flow

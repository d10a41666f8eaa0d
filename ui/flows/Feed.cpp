#include "ui/flows/Feed.h"

#include "models/base/Text.h"

#include <algorithm>

namespace pb::ui {

/// Takes what a reader gives and remembers how far it came, so that a read that fails in the middle is not read twice.
class LetterSink final : public flow::MessageSink {
public:
    LetterSink(Feed& feed, std::size_t source) : feed_(feed), source_(source) {}

    bool take(std::span<flow::Message> batch) override {
        for (const flow::Message& message : batch) feed_.add(source_, message);
        return true;
    }

private:
    Feed& feed_;
    std::size_t source_;
};

Result<FeedView> Feed::refresh(const WorkPlace& place, Millis looked, Millis now, StopToken stop, Progress& progress) {
    const std::scoped_lock lock(mutex_);
    PB_TRY(brokers, brokersOf(place));
    PB_TRY(environment, environmentOf(place));
    topology_ = workspace::topologyOf(workspace::routesOf(place.folder), workspace::systemsOf(place.folder), environment);
    const auto parked = workspace::parkedInto(topology_);
    errors_.clear();
    for (const auto& settings : brokers) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, say("Cancelled."));
        if (Done read = readConnection(place, settings, parked, stop, progress); !read) errors_.push_back(read.error());
    }
    if (Done marked = markSent(place); !marked) errors_.push_back(marked.error());
    return view(looked, now);
}

Done Feed::readConnection(const WorkPlace& place, const workspace::ConnectionSettings& settings,
                          const std::vector<std::string>& parked, StopToken stop, Progress& progress) {
    PB_TRY(open, openBroker(place, settings));
    PB_TRY(page, open.broker->channels({}, stop));
    Counted counted;
    for (const flow::Channel& channel : page.channels) {
        counted.messages[channel.name] = channel.messages.value;
        counted.isExact = counted.isExact && channel.messages.trust == flow::Count::Trust::exact;
    }
    counted_[settings.name] = counted;
    PB_TRY(found, workspace::deadLetterChannels(*open.broker, page.channels, parked, stop));
    for (const auto& channel : found) {
        PB_CHECK(readSource(*open.broker, sourceFor(settings.name, channel), stop, progress));
    }
    return {};
}

Done Feed::readSource(flow::Broker& broker, std::size_t index, StopToken stop, Progress& progress) {
    FlowSource& source = sources_[index];
    flow::ReadPlan plan;
    plan.channel = source.channel;
    plan.from = {flow::ReadFrom::Kind::back, maxPerChannel};
    plan.resume.assign(source.next.begin(), source.next.end());
    PB_TRY(effect, broker.effect(plan, stop));
    source.effect = effect.effect == flow::ReadEffect::none ? QString() : effect.sentence;
    if (effect.effect == flow::ReadEffect::burnsAttempt || effect.effect == flow::ReadEffect::removes) return {};
    LetterSink sink(*this, index);
    PB_TRY(report, broker.read(plan, sink, stop, progress));
    for (const auto& [partition, next] : report.positions) source.next[partition] = next;
    return {};
}

std::size_t Feed::sourceFor(const std::string& connection, const workspace::DeadLetterChannel& channel) {
    const auto found = std::find_if(sources_.begin(), sources_.end(), [&](const FlowSource& source) {
        return source.connection == connection && source.channel == channel.name;
    });
    if (found != sources_.end()) return static_cast<std::size_t>(found - sources_.begin());
    sources_.push_back({connection, channel.name, channel.known, {}, {}});
    return sources_.size() - 1;
}

void Feed::add(std::size_t source, const flow::Message& message) {
    const flow::DeadLetter letter = conventions_.normalise(message);
    store_.append(message, letter.cause);
    letters_.push_back({message.timestamp, static_cast<std::uint16_t>(source), false});
    waiting_.add(letter);
    all_.add(letter);
    ++flows_[flowOf(letter)];
    hasAttempts_ = hasAttempts_ || letter.attempts > 0;
    sources_[source].next[message.position.partition] = message.position.offset + 1;
}

Done Feed::markSent(const WorkPlace& place) {
    if (sources_.empty()) return {};
    PB_TRY(store, openStore(place));
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        PB_TRY(sent, flow::alreadyRedriven(store.journal(), sources_[i].connection, sources_[i].channel));
        if (!sent.empty()) markSent(i, sent);
    }
    return {};
}

void Feed::markSent(std::size_t source, const std::set<flow::Position>& sent) {
    for (std::uint32_t row = 0; row < letters_.size(); ++row) {
        LetterState& state = letters_[row];
        if (state.isSent || state.source != source || !sent.contains(store_.position(row))) continue;
        state.isSent = true;
        const flow::DeadLetter letter = conventions_.normalise(store_.message(row));
        waiting_.remove(letter);
        --flows_[flowOf(letter)];
    }
}

FeedView Feed::view(Millis looked, Millis now) const {
    FeedView out;
    out.store = store_.snapshot();
    out.letters = std::make_shared<const std::vector<LetterState>>(letters_);
    out.sources = sources_;
    out.causes = waiting_.groups();
    out.allCauses = all_.groups();
    for (const auto& [name, count] : flows_) {
        if (count > 0) out.failingFlows.push_back(name);
    }
    for (const auto& [connection, counted] : counted_) {
        for (const auto& [channel, messages] : counted.messages) {
            out.channelMessages[channel] += messages;
            out.messages += messages;
            ++out.channels;
        }
        out.isExact = out.isExact && counted.isExact;
    }
    out.hasAttempts = hasAttempts_;
    out.topology = topology_;
    out.waiting = waiting_.total();
    for (const LetterState& letter : letters_) {
        if (letter.isSent) continue;
        ++out.channelWaiting[sources_[letter.source].channel];
        if (letter.time > looked) ++out.fresh;
        if (out.oldest == 0 || letter.time < out.oldest) out.oldest = letter.time;
    }
    out.errors = errors_;
    out.asOf = now;
    return out;
}

std::vector<std::uint32_t> rowsOf(const FeedView& view, const RowsWanted& wanted, StopToken stop, Progress& progress) {
    auto rows = flow::CompiledFilter(wanted.filter).run(view.store, 0, view.store.size(), std::move(stop), progress);
    if (!wanted.withSent) std::erase_if(rows, [&](std::uint32_t row) { return (*view.letters)[row].isSent; });
    return rows;
}

std::string flowOf(const flow::DeadLetter& letter) {
    if (!letter.route.empty()) return letter.route;
    return letter.origin.channel.empty() ? letter.position.channel : letter.origin.channel;
}

}  // namespace pb::ui

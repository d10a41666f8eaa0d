#include "connectors/local/Consumer.h"

#include "connectors/local/LocalReader.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace pb::connectors::local {

namespace {

constexpr Millis beatEvery = 2'000;
constexpr auto idlePause = std::chrono::milliseconds(10);

/// Moves what comes into a vector.
class Collect final : public flow::MessageSink {
public:
    explicit Collect(std::vector<flow::Message>& out) : out_(out) {}
    bool take(std::span<flow::Message> batch) override {
        std::ranges::move(batch, std::back_inserter(out_));
        return true;
    }

private:
    std::vector<flow::Message>& out_;
};

}  // namespace

struct Consumer::Impl {
    LocalStore store;
    std::string group;
    std::vector<std::string> channels;
    std::int64_t member = 0;
    Millis lastBeat = 0;
    std::map<std::string, LocalStore::Offsets> positions;   ///< by channel; empty = ask for the committed ones

    Done beatIfDue() {
        const Millis now = store.clock().now();
        if (now - lastBeat < beatEvery) return {};
        lastBeat = now;
        return store.beat(group, member);
    }

    Result<LocalStore::Offsets*> positionsOf(const std::string& channel) {
        const auto known = positions.find(channel);
        if (known != positions.end()) return &known->second;
        PB_TRY(row, store.channel(channel));
        PB_TRY(offsets, store.committed(group, row.id));
        return &positions.emplace(channel, std::move(offsets)).first->second;
    }

    Done fetch(const std::string& channel, std::size_t limit, std::vector<flow::Message>& out, const StopToken& stop) {
        PB_TRY(offsets, positionsOf(channel));
        flow::ReadPlan plan;
        plan.channel = channel;
        plan.until = {flow::ReadUntil::Kind::count, static_cast<std::int64_t>(limit)};
        plan.resume.assign(offsets->begin(), offsets->end());
        PB_TRY(reader, LocalReader::open(store, plan));
        Collect sink(out);
        PB_TRY(report, reader.run(sink, stop, Progress::none()));
        for (const auto& [partition, offset] : report.positions) (*offsets)[partition] = offset;
        return {};
    }

    Done commit(const std::string& channel, const LocalStore::Offsets& offsets) {
        PB_CHECK(store.beat(group, member));
        PB_TRY(row, store.channel(channel));
        return store.commit(group, row.id, offsets);
    }
};

Consumer::Consumer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Consumer::~Consumer() { (void)impl_->store.leave(impl_->group, impl_->member); }

Result<std::unique_ptr<Consumer>> Consumer::open(const std::filesystem::path& file, std::string group,
                                                 std::vector<std::string> channels, const Clock& clock) {
    PB_TRY(store, LocalStore::open(file, Database::Durability::full, clock));
    for (const std::string& channel : channels) PB_CHECK(store.channel(channel));
    PB_TRY(member, store.join(group));
    auto impl = std::make_unique<Impl>(
        Impl{std::move(store), std::move(group), std::move(channels), member, clock.now(), {}});
    return std::unique_ptr<Consumer>(new Consumer(std::move(impl)));
}

Result<std::vector<flow::Message>> Consumer::poll(std::size_t limit, Millis wait, StopToken stop) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(wait);
    std::vector<flow::Message> out;
    for (;;) {
        PB_CHECK(impl_->beatIfDue());
        for (const std::string& channel : impl_->channels) {
            if (out.size() < limit) PB_CHECK(impl_->fetch(channel, limit - out.size(), out, stop));
        }
        if (!out.empty() || stop.stop_requested() || std::chrono::steady_clock::now() >= end) return out;
        std::this_thread::sleep_for(idlePause);
    }
}

Done Consumer::commit(const std::vector<flow::Position>& done) {
    std::map<std::string, LocalStore::Offsets> offsets;
    for (const flow::Position& position : done) {
        std::int64_t& next = offsets[position.channel][position.partition];
        next = std::max(next, position.offset + 1);
    }
    for (const auto& [channel, of] : offsets) PB_CHECK(impl_->commit(channel, of));
    return {};
}

Done Consumer::commitAll() {
    for (const auto& [channel, offsets] : impl_->positions) PB_CHECK(impl_->commit(channel, offsets));
    return {};
}

void Consumer::rewind() { impl_->positions.clear(); }

}  // namespace pb::connectors::local

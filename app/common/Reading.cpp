#include "app/common/Reading.h"

#include "models/base/Text.h"
#include "models/flow/Redrive.h"

#include <iterator>

namespace pb::app {

namespace {

class Collector final : public flow::MessageSink {
public:
    explicit Collector(std::int64_t limit) : limit_(static_cast<std::size_t>(limit)) {}

    bool take(std::span<flow::Message> batch) override {
        std::move(batch.begin(), batch.end(), std::back_inserter(messages));
        return messages.size() < limit_;
    }

    std::vector<flow::Message> messages;

private:
    std::size_t limit_;
};

}  // namespace

Result<std::vector<flow::Message>> readChannel(flow::Broker& broker, const std::string& channel, std::int64_t limit, StopToken stop,
                                               Progress& progress) {
    flow::ReadPlan plan;
    plan.channel = channel;
    plan.from = {flow::ReadFrom::Kind::back, limit};
    Collector collector(limit);
    PB_TRY(report, broker.read(plan, collector, stop, progress));
    if (stop.stop_requested() && !report.reachedEnd) {
        return fail(ErrorCode::cancelled, say("Cancelled."));
    }
    return std::move(collector.messages);
}

Result<std::vector<Parked>> readDeadLetters(flow::Broker& broker, Journal& journal, const std::string& connection,
                                            const std::string& channel, std::int64_t limit, StopToken stop, Progress& progress) {
    PB_TRY(messages, readChannel(broker, channel, limit, stop, progress));
    PB_TRY(redriven, flow::alreadyRedriven(journal, connection, channel));
    const flow::Conventions conventions;
    std::vector<Parked> parked;
    parked.reserve(messages.size());
    for (flow::Message& message : messages) {
        flow::DeadLetter letter = conventions.normalise(message);
        const bool wasRedriven = redriven.contains(message.position);
        parked.push_back({std::move(message), std::move(letter), wasRedriven});
    }
    return parked;
}

}  // namespace pb::app

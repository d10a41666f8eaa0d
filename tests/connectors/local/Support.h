#pragma once

#include "connectors/local/LocalBroker.h"
#include "models/base/Files.h"
#include "models/base/Text.h"

#include <QTemporaryDir>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

namespace pb::test {

/// Keeps what is read; says "enough" after `limit`.
class Kept final : public flow::MessageSink {
public:
    explicit Kept(std::size_t limit = static_cast<std::size_t>(-1)) : limit_(limit) {}
    bool take(std::span<flow::Message> batch) override {
        std::ranges::move(batch, std::back_inserter(messages));
        return messages.size() < limit_;
    }
    std::vector<flow::Message> messages;

private:
    std::size_t limit_;
};

inline flow::Outgoing outgoing(std::string channel, std::optional<std::string> key, std::string body, Millis time = 0) {
    flow::Outgoing out;
    out.channel = std::move(channel);
    out.key = std::move(key);
    out.body = std::move(body);
    out.timestamp = time;
    return out;
}

inline flow::ReadPlan planFor(std::string channel, flow::ReadFrom from = {}, flow::ReadUntil until = {}) {
    flow::ReadPlan plan;
    plan.channel = std::move(channel);
    plan.from = from;
    plan.until = until;
    return plan;
}

inline std::filesystem::path fileIn(const QTemporaryDir& folder, const char* name) {
    return pathFromUtf8(utf8(folder.path()) + "/" + name);
}

/// All that is in the channel, or nothing where it cannot be read.
inline std::vector<flow::Message> allOf(flow::Broker& broker, const std::string& channel) {
    Kept sink;
    (void)broker.read(planFor(channel), sink, {});
    return std::move(sink.messages);
}

}  // namespace pb::test

#pragma once

#include "connectors/local/LocalStore.h"
#include "models/flow/Message.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace pb::connectors::local {

/// A member of a consumer group that has all partitions of its channels, as the route runner needs it. A second member
/// of the same group takes over, and the first gets ErrorCode::conflict at its next call: after kill -9 nobody waits.
class Consumer {
public:
    static Result<std::unique_ptr<Consumer>> open(const std::filesystem::path& file, std::string group,
                                                  std::vector<std::string> channels,
                                                  const Clock& clock = Clock::system());
    ~Consumer();

    /// Up to `limit` messages from where this consumer is: the committed offsets at first (the earliest message where
    /// none is committed), then behind what it gave. Waits up to `wait` milliseconds for the first; empty = none came.
    Result<std::vector<flow::Message>> poll(std::size_t limit, Millis wait, StopToken stop);

    /// Everything up to and with these messages is done: a restart begins behind them.
    Done commit(const std::vector<flow::Position>& done);
    /// Everything that poll() gave.
    Done commitAll();
    /// The next poll begins at the committed offsets again.
    void rewind();

private:
    struct Impl;
    explicit Consumer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace pb::connectors::local

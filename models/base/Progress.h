#pragma once

#include <QString>

#include <cstdint>
#include <stop_token>

namespace pb {

/// How far a long call is. Called from the worker's thread; implementations must be thread-safe and cheap
/// (callers may report every batch, not every item).
class Progress {
public:
    virtual ~Progress() = default;

    static constexpr std::int64_t unknownTotal = -1;

    /// `done` of `total` items, and one sentence about what is happening now (empty = as before).
    virtual void report(std::int64_t done, std::int64_t total, const QString& sentence = {}) = 0;

    /// A progress that nobody watches.
    static Progress& none();
};

/// Whether to give up. Ports take it by value; check it at least every 100 ms.
using StopToken = std::stop_token;

}  // namespace pb

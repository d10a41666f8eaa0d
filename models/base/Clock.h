#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace pb {

/// Wall-clock time in UTC, milliseconds since 1970-01-01T00:00:00Z: the unit of every timestamp in the house.
using Millis = std::int64_t;

/// Where the time comes from, so that a preview or a test can be repeated.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Millis now() const = 0;
    static const Clock& system();
};

/// A clock that stands still until it is moved.
class FixedClock final : public Clock {
public:
    explicit FixedClock(Millis start) : time_(start) {}
    Millis now() const override { return time_; }
    void advance(Millis by) { time_ += by; }

private:
    Millis time_;
};

/// Where ids come from. The default makes UUID version 4 (RFC 9562); tests count.
class IdSource {
public:
    virtual ~IdSource() = default;
    virtual std::string next() = 0;
    static IdSource& random();
};

class CountingIds final : public IdSource {
public:
    explicit CountingIds(std::string prefix) : prefix_(std::move(prefix)) {}
    std::string next() override { return prefix_ + std::to_string(++last_); }

private:
    std::string prefix_;
    std::uint64_t last_ = 0;
};

/// ISO 8601 / RFC 3339 with milliseconds, in UTC: "2026-11-25T07:52:00.123Z".
std::string isoTime(Millis time);

}  // namespace pb

#pragma once

#include "models/base/Clock.h"
#include "models/base/Result.h"

#include <QString>

#include <functional>
#include <mutex>
#include <string>

namespace pb {

enum class LogLevel { detail, info, warning, error };

struct LogLine {
    Millis time = 0;
    LogLevel level = LogLevel::info;
    QString sentence;     ///< says what *will* be done, before it is: "Write routes/orders.camel.yaml …"
    std::string address;  ///< of the object concerned; may be empty
};

/// Where log lines go. Thread-safe. There is one per session, made in app/ and passed down; there is no global.
/// A Secret has no conversion to QString, so none can end up in a sentence.
class Log {
public:
    using Sink = std::function<void(const LogLine&)>;

    explicit Log(Sink sink, const Clock& clock = Clock::system()) : sink_(std::move(sink)), clock_(clock) {}

    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    void write(LogLevel level, const QString& sentence, const std::string& address = {}) const;
    void info(const QString& sentence, const std::string& address = {}) const { write(LogLevel::info, sentence, address); }
    void error(const Error& error) const;

    /// A log that keeps nothing.
    static const Log& none();

private:
    Sink sink_;
    mutable std::mutex mutex_;  ///< one line at a time: a sink need not lock
    const Clock& clock_;
};

}  // namespace pb

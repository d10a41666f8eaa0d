#include "models/base/Log.h"

namespace pb {

void Log::write(LogLevel level, const QString& sentence, const std::string& address) const {
    if (!sink_) return;
    const std::lock_guard lock(mutex_);
    sink_({clock_.now(), level, sentence, address});
}

void Log::error(const Error& error) const { write(LogLevel::error, error.print(), error.place.address); }

const Log& Log::none() {
    static const Log log{Sink()};
    return log;
}

}  // namespace pb

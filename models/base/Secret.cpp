#include "models/base/Secret.h"

#include <ostream>
#include <utility>

namespace pb {

namespace {

constexpr const char* dots = "••••••";

/// Through a volatile pointer, so that no compiler drops the stores to memory that is about to be freed. A short text
/// lies in the object itself: capacity() covers that buffer too.
void wipeText(std::string& text) {
    text.resize(text.capacity());
    volatile char* bytes = text.data();
    for (std::size_t i = 0; i < text.size(); ++i) bytes[i] = 0;
    text.clear();
}

}  // namespace

Secret::Secret(std::string value) : value_(std::move(value)) { wipeText(value); }

Secret::Secret(Secret&& other) noexcept : value_(std::move(other.value_)) { other.wipe(); }

Secret& Secret::operator=(const Secret& other) {
    if (this != &other) {
        wipe();
        value_ = other.value_;
    }
    return *this;
}

Secret& Secret::operator=(Secret&& other) noexcept {
    if (this != &other) {
        wipe();
        value_.swap(other.value_);
    }
    return *this;
}

Secret::~Secret() { wipe(); }

void Secret::wipe() { wipeText(value_); }

std::ostream& operator<<(std::ostream& out, const Secret&) { return out << dots; }

QDebug operator<<(QDebug out, const Secret&) {
    const QDebugStateSaver saver(out);
    out.noquote().nospace() << QString::fromUtf8(dots);
    return out;
}

}  // namespace pb

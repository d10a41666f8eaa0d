#pragma once

#include <QDebug>

#include <iosfwd>
#include <string>
#include <string_view>

namespace pb {

/// A password, token or key. It prints as dots everywhere, is wiped when it goes, and gives its value only on
/// explicit request. Copies are allowed (each wipes itself).
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string value);  ///< wipes what is left in the argument
    Secret(const Secret&) = default;
    Secret(Secret&& other) noexcept;
    Secret& operator=(const Secret& other);
    Secret& operator=(Secret&& other) noexcept;
    ~Secret();

    bool isEmpty() const { return value_.empty(); }
    /// The value itself: hand it to the client library, never to a log or a message.
    std::string_view reveal() const { return value_; }

private:
    void wipe();
    std::string value_;
};

std::ostream& operator<<(std::ostream& out, const Secret& secret);
QDebug operator<<(QDebug out, const Secret& secret);

}  // namespace pb

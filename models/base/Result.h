#pragma once

#include <QString>

#include <tl/expected.hpp>

#include <cstddef>
#include <memory>
#include <string>

namespace pb {

/// A place in a text or in bytes. Every field may be unknown (0, or npos for byte).
struct Place {
    std::string address;  ///< printed Address, or a path where there is no workspace
    int line = 0;         ///< 1-based
    int column = 0;       ///< 1-based, in code points
    std::size_t byte = npos;

    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
    QString print() const;  ///< "orders.json:12:5", or "" when nothing is known
    friend bool operator==(const Place&, const Place&) = default;
};

/// Why something did not work. The code decides exit statuses and retries; the sentence is for people.
enum class ErrorCode {
    invalidInput,   ///< the document, file or text is wrong
    wrongUse,       ///< the caller asked for something that makes no sense
    notFound,
    conflict,       ///< someone else changed it: live state moved, lock held, version differs
    refused,        ///< the other side said no: login, right, validation
    unreachable,    ///< name, port, TLS, time-out
    unavailable,    ///< the other side answers but cannot do it now
    limit,          ///< a limit of ours was hit; the sentence names it
    cancelled,
    storage,        ///< disk full, read-only, corrupt store
    unsupported,
    unknownOutcome, ///< it may or may not have happened: only a re-read decides
    internal,
};

/// A failure as a user should meet it: what, where, why (the cause chain), what to do.
struct Error {
    ErrorCode code = ErrorCode::internal;
    QString sentence;                    ///< translated, whole sentences: "Cannot read the map. Line 12 …"
    Place place;
    QString hint;                        ///< what to do; may be empty
    std::shared_ptr<const Error> cause;  ///< what led to it

    Error() = default;
    Error(ErrorCode errorCode, QString text, QString whatToDo = {}, Place where = {});

    Error&& because(Error inner) &&;     ///< hangs `inner` under this one
    Error&& at(Place where) &&;
    QString print() const;               ///< all of it, one line a cause, as the command line shows it
};

template <typename T>
using Result = tl::expected<T, Error>;
using Done = Result<void>;

inline tl::unexpected<Error> fail(ErrorCode code, QString sentence, QString hint = {}, Place place = {}) {
    return tl::unexpected<Error>(Error(code, std::move(sentence), std::move(hint), std::move(place)));
}
inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

/// Machine name of a code, for --json and logs: "invalid-input", "unreachable" …
const char* wordFor(ErrorCode code);

/// `PB_TRY(value, expression)`: declares `value`, or returns the error of the expression from the current function.
#define PB_TRY(variable, ...)                                             \
    auto variable##Result = (__VA_ARGS__);                                \
    if (!variable##Result) return ::pb::fail(std::move(variable##Result).error()); \
    auto variable = std::move(*variable##Result)

/// `PB_CHECK(expression)`: the same for a Done.
#define PB_CHECK(...)                                              \
    do {                                                           \
        if (auto pbDone = (__VA_ARGS__); !pbDone)                  \
            return ::pb::fail(std::move(pbDone).error());          \
    } while (false)

}  // namespace pb

#pragma once

#include "connectors/http/HttpClient.h"
#include "models/contract/HttpTransport.h"
#include "models/contract/Url.h"

#include <QElapsedTimer>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <variant>

namespace pb::connectors::http {

/// One exchange, shared by the caller that waits and the socket thread that works. The request is read-only once it has
/// been handed over; what comes back goes through the mailbox.
struct Call {
    struct Head {
        int status = 0;
        std::string reason;
        contract::HttpHeaders headers;
    };
    struct End {
        contract::HttpHeaders trailers;
        contract::HttpTimings timings;
        std::optional<contract::TlsFacts> tls;
    };
    using Event = std::variant<Head, std::string, End, Error>;

    contract::HttpRequest request;
    contract::UrlParts parts;
    std::string head;                  ///< as it goes over the wire
    QElapsedTimer clock;
    std::atomic<Step> step{Step::name};
    std::atomic<bool> sent{false};     ///< some of the request may have reached the peer

    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Event> events;
    std::size_t queuedBytes = 0;       ///< of chunks that wait: the socket thread pauses above maxQueuedBytes
    bool paused = false;

    static constexpr std::size_t maxQueuedBytes = 1u << 20;

    void post(Event event);            ///< by the socket thread
    double elapsedMs() const { return static_cast<double>(clock.nsecsElapsed()) / 1e6; }
    /// Sentence, code and hint for a failure in this step. A request that may have been taken, and changes something
    /// when it is sent twice, is ErrorCode::unknownOutcome.
    Error failure(Step at, const QString& why) const;
    Error timeout(std::int64_t limitMs) const;
    QString peer() const;              ///< "erp.example:8443"
};

}  // namespace pb::connectors::http

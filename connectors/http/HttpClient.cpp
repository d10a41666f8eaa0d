#include "connectors/http/HttpClient.h"

#include "connectors/http/Hub.h"
#include "connectors/http/MessageParser.h"
#include "connectors/http/Words.h"
#include "models/base/Text.h"

#include <QThread>

#include <chrono>

namespace pb::connectors::http {

namespace {

constexpr int maxRedirects = 10;

Error cancelled(const Call& call) {
    Error error(ErrorCode::cancelled, say("The exchange with %1 was cancelled.").arg(call.peer()));
    if (call.sent && !isIdempotent(call.request.method)) {
        error.hint = say("The server may have done it or not. Look there before sending it again.");
    }
    return error;
}

Result<std::shared_ptr<Call>> makeCall(const contract::HttpRequest& request) {
    auto call = std::make_shared<Call>();
    PB_TRY(parts, contract::splitUrl(request.url));
    PB_TRY(head, requestHead(request, parts.authority, parts.target));
    call->request = request;
    call->parts = std::move(parts);
    call->head = std::move(head);
    call->clock.start();
    return call;
}

/// What an event adds to the response. False = the receiver has had enough.
struct Collector {
    contract::HttpResponse response;
    contract::HttpEvents* events = nullptr;
    bool ended = false;

    bool operator()(Call::Head& head) {
        response.status = head.status;
        response.reason = std::move(head.reason);
        response.headers = std::move(head.headers);
        return !events || events->onHeaders(response.status, response.reason, response.headers);
    }
    bool operator()(std::string& chunk) {
        if (events) {
            return events->onChunk(chunk);
        }
        response.body.empty() ? void(response.body = std::move(chunk)) : void(response.body += chunk);
        return true;
    }
    bool operator()(Call::End& end) {
        response.trailers = std::move(end.trailers);
        response.timings = end.timings;
        response.tls = std::move(end.tls);
        ended = true;
        if (events && !response.trailers.empty()) {
            events->onTrailers(response.trailers);
        }
        return true;
    }
    bool operator()(Error&) { return false; }
};

/// RFC 9110 §15.4: 303 and, as every client does, 301 and 302 turn a POST into a GET; 307 and 308 repeat it as it is.
Result<bool> followRedirect(const contract::HttpResponse& response, contract::HttpRequest& request) {
    const std::string location(contract::headerValue(response.headers, "Location"));
    const bool redirects = response.status == 301 || response.status == 302 || response.status == 303 ||
                           response.status == 307 || response.status == 308;
    if (!redirects || location.empty()) {
        return false;
    }
    PB_TRY(from, contract::splitUrl(request.url));
    const std::string origin = (from.tls ? "https://" : "http://") + from.authority;
    const std::string folder = from.target.substr(0, std::string(from.path()).rfind('/') + 1);
    const bool absolute = location.find("://") != std::string::npos;
    request.url = absolute ? location : origin + (location.starts_with('/') ? location : folder + location);
    PB_TRY(to, contract::splitUrl(request.url));
    if (to.authority != from.authority || to.tls != from.tls) {
        std::erase_if(request.headers, [](const auto& line) { return sameWord(line.first, "Authorization"); });
    }
    if (response.status == 303 || (response.status < 303 && request.method == "POST")) {
        request.method = request.method == "HEAD" ? "HEAD" : "GET";
        request.body.clear();
        std::erase_if(request.headers, [](const auto& line) { return sameWord(line.first, "Content-Type"); });
    }
    return true;
}

}  // namespace

struct HttpClient::Impl {
    explicit Impl(ClientOptions options) : hub(new Hub(std::move(options))) {
        hub->moveToThread(&thread);
        thread.setObjectName(QStringLiteral("http"));
        thread.start();
    }

    ~Impl() {
        QMetaObject::invokeMethod(hub, [this] {
            hub->shutDown();
            thread.quit();
        });
        thread.wait();
        delete hub;
    }

    template <typename Function>
    void onHub(Function function) {
        QMetaObject::invokeMethod(hub, std::move(function), Qt::QueuedConnection);
    }

    Result<contract::HttpResponse> once(const contract::HttpRequest& request, contract::HttpEvents* events,
                                        StopToken stop, Step& reached);
    Result<contract::HttpResponse> wait(const std::shared_ptr<Call>& call, contract::HttpEvents* events,
                                        const StopToken& stop);
    Done waitForEvents(Call& call, std::deque<Call::Event>& taken, bool& resume, const StopToken& stop);

    QThread thread;
    Hub* hub;
};

/// Until something came, the stop, or the limit of the step under way.
Done HttpClient::Impl::waitForEvents(Call& call, std::deque<Call::Event>& taken, bool& resume, const StopToken& stop) {
    const auto& limits = call.request.limits;
    std::unique_lock lock(call.mutex);
    while (call.events.empty()) {
        if (stop.stop_requested()) {
            return fail(cancelled(call));
        }
        const bool connecting = call.step < Step::sending;
        const std::int64_t limit = connecting ? std::min(limits.connectMs, limits.totalMs) : limits.totalMs;
        const auto left = limit - static_cast<std::int64_t>(call.elapsedMs());
        if (left <= 0) {
            return fail(call.timeout(limit));
        }
        // The step can change without a notice, so no wait is long.
        call.changed.wait_for(lock, std::chrono::milliseconds(std::min<std::int64_t>(left, 50)));
    }
    taken.swap(call.events);
    call.queuedBytes = 0;
    resume = call.paused;
    return {};
}

Result<contract::HttpResponse> HttpClient::Impl::wait(const std::shared_ptr<Call>& call, contract::HttpEvents* events,
                                                      const StopToken& stop) {
    Collector collector;
    collector.events = events;
    const std::stop_callback wake(stop, [&] { call->changed.notify_all(); });
    while (!collector.ended) {
        std::deque<Call::Event> taken;
        bool resume = false;
        if (auto came = waitForEvents(*call, taken, resume, stop); !came) {
            onHub([this, call] { hub->abort(call); });
            return fail(std::move(came).error());
        }
        for (auto& event : taken) {
            if (auto* error = std::get_if<Error>(&event)) {
                return fail(std::move(*error));
            }
            if (!std::visit(collector, event)) {
                onHub([this, call] { hub->abort(call); });
                return std::move(collector.response);
            }
        }
        if (resume) {
            onHub([this, call] { hub->resume(call); });
        }
    }
    return std::move(collector.response);
}

Result<contract::HttpResponse> HttpClient::Impl::once(const contract::HttpRequest& request,
                                                      contract::HttpEvents* events, StopToken stop, Step& reached) {
    PB_TRY(call, makeCall(request));
    if (stop.stop_requested()) {
        return fail(cancelled(*call));
    }
    onHub([this, call] { hub->start(call); });
    auto response = wait(call, events, stop);
    reached = call->step;
    return response;
}

HttpClient::HttpClient(ClientOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
HttpClient::~HttpClient() = default;

Result<contract::HttpResponse> HttpClient::exchange(const contract::HttpRequest& request, contract::HttpEvents* events,
                                                    StopToken stop) {
    Step reached = Step::name;
    return exchange(request, events, std::move(stop), reached);
}

Result<contract::HttpResponse> HttpClient::exchange(const contract::HttpRequest& request, contract::HttpEvents* events,
                                                    StopToken stop, Step& reached) {
    if (!request.followRedirects) {
        return impl_->once(request, events, stop, reached);
    }
    contract::HttpRequest next = request;
    for (int i = 0; i <= maxRedirects; ++i) {
        PB_TRY(response, impl_->once(next, events, stop, reached));
        PB_TRY(again, followRedirect(response, next));
        if (!again) {
            return response;
        }
    }
    return fail(ErrorCode::limit, say("“%1” redirects more than %2 times.").arg(qs(request.url)).arg(maxRedirects));
}

}  // namespace pb::connectors::http

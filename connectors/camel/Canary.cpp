#include "connectors/camel/CamelTarget.h"

#include "models/base/Text.h"
#include "models/route/Route.h"

#include <algorithm>
#include <chrono>

namespace pb::connectors::camel {

using namespace deploy;

namespace {

constexpr const char* markHeader = "patchbay.canary";

bool isMarked(const route::TraceEvent& event, const std::string& mark) {
    return std::any_of(event.exchange.headers.begin(), event.exchange.headers.end(),
                       [&](const auto& header) { return header.first == markHeader && header.second == mark; });
}

Error noConsumer(const std::string& entry) {
    return Error(ErrorCode::notFound, say("No route consumes “%1”.").arg(qs(entry)));
}

CanaryResult failed(const std::string& failure) { return {false, say("The canary failed. %1").arg(qs(failure)), {}}; }

}  // namespace

Result<CanaryResult> CamelTarget::canary(const std::string& entry, const std::string& body, StopToken stop) {
    const route::Endpoint wanted = route::endpointOf(entry);
    PB_TRY(running, camel_.routes(stop));
    const auto consumer = std::find_if(running.begin(), running.end(), [&](const route::RouteStatus& status) {
        const route::Endpoint from = route::endpointOf(status.from);
        return from.scheme == wanted.scheme && from.name() == wanted.name();
    });
    if (consumer == running.end()) {
        return fail(noConsumer(entry));  // sending to direct: without a consumer would block every other send for 30 s
    }
    const std::string mark = IdSource::random().next();
    PB_CHECK(camel_.setTracing(true, stop));
    PB_CHECK(camel_.drainTrace(stop));
    auto sent = camel_.send(wanted.scheme == "kafka" ? consumer->from : entry, {body, true, {{markHeader, mark}}}, wanted.scheme == "direct", stop);
    Result<CanaryResult> result = !sent          ? Result<CanaryResult>(fail(sent.error()))
                                  : sent->failed ? failed(sent->failureClass + ": " + sent->failureMessage)
                                                 : followCanary(mark, consumer->id, stop);
    if (result && result->passed && wanted.scheme == "direct") {
        result->output = sent->exchange.body;
    }
    PB_CHECK(camel_.setTracing(false, stop));
    return result;
}

Result<CanaryResult> CamelTarget::followCanary(const std::string& mark, const std::string& routeId, StopToken stop) {
    std::string exchangeId;
    std::string output;
    std::string failure;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(times_.canaryMs);
    do {
        PB_TRY(events, camel_.drainTrace(stop));
        for (const Management::Trace& trace : events) {
            if (trace.event.routeId == routeId && isMarked(trace.event, mark)) {
                exchangeId = trace.exchangeId;
            }
            if (exchangeId.empty() || trace.exchangeId != exchangeId) {
                continue;
            }
            failure = failure.empty() ? trace.event.failure : failure;
            output = trace.event.exchange.body;
            if (trace.isLast && trace.event.routeId == routeId) {
                return failure.empty() ? CanaryResult{true, say("The canary went through route “%1”.").arg(qs(routeId)), output} : failed(failure);
            }
        }
    } while (std::chrono::steady_clock::now() < deadline && pause(stop));
    if (!failure.empty()) {
        return failed(failure);
    }
    return CanaryResult{false, say("The canary did not come out of route “%1” within %2 s.").arg(qs(routeId)).arg(times_.canaryMs / 1000), output};
}

Done CamelRuntime::control(const std::string& routeId, const std::string& action, route::RouteState wanted, StopToken stop) {
    PB_CHECK(camel_.control(routeId, action, stop));
    PB_TRY(running, camel_.routes(stop));
    for (const route::RouteStatus& status : running) {
        if (status.id == routeId) {
            return status.state == wanted ? Done() : fail(ErrorCode::unavailable, say("Camel did not %1 the route “%2”.").arg(qs(action), qs(routeId)));
        }
    }
    return fail(ErrorCode::notFound, say("There is no route “%1”.").arg(qs(routeId)));
}

Done CamelRuntime::start(const std::string& routeId, StopToken stop) { return control(routeId, "start", route::RouteState::started, stop); }
Done CamelRuntime::stop(const std::string& routeId, StopToken stop) { return control(routeId, "stop", route::RouteState::stopped, stop); }

Result<route::SendResult> CamelRuntime::send(const std::string& endpoint, const route::Exchange& exchange, StopToken stop) {
    const route::Endpoint to = route::endpointOf(endpoint);
    if (to.scheme == "direct") {
        PB_TRY(running, camel_.routes(stop));
        const bool isConsumed = std::any_of(running.begin(), running.end(), [&](const route::RouteStatus& status) {
            const route::Endpoint from = route::endpointOf(status.from);
            return from.scheme == "direct" && from.name() == to.name() && status.state == route::RouteState::started;
        });
        if (!isConsumed) {  // Camel would wait 30 s, and let every other send wait too
            route::SendResult result;
            result.failed = true;
            result.failureClass = "org.apache.camel.component.direct.DirectConsumerNotAvailableException";
            result.failureMessage = "No consumers available on endpoint: " + to.print();
            return result;
        }
    }
    return camel_.send(endpoint, exchange, to.scheme == "direct" || to.scheme == "jsonata" || to.scheme == "http", stop);
}

Result<std::vector<route::TraceEvent>> CamelRuntime::drainTrace(StopToken stop) {
    PB_TRY(traces, camel_.drainTrace(stop));
    std::vector<route::TraceEvent> events;
    for (Management::Trace& trace : traces) {
        events.push_back(std::move(trace.event));
    }
    return events;
}

}  // namespace pb::connectors::camel

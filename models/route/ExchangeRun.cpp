#include "models/route/ExchangeRun.h"

#include "models/base/Text.h"

#include <chrono>
#include <cmath>
#include <thread>

namespace pb::route {

namespace {

double millisecondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

/// Set where a route fails; dead letter routes read them.
void setFailureProperties(Travel& travel, const Thrown& thrown, const std::string& routeId) {
    travel.caught = thrown;
    travel.properties["CamelFailureRouteId"] = Cell::ofText(routeId);
    const auto to = travel.properties.find("CamelToEndpoint");
    travel.properties["CamelFailureEndpoint"] = to == travel.properties.end() ? Cell() : to->second;
}

bool isOurs(const Thrown& thrown) { return thrown.isCancelled; }

}  // namespace

Travel ExchangeRun::begin() {
    Travel travel;
    travel.id = home_.ports.ids->next();
    travel.created = home_.ports.clock->now();
    return travel;
}

void ExchangeRun::runRoute(LoadedRoute& route, Travel& travel) {
    const std::string outer = std::exchange(travel.routeId, route.route.id);
    if (travel.fromRouteId.empty()) {
        travel.fromRouteId = route.route.id;
    }
    if (!original_) {
        original_ = Original{travel.body, travel.headers};
    }
    {
        const std::lock_guard lock(home_.state);
        ++route.status.inflight;
        home_.record({route.route.id, route.route.fromId, route.route.from.print(), home_.ports.clock->now(), 0,
                      exchangeOf(travel), {}});
    }
    runSteps(route.route.steps, route, travel);
    const std::lock_guard lock(home_.state);
    --route.status.inflight;
    ++(travel.failure ? route.status.failed : route.status.completed);
    route.status.lastActivity = home_.ports.clock->now();
    travel.routeId = outer;
}

void ExchangeRun::runSteps(const std::vector<Step>& steps, LoadedRoute& route, Travel& travel) {
    for (const Step& step : steps) {
        if (travel.failure || travel.isStopped) {
            return;
        }
        if (optionOf(step.options, "disabled") != "true") {
            runStep(step, route, travel);
        }
    }
}

void ExchangeRun::runStep(const Step& step, LoadedRoute& route, Travel& travel) {
    if (stop_.stop_requested()) {
        travel.failure = cancelled().value();
        return;
    }
    const Travel before = travel;
    const auto start = std::chrono::steady_clock::now();
    const StepOutcome outcome = attempt(step, route, travel);
    traceStep(step, route, exchangeOf(before), millisecondsSince(start), outcome);
    if (!outcome) {
        handleFailure(outcome.error(), step, route, travel, before);
    }
}

StepOutcome ExchangeRun::attempt(const Step& step, LoadedRoute& route, Travel& travel) {
    using Runner = StepOutcome (ExchangeRun::*)(const Step&, Travel&);
    static const std::map<std::string_view, Runner> runners{
        {"to", &ExchangeRun::runTo},
        {"toD", &ExchangeRun::runTo},
        {"setBody", &ExchangeRun::runSetter},
        {"transform", &ExchangeRun::runSetter},
        {"setHeader", &ExchangeRun::runSetter},
        {"setProperty", &ExchangeRun::runSetter},
        {"setVariable", &ExchangeRun::runSetter},
        {"removeHeader", &ExchangeRun::runRemover},
        {"removeHeaders", &ExchangeRun::runRemover},
        {"removeProperty", &ExchangeRun::runRemover},
        {"removeProperties", &ExchangeRun::runRemover},
        {"removeVariable", &ExchangeRun::runRemover},
        {"convertBodyTo", &ExchangeRun::runConvert},
        {"marshal", &ExchangeRun::runFormat},
        {"unmarshal", &ExchangeRun::runFormat},
        {"throwException", &ExchangeRun::runThrow},
        {"log", &ExchangeRun::runLog},
    };
    if (const auto runner = runners.find(step.kind); runner != runners.end()) {
        return (this->*runner->second)(step, travel);
    }
    if (step.kind == "choice") {
        return runChoice(step, route, travel);
    }
    if (step.kind == "filter") {
        return runFilter(step, route, travel);
    }
    if (step.kind == "pipeline") {
        runSteps(step.steps, route, travel);
        return {};
    }
    if (step.kind == "stop") {
        travel.isStopped = true;
        return {};
    }
    return notSimulated("the step “" + step.kind + "”");
}

void ExchangeRun::traceStep(const Step& step, const LoadedRoute& route, Exchange before, double elapsed,
                            const StepOutcome& outcome) {
    const std::lock_guard lock(home_.state);
    home_.record({route.route.id, step.id, step.endpoint ? step.endpoint->print() : std::string(), home_.ports.clock->now(),
                  elapsed, std::move(before), outcome ? std::string() : outcome.error().type + ": " + outcome.error().message});
}

void ExchangeRun::handleFailure(Thrown thrown, const Step& step, LoadedRoute& route, Travel& travel, const Travel& before) {
    const bool wasExhausted = travel.failure.has_value();  // an inner route's error handler gave up: Camel goes no further
    if (wasExhausted || isOurs(thrown) || thrown.isUnknownToSimulator ||
        route.errorHandler.kind == ErrorHandler::Kind::none) {
        travel.failure = std::move(thrown);
        return;
    }
    const OnException* handler = nullptr;
    for (const OnException& candidate : route.onExceptions) {
        for (const std::string& wanted : candidate.exceptions) {
            handler = !handler && isException(thrown.type, wanted) ? &candidate : handler;
        }
    }
    const Redelivery& policy = handler && handler->redelivery ? *handler->redelivery : route.errorHandler.redelivery;
    if (redeliver(thrown, policy, step, route, travel, before)) {
        return;
    }
    if (isOurs(thrown)) {
        travel.failure = std::move(thrown);
        return;
    }
    setFailureProperties(travel, thrown, route.route.id);
    if (handler && (!handler->steps.empty() || !route.errorHandler.deadLetter)) {
        runOnException(*handler, thrown, route, travel);
    } else if (route.errorHandler.deadLetter) {
        sendToDeadLetter(route.errorHandler, thrown, travel);
    } else {
        travel.failure = std::move(thrown);
    }
}

bool ExchangeRun::redeliver(Thrown& thrown, const Redelivery& policy, const Step& step, LoadedRoute& route, Travel& travel,
                            const Travel& before) {
    double delay = static_cast<double>(policy.delayMs);
    for (int tries = 1; policy.maximumRedeliveries < 0 || tries <= policy.maximumRedeliveries; ++tries) {
        if (!pause(std::min(static_cast<std::int64_t>(delay), policy.maximumDelayMs))) {
            thrown = cancelled().value();
            return false;
        }
        delay *= policy.backOffMultiplier;
        travel = before;
        travel.headers["CamelRedelivered"] = Cell::ofBoolean(true);
        travel.headers["CamelRedeliveryCounter"] = Cell::ofInt32(tries);
        const auto start = std::chrono::steady_clock::now();
        const StepOutcome outcome = attempt(step, route, travel);
        traceStep(step, route, exchangeOf(before), millisecondsSince(start), outcome);
        if (outcome) {
            return true;
        }
        thrown = outcome.error();
    }
    return false;
}

void ExchangeRun::runOnException(const OnException& handler, const Thrown& thrown, LoadedRoute& route, Travel& travel) {
    if (handler.useOriginalMessage) {
        restoreOriginal(travel);
    }
    ++handling_;
    LoadedRoute quiet{route.route, {}, {}, {}};  // a failure in here is not handled again
    quiet.errorHandler.kind = ErrorHandler::Kind::none;
    runSteps(handler.steps, quiet, travel);
    --handling_;
    if (travel.failure) {
        return;
    }
    if (handler.handled) {
        travel.isStopped = true;
    } else if (!handler.continued) {
        travel.failure = thrown;
    }
}

void ExchangeRun::sendToDeadLetter(const ErrorHandler& handler, const Thrown& thrown, Travel& travel) {
    if (handler.useOriginalMessage) {
        restoreOriginal(travel);
    }
    ++handling_;
    Travel dead = travel;
    const StepOutcome outcome = callEndpoint(*handler.deadLetter, dead);
    --handling_;
    if (!outcome) {
        if (isOurs(outcome.error())) {
            travel.failure = outcome.error();
            return;
        }
        lost = outcome.error();
        lost->message += " (while parking: " + thrown.type + ": " + thrown.message + ")";
    }
    travel.body = dead.body;
    travel.headers = dead.headers;
    travel.caught = thrown;
    travel.isStopped = true;
}

void ExchangeRun::restoreOriginal(Travel& travel) const {
    travel.body = original_->body;
    travel.headers = original_->headers;
}

bool ExchangeRun::pause(std::int64_t milliseconds) {
    if (home_.ports.sleep) {
        return home_.ports.sleep(milliseconds, stop_);
    }
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
    while (!stop_.stop_requested() && std::chrono::steady_clock::now() < end) {
        std::this_thread::sleep_for(std::min<std::chrono::steady_clock::duration>(std::chrono::milliseconds(50),
                                                                                 end - std::chrono::steady_clock::now()));
    }
    return !stop_.stop_requested();
}

void ExchangeRun::drainQueue() {
    while (!queue_.empty() && !stop_.stop_requested()) {
        Queued next = std::move(queue_.front());
        queue_.pop_front();
        LoadedRoute* route = home_.consumerOf("seda", next.name);
        if (!route) {
            continue;
        }
        original_.reset();
        next.travel.fromRouteId.clear();
        runRoute(*route, next.travel);
        if (next.travel.failure && !next.travel.failure->isCancelled) {
            lost = next.travel.failure;
        }
    }
}

}  // namespace pb::route

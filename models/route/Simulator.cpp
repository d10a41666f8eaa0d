#include "models/route/Simulator.h"

#include "models/base/Text.h"
#include "models/route/ExchangeRun.h"
#include "models/route/SimulatorCore.h"

#include <algorithm>
#include <chrono>

namespace pb::route {

namespace {

void take(Travel& travel, const Exchange& exchange) {
    travel.body = exchange.hasBody ? Cell::ofText(exchange.body) : Cell();
    for (const auto& [name, value] : exchange.headers) {
        travel.headers[name] = Cell::ofText(value);
    }
}

SendResult resultOf(const Travel& travel, const ExchangeRun& run, std::chrono::steady_clock::time_point start) {
    SendResult result;
    result.exchange = exchangeOf(travel);
    result.elapsedMs = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    const std::optional<Thrown>& failure = travel.failure ? travel.failure : run.lost;
    result.isLost = !travel.failure && run.lost;
    if (travel.caught && !travel.failure) {
        result.caughtClass = travel.caught->type;
        result.caughtMessage = travel.caught->message;
    }
    if (failure) {
        result.failed = true;
        result.failureClass = failure->type;
        result.failureMessage = failure->message;
    }
    return result;
}

std::unique_ptr<LoadedRoute> loaded(const Route& route, const RouteDocument& document, PlaceholderFiller& filler) {
    auto one = std::make_unique<LoadedRoute>();
    one->route = route;
    filler.fill(one->route);
    one->onExceptions = document.onExceptions();
    for (OnException& handler : one->onExceptions) {
        filler.fill(handler.steps);
    }
    if (one->route.errorHandler) {
        one->errorHandler = *one->route.errorHandler;
    } else if (document.errorHandler()) {
        one->errorHandler = *document.errorHandler();
        if (one->errorHandler.deadLetter) {
            filler.fill(*one->errorHandler.deadLetter);
        }
    }
    one->status.id = route.id;
    one->status.from = one->route.from.print();
    one->status.source = "file:" + document.path() + ":" + std::to_string(route.place.line);
    one->status.state = route.autoStartup ? RouteState::started : RouteState::stopped;
    return one;
}

void keepCounters(LoadedRoute& route, const std::vector<std::unique_ptr<LoadedRoute>>& before) {
    for (const auto& old : before) {
        if (old->route.id == route.route.id) {
            const RouteState state = old->status.state;
            route.status.completed = old->status.completed;
            route.status.failed = old->status.failed;
            route.status.lastActivity = old->status.lastActivity;
            route.status.state = state == RouteState::stopped ? state : route.status.state;
        }
    }
}

Error noSuchRoute(const std::string& id) {
    return Error(ErrorCode::notFound, say("There is no route “%1”.").arg(qs(id)));
}

}  // namespace

Exchange exchangeOf(const Travel& travel) {
    Exchange exchange;
    exchange.hasBody = !travel.body.isNull();
    exchange.body = travel.body.text;
    for (const auto& [name, cell] : travel.headers) {
        if (!cell.isNull()) {
            exchange.headers.emplace_back(name, javaText(cell));
        }
    }
    return exchange;
}

LoadedRoute* SimulatorCore::find(std::string_view routeId) {
    const auto found = std::find_if(routes.begin(), routes.end(), [&](const auto& route) { return route->route.id == routeId; });
    return found == routes.end() ? nullptr : found->get();
}

LoadedRoute* SimulatorCore::consumerOf(const std::string& scheme, const std::string& name) {
    const std::lock_guard lock(state);
    for (const auto& route : routes) {
        const bool isIt = route->route.from.scheme == scheme && route->route.from.name() == name;
        if (isIt && route->status.state == RouteState::started) {
            return route.get();
        }
    }
    return nullptr;
}

void SimulatorCore::record(TraceEvent event) {
    if (!isTracing) {
        return;
    }
    trace.push_back(std::move(event));
    if (trace.size() > limits.traceEvents) {
        trace.pop_front();
    }
}

Simulator::Simulator(SimulatorPorts ports, const SimulatorLimits& limits)
    : core_(std::make_unique<SimulatorCore>(std::move(ports), limits)) {}
Simulator::~Simulator() = default;

void Simulator::load(std::vector<RouteDocument> documents) {
    std::vector<std::unique_ptr<LoadedRoute>> routes;
    std::vector<Finding> findings = duplicateRouteIds(documents);
    for (const RouteDocument& document : documents) {
        findings.insert(findings.end(), document.findings().begin(), document.findings().end());
        if (!document.isSound()) {
            continue;
        }
        for (const Route& route : document.routes()) {
            std::vector<Finding> missing;
            PlaceholderFiller filler(core_->ports, missing);
            auto one = loaded(route, document, filler);
            findings.insert(findings.end(), missing.begin(), missing.end());
            // As in Camel, the last file with a route id has it.
            std::erase_if(routes, [&](const auto& other) { return other->route.id == route.id; });
            if (missing.empty()) {
                routes.push_back(std::move(one));
            }
        }
    }
    const std::lock_guard running(core_->running);
    const std::lock_guard state(core_->state);
    for (const auto& route : routes) {
        keepCounters(*route, core_->routes);
    }
    core_->routes = std::move(routes);
    core_->documents = std::move(documents);
    core_->findings = std::move(findings);
    core_->mocks.clear();
    core_->programs.clear();
}

std::vector<RouteDocument> Simulator::documents() const {
    const std::lock_guard lock(core_->state);
    return core_->documents;
}

std::vector<Finding> Simulator::findings() const {
    const std::lock_guard lock(core_->state);
    return core_->findings;
}

Result<std::vector<RouteStatus>> Simulator::routes(StopToken) {
    const std::lock_guard lock(core_->state);
    std::vector<RouteStatus> all;
    for (const auto& route : core_->routes) {
        all.push_back(route->status);
    }
    return all;
}

Done Simulator::start(const std::string& routeId, StopToken) {
    const std::lock_guard lock(core_->state);
    LoadedRoute* route = core_->find(routeId);
    if (!route) {
        return fail(noSuchRoute(routeId));
    }
    route->status.state = RouteState::started;
    return {};
}

Done Simulator::stop(const std::string& routeId, StopToken) {
    const std::lock_guard lock(core_->state);
    LoadedRoute* route = core_->find(routeId);
    if (!route) {
        return fail(noSuchRoute(routeId));
    }
    route->status.state = RouteState::stopped;
    return {};
}

Result<SendResult> Simulator::send(const std::string& endpoint, const Exchange& exchange, StopToken stop) {
    const std::lock_guard lock(core_->running);
    const auto start = std::chrono::steady_clock::now();
    ExchangeRun run(*core_, stop);
    Travel travel = run.begin();
    take(travel, exchange);
    if (const auto outcome = run.callEndpoint(endpointOf(endpoint), travel); !outcome) {
        travel.failure = outcome.error();
    }
    run.drainQueue();
    if (stop.stop_requested()) {
        return fail(ErrorCode::cancelled, say("Sending to “%1” was cancelled.").arg(qs(endpoint)));
    }
    return resultOf(travel, run, start);
}

Result<SendResult> Simulator::deliver(const std::string& routeId, const Consumed& message, StopToken stop) {
    const std::lock_guard lock(core_->running);
    LoadedRoute* route = core_->find(routeId);
    if (!route) {
        return fail(noSuchRoute(routeId));
    }
    const auto start = std::chrono::steady_clock::now();
    ExchangeRun run(*core_, stop);
    Travel travel = run.begin();
    take(travel, {message.body, message.hasBody, message.headers});
    travel.headers["kafka.TOPIC"] = Cell::ofText(message.channel);
    travel.headers["kafka.PARTITION"] = Cell::ofInt32(message.partition);
    travel.headers["kafka.OFFSET"] = Cell::ofInt64(message.offset);
    travel.headers["kafka.TIMESTAMP"] = Cell::ofInt64(message.timestamp);
    travel.headers["CamelMessageTimestamp"] = Cell::ofInt64(message.timestamp);
    if (message.key) {
        travel.headers["kafka.KEY"] = Cell::ofText(*message.key);
    }
    run.runRoute(*route, travel);
    run.drainQueue();
    if (stop.stop_requested()) {
        return fail(ErrorCode::cancelled, say("The exchange of route “%1” was cancelled.").arg(qs(routeId)));
    }
    return resultOf(travel, run, start);
}

Done Simulator::setTracing(bool on, StopToken) {
    const std::lock_guard lock(core_->state);
    core_->isTracing = on;
    if (!on) {
        core_->trace.clear();
    }
    return {};
}

Result<std::vector<TraceEvent>> Simulator::drainTrace(StopToken) {
    const std::lock_guard lock(core_->state);
    std::vector<TraceEvent> events(std::make_move_iterator(core_->trace.begin()), std::make_move_iterator(core_->trace.end()));
    core_->trace.clear();
    return events;
}

std::vector<Simulator::Subscription> Simulator::subscriptions() const {
    const std::lock_guard lock(core_->state);
    std::vector<Subscription> all;
    for (const auto& route : core_->routes) {
        const Endpoint& from = route->route.from;
        if (from.scheme == "kafka" && route->status.state == RouteState::started) {
            const std::string group = optionOf(from.options, "groupId");
            all.push_back({route->route.id, from.name(), group.empty() ? route->route.id : group, from.options});
        }
    }
    return all;
}

std::vector<Exchange> Simulator::mock(const std::string& name) const {
    const std::lock_guard lock(core_->state);
    const auto found = core_->mocks.find(name);
    return found == core_->mocks.end() ? std::vector<Exchange>() : std::vector<Exchange>(found->second.begin(), found->second.end());
}

}  // namespace pb::route

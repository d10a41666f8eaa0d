#include "connectors/local/LocalRuntime.h"

#include "connectors/local/Consumer.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/route/Cells.h"

#include <chrono>

namespace pb::connectors::local {

namespace {

constexpr std::size_t batch = 100;
constexpr Millis idleWait = 200;
constexpr std::uintmax_t maxMapBytes = 16u << 20;

/// Size and time of every file below routes/: cheap enough to look at each round.
std::string stampOf(const std::filesystem::path& folder) {
    std::string stamp;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder / "routes", error), end; !error && entry != end; entry.increment(error)) {
        std::error_code ignored;
        const auto size = entry->file_size(ignored);
        const auto time = entry->last_write_time(ignored).time_since_epoch().count();
        stamp += pathToUtf8(entry->path().filename()) + ":" + std::to_string(size) + ":" + std::to_string(time) + "\n";
    }
    return stamp;
}

flow::Outgoing outgoing(const route::Produced& message) {
    flow::Outgoing out;
    out.channel = message.channel;
    out.key = message.key;
    out.body = message.body;
    out.hasBody = message.hasBody;
    for (const auto& [name, value] : message.headers) {
        out.headers.push_back({name, value});
    }
    return out;
}

route::Consumed consumed(const flow::Message& message) {
    route::Consumed in;
    in.channel = message.position.channel;
    in.partition = message.position.partition;
    in.offset = message.position.offset;
    in.timestamp = message.timestamp;
    in.key = message.key;
    in.body = message.body;
    in.hasBody = message.hasBody;
    for (const flow::Header& header : message.headers) {
        if (header.value) {
            in.headers.emplace_back(header.name, *header.value);
        }
    }
    return in;
}

}  // namespace

LocalRuntime::LocalRuntime(LocalRuntimeSettings settings) : settings_(std::move(settings)), simulator_(ports()) {}

LocalRuntime::~LocalRuntime() { stop(); }

route::SimulatorPorts LocalRuntime::ports() {
    route::SimulatorPorts ports;
    ports.readFile = [this](const std::string& path) { return readFile(settings_.folder / pathFromUtf8(path), maxMapBytes); };
    ports.produce = [this](const route::Produced& message, StopToken stop) { return produce(message, stop); };
    ports.property = [this](const std::string& name) -> std::optional<std::string> {
        if (const auto found = settings_.properties.find(name); found != settings_.properties.end()) {
            return found->second;
        }
        return name == "patchbay.maps" ? std::optional<std::string>("maps") : std::nullopt;
    };
    ports.http = settings_.http;
    ports.log = [this](const std::string& routeId, const std::string& text) {
        if (settings_.log) {
            settings_.log->info(qs(clipped(text, 2000)), "route:" + routeId);
        }
    };
    return ports;
}

Done LocalRuntime::produce(const route::Produced& message, StopToken stop) {
    const std::lock_guard lock(producing_);
    if (!broker_) {
        PB_TRY(opened, LocalBroker::open(settings_.brokerFile));
        broker_ = std::move(opened);
    }
    const flow::Outgoing one = outgoing(message);
    PB_TRY(receipts, broker_->produce(std::span(&one, 1), stop));
    if (const auto* refusal = std::get_if<flow::Refusal>(&receipts.front())) {
        return fail(refusal->code, refusal->sentence);
    }
    return {};
}

Done LocalRuntime::start() {
    if (isRunning()) {
        return {};
    }
    PB_CHECK(reload());
    thread_ = std::jthread([this](std::stop_token stop) { run(std::move(stop)); });
    return {};
}

void LocalRuntime::stop() {
    if (isRunning()) {
        thread_.request_stop();
        thread_.join();
        thread_ = {};
        consumers_.clear();
    }
}

Result<std::vector<Finding>> LocalRuntime::reload() {
    const std::lock_guard lock(reloading_);
    const std::string stamp = stampOf(settings_.folder);
    PB_TRY(live, store().read());
    std::map<std::string, route::RouteDocument> next;
    std::vector<Finding> refused;
    std::vector<deploy::Resource> files = std::move(live.resources);
    files.insert(files.end(), live.unmanaged.begin(), live.unmanaged.end());
    for (deploy::Resource& file : files) {
        if (file.kind != "route-file" || !file.identity.ends_with(".yaml")) {
            continue;
        }
        route::RouteDocument document = route::RouteDocument::parse(std::move(file.content), file.identity);
        if (document.isSound()) {
            next.emplace(file.identity, std::move(document));
            continue;
        }
        refused.insert(refused.end(), document.findings().begin(), document.findings().end());
        if (const auto old = loaded_.find(file.identity); old != loaded_.end()) {
            next.emplace(*old);
        }
    }
    loaded_ = std::move(next);
    fingerprint_ = stamp;
    std::vector<route::RouteDocument> documents;
    for (const auto& [identity, document] : loaded_) {
        documents.push_back(document);
    }
    simulator_.load(std::move(documents));
    const std::lock_guard troubleLock(troubling_);
    troubles_.clear();
    return refused;
}

std::map<std::string, QString> LocalRuntime::troubles() const {
    const std::lock_guard lock(troubling_);
    return troubles_;
}

void LocalRuntime::watch() {
    std::unique_lock lock(reloading_);
    const bool isChanged = fingerprint_ != stampOf(settings_.folder);
    lock.unlock();
    if (!isChanged) {
        return;
    }
    if (const auto refused = reload(); settings_.log && !refused) {
        settings_.log->error(refused.error());
    }
}

void LocalRuntime::run(StopToken stop) {
    while (!stop.stop_requested()) {
        watch();
        const auto subscriptions = simulator_.subscriptions();
        std::erase_if(consumers_, [&](const auto& entry) {
            return std::none_of(subscriptions.begin(), subscriptions.end(), [&](const auto& one) {
                return one.routeId + "\n" + one.channel + "\n" + one.group == entry.first;
            });
        });
        bool isBusy = false;
        for (const auto& subscription : subscriptions) {
            auto& consumer = consumers_[subscription.routeId + "\n" + subscription.channel + "\n" + subscription.group];
            if (!consumer) {
                auto opened = Consumer::open(settings_.brokerFile, subscription.group, {subscription.channel});
                if (!opened) {
                    stopRoute(subscription.routeId, opened.error().print());
                    break;
                }
                consumer = std::move(*opened);
            }
            const Millis wait = subscriptions.size() == 1 ? idleWait : 0;
            isBusy = consume(subscription, *consumer, wait, stop) || isBusy;
        }
        if (!isBusy && subscriptions.size() != 1) {
            std::this_thread::sleep_for(std::chrono::milliseconds(idleWait / 4));
        }
    }
}

bool LocalRuntime::consume(const route::Simulator::Subscription& subscription, Consumer& consumer, Millis wait, StopToken stop) {
    const auto messages = consumer.poll(batch, wait, stop);
    if (!messages) {
        if (messages.error().code != ErrorCode::cancelled) {
            stopRoute(subscription.routeId, messages.error().print());
        }
        return false;
    }
    for (const flow::Message& message : *messages) {
        if (stop.stop_requested() || !deliver(subscription, message, stop)) {
            consumer.rewind();
            return false;
        }
        if (const Done committed = consumer.commit({message.position}); !committed) {
            stopRoute(subscription.routeId, committed.error().print());
            return false;
        }
    }
    return !messages->empty();
}

/// False = the message is not done and must come again.
bool LocalRuntime::deliver(const route::Simulator::Subscription& subscription, const flow::Message& message, StopToken stop) {
    const auto result = simulator_.deliver(subscription.routeId, consumed(message), stop);
    if (!result) {
        return false;  // cancelled, or the route is gone
    }
    if (result->isLost || result->failureClass == route::unknownToSimulator) {
        stopRoute(subscription.routeId, say("The message %1 of “%2” could be neither delivered nor parked. %3")
                                            .arg(message.position.offset)
                                            .arg(qs(message.position.channel), qs(result->failureMessage)));
        return false;
    }
    if (result->failed && settings_.log) {  // without an error handler Camel logs the failure and goes on; so do we
        settings_.log->write(LogLevel::error, say("Route “%1” failed at message %2. %3: %4")
                                                  .arg(qs(subscription.routeId))
                                                  .arg(message.position.offset)
                                                  .arg(qs(result->failureClass), qs(result->failureMessage)),
                             "route:" + subscription.routeId);
    }
    return true;
}

void LocalRuntime::stopRoute(const std::string& routeId, const QString& why) {
    static_cast<void>(simulator_.stop(routeId, {}));
    if (settings_.log) {
        settings_.log->write(LogLevel::error, say("Route “%1” was stopped. %2").arg(qs(routeId), why), "route:" + routeId);
    }
    const std::lock_guard lock(troubling_);
    troubles_[routeId] = why;
}

}  // namespace pb::connectors::local

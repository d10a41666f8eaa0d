#include "connectors/camel/Management.h"

#include "models/base/Text.h"
#include "models/document/Json.h"

#include <QUrl>

#include <algorithm>
#include <cmath>

namespace pb::connectors::camel {

namespace {

constexpr std::int64_t sendLimitMs = 40'000;  // direct: without a consumer blocks 30 s

/// Bodies, code lines and stack traces come JSON-escaped twice (seen on 4.17 and 4.18).
std::string unescapedAgain(std::string_view text) {
    auto document = doc::readJson("\"" + std::string(text) + "\"");
    return document && (*document)->root().is(doc::Kind::string) ? std::string((*document)->root().text()) : std::string(text);
}

std::int64_t whole(doc::Value value) { return std::llround(value.number()); }

Error notUnderstood(const std::string& what) {
    return Error(ErrorCode::unavailable, say("Camel's answer to “%1” is not understood.").arg(qs(what)),
                 say("Start Camel with its developer console: --console --observe, or camel.management.dev-console-enabled=true."));
}

route::RouteState stateOf(std::string_view text) {
    return text == "Started" ? route::RouteState::started : text == "Suspended" ? route::RouteState::suspended : route::RouteState::stopped;
}

/// "file:/folder/orders.camel.yaml:12" → "file:orders.camel.yaml:12"
std::string shortSource(std::string_view source) {
    const std::size_t slash = source.rfind('/');
    return slash == std::string_view::npos ? std::string(source) : "file:" + std::string(source.substr(slash + 1));
}

/// The innermost cause of an exception as Camel prints it, without the frames; the position in a file is often only there.
std::string innermostCause(doc::Value exception) {
    std::string cause(exception.find("message").text());
    bool isInside = false;
    for (const doc::Value line : exception.find("stackTrace").children()) {
        constexpr std::string_view mark = "Caused by: ";
        const std::string_view text = line.text();
        if (text.starts_with(mark)) {
            cause = text.substr(mark.size());
            isInside = true;
        } else if (isInside && (isInside = !text.starts_with('\t'))) {
            (cause += '\n') += text;
        }
    }
    return cause;
}

/// Headers that came over Kafka are byte[], which Camel writes as a list of signed numbers.
std::string bytesOf(doc::Value list) {
    std::string bytes;
    for (const doc::Value byte : list.children()) {
        bytes += static_cast<char>(whole(byte));
    }
    return bytes;
}

std::string headerText(doc::Value header) {
    const doc::Value value = header.find("value");
    if (header.find("type").text() == "byte[]" && value.is(doc::Kind::array)) {
        return bytesOf(value);
    }
    return std::string(value.is(doc::Kind::string) ? value.text() : value.raw());
}

route::Exchange exchangeOf(doc::Value message) {
    route::Exchange exchange;
    const doc::Value body = message.find("body");
    exchange.hasBody = body.find("value").isValid();
    exchange.body = unescapedAgain(body.find("value").text());
    for (const doc::Value header : message.find("headers").children()) {
        exchange.headers.emplace_back(header.find("key").text(), headerText(header));
    }
    return exchange;
}

}  // namespace

Result<contract::HttpResponse> Management::get(const std::string& path, StopToken stop) {
    if (!http_) {
        return fail(ErrorCode::internal, say("The connection to Camel has no HTTP client."));
    }
    contract::HttpRequest request;
    request.url = url_ + path;
    request.headers = {{"Accept", "application/json"}};
    auto response = http_->send(request, stop);
    if (!response) {
        return fail(Error(response.error().code, say("Camel does not answer at “%1”.").arg(qs(url_)),
                          say("Check that it runs and that the management URL in the connection is right.")).because(response.error()));
    }
    return response;
}

Result<doc::DocumentPtr> Management::console(const std::string& idAndQuery, StopToken stop) {
    PB_TRY(response, get("/q/dev/" + idAndQuery, stop));
    auto document = doc::readJson(std::move(response.body));
    if (response.status != 200 || !document || !(*document)->root().is(doc::Kind::object)) {
        return fail(notUnderstood("/q/dev/" + idAndQuery));
    }
    return document;
}

Result<ReloadCounters> Management::reloads(StopToken stop) {
    PB_TRY(document, console("reload", stop));
    for (const doc::Value strategy : document->root().follow("/reload/reloadStrategies").children()) {
        if (strategy.find("className").text().ends_with("RouteWatcherReloadStrategy")) {
            return ReloadCounters{whole(strategy.find("reloaded")), whole(strategy.find("failed")),
                                  innermostCause(strategy.find("lastError"))};
        }
    }
    return fail(ErrorCode::unavailable, say("Camel does not watch its folder of routes."),
                say("Start it with --dev, or with camel.main.routes-reload-enabled=true."));
}

Result<std::vector<route::RouteStatus>> Management::routes(StopToken stop) {
    PB_TRY(document, console("route", stop));
    std::vector<route::RouteStatus> all;
    for (const doc::Value entry : document->root().follow("/route/routes").children()) {
        route::RouteStatus status;
        status.id = entry.find("routeId").text();
        status.from = entry.find("from").text();
        status.source = shortSource(entry.find("source").text());
        status.state = stateOf(entry.find("state").text());
        const doc::Value numbers = entry.find("statistics");
        status.failed = whole(numbers.find("exchangesFailed"));
        status.completed = whole(numbers.find("exchangesTotal")) - status.failed;
        status.inflight = whole(numbers.find("exchangesInflight"));
        status.lastActivity = std::max(whole(numbers.find("lastCompletedExchangeTimestamp")), whole(numbers.find("lastFailedExchangeTimestamp")));
        all.push_back(std::move(status));
    }
    return all;
}

Result<Health> Management::health(StopToken stop) {
    PB_TRY(ready, get("/observe/health/ready", stop));
    PB_TRY(all, get("/observe/health", stop));
    Health health;
    health.isReady = ready.status == 200;
    if (const auto document = doc::readJson(std::move(all.body))) {
        for (const doc::Value check : (*document)->root().find("checks").children()) {
            health.checks.emplace_back(check.find("name").text(), check.find("status").text() == "UP");
        }
    }
    return health;
}

Result<std::string> Management::version(StopToken stop) {
    PB_TRY(document, console("context", stop));
    context_ = document->root().follow("/context/name").text();
    return std::string(document->root().follow("/context/version").text());
}

Done Management::control(const std::string& routeId, const std::string& action, StopToken stop) {
    PB_CHECK(console("route?filter=" + QUrl::toPercentEncoding(qs(routeId)).toStdString() + "&action=" + action, stop));
    return {};
}

Result<doc::DocumentPtr> Management::jolokia(const std::string& routeId, const std::string& operation, StopToken stop) {
    if (context_.empty()) {
        PB_CHECK(version(stop));
    }
    contract::HttpRequest request;
    request.method = "POST";
    request.url = url_ + "/observe/jolokia";
    request.headers = {{"Content-Type", "application/json"}};
    std::string name;
    doc::writeJsonString("org.apache.camel:context=" + context_ + ",name=\"" + routeId + "\",type=routes", name);
    request.body = "{\"type\":\"exec\",\"mbean\":" + name + ",\"operation\":\"" + operation + "\"}";
    PB_TRY(response, http_->send(request, stop));
    auto document = doc::readJson(std::move(response.body));
    if (response.status != 200 || !document) {
        return fail(ErrorCode::unavailable, say("Camel has no Jolokia at its management port; a route cannot be taken out."),
                    say("Start it with --observe."));
    }
    return document;
}

Done Management::remove(const std::string& routeId, StopToken stop) {
    PB_TRY(stopped, jolokia(routeId, "stop()", stop));
    if (stopped->root().find("error_type").text().ends_with("InstanceNotFoundException")) {
        return {};
    }
    PB_TRY(removed, jolokia(routeId, "remove()", stop));
    if (!removed->root().find("value").boolean()) {
        return fail(ErrorCode::refused, say("Camel does not let go of the route “%1”.").arg(qs(routeId)), qs(removed->root().find("error").text()));
    }
    return {};
}

namespace {

/// Camel reads the headers of a request as Latin-1 (seen on 4.17).
Result<std::string> latin1(const std::string& name, const std::string& value) {
    const QString text = qs(value);
    const QByteArray bytes = text.toLatin1();
    if (QString::fromLatin1(bytes) != text) {
        return fail(ErrorCode::unsupported, say("Camel's management port cannot take the header “%1”: “%2”.").arg(qs(name), text),
                    say("Send it through the broker, or without characters beyond Latin-1."));
    }
    return bytes.toStdString();
}

}  // namespace

Result<route::SendResult> Management::send(const std::string& endpoint, const route::Exchange& exchange, bool waits, StopToken stop) {
    contract::HttpRequest request;
    request.method = "POST";
    request.url = url_ + "/q/send/";  // without the last slash it is a 404
    request.headers = {{"endpoint", endpoint}, {"exchangePattern", waits ? "InOut" : "InOnly"}, {"Accept", "application/json"}};
    const bool hasType = std::any_of(exchange.headers.begin(), exchange.headers.end(), [](const auto& header) { return header.first == "Content-Type"; });
    if (!hasType) {
        request.headers.emplace_back("Content-Type", "text/plain; charset=UTF-8");
    }
    for (const auto& [name, value] : exchange.headers) {
        PB_TRY(text, latin1(name, value));
        request.headers.emplace_back(name, std::move(text));
    }
    request.body = exchange.body;
    request.limits.totalMs = sendLimitMs;
    PB_TRY(response, http_->send(request, stop));
    auto document = doc::readJson(std::move(response.body));
    const std::string_view status = document ? (*document)->root().find("status").text() : std::string_view();
    if (response.status != 200 || status.empty()) {
        return fail(ErrorCode::refused, say("Camel does not take a message for “%1”.").arg(qs(endpoint)),
                    say("Check the endpoint, and start Camel with camel.management.sendEnabled=true."));
    }
    const doc::Value root = (*document)->root();
    route::SendResult result;
    result.failed = status != "success";
    result.exchange = exchangeOf(root.find("message"));
    result.failureClass = root.follow("/exception/type").text();
    result.failureMessage = root.follow("/exception/message").text();
    result.elapsedMs = root.find("elapsed").number();
    return result;
}

Done Management::setTracing(bool on, StopToken stop) {
    PB_CHECK(console(on ? "trace?enabled=true" : "trace?enabled=false", stop));
    return {};
}

Result<std::vector<Management::Trace>> Management::drainTrace(StopToken stop) {
    PB_TRY(document, console("trace?dump=true", stop));
    std::vector<Trace> all;
    for (const doc::Value entry : document->root().follow("/trace/traces").children()) {
        Trace trace;
        trace.exchangeId = entry.find("exchangeId").text();
        trace.isLast = entry.find("last").boolean();
        trace.event.routeId = entry.find("routeId").text();
        trace.event.nodeId = entry.find("nodeId").text();
        trace.event.endpoint = entry.find("endpointUri").text();
        trace.event.time = whole(entry.find("timestamp"));
        trace.event.elapsedMs = entry.find("elapsed").number();
        trace.event.exchange = exchangeOf(entry.find("message"));
        if (const doc::Value exception = entry.find("exception")) {
            trace.event.failure = std::string(exception.find("type").text()) + ": " + std::string(exception.find("message").text());
        }
        all.push_back(std::move(trace));
    }
    return all;
}

}  // namespace pb::connectors::camel

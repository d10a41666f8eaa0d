#include "models/base/Text.h"
#include "models/route/ExchangeRun.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace pb::route {

namespace {

/// Options of Camel's http component that are not sent as query.
constexpr auto ownOptions = std::to_array<std::string_view>({
    "httpMethod", "throwExceptionOnFailure", "okStatusCodeRange", "bridgeEndpoint", "connectTimeout", "responseTimeout",
    "connectionRequestTimeout", "soTimeout", "skipRequestHeaders", "skipResponseHeaders", "copyHeaders", "userAgent",
    "followRedirects", "lazyStartProducer", "preserveHostHeader", "disableStreamCache",
});

/// Headers HttpHeaderFilterStrategy keeps back, besides Camel's own.
constexpr auto keptBack = std::to_array<std::string_view>({
    "content-length", "content-type", "content-encoding", "host", "cache-control", "connection", "date", "pragma", "trailer",
    "transfer-encoding", "upgrade", "via", "warning",
});

template <typename Words>
bool contains(const Words& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::string lowered(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

std::string headerText(const Travel& travel, std::string_view name) {
    const auto found = travel.headers.find(name);
    return found == travel.headers.end() ? std::string() : found->second.text;
}

std::string queryOf(const Endpoint& endpoint) {
    std::string query;
    for (const auto& [name, value] : endpoint.options) {
        if (!contains(ownOptions, name)) {
            query += (query.empty() ? "" : "&") + name + "=" + value;
        }
    }
    return query;
}

/// CamelHttpUri, CamelHttpPath and CamelHttpQuery override what the endpoint says.
std::string urlOf(const Endpoint& endpoint, const Travel& travel, std::string& query) {
    std::string url = headerText(travel, "CamelHttpUri");
    if (url.empty()) {
        url = endpoint.scheme + "://" + endpoint.name();
    }
    const std::string path = headerText(travel, "CamelHttpPath");
    if (!path.empty()) {
        url += (url.ends_with('/') || path.starts_with('/') ? "" : "/") + path;
    }
    if (const std::string own = headerText(travel, "CamelHttpQuery"); !own.empty()) {
        query = own;
    }
    return query.empty() ? url : url + "?" + query;
}

std::string methodOf(const Endpoint& endpoint, const Travel& travel, bool hasQuery) {
    if (std::string method = optionOf(endpoint.options, "httpMethod"); !method.empty()) {
        return method;
    }
    if (std::string method = headerText(travel, "CamelHttpMethod"); !method.empty()) {
        return method;
    }
    return hasQuery || travel.body.isNull() ? "GET" : "POST";
}

contract::HttpRequest requestFor(const Endpoint& endpoint, const Travel& travel) {
    contract::HttpRequest request;
    std::string query = queryOf(endpoint);
    request.url = urlOf(endpoint, travel, query);
    request.method = methodOf(endpoint, travel, !query.empty());
    for (const auto& [name, cell] : travel.headers) {
        const std::string lower = lowered(name);
        if (!lower.starts_with("camel") && !lower.starts_with("org.apache.camel") && !contains(keptBack, lower) && !cell.isNull()) {
            request.headers.emplace_back(name, javaText(cell));
        }
    }
    if (const std::string type = headerText(travel, "Content-Type"); !type.empty()) {
        request.headers.emplace_back("Content-Type", type);
    }
    if (request.method != "GET" && request.method != "DELETE" && request.method != "HEAD") {
        request.body = javaText(travel.body);
    }
    const std::string limit = optionOf(endpoint.options, "responseTimeout");
    std::from_chars(limit.data(), limit.data() + limit.size(), request.limits.totalMs);
    return request;
}

/// "200-299" and lists of such: okStatusCodeRange.
bool isOk(int status, const std::string& ranges) {
    std::string_view rest = ranges.empty() ? std::string_view("200-299") : std::string_view(ranges);
    while (!rest.empty()) {
        const std::string_view range = rest.substr(0, rest.find(','));
        rest = rest.size() > range.size() ? rest.substr(range.size() + 1) : std::string_view();
        int low = 0;
        const auto read = std::from_chars(range.data(), range.data() + range.size(), low);
        int high = low;
        if (read.ptr != range.data() + range.size() && *read.ptr == '-') {
            std::from_chars(read.ptr + 1, range.data() + range.size(), high);
        }
        if (status >= low && status <= high) {
            return true;
        }
    }
    return false;
}

Thrown httpFailure(const contract::HttpRequest& request, const contract::HttpResponse& response) {
    std::string message = "HTTP operation failed invoking " + request.url + " with statusCode: " + std::to_string(response.status);
    if (const std::string_view location = contract::headerValue(response.headers, "Location"); !location.empty()) {
        message += ", redirectLocation: " + std::string(location);
    }
    return {"org.apache.camel.http.base.HttpOperationFailedException", std::move(message), response.body, response.status};
}

/// What Apache's HTTP client throws where there was no answer.
Thrown transportFailure(const contract::HttpRequest& request, const Error& error) {
    const std::size_t host = request.url.find("://") + 3;
    const std::string address = request.url.substr(0, request.url.find_first_of("/?", host));
    if (error.code == ErrorCode::unreachable) {
        return {"org.apache.hc.client5.http.HttpHostConnectException", "Connect to " + address + " failed: Connection refused", std::nullopt};
    }
    return {"java.io.IOException", utf8(error.sentence), std::nullopt};
}

}  // namespace

StepOutcome ExchangeRun::callHttp(const Endpoint& endpoint, Travel& travel) {
    if (!home_.ports.http) {
        return notSimulated("http: without a transport");
    }
    const contract::HttpRequest request = requestFor(endpoint, travel);
    const auto response = home_.ports.http->send(request, stop_);
    if (!response) {
        return response.error().code == ErrorCode::cancelled ? StepOutcome(cancelled())
                                                             : tl::unexpected(transportFailure(request, response.error()));
    }
    const bool throws = optionOf(endpoint.options, "throwExceptionOnFailure") != "false";
    if (throws && !isOk(response->status, optionOf(endpoint.options, "okStatusCodeRange"))) {
        return tl::unexpected(httpFailure(request, *response));
    }
    for (const auto& [name, value] : response->headers) {
        travel.headers[name] = Cell::ofText(value);
    }
    travel.headers["CamelHttpResponseCode"] = Cell::ofInt32(response->status);
    travel.headers["CamelHttpResponseText"] = Cell::ofText(response->reason);
    travel.body = Cell::ofText(response->body);
    return {};
}

}  // namespace pb::route

#include "connectors/http/ContractService.h"

#include "models/base/Text.h"
#include "models/contract/Cases.h"
#include "models/contract/ParameterText.h"
#include "models/contract/Samples.h"
#include "models/contract/Url.h"
#include "models/document/Json.h"

#include <algorithm>

namespace pb::connectors::http {

using contract::HttpRequest;
using contract::HttpResponse;
using contract::JsonValue;
using contract::Operation;

namespace {

const char* reasonOf(int status) {
    switch (status) {
        case 200: return "OK";
        case 201: return "Created";
        case 204: return "No Content";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 409: return "Conflict";
        case 415: return "Unsupported Media Type";
        case 422: return "Unprocessable Content";
        case 500: return "Internal Server Error";
        default: return "Status";
    }
}

JsonValue problem(int status, const QString& detail, const std::vector<contract::Breach>& breaches) {
    JsonValue body = JsonValue::object();
    body.set("type", JsonValue::string("about:blank"));
    body.set("title", JsonValue::string(reasonOf(status)));
    body.set("status", JsonValue::number(status));
    body.set("detail", JsonValue::string(utf8(detail)));
    JsonValue errors = JsonValue::array();
    for (const auto& breach : breaches) {
        JsonValue error = JsonValue::object();
        error.set("pointer", JsonValue::string(breach.instancePointer));
        error.set("part", JsonValue::string(breach.part));
        error.set("schemaPointer", JsonValue::string(breach.clause.pointer));
        error.set("keyword", JsonValue::string(breach.keyword));
        error.set("message", JsonValue::string(utf8(breach.sentence)));
        errors.items.push_back(std::move(error));
    }
    if (!errors.items.empty()) {
        body.set("errors", std::move(errors));
    }
    return body;
}

HttpResponse problemResponse(int status, const QString& detail, const std::vector<contract::Breach>& breaches = {}) {
    HttpResponse response;
    response.status = status;
    response.reason = reasonOf(status);
    response.headers = {{"Content-Type", "application/problem+json"}};
    response.body = problem(status, detail, breaches).json();
    return response;
}

bool isSatisfied(const contract::SecurityNeed& need, const HttpRequest& request) {
    using In = contract::Parameter::In;
    if (need.type == "apiKey" && need.in == In::header) {
        return contract::hasHeaderLine(request.headers, need.name);
    }
    if (need.type == "apiKey" && need.in == In::query) {
        return request.url.find(need.name + "=") != std::string::npos;
    }
    if (need.type == "apiKey") {
        return contract::headerValue(request.headers, "Cookie").find(need.name + "=") != std::string_view::npos;
    }
    return need.type == "mutualTLS" || contract::hasHeaderLine(request.headers, "Authorization");
}

bool isAuthorized(const Operation& operation, const HttpRequest& request) {
    return operation.security.empty() ||
           std::any_of(operation.security.begin(), operation.security.end(), [&](const auto& all) {
               return std::all_of(all.begin(), all.end(), [&](const auto& need) { return isSatisfied(need, request); });
           });
}

/// "/orders" of "/orders/{orderNumber}"; empty where the last segment is no parameter.
std::string collectionOf(const std::string& path) {
    const auto slash = path.rfind('/');
    return path.ends_with('}') && slash != std::string::npos && path.compare(slash, 2, "/{") == 0 ? path.substr(0, slash) : std::string();
}

std::string keyText(const JsonValue& value) { return value.kind == doc::Kind::string ? value.text : value.json(); }

}  // namespace

const contract::MediaType* jsonMedia(const std::vector<contract::MediaType>& content) {
    const auto found = std::find_if(content.begin(), content.end(), [](const auto& media) { return contract::isJsonMediaType(media.range); });
    return found == content.end() ? nullptr : &*found;
}

const contract::Response* successOf(const Operation& operation) {
    for (const auto& response : operation.responses) {
        if (response.status.starts_with('2')) {
            return &response;
        }
    }
    return operation.responses.empty() ? nullptr : operation.responseFor(200);
}

bool ContractService::has(Fault fault) const {
    return std::find(options_.faults.begin(), options_.faults.end(), fault) != options_.faults.end();
}

void ContractService::count(std::int64_t ServerCounts::*member) {
    const std::lock_guard lock(mutex_);
    ++(counts_.*member);
}

ServerCounts ContractService::counts() const {
    const std::lock_guard lock(mutex_);
    return counts_;
}

HttpResponse ContractService::handle(const HttpRequest& request) {
    count(&ServerCounts::requests);
    HttpResponse response = answer(request);
    if (response.status >= 400) {
        count(&ServerCounts::refused);
    }
    return response;
}

HttpResponse ContractService::answer(const HttpRequest& request) {
    const auto& contract = *options_.contract;
    const contract::OperationMatch match = contract.match(request.method, request.url);
    if (!match.operation) {
        HttpResponse response = problemResponse(match.otherMethods.empty() ? 404 : 405,
                                                say("The contract has no %1 %2.").arg(qs(request.method), qs(request.url)));
        std::string allow;
        for (const auto& method : match.otherMethods) {
            allow += (allow.empty() ? "" : ", ") + method;
        }
        if (!allow.empty()) {
            response.headers.emplace_back("Allow", allow);
        }
        return response;
    }
    const Operation& operation = *match.operation;
    if (!isAuthorized(operation, request)) {
        return refuse(operation, {401, 403}, say("This operation wants a login."));
    }
    const auto breaches = contract::checkRequest(contract, match, request);
    if (!breaches.empty() && !has(Fault::acceptsInvalid)) {
        const std::string& rule = breaches.front().rule;
        const std::vector<int> statuses = rule == "contract.request.contentType" ? std::vector<int>{415, 400, 422}
                                          : rule == "contract.request.schema"    ? std::vector<int>{422, 400}
                                                                                 : std::vector<int>{400, 422};
        return refuse(operation, statuses, breaches.front().sentence, breaches);
    }
    if (has(Fault::boundaryCrash) && touchesBoundary(contract, operation, request.body)) {
        return problemResponse(500, say("The server failed."));
    }
    HttpResponse response = perform(match, request);
    if (response.status < 400) {
        spoil(contract, operation, options_.faults, response);
    }
    return response;
}

HttpResponse ContractService::perform(const contract::OperationMatch& match, const HttpRequest& request) {
    const Operation& operation = *match.operation;
    const auto& contract = *options_.contract;
    if (operation.method == "POST" && operation.body) {
        return create(operation, request);
    }
    const std::string collection = collectionOf(operation.path);
    const bool isItem = !collection.empty() && contract.operation("POST " + collection);
    if (isItem && !match.pathParameters.empty()) {
        const std::string& key = match.pathParameters.back().second;
        if (operation.method == "DELETE") {
            return store_.remove(collection, key) ? sample(operation) : refuse(operation, {404}, say("There is no such thing."));
        }
        return readOne(operation, store_.find(collection, key));
    }
    const bool isList = operation.method == "GET" && contract.operation("POST " + operation.path);
    return isList ? readAll(match, request) : sample(operation);
}

/// The same key and the same body give the first answer again, whatever the order of members; another body is refused.
HttpResponse ContractService::create(const Operation& operation, const HttpRequest& request) {
    const auto document = doc::readJson(request.body);
    const JsonValue body = document ? JsonValue::of((*document)->root()) : JsonValue::string(request.body);
    std::string key;
    if (operation.idempotency && operation.idempotency->inBody && document) {
        key = keyText(JsonValue::of((*document)->root().follow(operation.idempotency->name)));
    } else if (operation.idempotency) {
        key = contract::headerValue(request.headers, operation.idempotency->name);
    }
    const Created* before = key.empty() || has(Fault::forgetsKey) ? nullptr : store_.find(operation.path, key);
    const contract::Response* documented = successOf(operation);
    if (!documented) {
        return problemResponse(500, say("The contract documents no success."));
    }
    if (before) {
        const auto known = doc::readJson(before->request.json());
        const bool same = known && document && doc::equals((*known)->root(), (*document)->root());
        count(same ? &ServerCounts::repeated : &ServerCounts::conflicts);
        return same ? withBody(*documented, before->answer)
                    : refuse(operation, {409, 422, 400}, say("“%1” was taken before, with another content.").arg(qs(key)));
    }
    Created made{operation.path, key.empty() ? std::to_string(store_.size() + 1) : key, body, confirmation(*documented, body), 201};
    HttpResponse response = withBody(*documented, made.answer);
    made.status = response.status;
    if (const auto kept = store_.add(std::move(made)); !kept) {
        return problemResponse(500, kept.error().sentence);
    }
    count(&ServerCounts::created);
    return response;
}

/// A sample of the answer, with the members of the request that it shares, and its other numbers counted up.
JsonValue ContractService::confirmation(const contract::Response& documented, const JsonValue& request) {
    const contract::MediaType* media = jsonMedia(documented.content);
    const auto sampled = media ? doc::readJson(contract::sampleBody(*options_.contract, *media, options_.seed)) : Result<doc::DocumentPtr>(fail(Error()));
    if (!sampled) {
        return {};
    }
    JsonValue answer = JsonValue::of((*sampled)->root());
    const std::string number = std::to_string(store_.size() + 1);
    for (auto& [name, value] : answer.members) {
        const JsonValue before = value;
        const auto given = std::find_if(request.members.begin(), request.members.end(), [&](const auto& one) { return one.first == name; });
        if (given != request.members.end()) {
            value = given->second;
        } else if (value.kind == doc::Kind::string && value.text.size() > number.size() + 2 &&
                   value.text.find_last_not_of("0123456789") == std::string::npos) {
            value.text.replace(value.text.size() - number.size(), number.size(), number);
        }
        if (media->schema && !contract::accepts(*options_.contract, media->schema, answer)) {
            value = before;
        }
    }
    return answer;
}

HttpResponse ContractService::readOne(const Operation& operation, const Created* found) {
    const contract::Response* documented = successOf(operation);
    if (!found || !documented) {
        return refuse(operation, {404, 400}, say("There is no such thing."));
    }
    const contract::MediaType* media = jsonMedia(documented->content);
    const bool asSent = media && (!media->schema || contract::accepts(*options_.contract, media->schema, found->request));
    return withBody(*documented, asSent ? found->request : confirmation(*documented, found->request));
}

HttpResponse ContractService::readAll(const contract::OperationMatch& match, const HttpRequest& request) {
    const Operation& operation = *match.operation;
    const contract::Response* documented = successOf(operation);
    const contract::MediaType* media = documented ? jsonMedia(documented->content) : nullptr;
    if (!media || !media->schema) {
        return sample(operation);
    }
    std::size_t limit = 100;
    if (const auto* parameter = operation.parameter("limit", contract::Parameter::In::query)) {
        const auto given = contract::parameterJson(*options_.contract, *parameter, match, request);
        limit = given ? static_cast<std::size_t>(std::max(0.0, std::strtod(given->c_str(), nullptr))) : limit;
    }
    const auto all = store_.all(operation.path);
    JsonValue items = JsonValue::array();
    for (std::size_t i = 0; i < std::min(limit, all.size()); ++i) {
        items.items.push_back(all[i]->request);
    }
    std::mt19937_64 random(options_.seed);
    const contract::Shape shape = contract::shapeOf(*options_.contract, media->schema, random);
    JsonValue body = items;
    if (shape.mainType() == "object") {
        body = JsonValue::object();
        for (const auto& [name, schema] : shape.properties) {
            const auto type = contract::shapeOf(*options_.contract, schema, random).mainType();
            if (type == "array") {
                body.set(name, items);
            } else if (type == "integer") {
                body.set(name, JsonValue::number(static_cast<double>(all.size())));
            }
        }
    }
    return contract::accepts(*options_.contract, media->schema, body) ? withBody(*documented, std::move(body)) : sample(operation);
}

HttpResponse ContractService::sample(const Operation& operation) {
    const contract::Response* documented = successOf(operation);
    return documented ? withBody(*documented, confirmation(*documented, JsonValue::object()))
                      : problemResponse(500, say("The contract documents no success."));
}

HttpResponse ContractService::withBody(const contract::Response& documented, JsonValue body) {
    HttpResponse response;
    response.status = documented.status == "2XX" || documented.status == "default" ? 200 : std::atoi(documented.status.c_str());
    response.reason = reasonOf(response.status);
    std::mt19937_64 random(options_.seed);
    for (const auto& header : documented.headers) {
        const auto value = header.schema ? contract::sampleValue(*options_.contract, header.schema, random) : std::nullopt;
        if (value) {
            response.headers.emplace_back(header.name, keyText(*value));
        }
    }
    if (const contract::MediaType* media = jsonMedia(documented.content)) {
        response.headers.emplace_back("Content-Type", media->range);
        response.body = body.json();
    } else if (!documented.content.empty()) {
        response.headers.emplace_back("Content-Type", documented.content.front().range);
        response.body = "text";
    }
    return response;
}

/// With the first of the statuses that the operation documents, in the form that it documents.
HttpResponse ContractService::refuse(const Operation& operation, std::vector<int> statuses, const QString& detail,
                                     const std::vector<contract::Breach>& breaches) {
    int status = statuses.front();
    for (const int one : statuses) {
        const contract::Response* documented = operation.responseFor(one);
        if (documented && documented->status != "default") {
            status = one;
            break;
        }
    }
    HttpResponse response = problemResponse(status, detail, breaches);
    const contract::Response* documented = operation.responseFor(status);
    const bool fits = !documented || contract::checkResponse(*options_.contract, operation, response).empty();
    return fits ? response : [&] {
        HttpResponse other = withBody(*documented, confirmation(*documented, JsonValue::object()));
        other.status = status;
        other.reason = reasonOf(status);
        return other;
    }();
}

}  // namespace pb::connectors::http

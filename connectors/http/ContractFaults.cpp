#include "connectors/http/ContractService.h"
#include "models/contract/Samples.h"
#include "models/document/Json.h"

#include <algorithm>
#include <random>

namespace pb::connectors::http {

using contract::JsonValue;

namespace {

std::vector<std::string> keywordsBroken(const contract::Contract& contract, const contract::Operation& operation,
                                        const contract::HttpResponse& response) {
    std::vector<std::string> keywords;
    for (const auto& breach : contract::checkResponse(contract, operation, response)) {
        keywords.push_back(breach.keyword);
    }
    return keywords;
}

void leavesOf(JsonValue& value, std::vector<JsonValue*>& into) {
    for (auto& item : value.items) {
        leavesOf(item, into);
    }
    for (auto& [name, member] : value.members) {
        leavesOf(member, into);
    }
    if (value.items.empty() && value.members.empty()) {
        into.push_back(&value);
    }
}

/// Puts `bad` in place of the first leaf where that breaks one of the keywords.
void spoilLeaf(const contract::Contract& contract, const contract::Operation& operation, contract::HttpResponse& response,
               const JsonValue& bad, const std::vector<std::string>& keywords) {
    const auto document = doc::readJson(response.body);
    if (!document) {
        return;
    }
    JsonValue body = JsonValue::of((*document)->root());
    std::vector<JsonValue*> leaves;
    leavesOf(body, leaves);
    for (JsonValue* leaf : leaves) {
        const JsonValue before = *leaf;
        *leaf = bad;
        contract::HttpResponse tried = response;
        tried.body = body.json();
        const auto broken = keywordsBroken(contract, operation, tried);
        if (std::find_first_of(broken.begin(), broken.end(), keywords.begin(), keywords.end()) != broken.end()) {
            response = std::move(tried);
            return;
        }
        *leaf = before;
    }
}

void addMember(contract::HttpResponse& response) {
    const auto document = doc::readJson(response.body);
    if (document && (*document)->root().is(doc::Kind::object)) {
        JsonValue body = JsonValue::of((*document)->root());
        body.set("unexpected", JsonValue::boolean(true));
        response.body = body.json();
    }
}

void dropRequiredHeaders(const contract::Operation& operation, contract::HttpResponse& response) {
    if (const auto* documented = operation.responseFor(response.status)) {
        for (const auto& header : documented->headers) {
            std::erase_if(response.headers, [&](const auto& line) { return line.first == header.name && header.required; });
        }
    }
}

bool touches(const contract::Contract& contract, doc::Value schema, doc::Value value, std::mt19937_64& random) {
    const contract::Shape shape = contract::shapeOf(contract, schema, random);
    if (value.is(doc::Kind::number)) {
        const auto bounds = contract::boundsOf(shape);
        return (bounds.low && value.number() == *bounds.low) || (bounds.high && value.number() == *bounds.high);
    }
    for (const doc::Value child : value.children()) {
        const auto property = std::find_if(shape.properties.begin(), shape.properties.end(), [&](const auto& one) { return one.first == child.name(); });
        const doc::Value inner = value.is(doc::Kind::array)                ? shape.keyword("items")
                                 : property == shape.properties.end() ? doc::Value()
                                                                      : property->second;
        if (inner && touches(contract, inner, child, random)) {
            return true;
        }
    }
    return false;
}

}  // namespace

void spoil(const contract::Contract& contract, const contract::Operation& operation, const std::vector<Fault>& faults,
           contract::HttpResponse& response) {
    for (const Fault fault : faults) {
        switch (fault) {
            case Fault::wrongType:
                spoilLeaf(contract, operation, response, JsonValue::boolean(true), {"type", "const", "enum"});
                break;
            case Fault::badFormat:
                spoilLeaf(contract, operation, response, JsonValue::string("30.02.2026"), {"format"});
                break;
            case Fault::outsideEnum:
                spoilLeaf(contract, operation, response, JsonValue::string("NONE OF THEM"), {"enum", "const"});
                break;
            case Fault::undocumentedStatus:
                response.status = 418;
                break;
            case Fault::wrongContentType:
                std::erase_if(response.headers, [](const auto& line) { return line.first == "Content-Type"; });
                response.headers.emplace_back("Content-Type", "text/html");
                break;
            case Fault::missingHeader:
                dropRequiredHeaders(operation, response);
                break;
            case Fault::extraMember:
                addMember(response);
                break;
            case Fault::boundaryCrash:
            case Fault::acceptsInvalid:
            case Fault::forgetsKey:
                break;  // done while the answer is made
        }
    }
}

bool touchesBoundary(const contract::Contract& contract, const contract::Operation& operation, std::string_view body) {
    const contract::MediaType* media = operation.body ? jsonMedia(operation.body->content) : nullptr;
    const auto document = doc::readJson(body);
    std::mt19937_64 random(1);
    return media && document && touches(contract, media->schema, (*document)->root(), random);
}

}  // namespace pb::connectors::http

#include "models/contract/Check.h"

#include "models/base/Text.h"
#include "models/contract/ParameterText.h"
#include "models/document/Json.h"

#include <algorithm>
#include <array>

namespace pb::contract {

namespace {

enum class Direction { request, response };

/// Collects breaches of one message.
class Checker {
public:
    Checker(const Contract& contract, Direction direction, const CheckLimits& limits)
        : contract_(contract), direction_(direction), limits_(limits) {}

    std::vector<Breach> take() { return std::move(breaches_); }

    void add(const char* rule, QString sentence, std::string part, doc::Value clause, std::string keyword = {}) {
        if (isFull()) {
            return;
        }
        Breach breach;
        breach.rule = std::string(direction_ == Direction::request ? "contract.request." : "contract.response.") + rule;
        breach.sentence = std::move(sentence);
        breach.part = std::move(part);
        breach.clause = contract_.clauseOf(clause);
        breach.keyword = std::move(keyword);
        breaches_.push_back(std::move(breach));
    }

    /// `rule` is "schema" for bodies, "parameter", "header".
    void checkJson(std::string_view json, doc::Value schema, const std::string& part, const char* rule) {
        const bool isBody = part == "body";
        auto document = doc::readJson(json);
        if (!document) {
            add(isBody ? "json" : rule, say("The %1 is not JSON. %2").arg(qs(part), document.error().sentence), part, schema);
            if (isBody && !breaches_.empty() && document.error().place.byte != Place::npos) {
                const auto at = static_cast<std::uint32_t>(std::min(document.error().place.byte, json.size()));
                breaches_.back().instanceRange = {at, at};
            }
            return;
        }
        const auto validator = contract_.validator(schema);
        if (!validator) {
            add("clause", say("The contract's schema cannot be used. %1").arg(validator.error().sentence), part, schema);
            return;
        }
        if ((*validator)->isValid((*document)->root())) {
            return;
        }
        for (const auto& violation : (*validator)->violations((*document)->root(), limits_.breaches)) {
            addViolation(violation, part, rule, isBody);
        }
    }

private:
    bool isFull() const { return breaches_.size() >= limits_.breaches; }

    /// A member that only the other direction carries is not missing here (readOnly, writeOnly).
    bool isOfOtherDirection(const schema::Violation& violation) const {
        if (violation.keyword != "required" || !violation.schema) {
            return false;
        }
        const doc::Value member = contract_.resolve(violation.schema.parent().find("properties").find(violation.missingName));
        return member.find(direction_ == Direction::request ? "readOnly" : "writeOnly").boolean();
    }

    void addViolation(const schema::Violation& violation, const std::string& part, const char* rule, bool isBody) {
        if (isOfOtherDirection(violation)) {
            return;
        }
        QString sentence = violation.sentence();
        if (!isBody) {
            sentence = say("%1: %2").arg(qs(part), sentence);
        }
        add(rule, std::move(sentence), part, violation.schema, violation.keyword);
        Breach& breach = breaches_.back();
        breach.schemaPointer = violation.schemaPointer;
        breach.missingName = violation.missingName;
        if (isBody) {
            breach.instancePointer = violation.instance.pointer();
            breach.instanceRange = violation.instance.range();
        }
    }

    const Contract& contract_;
    Direction direction_;
    CheckLimits limits_;
    std::vector<Breach> breaches_;
};

const MediaType* mediaFor(const std::vector<MediaType>& content, std::string_view contentType) {
    const MediaType* best = nullptr;
    for (const auto& media : content) {
        const bool fits = mediaTypeFits(contentType, media.range);
        const bool isCloser = fits && (!best || best->range.find('*') != std::string::npos);
        best = isCloser ? &media : best;
    }
    return best;
}

std::string rangesOf(const std::vector<MediaType>& content) {
    std::string names;
    for (const auto& media : content) {
        names += (names.empty() ? "" : ", ") + media.range;
    }
    return names;
}

void checkContent(Checker& checker, const std::vector<MediaType>& content, doc::Value holder, std::string_view contentType,
                  std::string_view body) {
    const MediaType* media = mediaFor(content, contentType);
    if (!media) {
        const QString given = contentType.empty() ? say("There is no content type") : say("The content type is “%1”").arg(qs(clipped(contentType, 80)));
        checker.add("contentType", say("%1; the contract has %2.").arg(given, qs(rangesOf(content))), "header Content-Type",
                    holder.find("content"));
        return;
    }
    if (media->schema && isJsonMediaType(contentType)) {
        checker.checkJson(body, media->schema, "body", "schema");
    }
}

const char* wordFor(Parameter::In in) {
    switch (in) {
        case Parameter::In::path:
            return "path";
        case Parameter::In::header:
            return "header";
        case Parameter::In::cookie:
            return "cookie";
        case Parameter::In::query:
            break;
    }
    return "query";
}

bool isReservedHeader(const Parameter& parameter) {  // OAS 3.1 §4.8.12.2.1: these are said elsewhere
    static constexpr std::array<std::string_view, 3> names{"accept", "content-type", "authorization"};
    std::string lower = parameter.name;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return parameter.in == Parameter::In::header && std::find(names.begin(), names.end(), lower) != names.end();
}

void checkParameter(const Contract& contract, Checker& checker, const Parameter& parameter, const OperationMatch& match,
                    const HttpRequest& request) {
    const std::string part = std::string(wordFor(parameter.in)) + " " + parameter.name;
    const auto json = isReservedHeader(parameter) ? std::nullopt : parameterJson(contract, parameter, match, request);
    if (json && parameter.schema) {
        checker.checkJson(*json, parameter.schema, part, "parameter");
    } else if (!json && parameter.required && !isReservedHeader(parameter)) {
        const doc::Value clause = parameter.definition.find("required");
        checker.add("parameter", say("%1 is missing.").arg(qs(part)), part, clause ? clause : parameter.definition, "required");
    }
}

void checkBody(Checker& checker, const Operation& operation, std::string_view body, std::string_view contentType) {
    if (!operation.body) {
        return;
    }
    if (body.empty()) {
        if (operation.body->required) {
            const doc::Value clause = operation.body->definition.find("required");
            checker.add("body", say("The body is missing."), "body", clause, "required");
        }
        return;
    }
    checkContent(checker, operation.body->content, operation.body->definition, contentType, body);
}

}  // namespace

Finding Breach::finding() const {
    Finding finding;
    finding.severity = severity;
    finding.rule = rule;
    finding.sentence = sentence;
    finding.place = clause.place;
    return finding;
}

std::vector<Breach> checkRequestBody(const Contract& contract, const Operation& operation, std::string_view body,
                                     std::string_view contentType, const CheckLimits& limits) {
    Checker checker(contract, Direction::request, limits);
    std::string type(contentType);
    if (type.empty() && operation.body) {
        const auto& content = operation.body->content;
        const auto json = std::find_if(content.begin(), content.end(), [](const MediaType& media) { return isJsonMediaType(media.range); });
        type = json != content.end() ? json->range : content.empty() ? std::string() : content.front().range;
    }
    checkBody(checker, operation, body, type);
    return checker.take();
}

std::vector<Breach> checkRequest(const Contract& contract, const OperationMatch& match, const HttpRequest& request,
                                 const CheckLimits& limits) {
    Checker checker(contract, Direction::request, limits);
    if (!match.operation) {
        checker.add("operation", say("The contract has no %1 %2.").arg(qs(request.method), qs(request.url)), "path",
                    contract.document()->root().find("paths"));
        return checker.take();
    }
    for (const auto& parameter : match.operation->parameters) {
        checkParameter(contract, checker, parameter, match, request);
    }
    checkBody(checker, *match.operation, request.body, headerValue(request.headers, "Content-Type"));
    return checker.take();
}

std::vector<Breach> checkResponse(const Contract& contract, const Operation& operation, const HttpResponse& response,
                                  const CheckLimits& limits) {
    Checker checker(contract, Direction::response, limits);
    const Response* documented = operation.responseFor(response.status);
    if (!documented) {
        checker.add("status", say("Status %1 is not documented for %2.").arg(response.status).arg(qs(operation.label())), "status",
                    operation.definition.find("responses"));
        return checker.take();
    }
    for (const auto& header : documented->headers) {
        const std::string part = "header " + header.name;
        if (hasHeaderLine(response.headers, header.name)) {
            header.schema ? checker.checkJson(headerJson(contract, header, headerValue(response.headers, header.name)), header.schema, part, "header") : void();
        } else if (header.required) {
            checker.add("header", say("The header “%1” is missing.").arg(qs(header.name)), part, header.definition, "required");
        }
    }
    const bool hasBody = operation.method != "HEAD" && response.status != 204 && response.status != 304;
    if (hasBody && !documented->content.empty()) {
        checkContent(checker, documented->content, documented->definition, headerValue(response.headers, "Content-Type"), response.body);
    }
    return checker.take();
}

std::vector<Breach> checkMessage(const Contract& contract, const ContractChannel& channel, std::string_view body,
                                 const CheckLimits& limits) {
    std::vector<Breach> nearest;
    bool isFirst = true;
    for (const auto& message : channel.messages) {
        if (!message.payload) {
            return {};
        }
        Checker checker(contract, Direction::request, limits);
        checker.checkJson(body, message.payload, "body", "schema");
        auto breaches = checker.take();
        if (isFirst || breaches.size() < nearest.size()) {
            nearest = std::move(breaches);
        }
        isFirst = false;
    }
    return nearest;
}

}  // namespace pb::contract

#include "models/route/RouteDocument.h"

#include "models/base/Text.h"
#include "models/route/RouteReader.h"

#include <algorithm>

namespace pb::route {

namespace {

/// "file:{{patchbay.maps}}/a.jsonata" and "file:maps/a.jsonata" are the workspace's maps/a.jsonata.
std::string workspacePath(std::string path) {
    for (const std::string_view prefix : {"file:", "classpath:", "//"}) {
        if (path.starts_with(prefix)) {
            path.erase(0, prefix.size());
        }
    }
    constexpr std::string_view maps = "{{patchbay.maps}}/";
    if (path.starts_with(maps)) {
        path.replace(0, maps.size(), "maps/");
    }
    return path;
}

Reference::Kind kindOf(const std::string& scheme) {
    if (scheme == "jsonata") {
        return Reference::Kind::map;
    }
    if (scheme == "kafka") {
        return Reference::Kind::channel;
    }
    if (scheme == "http" || scheme == "https") {
        return Reference::Kind::http;
    }
    if (scheme == "direct" || scheme == "seda") {
        return Reference::Kind::route;
    }
    return scheme == "rest-openapi" ? Reference::Kind::contract : Reference::Kind::other;
}

Reference referenceTo(const Endpoint& endpoint, const std::string& routeId, const std::string& stepId, bool isInput) {
    Reference reference;
    reference.kind = kindOf(endpoint.scheme);
    reference.isInput = isInput;
    reference.scheme = endpoint.scheme;
    reference.routeId = routeId;
    reference.stepId = stepId;
    reference.place = endpoint.place;
    switch (reference.kind) {
        case Reference::Kind::map: reference.name = workspacePath(endpoint.path); break;
        case Reference::Kind::contract: reference.name = workspacePath(endpoint.path.substr(0, endpoint.path.find('#'))); break;
        case Reference::Kind::http: reference.name = endpoint.scheme + "://" + endpoint.name(); break;
        default: reference.name = endpoint.name(); break;
    }
    return reference;
}

void collect(const std::vector<Step>& steps, const std::string& routeId, bool isFailure, std::vector<Reference>& references) {
    for (const Step& step : steps) {
        if (step.endpoint) {
            references.push_back(referenceTo(*step.endpoint, routeId, step.id, false));
            references.back().isFailure = isFailure;
        }
        collect(step.steps, routeId, isFailure, references);
    }
}

void collect(const std::optional<ErrorHandler>& handler, const std::string& routeId, std::vector<Reference>& references) {
    if (handler && handler->deadLetter) {
        references.push_back(referenceTo(*handler->deadLetter, routeId, {}, false));
        references.back().isFailure = true;
    }
}

}  // namespace

RouteDocument RouteDocument::parse(std::string text, std::string path) {
    RouteDocument document;
    document.text_ = std::move(text);
    document.path_ = std::move(path);
    const auto yaml = doc::readYaml(std::string(document.text_));
    if (!yaml) {
        Place place = yaml.error().place;
        place.address = document.path_;
        document.findings_.push_back({Severity::error, "route.yaml", yaml.error().sentence, yaml.error().hint, place});
        return document;
    }
    RouteReader reader(**yaml, document.path_, document.findings_);
    reader.readFile();
    document.routes_ = std::move(reader.routes);
    document.errorHandler_ = std::move(reader.errorHandler);
    document.onExceptions_ = std::move(reader.onExceptions);
    for (Finding& finding : duplicateRouteIds({document})) {
        document.findings_.push_back(std::move(finding));
    }
    return document;
}

const Route* RouteDocument::route(std::string_view id) const {
    const auto found = std::find_if(routes_.begin(), routes_.end(), [&](const Route& route) { return route.id == id; });
    return found == routes_.end() ? nullptr : &*found;
}

bool RouteDocument::isSound() const {
    return std::none_of(findings_.begin(), findings_.end(),
                        [](const Finding& finding) { return finding.severity == Severity::error; });
}

std::vector<Reference> RouteDocument::references() const {
    std::vector<Reference> references;
    for (const Route& route : routes_) {
        references.push_back(referenceTo(route.from, route.id, route.fromId, true));
        collect(route.steps, route.id, false, references);
        collect(route.errorHandler, route.id, references);
    }
    collect(errorHandler_, {}, references);
    for (const OnException& handler : onExceptions_) {
        collect(handler.steps, {}, true, references);
    }
    return references;
}

Result<RouteDocument> RouteDocument::edited(const std::function<Done(doc::YamlText&)>& edit) const {
    PB_TRY(yaml, doc::YamlText::parse(text_));
    PB_CHECK(edit(yaml));
    return parse(yaml.text(), path_);
}

std::vector<Finding> duplicateRouteIds(const std::vector<RouteDocument>& documents) {
    std::vector<Finding> findings;
    std::map<std::string, Place> first;
    for (const RouteDocument& document : documents) {
        for (const Route& route : document.routes()) {
            const auto [seen, isNew] = first.emplace(route.id, route.place);
            if (isNew || !route.hasGivenId) {
                continue;
            }
            findings.push_back({Severity::error, "route.id.duplicate",
                                say("The route id “%1” is used twice; the other one is at %2.").arg(qs(route.id), seen->second.print()),
                                say("In Camel the second route silently replaces the first. Give one of them another id."),
                                route.place});
        }
    }
    return findings;
}

std::vector<Reference> usersOf(const std::vector<RouteDocument>& documents, Reference::Kind kind, std::string_view name) {
    std::vector<Reference> users;
    for (const RouteDocument& document : documents) {
        for (Reference& reference : document.references()) {
            if (reference.kind == kind && reference.name == name) {
                users.push_back(std::move(reference));
            }
        }
    }
    return users;
}

}  // namespace pb::route

#pragma once

#include "models/document/Yaml.h"
#include "models/route/Route.h"

#include <functional>
#include <string>
#include <vector>

namespace pb::route {

/// A file of routes in Camel's YAML DSL (Camel 4, "camelYamlDsl"). The text is the truth and is kept byte for byte; routes
/// are a reading of it. A text that does not parse is a document too: with findings, without routes.
class RouteDocument {
public:
    /// `path` is where the text lies in the workspace; it is the address of every place.
    static RouteDocument parse(std::string text, std::string path);

    const std::string& text() const { return text_; }
    const std::string& path() const { return path_; }
    const std::vector<Route>& routes() const { return routes_; }
    const Route* route(std::string_view id) const;

    /// Error handler and onException of the whole file, which every route without an own one uses.
    const std::optional<ErrorHandler>& errorHandler() const { return errorHandler_; }
    const std::vector<OnException>& onExceptions() const { return onExceptions_; }

    /// What is wrong (rule "route.yaml", "route.syntax", "route.id.duplicate"; errors) and what the simulator does not know
    /// (rule "route.unknown"; warnings: Camel may know it).
    const std::vector<Finding>& findings() const { return findings_; }
    bool isSound() const;  ///< no finding is an error

    /// Every map, channel, URL and route that this file names.
    std::vector<Reference> references() const;

    /// A document after an edit of the YAML that touches the smallest span; refused where that cannot be done safely.
    Result<RouteDocument> edited(const std::function<Done(doc::YamlText&)>& edit) const;

private:
    RouteDocument() = default;
    std::string text_, path_;
    std::vector<Route> routes_;
    std::optional<ErrorHandler> errorHandler_;
    std::vector<OnException> onExceptions_;
    std::vector<Finding> findings_;
};

/// Route ids that stand in more than one of the files: in Camel the second silently takes the first one over (4.17).
std::vector<Finding> duplicateRouteIds(const std::vector<RouteDocument>& documents);

/// The references of kind `kind` to `name` in all documents: "which route uses this map?"
std::vector<Reference> usersOf(const std::vector<RouteDocument>& documents, Reference::Kind kind, std::string_view name);

}  // namespace pb::route

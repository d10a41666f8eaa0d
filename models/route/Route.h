#pragma once

#include "models/base/Finding.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pb::route {

/// Settings in the order they are written.
using Options = std::vector<std::pair<std::string, std::string>>;
std::string optionOf(const Options& options, std::string_view name);  ///< empty when it is not there

/// An endpoint URI together with its `parameters:` block. Placeholders `{{…}}` are as written.
struct Endpoint {
    std::string uri;        ///< as written: "kafka:orders", "http://{{erp}}/orders"
    std::string scheme;     ///< "kafka"
    std::string path;       ///< without scheme and query: "orders", "//{{erp}}/orders", "file:maps/a.jsonata"
    Options options;        ///< of the query, then of `parameters:`
    bool isDynamic = false; ///< toD: the URI is a simple template
    Place place;

    std::string name() const;  ///< the path without leading slashes: topic, queue, file
    std::string print() const; ///< one URI, as Camel shows it: "jsonata://file:maps/a.jsonata?inputType=JsonString"
};

/// Splits `uri` at scheme and query and joins `parameters`.
Endpoint endpointOf(std::string_view uri, Options parameters = {});

struct Expression {
    std::string language;    ///< "simple", "constant", …
    std::string text;
    std::string resultType;  ///< "java.lang.Integer", "" = whatever it gives
    Place place;
};

/// One step of a route: `- setHeader: …`. `choice` holds `when` and `otherwise` as steps.
struct Step {
    std::string kind;      ///< the word of the DSL: "setHeader", "to", "choice"
    std::string id;        ///< as written, else numbered the way Camel does: "to1"
    bool hasGivenId = false;
    std::string pointer;   ///< RFC 6901 path of the step's value in the YAML
    Place place;           ///< of the step's word
    std::string name;      ///< header, property, pattern, type, data format, exception type, where the kind has one
    std::optional<Expression> expression;
    std::optional<Endpoint> endpoint;
    Options options;       ///< every other scalar setting
    std::vector<Step> steps;
};

/// Camel's RedeliveryPolicy, with its defaults (4.17: redeliveryDelay 1000 ms, maximumRedeliveries 0).
struct Redelivery {
    int maximumRedeliveries = 0;          ///< -1 = for ever
    std::int64_t delayMs = 1000;
    double backOffMultiplier = 1;
    std::int64_t maximumDelayMs = 60'000;
};

struct ErrorHandler {
    enum class Kind { standard, deadLetterChannel, none } kind = Kind::standard;
    std::optional<Endpoint> deadLetter;
    bool useOriginalMessage = false;
    Redelivery redelivery;
    Place place;
};

struct OnException {
    std::vector<std::string> exceptions;  ///< class names
    bool handled = false;                 ///< the failure ends here, the caller gets an answer
    bool continued = false;               ///< the route goes on after the failed step
    bool useOriginalMessage = false;
    std::optional<Redelivery> redelivery;
    std::vector<Step> steps;
    std::string pointer;
    Place place;
};

struct Route {
    std::string id;           ///< as written, else "route1"
    bool hasGivenId = false;
    std::string description;
    Endpoint from;
    std::string fromId;
    bool autoStartup = true;
    std::vector<Step> steps;
    std::optional<ErrorHandler> errorHandler;
    std::string pointer;
    Place place;
};

/// What a route reaches outside of itself.
struct Reference {
    enum class Kind { map, channel, http, route, contract, other } kind = Kind::other;
    bool isInput = false;     ///< the route reads from it
    bool isFailure = false;   ///< of an error handler or onException block; without a route: of the whole file
    std::string name;         ///< workspace path of a map or contract, topic, URL, name of a direct: or seda: endpoint
    std::string scheme;       ///< "kafka", "https" …
    std::string routeId, stepId;
    Place place;
};

}  // namespace pb::route

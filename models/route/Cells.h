#pragma once

#include "models/base/Clock.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace pb::route {

/// A value inside of an exchange. Its type decides how Camel compares it, prints it and writes it to Kafka.
struct Cell {
    enum class Type { null, text, int32, int64, real, boolean, json } type = Type::null;
    std::string text;  ///< as Camel prints it; for json the JSON text of the map or list

    static Cell ofText(std::string text) { return {Type::text, std::move(text)}; }
    static Cell ofInt32(std::int64_t value) { return {Type::int32, std::to_string(value)}; }
    static Cell ofInt64(std::int64_t value) { return {Type::int64, std::to_string(value)}; }
    static Cell ofBoolean(bool value) { return {Type::boolean, value ? "true" : "false"}; }
    bool isNull() const { return type == Type::null; }
    bool isNumber() const { return type == Type::int32 || type == Type::int64 || type == Type::real; }
    friend bool operator==(const Cell&, const Cell&) = default;
};

/// Camel keeps headers in a tree without case: they leave in that order (seen on 4.17).
struct LessWithoutCase {
    using is_transparent = void;
    bool operator()(std::string_view left, std::string_view right) const;
};
using Headers = std::map<std::string, Cell, LessWithoutCase>;

/// The class of a failure that only the simulator has: Camel would have gone on.
inline constexpr std::string_view unknownToSimulator = "pb.route.UnknownToSimulator";

/// A failure inside of a route, as the exception it would be in Camel.
struct Thrown {
    std::string type;     ///< Java class
    std::string message;
    std::optional<std::string> responseBody;  ///< of an HTTP failure
    int statusCode = 0;
    bool isCancelled = false;                 ///< ours: the caller gave up; no error handler takes it
    bool isUnknownToSimulator = false;        ///< ours: Camel would not have failed
};

/// A message on its way through routes.
struct Travel {
    std::string id;
    Cell body;
    Headers headers;
    std::map<std::string, Cell, std::less<>> properties;
    std::map<std::string, Cell, std::less<>> variables;
    std::optional<Thrown> failure;    ///< not handled: no step follows
    std::optional<Thrown> caught;     ///< Camel's CamelExceptionCaught: stays while and after it is handled
    std::string fromRouteId, routeId;
    bool isStopped = false;           ///< `stop`: no step follows
    Millis created = 0;
};

}  // namespace pb::route

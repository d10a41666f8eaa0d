#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/route/ExchangeRun.h"
#include "models/route/JacksonScan.h"

#include <algorithm>

namespace pb::route {

namespace {

class Depth {
public:
    explicit Depth(int& depth) : depth_(depth) { ++depth_; }
    ~Depth() { --depth_; }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;

private:
    int& depth_;
};

/// Numbers as Camel's kafka component writes them: Integer 4 bytes, Long 8 bytes, both big-endian (seen on 4.17).
std::string bigEndian(std::int64_t value, int bytes) {
    std::string out;
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
        out += static_cast<char>((value >> shift) & 0xff);
    }
    return out;
}

std::optional<std::string> kafkaBytes(const Cell& cell) {
    switch (cell.type) {
        case Cell::Type::text:
        case Cell::Type::boolean: return cell.text;
        case Cell::Type::int32: return bigEndian(std::strtoll(cell.text.c_str(), nullptr, 10), 4);
        case Cell::Type::int64: return bigEndian(std::strtoll(cell.text.c_str(), nullptr, 10), 8);
        default: return std::nullopt;  // Camel has no serializer for the rest and leaves the header out
    }
}

bool isCamelHeader(std::string_view name) {
    return name.starts_with("Camel") || name.starts_with("camel") || name.starts_with("org.apache.camel");
}

/// A null header of the exchange is not written either.
bool leavesToKafka(std::string_view name) { return !isCamelHeader(name) && !name.starts_with("kafka."); }

}  // namespace

StepOutcome ExchangeRun::callEndpoint(const Endpoint& endpoint, Travel& travel) {
    if (endpoint.scheme != "log") {
        travel.properties["CamelToEndpoint"] = Cell::ofText(endpoint.print());
    }
    if (endpoint.scheme == "direct" || endpoint.scheme == "seda") {
        return callRoute(endpoint, travel);
    }
    if (endpoint.scheme == "jsonata") {
        return callMap(endpoint, travel);
    }
    if (endpoint.scheme == "http" || endpoint.scheme == "https") {
        return callHttp(endpoint, travel);
    }
    if (endpoint.scheme == "kafka") {
        return callKafka(endpoint, travel);
    }
    if (endpoint.scheme == "mock") {
        callMock(endpoint, travel);
        return {};
    }
    if (endpoint.scheme == "log") {
        if (home_.ports.log) {
            home_.ports.log(travel.routeId, endpoint.name() + ": " + javaText(travel.body));
        }
        return {};
    }
    return notSimulated("the component “" + endpoint.scheme + "”");
}

StepOutcome ExchangeRun::callRoute(const Endpoint& endpoint, Travel& travel) {
    if (endpoint.scheme == "seda") {
        Travel copy = begin();
        copy.body = travel.body;
        copy.headers = travel.headers;
        copy.properties = travel.properties;
        queue_.push_back({endpoint.name(), std::move(copy)});
        return {};
    }
    LoadedRoute* route = home_.consumerOf("direct", endpoint.name());
    if (!route) {
        return thrown("org.apache.camel.component.direct.DirectConsumerNotAvailableException",
                      "No consumers available on endpoint: " + endpoint.print() + ". Exchange[" + travel.id + "]");
    }
    const Depth depth(depth_);
    if (depth_ > home_.limits.nesting) {
        return thrown("java.lang.StackOverflowError",
                      "Routes call each other more than " + std::to_string(home_.limits.nesting) + " deep.");
    }
    runRoute(*route, travel);
    if (!travel.failure) {
        return {};
    }
    const Thrown failure = *travel.failure;
    if (route->errorHandler.kind == ErrorHandler::Kind::none) {
        travel.failure.reset();  // the caller's error handler may take it
    }
    return tl::unexpected(failure);
}

OrThrown<const jsonata::Program*> ExchangeRun::programFor(const std::string& path) {
    if (!home_.ports.readFile) {
        return notSimulated("the file “" + path + "”");
    }
    auto source = home_.ports.readFile(path);
    if (!source) {
        return thrown("java.io.FileNotFoundException", path + " does not exist");
    }
    const auto known = home_.programs.find(path);
    if (known != home_.programs.end() && known->second.source == *source) {
        return &known->second.program;
    }
    auto program = jsonata::Program::compile(*source);
    if (!program) {
        return thrown("com.dashjoin.jsonata.JException", utf8(program.error().message));
    }
    home_.programs.erase(path);
    return &home_.programs.emplace(path, SimulatorCore::CachedProgram{std::move(*source), std::move(*program)}).first->second.program;
}

namespace {

/// The value a failure quotes: `Cannot read "12,50" as a number.` The engine gives it only inside of its sentence.
std::string quotedValue(const std::string& message) {
    const std::size_t first = message.find('"');
    const std::size_t last = message.rfind('"');
    const auto value = first == last ? Result<doc::DocumentPtr>(nullptr) : doc::readJson(message.substr(first, last - first + 1));
    return value && *value ? std::string((*value)->root().text()) : std::string();
}

/// The class and message com.dashjoin.jsonata 0.9.9 has for the same failure (seen on Camel 4.17).
Thrown thrownBy(const jsonata::Failure& failure) {
    const std::string message = utf8(failure.message);
    if (failure.code == "D3030") {
        const std::string value = quotedValue(message);
        return {"java.lang.NumberFormatException", value.empty() ? "empty String" : "For input string: \"" + value + "\"", std::nullopt};
    }
    return {"com.dashjoin.jsonata.JException", message, std::nullopt};
}

OrThrown<doc::DocumentPtr> mapInput(const Endpoint& endpoint, const Cell& body) {
    const std::string type = optionOf(endpoint.options, "inputType");
    if (body.isNull()) {
        return thrown("java.lang.IllegalArgumentException", "argument \"src\" is null");
    }
    if (body.type != Cell::Type::json && type != "JsonString") {
        return notSimulated("jsonata: on a text body without inputType=JsonString");
    }
    const auto end = jacksonScan(body.text);
    if (!end) {
        return tl::unexpected(end.error());
    }
    auto document = doc::readJson(body.text.substr(0, *end));
    if (!document) {
        return thrown("com.fasterxml.jackson.core.JsonParseException", utf8(document.error().sentence));
    }
    return std::move(*document);
}

}  // namespace

StepOutcome ExchangeRun::callMap(const Endpoint& endpoint, Travel& travel) {
    std::string path = endpoint.path;
    for (const std::string_view prefix : {"//", "file:", "//"}) {
        if (path.starts_with(prefix) && !(prefix == "//" && path.starts_with("///"))) {
            path.erase(0, prefix.size());
        }
    }
    const auto program = programFor(path);
    if (!program) {
        return tl::unexpected(program.error());
    }
    const auto input = mapInput(endpoint, travel.body);
    if (!input) {
        return tl::unexpected(input.error());
    }
    jsonata::Environment environment;
    environment.clock = home_.ports.clock;
    environment.stop = stop_;
    const auto output = (*program)->run((*input)->root(), environment);
    if (!output) {
        return stop_.stop_requested() ? StepOutcome(cancelled()) : tl::unexpected(thrownBy(output.error()));
    }
    const bool asText = optionOf(endpoint.options, "outputType") == "JsonString";
    travel.body = {asText ? Cell::Type::text : Cell::Type::json, output->defined ? output->json : std::string("null")};
    return {};
}

StepOutcome ExchangeRun::callKafka(const Endpoint& endpoint, Travel& travel) {
    if (!home_.ports.produce) {
        return notSimulated("kafka: without a broker");
    }
    Produced message;
    message.channel = endpoint.name();
    if (const auto other = travel.headers.find("kafka.OVERRIDE_TOPIC"); other != travel.headers.end()) {
        message.channel = other->second.text;
    }
    const auto key = travel.headers.find("kafka.KEY");
    const std::string fixedKey = optionOf(endpoint.options, "key");
    if (!fixedKey.empty()) {
        message.key = fixedKey;
    } else if (key != travel.headers.end() && !key->second.isNull()) {
        message.key = key->second.text;
    }
    for (const auto& [name, cell] : travel.headers) {
        if (auto bytes = leavesToKafka(name) ? kafkaBytes(cell) : std::nullopt) {
            message.headers.emplace_back(name, std::move(*bytes));
        }
    }
    message.hasBody = !travel.body.isNull();
    message.body = javaText(travel.body);
    const Done done = home_.ports.produce(message, stop_);
    if (done) {
        return {};
    }
    if (done.error().code == ErrorCode::cancelled) {
        return cancelled();
    }
    return thrown(done.error().code == ErrorCode::notFound ? "org.apache.kafka.common.errors.TimeoutException"
                                                           : "org.apache.kafka.common.KafkaException",
                  utf8(done.error().sentence));
}

void ExchangeRun::callMock(const Endpoint& endpoint, const Travel& travel) {
    const std::lock_guard lock(home_.state);
    auto& kept = home_.mocks[endpoint.name()];
    kept.push_back(exchangeOf(travel));
    if (kept.size() > home_.limits.mockMessages) {
        kept.pop_front();
    }
}

}  // namespace pb::route

#include "models/base/Text.h"
#include "models/route/RouteReader.h"
#include "models/route/StepWords.h"

#include <array>
#include <charconv>

namespace pb::route {

namespace {

template <typename Number>
void readNumber(doc::Value value, Number& into) {
    const std::string text = scalarText(value);
    Number number{};
    if (std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc()) {
        into = number;
    }
}

bool isTrue(doc::Value value) {
    if (value.is(doc::Kind::object)) {  // handled: { constant: "true" }
        return isTrue(value.at(0));
    }
    return scalarText(value) == "true";
}

}  // namespace

ErrorHandler RouteReader::readErrorHandler(doc::Value value) {
    ErrorHandler handler;
    handler.place = placeOf(value);
    for (const doc::Value member : value.children()) {
        if (member.name() == "deadLetterChannel") {
            handler.kind = ErrorHandler::Kind::deadLetterChannel;
            readDeadLetterChannel(member, handler);
        } else if (member.name() == "defaultErrorHandler") {
            handler.redelivery = readRedelivery(member.find("redeliveryPolicy"));
        } else if (member.name() == "noErrorHandler") {
            handler.kind = ErrorHandler::Kind::none;
        } else if (member.name() != "id") {
            unknown(member, say("the error handler “%1”").arg(qs(member.name())));
        }
    }
    return handler;
}

void RouteReader::readDeadLetterChannel(doc::Value value, ErrorHandler& handler) {
    for (const doc::Value member : value.children()) {
        const std::string_view name = member.name();
        if (name == "deadLetterUri") {
            handler.deadLetter = readEndpoint(member, {}, false, false);
        } else if (name == "useOriginalMessage" || name == "useOriginalBody") {
            handler.useOriginalMessage = isTrue(member);
        } else if (name == "redeliveryPolicy") {
            handler.redelivery = readRedelivery(member);
        } else if (name != "logName" && name != "level" && name != "id") {
            unknown(member, say("the setting “%1” of a dead letter channel").arg(qs(name)));
        }
    }
    if (!handler.deadLetter) {
        complain(value, say("The dead letter channel has no “deadLetterUri”."));
    }
}

Redelivery RouteReader::readRedelivery(doc::Value value) {
    Redelivery redelivery;
    bool isExponential = false;
    double multiplier = 2;
    for (const doc::Value member : value.children()) {
        const std::string_view name = member.name();
        if (name == "maximumRedeliveries") {
            readNumber(member, redelivery.maximumRedeliveries);
        } else if (name == "redeliveryDelay") {
            readNumber(member, redelivery.delayMs);
        } else if (name == "maximumRedeliveryDelay") {
            readNumber(member, redelivery.maximumDelayMs);
        } else if (name == "backOffMultiplier") {
            multiplier = std::strtod(scalarText(member).c_str(), nullptr);
        } else if (name == "useExponentialBackOff") {
            isExponential = isTrue(member);
        } else if (!name.starts_with("log") && !name.starts_with("retr") && name != "id") {
            unknown(member, say("the setting “%1” of a redelivery policy").arg(qs(name)));
        }
    }
    redelivery.backOffMultiplier = isExponential ? multiplier : 1;
    return redelivery;
}

void RouteReader::readOnException(doc::Value value) {
    OnException handler;
    handler.place = placeOf(value);
    handler.pointer = value.pointer();
    for (const doc::Value member : value.children()) {
        const std::string_view name = member.name();
        if (name == "exception") {
            for (const doc::Value type : member.children()) {
                handler.exceptions.push_back(scalarText(type));
            }
            if (member.is(doc::Kind::string)) {
                handler.exceptions.push_back(scalarText(member));
            }
        } else if (name == "handled") {
            handler.handled = isTrue(member);
        } else if (name == "continued") {
            handler.continued = isTrue(member);
        } else if (name == "useOriginalMessage" || name == "useOriginalBody") {
            handler.useOriginalMessage = isTrue(member);
        } else if (name == "redeliveryPolicy") {
            handler.redelivery = readRedelivery(member);
        } else if (name == "steps") {
            handler.steps = readSteps(member);
        } else if (name != "id" && name != "description" && name != "note") {
            unknown(member, say("the setting “%1” of onException").arg(qs(name)));
        }
    }
    if (handler.exceptions.empty()) {
        complain(value, say("“onException” names no exception."));
    }
    onExceptions.push_back(std::move(handler));
}

Options RouteReader::readParameters(doc::Value parameters) {
    Options options;
    for (const doc::Value member : parameters.children()) {
        options.emplace_back(std::string(member.name()), scalarText(member));
    }
    return options;
}

Endpoint RouteReader::readEndpoint(doc::Value uri, doc::Value parameters, bool isDynamic, bool asInput) {
    Endpoint endpoint = endpointOf(scalarText(uri), readParameters(parameters));
    endpoint.isDynamic = isDynamic;
    endpoint.place = placeOf(uri);
    const bool isOpen = endpoint.scheme.find("{{") != std::string::npos || endpoint.scheme.find("${") != std::string::npos;
    if (endpoint.uri.empty() || endpoint.scheme.empty()) {
        complain(uri, say("The endpoint has no URI."));
    } else if (!isOpen && endpoint.uri.find(':') == std::string::npos) {
        complain(uri, say("“%1” is no endpoint: it has no component before a colon.").arg(qs(endpoint.uri)),
                 say("Write “direct:%1” for another route.").arg(qs(endpoint.uri)));
    } else if (!isOpen && !isSimulatedComponent(endpoint.scheme, asInput)) {
        unknown(uri, asInput ? say("the component “%1” as input").arg(qs(endpoint.scheme))
                             : say("the component “%1”").arg(qs(endpoint.scheme)));
    }
    return endpoint;
}

}  // namespace pb::route

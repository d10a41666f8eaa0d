#include "models/base/Text.h"
#include "models/route/SimulatorCore.h"

namespace pb::route {

namespace {

constexpr std::string_view droppedOption = "\x01";  // what an absent {{?name}} becomes, until the option is dropped

}  // namespace

void PlaceholderFiller::fill(std::string& text, const Place& place) {
    std::size_t at = 0;
    for (int guard = 0; guard < 100 && (at = text.find("{{", at)) != std::string::npos; ++guard) {
        const std::size_t end = text.find("}}", at);
        if (end == std::string::npos) {
            return;
        }
        std::string name = text.substr(at + 2, end - at - 2);
        const bool isOptional = name.starts_with('?');
        std::optional<std::string> value;
        if (const std::size_t colon = name.find(':'); colon != std::string::npos) {
            value = name.substr(colon + 1);
            name.erase(colon);
        }
        name.erase(0, isOptional ? 1 : 0);
        if (auto own = ports_.property ? ports_.property(name) : std::nullopt) {
            value = std::move(own);
        }
        if (!value && !isOptional) {
            findings_.push_back({Severity::error, "route.placeholder", say("The property “%1” is not set.").arg(qs(name)),
                                 say("Give it a value in the properties of the runtime."), place});
        }
        const std::string filled = value ? *value : isOptional ? std::string(droppedOption) : std::string();
        text.replace(at, end + 2 - at, filled);
        at += filled.size();
    }
}

void PlaceholderFiller::fill(Endpoint& endpoint) {
    const bool isDynamic = endpoint.isDynamic;
    const Place place = endpoint.place;
    Options options = endpoint.options;
    fill(endpoint.uri, place);
    const std::size_t ownOptions = endpointOf(endpoint.uri).options.size();
    for (auto& option : options) {
        fill(option.second, place);
    }
    options.erase(options.begin(), options.begin() + static_cast<std::ptrdiff_t>(std::min(ownOptions, options.size())));
    endpoint = endpointOf(endpoint.uri, std::move(options));
    endpoint.isDynamic = isDynamic;
    endpoint.place = place;
    std::erase_if(endpoint.options, [](const auto& option) { return option.second == droppedOption; });
}

void PlaceholderFiller::fill(std::vector<Step>& steps) {
    for (Step& step : steps) {
        if (step.endpoint) {
            fill(*step.endpoint);
        }
        if (step.expression) {
            fill(step.expression->text, step.place);
        }
        fill(step.name, step.place);
        for (auto& option : step.options) {
            fill(option.second, step.place);
        }
        fill(step.steps);
    }
}

void PlaceholderFiller::fill(Route& route) {
    fill(route.from);
    fill(route.steps);
    if (route.errorHandler && route.errorHandler->deadLetter) {
        fill(*route.errorHandler->deadLetter);
    }
}

}  // namespace pb::route

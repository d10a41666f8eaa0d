#pragma once

#include <span>
#include <string_view>

namespace pb::route {

/// What the simulator knows of one step of the DSL.
struct StepWord {
    std::string_view word;
    std::string_view nameField;                   ///< the setting that becomes Step::name; empty = none
    std::span<const std::string_view> options;    ///< the other settings Camel 4.17 knows for it
    bool takesExpression = false;
    bool takesSteps = false;
    bool takesEndpoint = false;
};

/// Null for steps the simulator does not run.
const StepWord* simulatedStep(std::string_view word);

/// Words of camelYamlDsl.json of Camel 4.17.0.
bool isCamelStep(std::string_view word);
bool isCamelEntity(std::string_view word);      ///< at the top of a file: "route", "beans", "rest" …
bool isCamelLanguage(std::string_view word);
bool isSimulatedLanguage(std::string_view word);
bool isSimulatedComponent(std::string_view scheme, bool asInput);

}  // namespace pb::route

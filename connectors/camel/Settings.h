#pragma once

#include "models/workspace/Connection.h"

#include <filesystem>
#include <map>
#include <string>

namespace pb::connectors::camel {

struct Settings {
    std::filesystem::path directory;  ///< holds routes/ (watched by Camel) and maps/
    std::string managementUrl;        ///< without a slash at its end
    std::string cli;                  ///< empty = no check by the camel command
    std::map<std::string, std::string> properties;

    static Result<Settings> read(const workspace::ConnectionSettings& settings, const workspace::ConnectionContext& context);
    static const char* schema();
};

}  // namespace pb::connectors::camel

#pragma once

#include "models/base/Clock.h"
#include "models/base/Log.h"
#include "models/base/Result.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace pb::contract {
class HttpTransport;
}

namespace pb::workspace {
class Connection;
class ConnectorRegistry;
class PassphraseStore;
class SecretStore;
class Workspace;
}  // namespace pb::workspace

namespace pb::ui {

class CommandTable;
class JobRunner;
class LogLines;
class Navigator;
class ObjectList;
class Problems;
class Settings;
class TrailState;

enum class Stage { development, test, production };

/// The environment that pages act on. Production is shown red and asks before anything that changes it.
struct Environment {
    std::string name;                 ///< "TEST"; empty = none chosen
    Stage stage = Stage::development;
};

/// All that a page may use, made in app/ and passed down. References live longer than every page.
struct Session {
    std::filesystem::path folder = {};                  ///< of the workspace; empty = none open
    std::string title = {};                             ///< its display name
    workspace::Workspace* workspace = nullptr;        ///< null = none open
    workspace::ConnectorRegistry* connectors = nullptr;
    workspace::SecretStore* secrets = nullptr;
    workspace::PassphraseStore* passphrase = nullptr; ///< the encrypted file among the secrets; null = there is none
    Environment environment = {};
    std::vector<Environment> environments = {};       ///< all of the workspace
    std::shared_ptr<const Error> readOnly = {};       ///< why nothing may be written (a second instance); null = it may

    JobRunner& jobs;
    Navigator& navigator;
    CommandTable& commands;
    Problems& problems;
    ObjectList& objects;
    Settings& settings;
    LogLines& logLines;
    const Log& log;
    const Clock& clock;
    IdSource& ids;
    TrailState* trail = nullptr;                      ///< where F2 leads
    contract::HttpTransport* http = nullptr;          ///< thread-safe; for connectors that speak HTTP
    std::function<void(const std::string& environment)> switchEnvironment = [](const std::string&) {};
    std::function<void()> openAgain = [] {};          ///< everything anew: when a lock may be free
    std::function<void()> workspaceChanged = [] {};   ///< files came, went or have other names: tree and search look again
    /// The connection of a runtime that runs in this program, by its name; null for any other. Thread-safe.
    std::function<workspace::Connection*(const std::string&)> embedded = [](const std::string&) { return nullptr; };
};

}  // namespace pb::ui

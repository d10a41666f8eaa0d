#pragma once

#include "models/workspace/ConnectionEdit.h"
#include "ui/shell/WorkPlace.h"

#include <string>
#include <vector>

namespace pb::ui {

/// The connections of one environment, as its file has them.
struct WrittenEnvironment {
    std::string name;
    bool production = false;
    std::string path;                              ///< relative to the workspace
    std::vector<workspace::WrittenConnection> connections;
    std::vector<std::string> environments;         ///< of the workspace
    std::map<std::string, std::string> usedBy;     ///< connection → a system that names it
};
/// `environment` empty = the first.
Result<WrittenEnvironment> readConnections(const WorkPlace& place, const std::string& environment);

/// What the form holds: settings with references, and the secrets behind new ones.
struct ConnectionDraft {
    std::string environment;
    workspace::WrittenConnection connection;
    std::map<std::string, Secret> secrets;   ///< typed, by name
    bool isNew = false;
};

/// Tries the draft as it would be after saving, without saving anything. All five steps.
Result<std::vector<workspace::ProbeRow>> testDraft(const WorkPlace& place, const ConnectionDraft& draft, StopToken stop);
/// Secrets into the store first, then the file: what the file names is there.
Done saveDraft(const WorkPlace& place, const ConnectionDraft& draft, StopToken stop);
Done deleteConnection(const WorkPlace& place, const std::string& environment, const std::string& name);

}  // namespace pb::ui

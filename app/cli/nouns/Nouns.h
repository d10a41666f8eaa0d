#pragma once

#include "app/cli/Cli.h"
#include "models/workspace/WorkspaceLock.h"

#include <vector>

namespace pb::app {

// One function a noun, each in the file of its name.
std::vector<Verb> channelVerbs();
std::vector<Verb> completionVerbs();
std::vector<Verb> contractVerbs();
std::vector<Verb> deadLetterVerbs();
std::vector<Verb> deployVerbs();
std::vector<Verb> docVerbs();
std::vector<Verb> mapVerbs();
std::vector<Verb> redriveVerbs();
std::vector<Verb> releaseVerbs();
std::vector<Verb> routeVerbs();
std::vector<Verb> schemaInferVerbs();
std::vector<Verb> schemaTreeVerbs();
std::vector<Verb> schemaVerbs();
std::vector<Verb> secretVerbs();
std::vector<Verb> tourVerbs();
std::vector<Verb> workspaceVerbs();

/// For verbs that write into the workspace: held as long as the value. ErrorCode::conflict names who else holds it.
Result<workspace::WorkspaceLock> lockWorkspace(const Context& context);

/// The bytes of a file, or of standard input for "-".
Result<std::string> readInput(const std::string& path);

/// The same for files that a schema names; nothing is loaded from the network.
Result<std::string> loadSchemaFile(const std::string& path);

}  // namespace pb::app

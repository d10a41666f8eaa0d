#pragma once

#include "models/workspace/Workspace.h"
#include "models/workspace/secrets/SecretStores.h"

namespace pb::app {

/// The secrets of a workspace on this machine, as window and command line use them: environment variables, the keychain,
/// and `.patchbay/secrets.bin`, which the environment variable PATCHBAY_PASSPHRASE unlocks.
Result<std::unique_ptr<workspace::ChainStore>> openSecrets(const workspace::Workspace& workspace);

}  // namespace pb::app

#include "app/common/Secrets.h"

#include <QtGlobal>

namespace pb::app {

Result<std::unique_ptr<workspace::ChainStore>> openSecrets(const workspace::Workspace& workspace) {
    workspace::SecretStoreChoice choice;
    choice.file = workspace.stateFolder() / "secrets.bin";
    if (qEnvironmentVariableIsSet("PATCHBAY_PASSPHRASE")) choice.passphrase = Secret(qEnvironmentVariable("PATCHBAY_PASSPHRASE").toStdString());
    return workspace::chooseSecretStore(choice);
}

}  // namespace pb::app

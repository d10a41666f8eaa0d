#include "models/workspace/WorkspaceLock.h"
#include "tests/models/workspace/Folder.h"
#include "tests/support/Child.h"
#include "tests/support/TestMain.h"

/// Holds the lock of a workspace until tst_lock kills it or lets it go.
class LockChild : public QObject {
    Q_OBJECT

private slots:
    void hold() {
        if (!pb::test::isChild()) QSKIP("Runs only as a child of tst_lock.");
        const auto lock = pb::workspace::WorkspaceLock::acquire(pb::pathFromUtf8(pb::utf8(pb::test::childArguments().at(0))));
        pb::test::childStep(lock ? "held" : "refused");
    }
};

PATCHBAY_TEST("child_lock", LockChild);
#include "child_lock.moc"

#include "models/workspace/WorkspaceLock.h"
#include "tests/models/workspace/Folder.h"
#include "tests/support/Child.h"
#include "tests/support/TestMain.h"

#include <QCoreApplication>

using pb::workspace::WorkspaceLock;

class LockTest : public QObject {
    Q_OBJECT

private slots:
    void aSecondProgramIsToldWhoHoldsIt() {
        const pb::test::Folder folder;
        auto lock = WorkspaceLock::acquire(folder.path());
        QVERIFY_RESULT(lock);
        const auto second = WorkspaceLock::acquire(folder.path());
        QVERIFY(!second);
        QCOMPARE(second.error().code, pb::ErrorCode::conflict);
        QVERIFY(second.error().sentence.contains(QString::number(QCoreApplication::applicationPid())));
        QVERIFY(second.error().hint.contains(QStringLiteral("read-only")));
        pb::test::Child child("child_lock", {pb::qs(pb::pathToUtf8(folder.path()))});
        QCOMPARE(child.next(), QByteArray("refused"));
    }

    void theLockOfAKilledProgramIsTakenOver() {
        const pb::test::Folder folder;
        {
            pb::test::Child child("child_lock", {pb::qs(pb::pathToUtf8(folder.path()))});
            QCOMPARE(child.next(), QByteArray("held"));
            QVERIFY(!WorkspaceLock::acquire(folder.path()));
            child.kill();
        }
        QCOMPARE(folder.names(), std::vector<std::string>{"lock"});
        QVERIFY_RESULT(WorkspaceLock::acquire(folder.path()));
    }

    void aLockThatWasLetGoLeavesNothing() {
        const pb::test::Folder folder;
        QVERIFY_RESULT(WorkspaceLock::acquire(folder.path()));
        QVERIFY(folder.names().empty());
    }

    void aFolderThatCannotBeWrittenIsNamed() {
        const pb::test::Folder folder;
        QVERIFY(folder.write("file", "x"));
        const auto lock = WorkspaceLock::acquire(folder.path("file"));
        QVERIFY(!lock);
        QCOMPARE(lock.error().code, pb::ErrorCode::storage);
    }
};

PATCHBAY_TEST("tst_lock", LockTest);
#include "tst_lock.moc"

#include "app/common/Desk.h"
#include "models/base/Files.h"
#include "tests/support/TestMain.h"

#include <QProcess>
#include <QTemporaryDir>

using namespace pb;
using app::Access;
using app::Desk;

/// One program writes to a workspace at a time: desks, and the verbs of the command line that write.
class AccessTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> scratch_;
    std::filesystem::path folder_;

    Result<std::unique_ptr<Desk>> open(Access access) const { return Desk::open(folder_, "dev", Log::none(), access); }

    struct Ran {
        int status;
        QString said;
    };
    Ran cli(QStringList arguments, const QByteArray& input = {}) const {
        QProcess process;
        process.start(QStringLiteral(PATCHBAY_BIN_DIR "/patchbay-cli"), QStringList{QStringLiteral("--workspace"), QString::fromStdString(folder_.string())} + arguments);
        process.write(input);
        process.closeWriteChannel();
        process.waitForFinished(60'000);
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardError())};
    }

private slots:
    void init() {
        scratch_ = std::make_unique<QTemporaryDir>();
        folder_ = pathFromUtf8(scratch_->path().toStdString()) / "shop-to-erp";
        std::filesystem::copy(pathFromUtf8(PATCHBAY_SOURCE_DIR "/resources/workspaces/shop-to-erp"), folder_, std::filesystem::copy_options::recursive);
    }

    void theSecondWriterIsToldWhoHoldsIt() {
        auto first = open(Access::write);
        QVERIFY_RESULT(first);
        const auto second = open(Access::write);
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::conflict);
        QVERIFY(second.error().sentence.contains(QString::number(QCoreApplication::applicationPid())));
        QVERIFY_RESULT(open(Access::read));
        const auto reader = open(Access::writeIfFree);
        QVERIFY_RESULT(reader);
        QVERIFY((*reader)->readOnlyBecause());
        first->reset();
        const auto again = Desk::open(**reader, "dev");
        QVERIFY_RESULT(again);
        QVERIFY(!(*again)->readOnlyBecause());
    }

    void verbsThatWriteAreRefusedMeanwhile() {
        const auto held = open(Access::write);
        QVERIFY_RESULT(held);
        for (const char* line : {"release make", "secret put x", "secret remove x", "deploy apply 2026.11.1", "deploy rollback",
                                 "redrive run orders.dlq", "redrive resume none"}) {
            const QStringList verb = QString::fromLatin1(line).split(u' ');
            const Ran ran = cli(QStringList{QStringLiteral("--env"), QStringLiteral("dev")} + verb, "value\n");
            QCOMPARE(QString(verb.join(u' ') + u' ' + QString::number(ran.status)), QString(verb.join(u' ') + u" 3"));
            QVERIFY2(ran.said.contains(QStringLiteral("It is held by")), qPrintable(ran.said));
        }
        QCOMPARE(cli({QStringLiteral("release"), QStringLiteral("list")}).status, 0);
    }

    void theLockOfADeadProgramIsTakenOver() {
        QVERIFY_RESULT(open(Access::read));   // makes .patchbay/
        QVERIFY_RESULT(writeFileAtomically(folder_ / ".patchbay/lock", "999999999\npatchbay\n" + QSysInfo::machineHostName().toStdString() + "\n"));
        QCOMPARE(cli({QStringLiteral("release"), QStringLiteral("make")}).status, 0);
    }
};

PATCHBAY_TEST("tst_access", AccessTest);
#include "tst_access.moc"

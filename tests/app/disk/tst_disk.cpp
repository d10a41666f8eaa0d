#include "tests/support/TestMain.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace {

struct Run {
    QString out, err;
    int exit = -1;
};

bool mount(const QStringList& arguments) { return QProcess::execute(u"mount"_s, arguments) == 0; }

QString freeAddress() {
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return u"127.0.0.1:"_s + QString::number(server.serverPort());
}

}  // namespace

/// The command line on a disk that fills up or cannot be written. Needs a mount namespace of its own (CMakeLists.txt).
class DiskTest : public QObject {
    Q_OBJECT

    QTemporaryDir disk_;

    QString workspace() const { return disk_.filePath(u"demo/workspace"_s); }
    Run run(const QStringList& arguments) const {
        QProcess process;
        process.setWorkingDirectory(QDir(workspace()).exists() ? workspace() : disk_.path());
        // OpenSSL frees what it keeps for a thread when the thread ends; one that ends with the process looks like a leak.
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"ASAN_OPTIONS"_s, u"detect_leaks=0"_s);
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(PATCHBAY_BIN_DIR "/patchbay-cli"), arguments);
        process.waitForFinished(120'000);
        const int exit = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        return {QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError()), exit};
    }
    bool become(const QString& options) const { return mount({u"-o"_s, u"remount,"_s + options, disk_.path()}); }
    /// Takes all space but so many KiB.
    void fillUpTo(qint64 kibLeft) const {
        QFile filler(disk_.filePath(u"filler"_s));
        QVERIFY(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        const QByteArray block(1024, 'x');
        qint64 written = 0;
        while (filler.write(block) == block.size()) written += block.size();
        QVERIFY(filler.resize(std::max<qint64>(0, written - kibLeft * 1024)));
    }
    void freeSpace() const { QVERIFY(QFile::remove(disk_.filePath(u"filler"_s))); }
    qint64 messagesIn(const QString& channel) const {
        const QRegularExpression row(u"^%1\\s+(\\d+)$"_s.arg(QRegularExpression::escape(channel)), QRegularExpression::MultilineOption);
        return row.match(run({u"channel"_s, u"list"_s}).out).captured(1).toLongLong();
    }

private slots:
    void init() {
        QVERIFY2(mount({u"-t"_s, u"tmpfs"_s, u"-o"_s, u"size=24m"_s, u"tmpfs"_s, disk_.path()}), "This test needs the right to mount.");
        const Run demo = run({u"tour"_s, u"--workspace"_s, QStringLiteral(PATCHBAY_SOURCE_DIR "/resources/workspaces/shop-to-erp"), u"--into"_s,
                              disk_.filePath(u"demo"_s), u"--until"_s, u"traffic"_s, u"--set"_s, u"erp.address="_s + freeAddress()});
        QVERIFY2(demo.exit == 0, qPrintable(demo.err));
    }
    void cleanup() { QCOMPARE(QProcess::execute(u"umount"_s, {disk_.path()}), 0); }

    void aReadOnlyDiskIsReadAndWritingSaysSo() {
        QVERIFY(become(u"ro"_s));
        const Run check = run({u"workspace"_s, u"check"_s});
        QVERIFY2(check.exit == 0, qPrintable(check.err));
        const Run release = run({u"release"_s, u"make"_s, u"--name"_s, u"next"_s});
        QCOMPARE(release.exit, 3);
        QVERIFY2(release.err.contains(u"read-only"_s), qPrintable(release.err));
        const Run letters = run({u"deadletter"_s, u"list"_s, u"orders.dlq"_s});
        QCOMPARE(letters.exit, 3);
        QVERIFY2(letters.err.contains(u"read-only"_s), qPrintable(letters.err));
        QVERIFY(become(u"rw"_s));
        QVERIFY(messagesIn(u"orders.dlq"_s) > 0);
    }

    void aReleaseThatDoesNotFitLeavesNothing() {
        fillUpTo(0);
        const Run none = run({u"release"_s, u"make"_s, u"--name"_s, u"next"_s});
        QCOMPARE(none.exit, 3);
        QVERIFY2(none.err.contains(u"the disk is not full"_s), qPrintable(none.err));
        freeSpace();
        fillUpTo(8);  // enough for the lock and the first file
        const Run full = run({u"release"_s, u"make"_s, u"--name"_s, u"next"_s});
        QCOMPARE(full.exit, 3);
        QVERIFY2(full.err.contains(u"Free some space on the disk"_s), qPrintable(full.err));
        QVERIFY(!QDir(workspace() + u"/releases/next"_s).exists());
        freeSpace();
        const Run roomy = run({u"release"_s, u"make"_s, u"--name"_s, u"next"_s});
        QVERIFY2(roomy.exit == 0, qPrintable(roomy.err));
    }

    void aRedriveThatFillsTheDiskLosesAndDoublesNothing_data() {
        QTest::addColumn<qint64>("kibLeft");
        for (const qint64 left : {0, 70, 150, 250, 400}) QTest::addRow("%lld KiB left", static_cast<long long>(left)) << left;
    }
    void aRedriveThatFillsTheDiskLosesAndDoublesNothing() {
        QFETCH(qint64, kibLeft);
        const qint64 waiting = messagesIn(u"orders.dlq"_s), sent = messagesIn(u"orders"_s);
        QVERIFY(waiting > 10);
        fillUpTo(kibLeft);
        const Run full = run({u"redrive"_s, u"run"_s, u"orders.dlq"_s});
        freeSpace();
        if (full.exit != 0) {
            QCOMPARE(full.exit, 3);
            QVERIFY2(full.err.contains(u"The disk is full."_s), qPrintable(full.err));
            const QString begun = run({u"redrive"_s, u"list"_s}).out.section(u' ', 0, 0).trimmed();
            const Run resumed = begun.isEmpty() ? run({u"redrive"_s, u"run"_s, u"orders.dlq"_s}) : run({u"redrive"_s, u"resume"_s, begun});
            QVERIFY2(resumed.exit == 0, qPrintable(resumed.out + resumed.err));
        }
        QCOMPARE(messagesIn(u"orders"_s), sent + waiting);
        QCOMPARE(messagesIn(u"orders.dlq"_s), qint64(0));
    }
};

PATCHBAY_TEST("tst_disk", DiskTest);

#include "tst_disk.moc"

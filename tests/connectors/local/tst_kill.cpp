#include "tests/connectors/local/Support.h"
#include "tests/support/TestMain.h"

#include <QCoreApplication>
#include <QProcess>

using namespace pb::test;
using namespace Qt::StringLiterals;
using pb::connectors::local::LocalBroker;

class KillTest : public QObject {
    Q_OBJECT

    /// Lets a second process produce until it confirmed something and then for a while, kills it, and gives the last number that it saw confirmed.
    static int produceAndKill(const QString& file, int milliseconds) {
        QProcess child;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"PATCHBAY_TEST_CHILD"_s, file);
        child.setProcessEnvironment(environment);
        child.start(QCoreApplication::applicationFilePath(), {u"--class"_s, u"child_produce"_s});
        QByteArray output;
        while (!output.contains("confirmed ") && child.waitForReadyRead(20'000)) output += child.readAllStandardOutput();
        QTest::qWait(milliseconds);
        child.kill();
        child.waitForFinished();
        output += child.readAllStandardOutput();
        const QList<QByteArray> lines = output.split('\n');
        int confirmed = 0;
        for (const QByteArray& line : lines) {
            if (line.startsWith("confirmed ")) confirmed = std::max(confirmed, line.mid(10).toInt());
        }
        return confirmed;
    }

private slots:
    void whatWasConfirmedIsThereAfterAKillInTheMiddleOfProduce() {
        for (const int milliseconds : {60, 110, 170}) {
            const QTemporaryDir folder;
            const auto file = fileIn(folder, "kill.sqlite");
            {
                auto broker = LocalBroker::open(file);
                QVERIFY_RESULT(broker);
                QVERIFY_RESULT((*broker)->createChannel("orders", 4, {}));
            }
            const int confirmed = produceAndKill(pb::qs(pb::pathToUtf8(file)), milliseconds);
            QVERIFY(confirmed > 0);
            auto broker = LocalBroker::open(file);
            QVERIFY_RESULT(broker);
            std::set<int> numbers;
            for (const auto& message : allOf(**broker, "orders")) QVERIFY(numbers.insert(std::stoi(message.body)).second);
            for (int i = 0; i < confirmed; ++i) QVERIFY2(numbers.contains(i), qPrintable(QString::number(i)));
            QCOMPARE(numbers.size() % 500, std::size_t(0));  // a batch is there or it is not
        }
    }
};

PATCHBAY_TEST("tst_kill", KillTest);
#include "tst_kill.moc"

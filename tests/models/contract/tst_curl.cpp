#include "models/contract/Curl.h"
#include "tests/support/TestMain.h"

#include <QProcess>

using namespace pb;
using namespace pb::contract;

namespace {

/// What a real shell makes of it.
QByteArray inShell(const QString& shell, const std::string& command) {
    QProcess process;
    process.start(shell, {QStringLiteral("-c"), QString::fromStdString(command)});
    process.waitForFinished(10'000);
    return process.readAllStandardOutput();
}

}  // namespace

class CurlTest : public QObject {
    Q_OBJECT
private slots:
    void aShellGivesTheWordBack_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"plain", "", "two words", "it's", "''", "$(reboot) `x` \\ \"q\" !h", "a\nb\tc", "*?[]{}~#;&|<>", "-n",
                                 "\xc3\xa4\xe2\x82\xac", "=x", "%s%n"}) {
            QTest::newRow(text) << QByteArray(text);
        }
    }
    void aShellGivesTheWordBack() {
        QFETCH(QByteArray, text);
        for (const char* shell : {"sh", "bash"}) {
            QCOMPARE(inShell(QString::fromLatin1(shell), "printf '%s' " + shellQuoted(text.toStdString())), text);
        }
    }

    void aBodyOfAllBytesComesThroughThePipe() {
        HttpRequest request;
        request.method = "POST";
        request.url = "http://x/";
        for (int byte = 0; byte < 256; ++byte) {
            request.body.push_back(static_cast<char>(byte));
        }
        const std::string command = curlCommand(request);
        const std::string producer = command.substr(0, command.find(" | curl"));
        for (const char* shell : {"sh", "bash"}) {
            QCOMPARE(inShell(QString::fromLatin1(shell), producer), QByteArray::fromStdString(request.body));
        }
        QVERIFY(command.find("--data-binary @-") != std::string::npos);
    }

    void writesTheCommand() {
        HttpRequest request;
        request.method = "PUT";
        request.url = "http://x/a?b=[1]";
        request.headers = {{"Content-Type", "application/json"}, {"X-Empty", ""}};
        request.body = "@{\"it's\":1}";
        QCOMPARE(curlCommand(request), "curl -i -g -X PUT -H 'Content-Type: application/json' -H 'X-Empty;' --data-raw "
                                       "'@{\"it'\\''s\":1}' -- 'http://x/a?b=[1]'");
        QCOMPARE(curlCommand({"HEAD", "http://x/", {}, {}, {}, false}), "curl -i --head -- http://x/");
    }
};

PATCHBAY_TEST("tst_curl", CurlTest);
#include "tst_curl.moc"

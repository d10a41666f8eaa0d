#include "models/flow/Cause.h"
#include "models/flow/CauseLists.h"
#include "tests/support/TestMain.h"

#include <algorithm>

using namespace pb::flow;
using namespace Qt::StringLiterals;

namespace {

QString q(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }

DeadLetter letter(std::string className, std::string message, pb::Millis time, std::int64_t offset = 0) {
    DeadLetter out;
    out.className = std::move(className);
    out.message = std::move(message);
    out.firstFailure = out.lastFailure = time;
    out.position = {"dlq", 0, offset};
    fingerprint(out);
    return out;
}

}  // namespace

class CauseTest : public QObject {
    Q_OBJECT

private slots:
    void whatDiffersBetweenMessagesIsMasked_data() {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("wanted");
        const auto row = [](const char* message, const char* wanted) {
            QTest::newRow(message) << QString::fromUtf8(message) << QString::fromUtf8(wanted);
        };
        row("Order 41004 rejected: amount -8.0", "Order {n} rejected: amount {n}");
        row("order-41004 took 12,50 EUR", "order-{n} took {n} EUR");
        row("request 58b26e6e-aeb6-3d07-8b51-e6cde792aaaa failed", "request {id} failed");
        row("at 2026-11-25T07:52:00.123Z and 07:52:11", "at {time} and {time}");
        row("Bean [com.acme.OrderListener@11ae6c41]", "Bean [com.acme.OrderListener@{hex}]");
        row("pointer 0xdeadbeef, commit 9fceb02d0ae598e95dc970b74767f19372d61af8", "pointer {hex}, commit {hex}");
        row("mail to anna.lee@example.com bounced", "mail to {addr} bounced");
        row("connect to 10.0.3.17:9092 refused", "connect to {addr} refused");
        row("customer 'Smith' unknown", "customer '{value}' unknown");
        row("on field 'amount': wrong", "on field 'amount': wrong");
        row("can't, won't and isn't", "can't, won't and isn't");
        row("Cannot invoke \"String.trim()\" because \"<local4>\" is null", "Cannot invoke \"String.trim()\" because \"<local4>\" is null");
        row("No converter for class \"com.acme.Order\"", "No converter for class \"com.acme.Order\"");
        row("with statusCode: 422", "with statusCode: 422");
        row("with statusCode: 42200", "with statusCode: {n}");
        row("SHA256 and UTF8 and A7F9K2", "SHA{n} and UTF{n} and {id}");
        row("two\n\tlines   of text ", "two lines of text");
        row("Kunde „Müller“ fehlt, Straße 7", "Kunde „Müller“ fehlt, Straße {n}");
        row("", "");
        row("\"unclosed 7", "\"unclosed {n}");
    }
    void whatDiffersBetweenMessagesIsMasked() {
        QFETCH(QString, message);
        QFETCH(QString, wanted);
        QCOMPARE(q(templateOf(message.toStdString())), wanted);
    }

    void theRootIsTheFirstThatIsNoWrapper() {
        const RootCause root = rootCauseOf(
            "org.springframework.kafka.listener.ListenerExecutionFailedException: outer\n"
            "\tat org.springframework.kafka.listener.Container.run(Container.java:1)\n"
            "\tSuppressed: com.acme.Other: not this\n\t\tat com.acme.Other.run(Other.java:9)\n"
            "Caused by: com.acme.BankTimeout: order 7\nsecond line\n"
            "\tat java.base/java.net.Socket.read(Socket.java:2)\n"
            "\tat app//com.acme.Bank$$SpringCGLIB$$0.call(<generated>)\n"
            "\tat app//com.acme.Bank.call(Bank.java:3)\n\t... 12 more\n"
            "Caused by: java.net.SocketTimeoutException: Read timed out\n\tat java.base/x.y(Z.java:1)\n");
        QCOMPARE(q(root.className), u"com.acme.BankTimeout"_s);
        QCOMPARE(q(root.message), u"order 7\nsecond line"_s);
        QCOMPARE(q(root.topUserFrame), u"com.acme.Bank.call(Bank.java:3)"_s);
    }

    void aRootWithoutUserCodeTakesTheFrameOfWhatItWasThrownIn() {
        const RootCause root = rootCauseOf("java.util.concurrent.ExecutionException: x\n\tat com.acme.Job.run(Job.java:5)\n"
                                           "Caused by: java.io.IOException: gone\n\tat java.base/java.io.A.b(A.java:1)\n");
        QCOMPARE(q(root.className), u"java.io.IOException"_s);
        QCOMPARE(q(root.topUserFrame), u"com.acme.Job.run(Job.java:5)"_s);
    }

    void noStackIsNoRoot() {
        for (const char* text : {"", "\n\n", "no stack at all", "at ", "Caused by: "}) {
            QVERIFY2(rootCauseOf(text).topUserFrame.empty(), text);
        }
    }

    void theListsAreSortedAndNoPrefixHidesAnother() {
        const auto prefixes = frameworkPrefixes();
        QVERIFY(std::ranges::is_sorted(prefixes) && std::ranges::is_sorted(wrapperClasses()));
        for (std::size_t i = 1; i < prefixes.size(); ++i) QVERIFY(!prefixes[i].starts_with(prefixes[i - 1]));
        QVERIFY(isFrameworkCode("org.apache.kafka.X") && isFrameworkCode("java.util.List") && !isFrameworkCode("com.acme.X"));
    }

    void aMovedLineIsTheSameCauseUnlessNothingElseIsKnown() {
        const auto withStack = [](const char* header, int line) {
            DeadLetter out;
            out.stack = std::string(header) + "\n\tat com.acme.A.b(A.java:" + std::to_string(line) + ")\n";
            fingerprint(out);
            return out.cause;
        };
        QCOMPARE(withStack("com.acme.Bad: x", 3), withStack("com.acme.Bad: x", 4));
        QVERIFY(withStack("java.lang.NullPointerException", 3) != withStack("java.lang.NullPointerException", 4));
    }

    void aProblemDocumentTellsCausesApart_data() {
        QTest::addColumn<QString>("detail");
        QTest::addColumn<QString>("wanted");
        const auto row = [](const char* name, const char* detail, const char* wanted) {
            QTest::newRow(name) << QString::fromUtf8(detail) << QString::fromUtf8(wanted);
        };
        row("own form", R"({"status":422,"title":"Invalid","errors":[{"pointer":"/lines/3/qty","keyword":"type","message":"m"},
            {"pointer":"/lines/7/qty","keyword":"type","message":"m"},{"pointer":"/customer","keyword":"required"}]})",
            "422 /customer required; /lines/*/qty type");
        row("ASP.NET", R"({"status":400,"errors":{"lines[2].qty":["must be 5 at most"]}})", "400 lines[*].qty must be {n} at most");
        row("FastAPI", R"({"detail":[{"loc":["body","lines",0,"qty"],"msg":"not a number","type":"int_parsing"}]})", " /lines/*/qty int_parsing");
        row("title only", R"({"title":"Conflict","status":409})", "409 Conflict");
        row("type", R"({"type":"urn:acme:out-of-stock","title":"T","status":409})", "409 urn:acme:out-of-stock");
        row("text", "Order 17 is unknown", "Order {n} is unknown");
        row("broken JSON", "{\"status\": 4", "{\"{value}\": {n}");
        row("none", "", "");
    }
    void aProblemDocumentTellsCausesApart() {
        QFETCH(QString, detail);
        QFETCH(QString, wanted);
        DeadLetter out;
        out.detail = detail.toStdString();
        fingerprint(out);
        QCOMPARE(q(out.detailTemplate), wanted);
    }

    void groupsCountAndMarkTheNewest() {
        std::vector<DeadLetter> letters;
        for (int i = 0; i < 30; ++i) letters.push_back(letter("com.acme.Old", "order " + std::to_string(i), 1000 + i, i));
        letters.push_back(letter("com.acme.New", "x", 2000, 30));
        letters.push_back(letter("com.acme.Old", "order 99", 3000, 31));
        CauseGroups live;
        for (const DeadLetter& each : letters) live.add(each);
        const auto groups = live.groups();
        QCOMPARE(groups.size(), std::size_t(2));
        QCOMPARE(q(groups[0].title()), u"New: x"_s);
        QVERIFY(groups[0].isNewest && !groups[1].isNewest);
        QCOMPARE(groups[1].count, std::int64_t(31));
        QCOMPARE(groups[1].firstSeen, pb::Millis(1000));
        QCOMPARE(groups[1].lastSeen, pb::Millis(3000));
        QCOMPARE(groups[1].samples.size(), CauseGroups::maxSamples);
        live.remove(letters[30]);
        QCOMPARE(live.groups().size(), std::size_t(1));
        QCOMPARE(live.total(), std::int64_t(31));
    }
};

PATCHBAY_TEST("tst_cause", CauseTest);
#include "tst_cause.moc"

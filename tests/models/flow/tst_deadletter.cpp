#include "models/flow/Cause.h"
#include "tests/models/flow/Fixtures.h"
#include "tests/support/TestMain.h"

#include <QFile>

#include <map>
#include <set>

using namespace pb::flow;
using namespace pb::test;
using namespace Qt::StringLiterals;
using namespace std::string_literals;

namespace {

Message with(std::vector<Header> headers) {
    Message out;
    out.position = {"parked", 1, 7};
    out.timestamp = 1'700'000'000'000;
    out.headers = std::move(headers);
    return out;
}

/// The whole dump where it is present beside the checkout; else nothing.
std::vector<Message> wholeDump(const QString& name) {
    QFile file(QStringLiteral(PATCHBAY_SOURCE_DIR "/../shared/deadletters/") + name + u".jsonl"_s);
    return file.open(QIODevice::ReadOnly) ? messagesOf(file.readAll().toStdString()) : std::vector<Message>();
}

}  // namespace

class DeadLetterTest : public QObject {
    Q_OBJECT

    const Conventions conventions_;

private slots:
    void realDeadLettersGiveTheseFields_data() {
        QTest::addColumn<QString>("name");
        for (const auto& name : {u"kafka-connect"_s, u"kafka-streams"_s, u"spring-kafka"_s, u"rabbitmq-xdeath"_s}) {
            QTest::newRow(qPrintable(name)) << name;
        }
    }
    void realDeadLettersGiveTheseFields() {
        QFETCH(QString, name);
        const std::string folder = "tests/models/flow/fixtures/" + name.toStdString();
        std::string got;
        for (const Message& message : messagesOf(sourceFile(folder + ".jsonl"))) {
            got += summaryOf(conventions_.normalise(message)) + "\n";
        }
        QCOMPARE(QString::fromStdString(got), QString::fromStdString(sourceFile(folder + ".expected")));
    }

    void faultsThatWereFedAreFoundAsCauses_data() {
        QTest::addColumn<QString>("name");   // not RabbitMQ: it says only why and where
        for (const auto& name : {u"kafka-connect"_s, u"kafka-streams"_s, u"spring-kafka"_s}) QTest::newRow(qPrintable(name)) << name;
    }
    void faultsThatWereFedAreFoundAsCauses() {
        QFETCH(QString, name);
        const auto messages = wholeDump(name);
        if (messages.empty()) QSKIP("The whole dumps are not beside this checkout.");
        std::map<Fingerprint, std::set<char>> faults;   // the last digit of the order number is the kind of fault
        for (const Message& message : messages) faults[conventions_.normalise(message).cause].insert(message.key->back());
        for (const auto& [cause, kinds] : faults) QCOMPARE(kinds.size(), std::size_t(1));
        QCOMPARE(faults.size(), std::size_t(7));
    }

    void conventionsWithoutADumpAreReadByTheirDocumentation_data() {
        QTest::addColumn<QString>("got");
        QTest::addColumn<QString>("wanted");
        const auto row = [&](const char* name, std::vector<Header> headers, const char* wanted) {
            const DeadLetter letter = conventions_.normalise(with(std::move(headers)));
            QTest::newRow(name) << QString::fromStdString(summaryOf(letter)) << QString::fromUtf8(wanted);
        };
        row("spring cloud stream",
            {{"x-original-topic", "in"}, {"x-original-partition", "\0\0\0\2"s}, {"x-original-offset", "\0\0\0\0\0\0\1\0"s},
             {"x-exception-fqcn", "com.acme.Bad"}, {"x-exception-message", "no 17"}},
            "spring-cloud-stream | in/2@256 |  |  | x0 | com.acme.Bad |  | no {n}");
        row("share group",
            {{"__dlq.errors.topic", "in"}, {"__dlq.errors.partition", "3"}, {"__dlq.errors.offset", "12"},
             {"__dlq.errors.group", "g"}, {"__dlq.errors.delivery.count", "5"}, {"__dlq.errors.message", "Offset rejected by client."}},
            "kafka-share-group | in/3@12 | g |  | x5 |  |  | Offset rejected by client.");
        row("smallrye",
            {{"dead-letter-topic", "in"}, {"dead-letter-partition", "0"}, {"dead-letter-offset", "9"},
             {"dead-letter-exception-class-name", "java.lang.RuntimeException"}, {"dead-letter-cause-class-name", "com.acme.Bad"},
             {"dead-letter-reason", "outer"}, {"dead-letter-cause", "inner 4"}},
            "smallrye | in/0@9 |  |  | x0 | com.acme.Bad |  | inner {n}");
        row("camel",
            {{"originTopic", "orders"}, {"originPartition", "2"}, {"originOffset", "\0\0\0\0\0\0\0\7"s}, {"failureRouteId", "orders"},
             {"failureClass", "org.apache.camel.http.base.HttpOperationFailedException"}, {"failureAttempts", "3"},
             {"failureMessage", "HTTP operation failed invoking http://erp/orders with statusCode: 422"}},
            "camel | orders/2@7 |  |  | x3 | org.apache.camel.http.base.HttpOperationFailedException |  | "
            "HTTP operation failed invoking http://erp/orders with statusCode: 422");
        row("spring amqp",
            {{"x-original-exchange", "ex"}, {"x-original-routingKey", "rk"}, {"x-exception-message", "Failed"},
             {"x-exception-stacktrace", "com.acme.Bad: broken 5\n\tat com.acme.A.b(A.java:3)\n"}},
            "spring-amqp | /-1@-1 |  |  | x0 | com.acme.Bad | com.acme.A.b(A.java:3) | broken {n}");
        row("masstransit",
            {{"MT-Fault-InputAddress", "rabbitmq://h/orders"}, {"MT-Fault-ExceptionType", "System.InvalidOperationException"},
             {"MT-Fault-Message", "Order 4711 has no lines"}, {"MT-Fault-RetryCount", "2"}, {"MT-Reason", "fault"},
             {"MT-Fault-StackTrace", "   at Acme.Orders.Consumer.Consume(ConsumeContext`1 c) in C:\\src\\Consumer.cs:line 12\n"
                                     "   at MassTransit.Middleware.Send()"}},
            "masstransit | rabbitmq://h/orders/-1@-1 |  | fault | x2 | System.InvalidOperationException | "
            "Acme.Orders.Consumer.Consume(ConsumeContext`1 c) in C:\\src\\Consumer.cs:line 12 | Order {n} has no lines");
        row("nservicebus",
            {{"NServiceBus.FailedQ", "sales@HOST"}, {"NServiceBus.ExceptionInfo.ExceptionType", "System.Exception"},
             {"NServiceBus.ProcessingEndpoint", "Sales"}, {"NServiceBus.ExceptionInfo.Message", "outer"},
             {"NServiceBus.ExceptionInfo.StackTrace",
              "System.Exception: outer\n ---> System.TimeoutException: no answer in 30 s\n   at Acme.Bank.Call()\n"
              "   --- End of inner exception stack trace ---\n   at Acme.Sales.Handle()"}},
            "nservicebus | sales@HOST/-1@-1 | Sales |  | x0 | System.TimeoutException | Acme.Bank.Call() | no answer in {n} s");
        row("azure",
            {{"DeadLetterReason", "MaxDeliveryCountExceeded"}, {"DeadLetterErrorDescription", "10 tries"}, {"DeliveryCount", "10"}},
            "azure-service-bus | /-1@-1 |  | MaxDeliveryCountExceeded | x10 |  |  | {n} tries");
        row("no convention", {{"source", "shop"}}, " | /-1@-1 |  |  | x0 |  |  | ");
    }
    void conventionsWithoutADumpAreReadByTheirDocumentation() {
        QFETCH(QString, got);
        QFETCH(QString, wanted);
        QCOMPARE(got, wanted);
    }

    void theFirstOriginAndTheLastExceptionOfRepeatedHeadersCount() {
        const DeadLetter letter = conventions_.normalise(
            with({{"kafka_dlt-original-topic", "orders"}, {"kafka_dlt-original-topic", "orders-retry-0"},
                  {"kafka_dlt-exception-fqcn", "com.acme.Bad"}}));
        QCOMPARE(letter.origin.channel, "orders"s);
    }

    void timesOfManyKindsAreRead_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("millis");
        QTest::newRow("millis") << QByteArray("1764057120123") << qint64(1764057120123);
        QTest::newRow("seconds") << QByteArray("1764057120") << qint64(1764057120000);
        QTest::newRow("iso") << QByteArray("2025-11-25T07:52:00.123Z") << qint64(1764057120123);
        QTest::newRow("offset") << QByteArray("2025-11-25T08:52:00.123+01:00") << qint64(1764057120123);
        QTest::newRow("nservicebus") << QByteArray("2025-11-25 07:52:00:123456 Z") << qint64(1764057120123);
        QTest::newRow("binary") << QByteArray("\x00\x00\x01\x9a\xba\xfb\x8c\x7b", 8) << qint64(0x19abafb8c7b);
        QTest::newRow("nonsense is the message's own time") << QByteArray("yesterday") << qint64(1'700'000'000'000);
        QTest::newRow("no such day") << QByteArray("2025-02-30T00:00:00Z") << qint64(1'700'000'000'000);
    }
    void timesOfManyKindsAreRead() {
        QFETCH(QByteArray, text);
        QFETCH(qint64, millis);
        const DeadLetter letter = conventions_.normalise(with({{"failureClass", "A"}, {"failureTime", text.toStdString()}}));
        QCOMPARE(qint64(letter.lastFailure), millis);
    }

    void deathsOfRabbitGiveTimesPlaceAndAttempts() {
        const DeadLetter letter = conventions_.normalise(
            with({{"x-death", R"([{"count":2,"reason":"expired","queue":"wait","time":{"timestamp":1795391260},"exchange":""},
                  {"count":3,"reason":"rejected","queue":"work","time":{"timestamp":1795391258},"exchange":"in","routing-keys":["a.b","c"]}])"},
                  {"x-first-death-queue", "work"}, {"x-first-death-exchange", "in"}}));
        QVERIFY((letter.origin == Origin{"work", -1, -1, "in", "a.b"}));
        QCOMPARE(letter.attempts, std::int64_t(3));
        QCOMPARE(letter.firstFailure, pb::Millis(1795391258000));
        QCOMPARE(letter.lastFailure, pb::Millis(1795391260000));
        QCOMPARE(letter.stage, "expired"s);
    }

    void aProfileOfTheHouseWinsOverWhatIsBuiltIn() {
        Conventions mine;
        QVERIFY_RESULT(mine.addProfile(R"({"id": "acme", "signature": ["dlq-reason"], "drop": ["dlq-*"],
            "fields": {"originChannel": "dlq-topic", "message": "dlq-reason",
                       "attempts": {"header": "dlq-try", "encoding": "bigEndian"}}})"));
        const Message message = with({{"failureClass", "X"}, {"dlq-reason", "bad 5"}, {"dlq-topic", "in"}, {"dlq-try", "\0\3"s}});
        QCOMPARE(QString::fromStdString(summaryOf(mine.normalise(message))), u"acme | in/-1@-1 |  |  | x3 |  |  | bad {n}"_s);
        QVERIFY(mine.drops(message, "dlq-anything") && mine.drops(message, "failureClass") && !mine.drops(message, "source"));
    }

    void aWrongProfileIsRefusedWithItsPlace_data() {
        QTest::addColumn<QString>("profile");
        QTest::addColumn<QString>("says");
        QTest::newRow("no id") << u"{}"_s << u"no “id”"_s;
        QTest::newRow("no signature") << uR"({"id": "a"})"_s << u"no “signature”"_s;
        QTest::newRow("unknown field") << uR"({"id": "a", "signature": ["x"], "fields": {"reason": "y"}})"_s << u"no field “reason”"_s;
        QTest::newRow("no list") << uR"({"id": "a", "signature": "x"})"_s << u"list of header names"_s;
        QTest::newRow("encoding") << uR"({"id":"a","signature":["x"],"fields":{"stage":{"header":"y","encoding":"hex"}}})"_s
                                  << u"encoding “hex”"_s;
        QTest::newRow("no JSON") << u"{\"id\""_s << u"JSON"_s;
    }
    void aWrongProfileIsRefusedWithItsPlace() {
        QFETCH(QString, profile);
        QFETCH(QString, says);
        Conventions mine;
        const auto done = mine.addProfile(profile.toStdString());
        QVERIFY(!done);
        QVERIFY2(done.error().print().contains(says), qPrintable(done.error().print()));
    }

    void damagedHeadersLeaveFieldsEmpty() {
        for (const std::string value : {"", "[", "[1]", "{}", "[{\"queue\":5}]", "[[[[[[", "\xff\xfe", "[{\"time\":{\"timestamp\":\"x\"}}]"}) {
            const DeadLetter letter = conventions_.normalise(with({{"x-death", value}}));
            QCOMPARE(letter.convention, "rabbitmq"s);
            QVERIFY(letter.lastFailure == 1'700'000'000'000);
        }
        const DeadLetter letter = conventions_.normalise(
            with({{"kafka_dlt-original-topic", std::nullopt}, {"kafka_dlt-original-offset", "123456789"}}));
        QCOMPARE(letter.origin.offset, std::int64_t(-1));
    }
};

PATCHBAY_TEST("tst_deadletter", DeadLetterTest);
#include "tst_deadletter.moc"

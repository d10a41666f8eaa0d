#include "tests/connectors/local/RuntimeCase.h"

using namespace pb;
using pb::test::RuntimeCase;
using Bodies = std::vector<std::string>;

/// The embedded runtime on the embedded broker: what it consumes, takes over, and does when it can do nothing.
class LocalRuntimeTest : public QObject {
    Q_OBJECT

private slots:
    void whatItConsumedIsNotConsumedAgain();
    void aChangedFileIsTakenOver();
    void aBrokenFileLeavesItsOldVersionRunning();
    void aMessageThatCannotBeParkedStopsTheRouteAndIsNotLost();
};

void LocalRuntimeTest::whatItConsumedIsNotConsumedAgain() {
    RuntimeCase test;
    QVERIFY(std::holds_alternative<deploy::StepDone>(test.create(RuntimeCase::writing("<${body}>"))));
    for (const std::size_t number : {1, 2}) {
        QVERIFY_RESULT(test.runtime->start());
        QVERIFY(test.runtime->isRunning());
        test.send(std::to_string(number));
        QTRY_COMPARE(test.arrived().size(), number);
        test.runtime->stop();
        QVERIFY(!test.runtime->isRunning());
    }
    QCOMPARE(test.arrived(), (Bodies{"<1>", "<2>"}));
}

void LocalRuntimeTest::aChangedFileIsTakenOver() {
    RuntimeCase test;
    const auto old = RuntimeCase::writing("old ${body}");
    QVERIFY(std::holds_alternative<deploy::StepDone>(test.create(old)));
    QVERIFY_RESULT(test.runtime->start());
    test.send("1");
    QTRY_COMPARE(test.arrived(), Bodies{"old 1"});
    // By an editor, past the target.
    QVERIFY_RESULT(writeFileAtomically(test.runtime->settings().folder / "routes" / "copy.camel.yaml", RuntimeCase::writing("changed ${body}").content));
    QTRY_VERIFY(test.runtime->simulator().documents().front().text() != old.content);
    test.send("2");
    QTRY_COMPARE(test.arrived(), (Bodies{"old 1", "changed 2"}));
}

void LocalRuntimeTest::aBrokenFileLeavesItsOldVersionRunning() {
    RuntimeCase test;
    QVERIFY(std::holds_alternative<deploy::StepDone>(test.create(RuntimeCase::writing("old ${body}"))));
    QVERIFY_RESULT(test.runtime->start());
    const auto file = test.runtime->settings().folder / "routes" / "copy.camel.yaml";
    QVERIFY_RESULT(writeFileAtomically(file, "- route:\n    id: copy\n    from: [\n"));
    const auto refused = test.runtime->reload();
    QVERIFY_RESULT(refused);
    QVERIFY(!refused->empty());
    QCOMPARE(refused->front().place.address, std::string("routes/copy.camel.yaml"));
    QCOMPARE(refused->front().place.line, 4);
    test.send("1");
    QTRY_COMPARE(test.arrived(), Bodies{"old 1"});
}

void LocalRuntimeTest::aMessageThatCannotBeParkedStopsTheRouteAndIsNotLost() {
    RuntimeCase test;
    const auto parking = [](const std::string& channel) {
        deploy::Resource file = RuntimeCase::copying("        - throwException: {exceptionType: java.lang.IllegalStateException, message: no}\n");
        const std::string handler = "    errorHandler:\n      deadLetterChannel:\n        deadLetterUri: kafka:" + channel + "\n    from:";
        file.content.replace(file.content.find("    from:"), 9, handler);
        return file;
    };
    const deploy::Resource broken = parking("nowhere");
    QVERIFY(std::holds_alternative<deploy::StepDone>(test.create(broken)));
    QVERIFY_RESULT(test.runtime->start());
    test.send("precious");
    QTRY_COMPARE(test.runtime->troubles().count("copy"), std::size_t(1));
    const QString trouble = test.runtime->troubles().at("copy");
    QVERIFY2(trouble.startsWith(QStringLiteral("The message 0 of “in” could be neither delivered nor parked.")), qPrintable(trouble));
    QVERIFY2(trouble.contains(QStringLiteral("nowhere")), qPrintable(trouble));
    const auto health = test.target.health({}, {});
    QVERIFY_RESULT(health);
    QCOMPARE(health->front().state, deploy::Check::State::bad);
    QCOMPARE(health->front().sentence, trouble);

    QVERIFY(std::holds_alternative<deploy::StepDone>(test.update(broken, parking("out"))));
    QVERIFY_RESULT(test.runtime->simulator().start("copy", {}));
    QTRY_COMPARE(test.arrived(), Bodies{"precious"});
    QVERIFY(test.runtime->troubles().empty());
}

PATCHBAY_TEST("tst_local_runtime", LocalRuntimeTest);
#include "tst_local_runtime.moc"

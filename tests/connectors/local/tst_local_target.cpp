#include "tests/connectors/local/RuntimeCase.h"

using namespace pb;
using namespace pb::deploy;
using pb::test::RuntimeCase;

/// Deployments to the embedded runtime.
class LocalTargetTest : public QObject {
    Q_OBJECT

private slots:
    void identifiesItself();
    void takesOverReplacesAndRemoves();
    void refusesWhatWasChangedMeanwhile();
    void brokenFilesAreTakenBack();
    void validatesRoutesAndMaps();
    void sendsACanary();
    void saysWhatDoesNotRun();

private:
    static Resource broken() { return {"route-file", "routes/copy.camel.yaml", "- route:\n    id: copy\n    from: [\n", {}}; }
};

void LocalTargetTest::identifiesItself() {
    RuntimeCase test;
    const auto identity = test.target.identify({});
    QVERIFY_RESULT(identity);
    QCOMPARE(identity->kind, std::string("local-directory"));
    QCOMPARE(identity->fingerprint, test.target.read({}, {})->fingerprint);
    QVERIFY(std::none_of(identity->rules.begin(), identity->rules.end(), [](const ResourceRules& rules) { return rules.deleteKeepsRunning; }));
}

void LocalTargetTest::takesOverReplacesAndRemoves() {
    RuntimeCase test;
    QVERIFY_RESULT(test.runtime->start());
    const Resource one = RuntimeCase::writing("one"), two = RuntimeCase::writing("two");
    QVERIFY(std::holds_alternative<StepDone>(test.create(one)));
    QCOMPARE(test.target.canary("kafka:in", "x", {})->output, std::string("one"));
    const Step update{StepKind::update, one, two, {}};
    QVERIFY(std::holds_alternative<StepDone>(test.target.apply(update, {}, {})));
    QVERIFY(*test.target.confirm(update, {}));
    QCOMPARE(test.target.canary("kafka:in", "x", {})->output, std::string("two"));
    QVERIFY(std::holds_alternative<StepDone>(test.target.undo(update, {})));
    QCOMPARE(test.target.canary("kafka:in", "x", {})->output, std::string("one"));
    const Step removal{StepKind::remove, one, std::nullopt, {}};
    QVERIFY(std::holds_alternative<StepDone>(test.target.apply(removal, {}, {})));
    QVERIFY(*test.target.confirm(removal, {}));
    QVERIFY(test.runtime->simulator().routes({})->empty());
}

void LocalTargetTest::refusesWhatWasChangedMeanwhile() {
    RuntimeCase test;
    const Resource one = RuntimeCase::writing("one"), two = RuntimeCase::writing("two"), three = RuntimeCase::writing("three");
    QVERIFY(std::holds_alternative<StepDone>(test.create(two)));
    const StepOutcome byContent = test.update(one, three);
    QVERIFY(std::holds_alternative<StepConflict>(byContent));
    QCOMPARE(std::get<StepConflict>(byContent).error.sentence, QStringLiteral("“routes/copy.camel.yaml” was changed since the plan was made."));
    const StepOutcome byFingerprint = test.target.apply({StepKind::update, two, three, {}}, "of another time", {});
    QVERIFY(std::holds_alternative<StepConflict>(byFingerprint));
    QCOMPARE(test.target.read({}, {})->resources.front().content, two.content);
}

void LocalTargetTest::brokenFilesAreTakenBack() {
    RuntimeCase test;
    QVERIFY_RESULT(test.runtime->start());
    QVERIFY(std::holds_alternative<StepRefused>(test.create(broken())));
    QVERIFY(test.target.read({}, {})->resources.empty());
    const Resource one = RuntimeCase::writing("one");
    QVERIFY(std::holds_alternative<StepDone>(test.create(one)));
    const StepOutcome outcome = test.update(one, broken());
    const auto* refused = std::get_if<StepRefused>(&outcome);
    QVERIFY(refused);
    QCOMPARE(refused->error.place.address, std::string("routes/copy.camel.yaml"));
    QCOMPARE(refused->error.place.line, 4);
    QCOMPARE(test.target.read({}, {})->resources.front().content, one.content);
    QCOMPARE(test.target.canary("kafka:in", "x", {})->output, std::string("one"));
}

void LocalTargetTest::validatesRoutesAndMaps() {
    RuntimeCase test;
    QVERIFY(test.target.validate(RuntimeCase::writing("one"), {})->empty());
    QCOMPARE(test.target.validate(broken(), {})->front().place.line, 4);
    const auto map = test.target.validate({"map-file", "maps/a.jsonata", "{\n  \"a\": }", {}}, {});
    QVERIFY_RESULT(map);
    QCOMPARE(map->front().rule, std::string("map.syntax"));
    QCOMPARE(map->front().place.address, std::string("maps/a.jsonata"));
    QCOMPARE(map->front().place.line, 2);
}

void LocalTargetTest::sendsACanary() {
    RuntimeCase test;
    QVERIFY(std::holds_alternative<StepDone>(test.create(RuntimeCase::copying(
        "        - throwException: {exceptionType: java.lang.IllegalStateException, message: no way}\n"))));
    const auto failed = test.target.canary("kafka:in", "x", {});
    QVERIFY_RESULT(failed);
    QVERIFY(!failed->passed);
    QCOMPARE(failed->sentence, QStringLiteral("The canary failed. java.lang.IllegalStateException: no way"));
    const auto nobody = test.target.canary("kafka:other", "x", {});
    QVERIFY_RESULT(nobody);
    QVERIFY(!nobody->passed);
    QCOMPARE(nobody->sentence, QStringLiteral("No route consumes “other”."));
}

void LocalTargetTest::saysWhatDoesNotRun() {
    RuntimeCase test;
    const auto asleep = test.target.health({}, {});
    QVERIFY_RESULT(asleep);
    QCOMPARE(asleep->back().state, Check::State::unknown);
    QCOMPARE(asleep->back().sentence, QStringLiteral("The local runtime does not run in this program."));
    QVERIFY_RESULT(test.runtime->start());
    QVERIFY(std::holds_alternative<StepDone>(test.create(RuntimeCase::writing("one"))));
    QCOMPARE(test.target.health({}, {})->front().sentence, QStringLiteral("Route “copy” runs."));
    QVERIFY_RESULT(test.runtime->simulator().stop("copy", {}));
    const auto stopped = test.target.health({}, {});
    QCOMPARE(stopped->front().state, Check::State::bad);
    QCOMPARE(stopped->front().sentence, QStringLiteral("Route “copy” is stopped."));
}

PATCHBAY_TEST("tst_local_target", LocalTargetTest);
#include "tst_local_target.moc"

#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/deploy/Deployment.h"
#include "tests/services/camel/CamelCase.h"

using namespace Qt::StringLiterals;
using namespace pb;
using namespace pb::deploy;

namespace {

constexpr const char* subject = "connection:camel";

Resource file(const std::string& name, const std::string& text) { return {"route-file", "routes/" + name + ".camel.yaml", text, {}}; }

/// A route direct:ID that answers with `answer`.
std::string answering(const std::string& id, const std::string& answer) {
    return "- route:\n    id: " + id + "\n    from:\n      uri: direct:" + id + "\n      steps:\n        - setBody:\n            simple: " + answer + "\n";
}

/// An HTTP client that lets something happen before a certain request.
class Meddler final : public contract::HttpTransport {
public:
    explicit Meddler(contract::HttpTransport& inner) : inner_(inner) {}
    Result<contract::HttpResponse> exchange(const contract::HttpRequest& request, contract::HttpEvents* events, StopToken stop) override {
        if (before && request.url.ends_with("/q/dev/reload") && ++reloads_ == atReload) {
            before();
        }
        return inner_.exchange(request, events, stop);
    }
    std::function<void()> before;
    int atReload = 2;  ///< the first is asked before the file is written, the second after it

private:
    contract::HttpTransport& inner_;
    int reloads_ = 0;
};

}  // namespace

/// Deployments to a running Camel by the rules that its reload was seen to need.
class CamelTargetServiceTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void deploysReplacesAndRollsBack();
    void brokenReplaceKeepsTheOldRouteRunning_data();
    void brokenReplaceKeepsTheOldRouteRunning();
    void brokenFilesAreRefusedBeforeAnythingMoves_data();
    void brokenFilesAreRefusedBeforeAnythingMoves();
    void whatIsTakenOutOfAFileIsTakenOutOfCamel();
    void canaryGoesThroughTheRoute();
    void cancelledInTheMiddleItResumes();
    void aCamelThatDiesDuringAReloadIsResumed();

private:
    Plan planFor(test::CamelCase& camel, const std::string& release, std::vector<Resource> desired);
    std::string answer(test::CamelCase& camel, const std::string& id);

    connectors::http::HttpClient http_;
    Journal journal_ = *Journal::inMemory();
};

/// Every test leaves the folder as it found it.
void CamelTargetServiceTest::cleanup() {
    test::CamelCase camel(http_);
    const auto live = camel.target->read({}, {});
    QVERIFY_RESULT(live);
    for (const Resource& resource : live->resources) {
        QVERIFY(std::holds_alternative<StepDone>(camel.target->apply({StepKind::remove, resource, std::nullopt, {}}, {}, {})));
    }
    journal_ = *Journal::inMemory();
}

Plan CamelTargetServiceTest::planFor(test::CamelCase& camel, const std::string& release, std::vector<Resource> desired) {
    PlanInput in;
    in.release = release;
    in.base = lastApplied(journal_, subject)->resources;
    in.desired = std::move(desired);
    in.rules = camel.target->identify({})->rules;
    in.live = *camel.target->read({}, {});
    return makePlan(in);
}

std::string CamelTargetServiceTest::answer(test::CamelCase& camel, const std::string& id) {
    const auto sent = camel.runtime->send("direct:" + id, {"x", true, {}}, {});
    return !sent ? utf8(sent.error().print()) : sent->failed ? sent->failureClass : sent->exchange.body;
}

void CamelTargetServiceTest::deploysReplacesAndRollsBack() {
    test::CamelCase camel(http_);
    Deployment deployment(*camel.target, journal_, subject);
    const auto first = deployment.apply(planFor(camel, "1", {file("a", answering("a", "one")), file("b", answering("b", "b"))}), {});
    QVERIFY_RESULT(first);
    QVERIFY2(first->isComplete(), qPrintable(first->summary()));
    QCOMPARE(answer(camel, "a"), std::string("one"));

    const auto second = deployment.apply(planFor(camel, "2", {file("a", answering("a", "two"))}), {});  // b is not in it
    QVERIFY_RESULT(second);
    QVERIFY2(second->isComplete(), qPrintable(second->summary()));
    QCOMPARE(answer(camel, "a"), std::string("two"));
    QVERIFY(answer(camel, "b").ends_with("DirectConsumerNotAvailableException"));
    QVERIFY(planFor(camel, "2", {file("a", answering("a", "two"))}).isEmpty());

    const auto undone = deployment.rollBack(second->operation, {});
    QVERIFY_RESULT(undone);
    QVERIFY2(undone->isComplete(), qPrintable(undone->summary()));
    QCOMPARE(answer(camel, "a"), std::string("one"));
    QCOMPARE(answer(camel, "b"), std::string("b"));
    const auto verified = deployment.verify({}, {}, {});
    QVERIFY_RESULT(verified);
    QVERIFY(verified->isGood());
}

void CamelTargetServiceTest::brokenReplaceKeepsTheOldRouteRunning_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("said");
    QTest::addColumn<int>("line");
    const QString good = qs(answering("a", "new"));
    QTest::newRow("no YAML") << u"- route:\n    id: a\n    from: [\n"_s << u"expected"_s << 4;
    QTest::newRow("unknown step") << good + u"        - setBdy: {constant: x}\n"_s << u"setBdy"_s << 8;
    QTest::newRow("unknown option") << good + u"        - to: \"seda:a?sze=1\"\n"_s << u"sze"_s << 0;
    QTest::newRow("unknown component") << good + u"        - to: nosuchthing:a\n"_s << u"nosuchthing"_s << 0;
    QTest::newRow("unknown property") << good + u"        - to: \"seda:{{nothing.of.this}}\"\n"_s << u"nothing.of.this"_s << 0;
}

void CamelTargetServiceTest::brokenReplaceKeepsTheOldRouteRunning() {
    QFETCH(QString, text);
    QFETCH(QString, said);
    QFETCH(int, line);
    test::CamelCase camel(http_);
    const Resource old = file("a", answering("a", "old"));
    QVERIFY(std::holds_alternative<StepDone>(camel.target->apply({StepKind::create, std::nullopt, old, {}}, {}, {})));

    const StepOutcome outcome = camel.target->apply({StepKind::update, old, file("a", utf8(text)), {}}, {}, {});
    const auto* refused = std::get_if<StepRefused>(&outcome);
    QVERIFY(refused);
    QVERIFY2(refused->error.sentence.startsWith(u"Camel refused “routes/a.camel.yaml”."_s), qPrintable(refused->error.print()));
    QVERIFY2(refused->error.sentence.contains(said), qPrintable(refused->error.print()));
    QCOMPARE(refused->error.place.address, std::string("routes/a.camel.yaml"));
    QCOMPARE(refused->error.place.line, line);
    QCOMPARE(answer(camel, "a"), std::string("old"));
    QVERIFY(*camel.target->confirm({StepKind::create, std::nullopt, old, {}}, {}));
    // The reload is not wedged by what failed.
    QVERIFY(std::holds_alternative<StepDone>(camel.target->apply({StepKind::update, old, file("a", answering("a", "new")), {}}, {}, {})));
    QCOMPARE(answer(camel, "a"), std::string("new"));
}

void CamelTargetServiceTest::brokenFilesAreRefusedBeforeAnythingMoves_data() {
    QTest::addColumn<bool>("hasCli");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("said");
    QTest::addColumn<int>("line");
    QTest::newRow("no YAML") << false << u"- route:\n    id: a\n    from: [\n"_s << QString() << 4;
    QTest::newRow("id of another file") << false << qs(answering("b", "taken over")) << u"Another file at the target has a route “b” too."_s << 1;
    QTest::newRow("by the command") << true << qs(answering("a", "new")) + u"        - to: \"seda:a?sze=1\"\n"_s << u"sze"_s << 0;
}

void CamelTargetServiceTest::brokenFilesAreRefusedBeforeAnythingMoves() {
    QFETCH(bool, hasCli);
    QFETCH(QString, text);
    QFETCH(QString, said);
    QFETCH(int, line);
    test::CamelCase camel(http_, hasCli);
    QVERIFY(std::holds_alternative<StepDone>(camel.target->apply({StepKind::create, std::nullopt, file("b", answering("b", "b")), {}}, {}, {})));
    const std::string before = camel.target->read({}, {})->fingerprint;

    const auto report = Deployment(*camel.target, journal_, subject).apply(planFor(camel, "1", {file("a", utf8(text))}), {});
    QVERIFY(!report);
    QVERIFY2(report.error().sentence.startsWith(u"“routes/a.camel.yaml” is not valid."_s), qPrintable(report.error().print()));
    QVERIFY2(report.error().sentence.contains(said), qPrintable(report.error().print()));
    QCOMPARE(report.error().place.line, line);
    QCOMPARE(camel.target->read({}, {})->fingerprint, before);
    QCOMPARE(answer(camel, "b"), std::string("b"));
}

void CamelTargetServiceTest::whatIsTakenOutOfAFileIsTakenOutOfCamel() {
    test::CamelCase camel(http_);
    const Resource both = file("a", answering("a", "a") + answering("b", "b"));
    const Resource one = file("a", answering("b", "b"));
    QVERIFY(std::holds_alternative<StepDone>(camel.target->apply({StepKind::create, std::nullopt, both, {}}, {}, {})));
    const Step update{StepKind::update, both, one, {}};
    QVERIFY(std::holds_alternative<StepDone>(camel.target->apply(update, {}, {})));
    QVERIFY(*camel.target->confirm(update, {}));
    QVERIFY(answer(camel, "a").ends_with("DirectConsumerNotAvailableException"));
    QCOMPARE(answer(camel, "b"), std::string("b"));
}

void CamelTargetServiceTest::canaryGoesThroughTheRoute() {
    test::CamelCase camel(http_);
    const std::string text = answering("a", "\"${body} came\"") + answering("bad", "never") +
                             "        - throwException:\n            exceptionType: java.lang.IllegalStateException\n            message: No way\n";
    QVERIFY(std::holds_alternative<StepDone>(camel.target->apply({StepKind::create, std::nullopt, file("a", text), {}}, {}, {})));
    const auto good = camel.target->canary("direct:a", "it", {});
    QVERIFY_RESULT(good);
    QVERIFY2(good->passed, qPrintable(good->sentence));
    QCOMPARE(good->output, std::string("it came"));
    const auto bad = camel.target->canary("direct:bad", "it", {});
    QVERIFY_RESULT(bad);
    QVERIFY(!bad->passed);
    QCOMPARE(bad->sentence, u"The canary failed. java.lang.IllegalStateException: No way"_s);
    const auto nobody = camel.target->canary("direct:nobody", "it", {});
    QVERIFY(!nobody);
    QCOMPARE(nobody.error().sentence, u"No route consumes “direct:nobody”."_s);
}

void CamelTargetServiceTest::cancelledInTheMiddleItResumes() {
    std::stop_source stop;
    Meddler meddler(http_);
    meddler.before = [&] { stop.request_stop(); };
    test::CamelCase camel(meddler);
    Deployment deployment(*camel.target, journal_, subject);
    const auto report = deployment.apply(planFor(camel, "1", {file("a", answering("a", "a")), file("b", answering("b", "b"))}), stop.get_token());
    QVERIFY_RESULT(report);
    QVERIFY(!report->isFinished);
    QVERIFY(report->failure.has_value());
    QVERIFY2(report->failure->print().contains(u"a.camel.yaml"_s), qPrintable(report->failure->print()));
    const auto resumed = deployment.resume(report->operation, {});
    QVERIFY_RESULT(resumed);
    QVERIFY2(resumed->isComplete(), qPrintable(resumed->summary()));
    QCOMPARE(answer(camel, "a"), std::string("a"));
    QCOMPARE(answer(camel, "b"), std::string("b"));
}

void CamelTargetServiceTest::aCamelThatDiesDuringAReloadIsResumed() {
    Meddler meddler(http_);
    test::CamelCase camel(meddler);
    Deployment deployment(*camel.target, journal_, subject);
    QVERIFY(deployment.apply(planFor(camel, "1", {file("a", answering("a", "one"))}), {})->isComplete());

    meddler.before = [&] { QProcess::execute(u"kill"_s, {u"-9"_s, qs(camel.address["pid"])}); };
    meddler.atReload = 4;
    const Plan plan = planFor(camel, "2", {file("a", answering("a", "two")), file("b", answering("b", "b"))});
    const auto report = deployment.apply(plan, {});
    QVERIFY_RESULT(report);
    QVERIFY(!report->isFinished);
    QVERIFY(report->failure.has_value());
    QCOMPARE(report->failure->code, ErrorCode::unknownOutcome);
    QVERIFY2(report->failure->print().contains(u"Camel does not answer at"_s), qPrintable(report->failure->print()));
    QCOMPARE(report->failure->hint, u"Resume the deployment when the target answers again."_s);
    const auto again = deployment.apply(plan, {});
    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::conflict);

    test::server(u"camel"_s, u"start"_s);
    const auto resumed = deployment.resume(report->operation, {});
    QVERIFY_RESULT(resumed);
    QVERIFY2(resumed->isComplete(), qPrintable(resumed->summary()));
    QCOMPARE(answer(camel, "a"), std::string("two"));
    QCOMPARE(answer(camel, "b"), std::string("b"));
}

PATCHBAY_TEST("tst_camel_target", CamelTargetServiceTest);
#include "tst_camel_target.moc"

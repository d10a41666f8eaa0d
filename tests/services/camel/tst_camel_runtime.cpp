#include "tests/connectors/RuntimeSuite.h"
#include "tests/services/camel/CamelCase.h"

using namespace pb;

/// Camel as a RouteRuntime: the cases that the embedded runtime must come to as well, and what only a running one has.
class CamelRuntimeTest : public QObject {
    Q_OBJECT

private slots:
    void cases_data() { test::RuntimeSuite::addRows(); }
    void cases() {
        QFETCH(QString, name);
        test::CamelCase camel(http_);
        test::RuntimeSuite(*camel.target, *camel.runtime).run(name);
    }

    void connectionIsProbedStepByStep();
    void aStoppedRouteStartsAgain();
    void aTraceShowsEveryStop();
    void refusesAHeaderThatWouldArriveOtherwise();

private:
    connectors::http::HttpClient http_;
};

namespace {

deploy::Resource echo() {
    return {"route-file", "routes/echo.camel.yaml",
            "- route:\n    id: echo\n    from:\n      uri: direct:echo\n      steps:\n        - setBody: {simple: \"<${body}>\"}\n"
            "        - setHeader: {name: seen, constant: \"yes\"}\n",
            {}};
}

deploy::Step creation() { return {deploy::StepKind::create, std::nullopt, echo(), {}}; }
deploy::Step removal() { return {deploy::StepKind::remove, echo(), std::nullopt, {}}; }

route::RouteState stateOf(route::RouteRuntime& runtime, const std::string& id) {
    const auto routes = runtime.routes({});
    for (const route::RouteStatus& status : routes.value_or(std::vector<route::RouteStatus>())) {
        if (status.id == id) {
            return status.state;
        }
    }
    return route::RouteState::failed;
}

}  // namespace

void CamelRuntimeTest::connectionIsProbedStepByStep() {
    using workspace::ProbeRow;
    test::CamelCase camel(http_);
    for (const ProbeRow& row : camel.connection->probe({})) {
        QVERIFY2(row.state == ProbeRow::State::good || row.state == ProbeRow::State::notNeeded, qPrintable(row.sentence));
    }
    const auto opened = connectors::camel::info().open(
        {"camel", "camel", "test", R"({"directory": "nowhere", "managementUrl": "http://127.0.0.1:9"})"}, {{}, {}, nullptr, &http_, nullptr});
    QVERIFY_RESULT(opened);
    const auto rows = (*opened)->probe({});
    QCOMPARE(rows.at(1).step, workspace::ProbeStep::port);
    QCOMPARE(rows.at(1).state, ProbeRow::State::bad);
    QVERIFY2(rows.at(1).sentence.contains(QStringLiteral("Camel does not answer at “http://127.0.0.1:9”.")), qPrintable(rows.at(1).sentence));
    QCOMPARE(rows.back().state, ProbeRow::State::notReached);
}

void CamelRuntimeTest::aStoppedRouteStartsAgain() {
    test::CamelCase camel(http_);
    QVERIFY(std::holds_alternative<deploy::StepDone>(camel.target->apply(creation(), {}, {})));
    QVERIFY_RESULT(camel.runtime->stop("echo", {}));
    QCOMPARE(stateOf(*camel.runtime, "echo"), route::RouteState::stopped);
    const auto refused = camel.runtime->send("direct:echo", {"x", true, {}}, {});
    QVERIFY_RESULT(refused);
    QVERIFY(refused->failed);
    const auto health = camel.target->health({}, {});
    QVERIFY_RESULT(health);
    QVERIFY(std::any_of(health->begin(), health->end(), [](const deploy::Check& check) {
        return check.state == deploy::Check::State::bad && check.sentence == QStringLiteral("Route “echo” is stopped.");
    }));
    QVERIFY_RESULT(camel.runtime->start("echo", {}));
    QCOMPARE(stateOf(*camel.runtime, "echo"), route::RouteState::started);
    QCOMPARE(camel.runtime->send("direct:echo", {"x", true, {}}, {})->exchange.body, std::string("<x>"));
    const auto unknown = camel.runtime->stop("no such route", {});
    QCOMPARE(unknown.error().sentence, QStringLiteral("There is no route “no such route”."));
    QVERIFY(std::holds_alternative<deploy::StepDone>(camel.target->apply(removal(), {}, {})));
}

void CamelRuntimeTest::aTraceShowsEveryStop() {
    test::CamelCase camel(http_);
    QVERIFY(std::holds_alternative<deploy::StepDone>(camel.target->apply(creation(), {}, {})));
    QVERIFY_RESULT(camel.runtime->setTracing(true, {}));
    QVERIFY_RESULT(camel.runtime->drainTrace({}));
    QVERIFY_RESULT(camel.runtime->send("direct:echo", {"„x“\n\"y\"", true, {{"city", "Köln"}}}, {}));
    const auto events = camel.runtime->drainTrace({});
    QVERIFY_RESULT(events);
    QVERIFY_RESULT(camel.runtime->setTracing(false, {}));
    QStringList bodies;
    for (const route::TraceEvent& event : *events) {
        if (event.routeId == "echo") {
            bodies << QString::fromStdString(event.exchange.body);
        }
    }
    QCOMPARE(bodies, QStringList({QStringLiteral("„x“\n\"y\""), QStringLiteral("„x“\n\"y\""), QStringLiteral("<„x“\n\"y\">"),
                                  QStringLiteral("<„x“\n\"y\">")}));
    QVERIFY(std::holds_alternative<deploy::StepDone>(camel.target->apply(removal(), {}, {})));
}

void CamelRuntimeTest::refusesAHeaderThatWouldArriveOtherwise() {
    const auto refused = test::CamelCase(http_).runtime->send("seda:x", {"x", true, {{"city", "Łódź"}}}, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().sentence, QStringLiteral("Camel's management port cannot take the header “city”: “Łódź”."));
}

PATCHBAY_TEST("tst_camel_runtime", CamelRuntimeTest);
#include "tst_camel_runtime.moc"

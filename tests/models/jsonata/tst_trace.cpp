#include "models/document/Json.h"
#include "models/jsonata/Program.h"
#include "tests/support/TestMain.h"

using namespace pb;
using namespace Qt::StringLiterals;

namespace {

const char* const order = R"({"id": 12345678901234567890, "note": "x", "tags": [1, 2, 3], "lines": [{"q": 2, "p": 1.10, "sku": "A"}, {"q": 3, "p": 5, "sku": "B"}]})";

class TraceTest : public QObject {
    Q_OBJECT

private slots:
    void everyOutputKnowsItsSources_data();
    void everyOutputKnowsItsSources();
    void tracingGivesTheSameResult();
    void aConditionIsNamed();
    void stepsCanBeStopped();
};

void TraceTest::everyOutputKnowsItsSources_data() {
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("sources");
    QTest::addColumn<QString>("clause");
    QTest::newRow("copy") << u"{\"id\": id}"_s << u"/id"_s << u"/id"_s << u"id"_s;
    QTest::newRow("computed") << u"{\"t\": $sum(lines.(q * p))}"_s << u"/t"_s << u"/lines/0/p /lines/0/q /lines/1/p /lines/1/q"_s << u"$sum(lines.(q * p))"_s;
    QTest::newRow("line") << u"{\"l\": lines.{\"n\": sku & note}}"_s << u"/l/1/n"_s << u"/lines/1/sku"_s << u"sku & note"_s;
    QTest::newRow("missing before") << u"{\"no\": nothing, \"id\": id}"_s << u"/id"_s << u"/id"_s << u"id"_s;
    QTest::newRow("variable") << u"($x := lines[0].q; {\"a\": $x + 1})"_s << u"/a"_s << u"/lines/0/q"_s << u"$x + 1"_s;
    QTest::newRow("element by position") << u"{\"a\": tags[0] + id}"_s << u"/a"_s << u"/id /tags/0"_s << u"tags[0] + id"_s;
    QTest::newRow("elements by positions") << u"{\"a\": $sum(tags[[0..1]])}"_s << u"/a"_s << u"/tags/0 /tags/1"_s << u"$sum(tags[[0..1]])"_s;
    QTest::newRow("inside of a copy") << u"{\"l\": lines}"_s << u"/l/1/sku"_s << u"/lines/1/sku"_s << u"lines"_s;
}

void TraceTest::everyOutputKnowsItsSources() {
    QFETCH(const QString, expression);
    QFETCH(const QString, pointer);
    QFETCH(const QString, sources);
    QFETCH(const QString, clause);
    const auto document = doc::readJson(std::string(order));
    const auto program = jsonata::Program::compile(expression.toStdString());
    const auto traced = program->trace((*document)->root());
    QVERIFY2(traced.has_value(), traced ? "" : qPrintable(traced.error().message));
    const jsonata::Origin* origin = traced->at(pointer.toStdString());
    QVERIFY(origin);
    QStringList found;
    for (const doc::Value source : origin->sources) {
        found << QString::fromStdString(source.pointer());
    }
    found.sort();
    QCOMPARE(found.join(u' '), sources);
    QCOMPARE(expression.mid(static_cast<int>(origin->span.begin), static_cast<int>(origin->span.end - origin->span.begin)), clause);
}

void TraceTest::tracingGivesTheSameResult() {
    const auto document = doc::readJson(std::string(order));
    for (const char* expression : {"**", "lines{sku: q}", "lines^(>p).sku", "lines@$l.{\"a\": $l.q}", "$map(lines, function($v) {$v.q > 2 ? $v.sku})",
                                   "$ ~> |lines|{\"x\": q}|", "{\"id\": id, \"p\": lines.p}"}) {
        const auto program = jsonata::Program::compile(expression);
        const auto plain = program->run((*document)->root());
        const auto traced = program->trace((*document)->root());
        QVERIFY(plain && traced);
        QCOMPARE(traced->output.json, plain->json);
    }
}

void TraceTest::aConditionIsNamed() {
    const std::string source = "{\"a\": id > 5 ? note : lines.sku}";
    const auto document = doc::readJson(std::string(order));
    const auto traced = jsonata::Program::compile(source)->trace((*document)->root());
    QVERIFY(traced.has_value());
    QCOMPARE(traced->at("/a")->sources.size(), std::size_t{1});
    QCOMPARE(traced->output.json, std::string(R"({"a":"x"})"));
    QCOMPARE(traced->at("/a")->conditions.size(), std::size_t{1});
    QCOMPARE(source.substr(traced->at("/a")->conditions.front().begin, 6), std::string("id > 5"));
}

void TraceTest::stepsCanBeStopped() {
    const auto document = doc::readJson(std::string(order));
    int steps = 0;
    const auto stopped = jsonata::Program::compile("lines.(q * p)")->step((*document)->root(), {}, [&](jsonata::Span, std::string_view) { return ++steps < 3; });
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, std::string("D1020"));
    QCOMPARE(steps, 3);
}

PATCHBAY_TEST("tst_trace", TraceTest);

}  // namespace

#include "tst_trace.moc"

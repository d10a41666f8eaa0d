#include "models/document/Json.h"
#include "models/jsonata/Program.h"
#include "tests/support/TestMain.h"

using namespace pb;
using namespace Qt::StringLiterals;

namespace {

const char* const order = R"({"id": 12345678901234567890, "note": "x", "tags": [1, 2, 3], "lines": [{"q": 2, "p": 1.10, "sku": "A"}, {"q": 3, "p": 5, "sku": "B"}]})";

/// In alphabetical order, separated by spaces.
QString pointersOf(const std::vector<doc::Value>& values) {
    QStringList found;
    for (const doc::Value value : values) {
        found << QString::fromStdString(value.pointer());
    }
    found.sort();
    return found.join(u' ');
}

class TraceTest : public QObject {
    Q_OBJECT

private slots:
    void everyOutputKnowsItsSources_data();
    void everyOutputKnowsItsSources();
    void tracingGivesTheSameResult();
    void conditionsTellWhatTheyLookedAt_data();
    void conditionsTellWhatTheyLookedAt();
    void everyNodeIsToldInPreorder();
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
    const std::optional<jsonata::Origin> origin = traced->provenance.at(pointer.toStdString());
    QVERIFY(origin.has_value());
    QCOMPARE(pointersOf(origin->sources), sources);
    QCOMPARE(expression.mid(static_cast<int>(origin->span.begin), static_cast<int>(origin->span.end - origin->span.begin)), clause);
}

void TraceTest::tracingGivesTheSameResult() {
    const auto document = doc::readJson(std::string(order));
    for (const char* expression : {"**", "lines{sku: q}", "lines^(>p).sku", "lines@$l.{\"a\": $l.q}", "$map(lines, function($v) {$v.q > 2 ? $v.sku})",
                                   "$ ~> |lines|{\"x\": q}|", "{\"id\": id, \"p\": lines.p}",
                                   "lines.{\"a\": q > 2 ? sku, \"b\": nothing}", "lines.(q > 2 ? {\"a\": sku})", "lines.(q > 9 ? {\"a\": sku})",
                                   "lines.($x := q; {\"a\": $x & sku})", "($y := [0]; lines.{\"a\": ($y := $append($y, [sku]); $y), \"b\": $y})",
                                   "{\"all\": lines.{\"y\": $z := sku & \"!\"}, \"z\": $z}", "{\"f\": lines.{\"y\": $g := function() {sku & note}}, \"z\": $g()}",
                                   "[[1, 2], [3]].{\"a\": $}", "nothing.{\"a\": 1}", "[].{\"a\": 1}", "lines.tags.{}", "lines[].{\"a\": 1}"}) {
        const auto program = jsonata::Program::compile(expression);
        const auto plain = program->run((*document)->root());
        const auto traced = program->trace((*document)->root());
        QVERIFY(plain && traced);
        QCOMPARE(traced->output.json, plain->json);
    }
}

void TraceTest::conditionsTellWhatTheyLookedAt_data() {
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("sources");
    QTest::addColumn<QString>("conditions");
    QTest::newRow("choice") << u"{\"a\": id > 5 ? note : lines.sku}"_s << u"/note"_s << u"id > 5: /id"_s;
    QTest::newRow("choice in a choice") << u"{\"a\": id > 5 ? (note = \"x\" ? tags[0])}"_s << u"/tags/0"_s << u"id > 5: /id; note = \"x\": /note"_s;
    QTest::newRow("filter") << u"{\"a\": lines[sku = \"B\"].q}"_s << u"/lines/1/q"_s << u"sku = \"B\": /lines/1/sku"_s;
    QTest::newRow("filter of tuples") << u"{\"a\": lines@$l[$l.sku = \"B\"].($l.q)}"_s << u"/lines/1/q"_s << u"$l.sku = \"B\": /lines/1/sku"_s;
    QTest::newRow("default") << u"{\"a\": nothing ?: note}"_s << u"/note"_s << u"nothing: "_s;
    QTest::newRow("of a value that was computed before") << u"($x := id > 5 ? note & \"!\"; {\"a\": $x & \"?\"})"_s << u"/note"_s << u"id > 5: /id"_s;
}

void TraceTest::conditionsTellWhatTheyLookedAt() {
    QFETCH(const QString, expression);
    QFETCH(const QString, sources);
    QFETCH(const QString, conditions);
    const std::string source = expression.toStdString();
    const auto document = doc::readJson(std::string(order));
    const auto traced = jsonata::Program::compile(source)->trace((*document)->root());
    QVERIFY(traced.has_value());
    const auto origin = traced->provenance.at("/a");
    QVERIFY(origin.has_value());
    QCOMPARE(origin->outputPointer, std::string("/a"));
    QCOMPARE(pointersOf(origin->sources), sources);
    QStringList told;
    for (const auto& [span, looked] : origin->conditions) {
        told << QString::fromStdString(source.substr(span.begin, span.end - span.begin)) + u": "_s + pointersOf(looked);
    }
    QCOMPARE(told.join(u"; "_s), conditions);
}

void TraceTest::everyNodeIsToldInPreorder() {
    const auto document = doc::readJson(std::string(order));
    const auto traced = jsonata::Program::compile("{\"a/b\": tags, \"no\": nothing, \"l\": lines.{\"~\": sku}}")->trace((*document)->root());
    QVERIFY(traced.has_value());
    QStringList told, found;
    traced->provenance.forEach([&](const jsonata::Origin& origin) {
        told << QString::fromStdString(origin.outputPointer);
        found << QString::fromStdString(traced->provenance.at(origin.outputPointer)->outputPointer);
        return told.size() < 10;
    });
    QCOMPARE(told, QStringList({u""_s, u"/a~1b"_s, u"/a~1b/0"_s, u"/a~1b/1"_s, u"/a~1b/2"_s, u"/l"_s, u"/l/0"_s, u"/l/0/~0"_s, u"/l/1"_s, u"/l/1/~0"_s}));
    QCOMPARE(found, told);
    QCOMPARE(traced->provenance.at("/l/7/x")->outputPointer, std::string("/l"));
    QVERIFY(!jsonata::Program::compile("nothing")->trace((*document)->root())->provenance.at("").has_value());
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

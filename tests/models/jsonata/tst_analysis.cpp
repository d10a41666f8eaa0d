#include "models/jsonata/Analysis.h"
#include "tests/support/TestMain.h"

using namespace pb;
using namespace Qt::StringLiterals;

namespace {

/// "output = input, input" a line; "!" for a copy, "{}" for a field that holds fields.
QString drawn(const jsonata::Analysis& analysis) {
    QStringList lines;
    for (const auto& field : analysis.fields) {
        QStringList inputs;
        for (const std::string& input : field.inputs) {
            inputs << QString::fromStdString(input);
        }
        lines << QString::fromStdString(field.output) + (field.isCopy ? u"!"_s : QString()) + (field.isContainer ? u"{}"_s : QString()) +
                     u" = "_s + inputs.join(u", "_s);
    }
    return lines.join(u"; "_s);
}

class AnalysisTest : public QObject {
    Q_OBJECT

private slots:
    void anExpressionThatIsNotUtf8IsRefused() {
        const auto program = jsonata::Program::compile("\"Gr\xfc\xdf" "e\"");
        QVERIFY(!program);
        QCOMPARE(program.error().code, std::string("U1002"));
        QCOMPARE(program.error().position, 3u);
        QVERIFY(jsonata::Program::compile("\"\xed\xa0\x80\""));   // a lone surrogate is text
    }

    void fieldsAndWhatTheyRead_data();
    void fieldsAndWhatTheyRead();
    void aPointerFindsItsClause();
    void anEditTouchesOneClauseOnly();
    void brokenTextStillHasATree();
};

void AnalysisTest::fieldsAndWhatTheyRead_data() {
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("fields");
    QTest::newRow("copies") << u"{\"id\": order.id, \"who\": order.customer.name}"_s << u"id! = order.id; who! = order.customer.name"_s;
    QTest::newRow("computed") << u"{\"total\": $sum(order.lines.(price * qty))}"_s
                              << u"total = order.lines, order.lines[].price, order.lines[].qty"_s;
    QTest::newRow("lines") << u"order.{\"lines\": lines.{\"qty\": quantity, \"sku\": $uppercase(sku)}}"_s
                           << u"[].lines{} = order[].lines; [].lines[].qty! = order[].lines[].quantity; [].lines[].sku = order[].lines[].sku"_s;
    QTest::newRow("variables") << u"($o := order; {\"id\": $o.id})"_s << u"id! = order.id"_s;
    QTest::newRow("bound constructor") << u"($l := lines.{\"q\": qty}; {\"lines\": $l})"_s << u"lines{} = lines; lines[].q! = lines[].qty"_s;
    QTest::newRow("map") << u"{\"l\": $map(lines, function($v) {{\"q\": $v.qty}})}"_s << u"l{} = lines; l[].q! = lines[].qty"_s;
    QTest::newRow("filter") << u"{\"first\": lines[type = 'A'].qty}"_s << u"first = lines[].qty, lines[].type"_s;
    QTest::newRow("condition") << u"{\"x\": a > 1 ? b : c}"_s << u"x = b, c, a"_s;
    QTest::newRow("nested") << u"{\"a\": {\"b\": {\"c\": x}}}"_s << u"a{} = ; a.b{} = ; a.b.c! = x"_s;
    QTest::newRow("odd names") << u"{\"a b\": `x y`.z}"_s << u"`a b`! = `x y`.z"_s;
    QTest::newRow("no object") << u"a.b"_s << QString();
}

void AnalysisTest::fieldsAndWhatTheyRead() {
    QFETCH(const QString, expression);
    QFETCH(const QString, fields);
    const auto ast = jsonata::Ast::parse(expression.toStdString());
    QCOMPARE(drawn(jsonata::analyse(ast)), fields);
}

void AnalysisTest::aPointerFindsItsClause() {
    const auto ast = jsonata::Ast::parse("{\"lines\": lines.{\"qty\": quantity}, \"id\": id}");
    const auto analysis = jsonata::analyse(ast);
    const auto valueAt = [&](std::string_view pointer) {
        const auto* clause = jsonata::clauseFor(analysis, pointer);
        return clause ? std::string(ast.textOf(clause->value)) : std::string();
    };
    QCOMPARE(valueAt("/lines/3/qty"), std::string("quantity"));
    QCOMPARE(valueAt("/lines/qty"), std::string("quantity"));
    QCOMPARE(valueAt("/id"), std::string("id"));
    QCOMPARE(valueAt("/lines/3/other"), std::string("lines.{\"qty\": quantity}"));
    QCOMPARE(valueAt("/nothing"), std::string());
    QCOMPARE(jsonata::clausesReading(analysis, "lines").size(), std::size_t{2});
}

void AnalysisTest::anEditTouchesOneClauseOnly() {
    const std::string source = "{ /* the id */ \"id\":  order.id ,\n  \"n\": 1 }  /* end */";
    const auto ast = jsonata::Ast::parse(source);
    const auto analysis = jsonata::analyse(ast);
    const auto edited = jsonata::applyEdits(source, {{jsonata::clauseOf(analysis, "id")->value, "order.number"}});
    QCOMPARE(edited, std::string("{ /* the id */ \"id\":  order.number ,\n  \"n\": 1 }  /* end */"));
    QCOMPARE(ast.comments().size(), std::size_t{2});
}

void AnalysisTest::brokenTextStillHasATree() {
    const auto ast = jsonata::Ast::parse("{\"a\": order., \"b\": id}");
    QVERIFY(!ast.failures().empty());
    QCOMPARE(ast.failures().front().code, std::string("S0211"));
    QVERIFY(jsonata::clauseOf(jsonata::analyse(ast), "b") != nullptr);
}

PATCHBAY_TEST("tst_analysis", AnalysisTest);

}  // namespace

#include "tst_analysis.moc"

#include "models/document/Json.h"
#include "models/schema/Validator.h"
#include "tests/support/TestMain.h"

#include <thread>

using namespace pb;
using namespace Qt::StringLiterals;
using namespace std::string_literals;
using schema::Validator;

/// Schemas that are compiled when a document first reaches them, because all of them together are large.
class UnitsTest : public QObject {
    Q_OBJECT

private slots:
    void verdictsAreThoseOfTheWhole_data();
    void verdictsAreThoseOfTheWhole();
    void violationsSayWhereInBoth();
    void annotationsComeFromAllUnits();
    void aBrokenReferenceIsSaidWhenItIsReached();
    void threadsShareThem();
};

namespace {

constexpr int types = 1200;

/// An OpenAPI document of 1,200 types of 1.4 kB, each of which leads to three others.
doc::DocumentPtr api() {
    static const doc::DocumentPtr known = [] {
        std::string text = R"({"openapi": "3.1.0", "components": {"schemas": {)";
        const auto reference = [](int type) { return R"({"$ref": "#/components/schemas/T)" + std::to_string(type % types) + R"("})"; };
        for (int i = 0; i < types; ++i) {
            text += (i > 0 ? "," : "") + std::string(R"("T)") + std::to_string(i) + R"(": {"type": "object", "title": "type )" + std::to_string(i) +
                    R"(", "description": ")" + std::string(1000, 'd') + R"(", "required": ["v"], "properties": {"v": {"type": "integer", "minimum": )" +
                    std::to_string(i % 5) + R"(}, "next": )" + reference(i * 7 + 1) + R"(, "list": {"type": "array", "items": )" + reference(i + 1) +
                    R"(}}, "oneOf": [{"not": {"required": ["self"]}}, {"properties": {"self": )" + reference(i) + R"(}, "required": ["self"]}],)" +
                    R"("unevaluatedProperties": false})";
        }
        return *doc::readJson(text + "}}}");
    }();
    return known;
}

Validator validator() { return *Validator::compile(api(), api()->root().follow("/components/schemas/T0")); }

/// A document that goes along `next`, `steps` times; the innermost has `inside`.
std::string chain(int steps, const std::string& inside) {
    std::string text;
    for (int i = 0; i < steps; ++i) {
        text += R"({"v": 4, "next": )";
    }
    return text + inside + std::string(static_cast<std::size_t>(steps), '}');
}

doc::DocumentPtr json(const std::string& text) { return *doc::readJson(text); }

}  // namespace

void UnitsTest::verdictsAreThoseOfTheWhole_data() {
    QTest::addColumn<QString>("document");
    QTest::addColumn<bool>("valid");
    const auto row = [](const char* name, const std::string& document, bool valid) {
        QTest::newRow(name) << QString::fromStdString(document) << valid;
    };
    row("one type", R"({"v": 0})", true);
    row("eight types", chain(8, R"({"v": 4})"), true);
    row("wrong in the ninth", chain(8, R"({"v": "4"})"), false);
    row("bound of the type: T1", chain(1, R"({"v": 0})"), false);
    row("member that no type has", chain(5, R"({"v": 4, "x": 1})"), false);
    row("what alternatives evaluate counts", chain(3, R"({"v": 4, "self": {"v": 4, "list": [{"v": 4}, {"v": 4, "next": {"v": 4}}]}})"), true);
    row("wrong in an alternative", chain(3, R"({"v": 4, "self": {"v": -1}})"), false);
    row("two hundred types", chain(200, R"({"v": 4})"), true);
}

void UnitsTest::verdictsAreThoseOfTheWhole() {
    QFETCH(QString, document);
    QFETCH(bool, valid);
    const Validator rules = validator();
    schema::Checker checker(rules);
    const doc::DocumentPtr instance = json(document.toStdString());
    for (int round = 0; round < 3; ++round) {
        QCOMPARE(rules.isValid(instance->root()), valid);
        QCOMPARE(checker.isValid(instance->root()), valid);
        QCOMPARE(rules.violations(instance->root()).empty(), valid);
    }
    QCOMPARE(rules.output(instance->root(), schema::OutputFormat::flag), valid ? R"({"valid": true})"s : R"({"valid": false})"s);
}

void UnitsTest::violationsSayWhereInBoth() {
    const Validator rules = validator();
    const doc::DocumentPtr instance = json(chain(4, R"({"v": "x"})"));
    const auto violations = rules.violations(instance->root());
    QCOMPARE(violations.size(), std::size_t(1));
    QCOMPARE(violations[0].instance.pointer(), "/next/next/next/next/v"s);
    QCOMPARE(violations[0].schema.pointer(), "/components/schemas/T400/properties/v/type"s);
    QCOMPARE(violations[0].schemaPointer,
             "/properties/next/$ref/properties/next/$ref/properties/next/$ref/properties/next/$ref/properties/v/type"s);
    QCOMPARE(violations[0].sentence(), u"`next.next.next.next.v` is \"x\", text; a whole number ≥ 0 is required."_s);
}

void UnitsTest::annotationsComeFromAllUnits() {
    const Validator rules = validator();
    const doc::DocumentPtr instance = json(chain(3, R"({"v": 4})"));
    std::vector<std::string> titles;
    for (const schema::Annotation& annotation : rules.annotations(instance->root())) {
        if (annotation.keyword == "title") {
            titles.push_back(annotation.instance.pointer() + " " + std::string(annotation.value.text()) + " " + annotation.schemaLocation);
        }
    }
    const std::vector<std::string> expected{" type 0 #/components/schemas/T0", "/next type 1 #/components/schemas/T1",
                                            "/next/next type 8 #/components/schemas/T8",
                                            "/next/next/next type 57 #/components/schemas/T57"};
    QCOMPARE(titles, expected);
}

void UnitsTest::aBrokenReferenceIsSaidWhenItIsReached() {
    const doc::DocumentPtr document = json(R"({"$defs": {"big": {"description": ")" + std::string(1 << 20, 'd') + R"("}, "late": {"$ref": "#/$defs/nobody"}},
        "properties": {"a": {"$ref": "#/$defs/big"}, "b": {"$ref": "#/$defs/late"}}})");
    const auto rules = Validator::compile(document, document->root());
    QVERIFY_RESULT(rules);
    QVERIFY(rules->isValid(json(R"({"a": 4})")->root()));
    const doc::DocumentPtr instance = json(R"({"b": 4})");
    QVERIFY(!rules->isValid(instance->root()));
    const auto violations = rules->violations(instance->root());
    QCOMPARE(violations.size(), std::size_t(1));
    QVERIFY2(violations[0].sentence().contains(u"cannot be used"_s) && violations[0].sentence().contains(u"#/$defs/nobody"_s),
             qPrintable(violations[0].sentence()));
}

void UnitsTest::threadsShareThem() {
    const Validator rules = validator();
    const doc::DocumentPtr good = json(chain(60, R"({"v": 4})")), bad = json(chain(60, R"({"v": -1})"));
    std::atomic<int> mistakes = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int round = 0; round < 20; ++round) {
                mistakes += rules.isValid(good->root()) ? 0 : 1;
                mistakes += rules.violations(bad->root()).size() == 1 ? 0 : 1;
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    QCOMPARE(mistakes.load(), 0);
}

PATCHBAY_TEST("tst_units", UnitsTest);

#include "tst_units.moc"

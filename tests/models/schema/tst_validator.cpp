#include "models/document/Json.h"
#include "models/schema/Validator.h"
#include "tests/support/TestMain.h"
#include "tests/support/Violations.h"

using namespace pb;
using namespace Qt::StringLiterals;
using schema::Validator;
using test::told;

namespace {

doc::DocumentPtr json(const std::string& text) {
    auto document = doc::readJson(text);
    if (!document) {
        qFatal("%s", qPrintable(document.error().print()));
    }
    return *document;
}

Validator validator(const std::string& schema, const schema::CompileOptions& options = {}) {
    const doc::DocumentPtr document = json(schema);
    auto compiled = Validator::compile(document, document->root(), options);
    if (!compiled) {
        qFatal("%s", qPrintable(compiled.error().print()));
    }
    return *compiled;
}

}  // namespace

class ValidatorTest : public QObject {
    Q_OBJECT

private slots:
    void sentences_data();
    void sentences();
    void placesInBoth();
    void schemaInsideOfOpenApi();
    void nearestBranch();
    void limitsAreNamed();
    void brokenSchemas_data();
    void brokenSchemas();
    void malformedKeywordIsAFinding();
    void hugeEnumIsOneLookUp();
    void exactNumbers_data();
    void exactNumbers();
    void oneCheckerJudgesManyAsTheValidatorDoes();
    void documentsOfOneShapeAreJudgedByTheirValues();
};

void ValidatorTest::sentences_data() {
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QString>("instance");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, const char* schema, const char* instance, const char* sentence) {
        QTest::newRow(name) << QString::fromUtf8(schema) << QString::fromUtf8(instance) << QString::fromUtf8(sentence);
    };
    row("type with bounds",
        R"({"properties": {"lines": {"items": {"properties": {"qty": {"type": "integer", "minimum": 1}}}}}})",
        R"({"lines": [{"qty": 2}, {"qty": "12"}]})",
        "`lines[1].qty` is \"12\", text; a whole number ≥ 1 is required.");
    row("bound", R"({"properties": {"qty": {"type": "integer", "minimum": 1, "maximum": 9}}})", R"({"qty": 0})",
        "`qty` is 0, a number; a whole number from 1 to 9 is required.");
    row("multiple", R"({"properties": {"qty": {"type": "number", "minimum": 1, "multipleOf": 0.5}}})", R"({"qty": 1.7})",
        "`qty` is 1.7, a number; a number ≥ 1 that is a multiple of 0.5 is required.");
    row("required", R"({"required": ["id", "qty"]})", R"({"id": 1})", "The document has no “qty”, which is required.");
    row("closed object", R"({"properties": {"a": {}}, "additionalProperties": false})", R"({"a": 1, "b c": 2})",
        "`[\"b c\"]` is not defined in the schema, and nothing else is allowed there.");
    row("pattern", R"({"type": "string", "pattern": "^[A-Z]{3}$"})", R"("eur")",
        "The document is \"eur\", text; a text that matches ^[A-Z]{3}$ is required.");
    row("length", R"({"type": "string", "minLength": 1, "maxLength": 35})", R"("")",
        "The document is \"\", text; a text of 1 to 35 characters is required.");
    row("enum", R"({"enum": ["A", "B", 3]})", R"("C")", "The document is \"C\", text; \"A\", \"B\" or 3 is required.");
    row("entries", R"({"properties": {"lines": {"minItems": 1}}})", R"({"lines": []})",
        "`lines` has 0 entries; at least 1 are required.");
    row("unique", R"({"uniqueItems": true})", R"([1, 2, 1.0])",
        "The document has the same value at positions 1 and 3; all must differ.");
    row("dependent", R"({"dependentRequired": {"iban": ["bic"]}})", R"({"iban": "DE1"})",
        "The document has “iban” but no “bic”, which it requires.");
    row("more than one", R"({"oneOf": [{"type": "integer"}, {"minimum": 2}]})", "5",
        "The document fits alternatives 1 and 2; exactly one is required.");
    row("false", R"({"properties": {"old": false}})", R"({"old": 1})", "`old` must not be there.");
    row("not", R"({"not": {"type": "null"}})", "null", "The document is null, which is excluded.");
    row("nullable of OpenAPI",
        R"({"openapi": "3.0.3", "type": "string", "nullable": true, "maxLength": 1})", R"("ab")",
        "The document is \"ab\", text; a text of at most 1 character is required.");
}

void ValidatorTest::sentences() {
    QFETCH(QString, schema);
    QFETCH(QString, instance);
    QFETCH(QString, sentence);
    const Validator compiled = validator(schema.toStdString());
    const doc::DocumentPtr document = json(instance.toStdString());
    QVERIFY(!compiled.isValid(document->root()));
    const auto violations = compiled.violations(document->root());
    QCOMPARE(violations.size(), std::size_t(1));
    QCOMPARE(violations.front().sentence(), sentence);
}

void ValidatorTest::placesInBoth() {
    const Validator compiled = validator("{\"$defs\": {\"qty\": {\n  \"type\": \"integer\"}},\n"
                                         " \"properties\": {\"a/b\": {\"$ref\": \"#/$defs/qty\"}}}");
    const doc::DocumentPtr instance = json(R"({"x": 1, "a/b": "12"})");
    const auto violations = compiled.violations(instance->root());
    QCOMPARE(violations.size(), std::size_t(1));
    QCOMPARE(violations[0].instance.pointer(), std::string("/a~1b"));
    QCOMPARE(violations[0].instance.raw(), std::string_view("\"12\""));
    QCOMPARE(violations[0].schemaPointer, std::string("/properties/a~1b/$ref/type"));
    QCOMPARE(violations[0].schema.pointer(), std::string("/$defs/qty/type"));
    QCOMPARE(violations[0].schema.place().line, 2);
    QCOMPARE(violations[0].keyword, std::string("type"));
}

void ValidatorTest::schemaInsideOfOpenApi() {
    const doc::DocumentPtr api = json(R"({"openapi": "3.0.3", "components": {"schemas": {
        "Order": {"type": "object", "required": ["customer"], "properties": {"customer": {"$ref": "#/components/schemas/Party"}}},
        "Party": {"type": "object", "properties": {"vat": {"type": "string", "nullable": true}, "limit": {"type": "number", "minimum": 0, "exclusiveMinimum": true}}}}}})");
    const auto compiled = Validator::compile(api, api->root().follow("/components/schemas/Order"));
    QVERIFY_RESULT(compiled);
    QVERIFY(compiled->isValid(json(R"({"customer": {"vat": null, "limit": 0.5}})")->root()));
    QVERIFY(!compiled->isValid(json(R"({"customer": {"limit": 0}})")->root()));
    QVERIFY(!compiled->isValid(json(R"({})")->root()));
}

void ValidatorTest::nearestBranch() {
    const Validator compiled = validator(R"({"oneOf": [
        {"properties": {"kind": {"const": "card"}, "number": {"type": "string"}}, "required": ["number"]},
        {"properties": {"kind": {"const": "iban"}, "iban": {"type": "string", "minLength": 15}}, "required": ["iban"]}]})");
    const doc::DocumentPtr instance = json(R"({"kind": "iban", "iban": "DE"})");
    const auto violations = compiled.violations(instance->root());
    QCOMPARE(violations.size(), std::size_t(1));
    QCOMPARE(violations[0].branches.size(), std::size_t(1));
    QCOMPARE(violations[0].branches[0].instance.pointer(), std::string("/iban"));
    QCOMPARE(violations[0].sentence(),
             u"The document fits none of the 2 alternatives. The nearest one fails: `iban` is \"DE\", text; a text of at "
             "least 15 characters is required."_s);
}

void ValidatorTest::limitsAreNamed() {
    const Validator endless = validator(R"({"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}})");
    const doc::DocumentPtr instance = json("1");
    QVERIFY(!endless.isValid(instance->root()));
    const auto violations = endless.violations(instance->root());
    QCOMPARE(violations.size(), std::size_t(1));
    QVERIFY(violations[0].sentence().contains(u"The limit of"_s));

    // Every level doubles the work: the limit on work ends it.
    std::string doubling = R"({"$ref": "#/$defs/s0", "$defs": {)";
    for (int i = 0; i < 60; ++i) {
        const std::string next = R"({"$ref": "#/$defs/s)" + std::to_string(i + 1) + "\"}";
        doubling += "\"s" + std::to_string(i) + R"(": {"allOf": [)" + next + "," + next + "]},";
    }
    const Validator slow = validator(doubling + R"("s60": {}}})");
    QVERIFY(!slow.isValid(instance->root()));
    QVERIFY(!slow.violations(instance->root()).empty());
}

void ValidatorTest::brokenSchemas_data() {
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QString>("says");
    QTest::newRow("nothing there") << u"{\"$ref\": \"#/$defs/none\"}"_s << u"There is nothing at “/$defs/none”."_s;
    QTest::newRow("no anchor") << u"{\"$ref\": \"#none\"}"_s << u"No anchor is named “none”."_s;
    QTest::newRow("not to be had") << u"{\"$ref\": \"http://example.com/x\"}"_s << u"Nothing says where the document is that it leads to"_s;
    QTest::newRow("dialect") << u"{\"$schema\": \"http://example.com/x\"}"_s << u"Its dialect “http://example.com/x” is not known."_s;
}

void ValidatorTest::brokenSchemas() {
    QFETCH(QString, schema);
    QFETCH(QString, says);
    const doc::DocumentPtr document = json(schema.toStdString());
    const auto compiled = Validator::compile(document, document->root());
    QVERIFY(!compiled);
    QVERIFY2(compiled.error().print().contains(says), qPrintable(compiled.error().print()));
    QCOMPARE(compiled.error().place.line, 1);
}

void ValidatorTest::malformedKeywordIsAFinding() {
    const Validator compiled = validator(R"({"minLength": "three", "maximum": null, "pattern": "(", "properties": {"a": 7}})");
    QCOMPARE(compiled.findings().size(), std::size_t(4));
    QVERIFY(compiled.isValid(json(R"({"a": 1})")->root()));
}

void ValidatorTest::hugeEnumIsOneLookUp() {
    std::string schema = R"({"items": {"enum": [0)";
    for (int i = 1; i < 200'000; ++i) {
        schema += "," + std::to_string(i);
    }
    const Validator compiled = validator(schema + "]}}");
    std::string instance = "[1";
    for (int i = 1; i < 20'000; ++i) {
        instance += ",199999.0";
    }
    QVERIFY(compiled.isValid(json(instance + "]")->root()));
    QVERIFY(!compiled.isValid(json("[200000]")->root()));
}

void ValidatorTest::exactNumbers_data() {
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QString>("instance");
    QTest::addColumn<bool>("valid");
    const auto row = [](const char* schema, const char* instance, bool valid) {
        QTest::addRow("%s %s", schema, instance) << QString::fromUtf8(schema) << QString::fromUtf8(instance) << valid;
    };
    row(R"({"maximum": 12345678901234567890})", "12345678901234567890", true);
    row(R"({"maximum": 12345678901234567890})", "12345678901234567891", false);
    row(R"({"exclusiveMaximum": 972783798187987123879878123.18878137})", "972783798187987123879878123.188781371", false);
    row(R"({"multipleOf": 0.01})", "19.99", true);
    row(R"({"multipleOf": 0.01})", "19.995", false);
    row(R"({"multipleOf": 0.0001})", "0.00751", false);
    row(R"({"multipleOf": 123456789012345678901})", "1234567890123456789010", true);
    row(R"({"multipleOf": 123456789012345678901})", "1234567890123456789011", false);
    row(R"({"type": "integer"})", "1e400", true);
    row(R"({"type": "integer"})", "1.5e1", true);
    row(R"({"type": "integer"})", "1.55e1", false);
    row(R"({"const": 1})", "1.000", true);
    row(R"({"multipleOf": 3})", "1e1000000000", false);
    row(R"({"maximum": 9999999999999999998})", "9999999999999999999", false);
    row(R"({"maximum": -999999999999999999.8})", "-999999999999999999.9", true);
    row(R"({"multipleOf": 8})", "1e1000000000", true);
}

void ValidatorTest::exactNumbers() {
    QFETCH(QString, schema);
    QFETCH(QString, instance);
    QFETCH(bool, valid);
    QCOMPARE(validator(schema.toStdString()).isValid(json(instance.toStdString())->root()), valid);
}

void ValidatorTest::oneCheckerJudgesManyAsTheValidatorDoes() {
    const Validator rules = validator(R"({"properties": {"a": {"type": "integer", "minimum": 1}, "b": {"$ref": "#/$defs/b"}},
        "additionalProperties": {"enum": ["x", 1]}, "required": ["a"], "$defs": {"b": {"pattern": "^[a-c]{2}$", "maxLength": 3}}})");
    const char* documents[] = {R"({"a": 1})", R"({"a": 0})", R"({"a": 1, "b": "ab"})", R"({"a": 1, "b": "abc"})", R"({"b": "ab", "a": 2})",
                               R"({"c": "x", "a": 3})", R"({"d": 1.0, "a": 3})", R"({"d": 2, "a": 3})", R"({"b": "ab"})", R"([1])", R"({"a": 1.50})"};
    doc::JsonReader reader;
    schema::Checker checker(rules);
    for (int round = 0; round < 3; ++round) {
        for (const char* text : documents) {
            const auto document = reader.read(text);
            QVERIFY_RESULT(document);
            QCOMPARE(checker.isValid((*document)->root()), rules.violations((*document)->root()).empty());
            QCOMPARE(told(checker.violations((*document)->root())), told(rules.violations((*document)->root())));
            QCOMPARE(checker.isValid((*document)->root()), rules.isValid(json(text)->root()));
        }
    }
}

void ValidatorTest::documentsOfOneShapeAreJudgedByTheirValues() {
    const Validator rules = validator(R"({"$defs": {"code": {"type": "string", "pattern": "^[A-C][0-9]$"}},
        "properties": {"kind": {"enum": ["card", "cash", 7]}, "code": {"$ref": "#/$defs/code"}, "n": {"type": ["integer", "null"], "maximum": 40},
            "list": {"type": "array", "uniqueItems": true, "contains": {"minimum": 3}, "items": {"type": "number", "multipleOf": 0.5}}},
        "if": {"properties": {"kind": {"const": "card"}}}, "then": {"properties": {"n": {"minimum": 2}}, "maxProperties": 3},
        "else": {"not": {"properties": {"code": {"const": "A1"}}}},
        "oneOf": [{"properties": {"flag": {"const": true}}}, {"properties": {"n": {"const": 1.0}}}],
        "unevaluatedProperties": {"type": "boolean"}})");
    const std::vector<std::string> kinds{R"("card")", R"("cash")", R"("other")", "7", "7.0"}, codes{R"("A1")", R"("B2")", R"("Bü")"},
        numbers{"1", "2.0", "2.5", "41", "1e0", "null"}, lists{"[1, 3]", "[3, 3.0]", "[0.25, 4]", "[1, 2]", "[3, 4, 4]", "[3, 3, 4]"}, flags{"true", "false"};
    doc::JsonReader reader;
    schema::Checker checker(rules);
    std::size_t seed = 1;
    const auto pick = [&seed](const std::vector<std::string>& from) {
        seed = seed * 1103515245u + 12345u;
        return from[(seed >> 16) % from.size()];
    };
    int valid = 0;
    for (int i = 0; i < 3000; ++i) {
        const std::string list = i % 3 == 0 ? R"(, "list": )" + pick(lists) : std::string();
        const std::string text = R"({"kind": )" + pick(kinds) + R"(, "code": )" + pick(codes) + R"(, "n": )" + pick(numbers) + list +
                                 R"(, "flag": )" + pick(flags) + "}";
        const auto document = reader.read(text);
        QVERIFY_RESULT(document);
        const bool expected = rules.isValid((*document)->root());
        QVERIFY2(checker.isValid((*document)->root()) == expected, text.c_str());
        QCOMPARE(told(checker.violations((*document)->root())), told(rules.violations((*document)->root())));
        QCOMPARE(told(checker.violations((*document)->root(), 1)), told(rules.violations((*document)->root(), 1)));
        valid += expected ? 1 : 0;
    }
    QVERIFY2(valid > 100 && valid < 2900, "the values must decide");
}

PATCHBAY_TEST("tst_validator", ValidatorTest);

#include "tst_validator.moc"

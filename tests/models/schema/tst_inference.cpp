#include "models/document/Json.h"
#include "models/schema/Tree.h"
#include "models/schema/Validator.h"
#include "tests/support/TestMain.h"

using namespace pb;
using schema::Inference;
using schema::InferenceOptions;

class InferenceTest : public QObject {
    Q_OBJECT

    static doc::DocumentPtr json(const std::string& text) {
        auto document = doc::readJson(text);
        if (!document) {
            qFatal("%s", qPrintable(document.error().print()));
        }
        return *document;
    }

private slots:
    void shapeOfOrders();
    void everyDocumentMeetsTheSchema();
    void looserAndTighter();
    void manyNamesAreAMap();
    void mixedTypes();
};

namespace {

std::string order(int number) {
    const std::string id = std::to_string(number);
    return R"({"id": "A-)" + id + R"(", "ordered": "2026-11-)" + std::to_string(10 + number % 19) + R"(", "currency": ")" +
           (number % 3 == 0 ? "EUR" : "USD") + R"(", "lines": [{"qty": )" + std::to_string(number % 7) + R"(, "price": 1.5}])" +
           (number % 4 == 0 ? R"(, "note": null})" : "}");
}

}  // namespace

void InferenceTest::shapeOfOrders() {
    Inference inference;
    for (int i = 1; i <= 40; ++i) {
        inference.add(json(order(i))->root());
    }
    const schema::Tree tree = inference.tree();
    const auto field = [&](const char* path) { return schema::findField(*tree.root, path); };
    QCOMPARE(inference.count(), std::uint64_t(40));
    QVERIFY(field("id")->required);
    QCOMPARE(field("id")->documentation, std::string("In 40 of 40. Every value was another one."));
    QCOMPARE(field("ordered")->format, std::string("date"));
    QCOMPARE(field("currency")->choices, (std::vector<std::string>{"\"EUR\"", "\"USD\""}));
    QVERIFY(field("lines[].qty")->type == schema::FieldType::integer);
    QVERIFY(field("lines[].price")->type == schema::FieldType::number);
    QVERIFY(!field("note")->required);
    QVERIFY(field("note")->type == schema::FieldType::null);
}

void InferenceTest::everyDocumentMeetsTheSchema() {
    for (const bool tight : {false, true}) {
        InferenceOptions options;
        options.bounds = options.closed = tight;
        Inference inference(options);
        std::vector<doc::DocumentPtr> all;
        for (int i = 1; i <= 30; ++i) {
            all.push_back(json(order(i)));
            inference.add(all.back()->root());
        }
        const doc::DocumentPtr text = json(inference.jsonSchema());
        schema::CompileOptions compile;
        compile.assertFormats = true;
        const auto validator = schema::Validator::compile(text, text->root(), compile);
        QVERIFY_RESULT(validator);
        QVERIFY(validator->findings().empty());
        for (const doc::DocumentPtr& document : all) {
            QVERIFY(validator->isValid(document->root()));
        }
        const doc::DocumentPtr wrong = json(R"({"id": 7})");
        const doc::DocumentPtr more = json(order(1).replace(0, 1, R"({"new": 1, )"));
        QVERIFY(!validator->isValid(wrong->root()));
        QCOMPARE(validator->isValid(more->root()), !tight);
    }
}

void InferenceTest::looserAndTighter() {
    const auto requiredAt = [](double share) {
        InferenceOptions options;
        options.requiredShare = share;
        Inference inference(options);
        for (int i = 0; i < 10; ++i) {
            inference.add(json(i == 0 ? R"({})" : R"({"a": 1})")->root());
        }
        return schema::findField(*inference.tree().root, "a")->required;
    };
    QVERIFY(!requiredAt(1.0));
    QVERIFY(requiredAt(0.9));
}

void InferenceTest::manyNamesAreAMap() {
    Inference inference;
    for (int i = 0; i < 3000; ++i) {
        inference.add(json(R"({"stock": {"item)" + std::to_string(i) + R"(": {"left": 3}}})")->root());
    }
    const schema::Tree tree = inference.tree();
    QCOMPARE(schema::findField(*tree.root, "stock")->children.size(), std::size_t(1));
    QVERIFY(schema::findField(*tree.root, "stock.item77.left")->type == schema::FieldType::integer);
}

void InferenceTest::mixedTypes() {
    Inference inference;
    for (const char* text : {R"({"a": 1})", R"({"a": "x"})", R"({"a": [1]})", R"({"a": null})"}) {
        inference.add(json(text)->root());
    }
    const schema::Tree tree = inference.tree();
    QVERIFY(schema::findField(*tree.root, "a")->type == schema::FieldType::any);
    QVERIFY(schema::findField(*tree.root, "a")->nullable);
    const std::string types = R"("type": ["array", "string", "integer", "null"])";
    QVERIFY(inference.jsonSchema().find(types) != std::string::npos);
}

PATCHBAY_TEST("tst_inference", InferenceTest);

#include "tst_inference.moc"

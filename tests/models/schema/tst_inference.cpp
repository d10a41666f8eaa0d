#include "models/document/Formats.h"
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
    void aNameThatStandsTwiceIsThereOnce();
    void manyNamesAreAMap();
    void mixedTypes();
    void oneSlider();
    void goesOnFromItsMemory();
    void memoriesOfOthersAreRefused_data();
    void memoriesOfOthersAreRefused();
    void keysAmongManyDocuments();
    void examplesAreJson();
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
    QCOMPARE(field("id")->occurrence, std::string("In 40 of 40. Every value was another one."));
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

void InferenceTest::aNameThatStandsTwiceIsThereOnce() {
    const auto first = json(R"({"result": {}})"), second = json(R"({"result": {"x": 2, "x": "two"}})");
    Inference inference;
    inference.add(first->root());
    auto restored = Inference::restored(inference.memory(), {});
    QVERIFY_RESULT(restored);
    for (Inference* each : {&inference, &*restored}) {
        each->add(second->root());
        const doc::DocumentPtr text = json(each->jsonSchema());
        const auto validator = schema::Validator::compile(text, text->root());
        QVERIFY_RESULT(validator);
        QVERIFY(validator->isValid(first->root()));
        QVERIFY(validator->isValid(second->root()));
        const auto again = Inference::restored(each->memory(), {});
        QVERIFY_RESULT(again);
        QCOMPARE(again->jsonSchema(), each->jsonSchema());
    }
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

void InferenceTest::oneSlider() {
    std::string before;
    for (int level = InferenceOptions::loosest; level <= InferenceOptions::tightest; ++level) {
        Inference inference(InferenceOptions::atTightness(level));
        for (int i = 1; i <= 40; ++i) {
            inference.add(json(order(i))->root());
        }
        const std::string text = inference.jsonSchema();
        QVERIFY(text.size() > before.size());
        QCOMPARE(text.find("required") != std::string::npos, level >= 1);
        QCOMPARE(text.find("\"date\"") != std::string::npos, level >= 2);
        QCOMPARE(text.find("minimum") != std::string::npos, level >= 3);
        QCOMPARE(text.find("additionalProperties") != std::string::npos, level >= 4);
        before = text;
    }
}

void InferenceTest::goesOnFromItsMemory() {
    const auto all = [](int level, bool interrupted) {
        const InferenceOptions options = InferenceOptions::atTightness(level);
        Inference inference(options);
        for (int i = 1; i <= 3000; ++i) {
            inference.add(json(order(i))->root());
            inference.add(json(R"({"stock": {"item)" + std::to_string(i) + R"(": {"left": 3e2}}, "": "\ud800"})")->root());
            if (interrupted && i % 500 == 0) {
                auto restored = Inference::restored(inference.memory(), options);
                if (!restored) {
                    qFatal("%s", qPrintable(restored.error().print()));
                }
                inference = std::move(*restored);
            }
        }
        return inference.jsonSchema() + inference.memory();
    };
    QCOMPARE(all(InferenceOptions::tightest, true), all(InferenceOptions::tightest, false));
}

void InferenceTest::memoriesOfOthersAreRefused_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no JSON") << QByteArray("{");
    QTest::newRow("a schema") << QByteArray(R"({"type": "object"})");
    QTest::newRow("another version") << QByteArray(R"({"inference": 2, "seen": {}})");
    QTest::newRow("a text for a count") << QByteArray(R"({"inference": 1, "seen": {"object": "1"}})");
    QTest::newRow("less than nothing") << QByteArray(R"({"inference": 1, "seen": {"object": -1}})");
    QTest::newRow("one bound") << QByteArray(R"({"inference": 1, "seen": {"number": 1, "minimum": 1}})");
    QTest::newRow("a member twice") << QByteArray(R"({"inference": 1, "seen": {"members": {"a": {}, "a": {}}}})");
    QTest::newRow("hashes that are none") << QByteArray(R"({"inference": 1, "seen": {"hashes": "AAAA"}})");
}

void InferenceTest::memoriesOfOthersAreRefused() {
    QFETCH(QByteArray, text);
    QVERIFY(!Inference::restored(text.toStdString()));
}

void InferenceTest::keysAmongManyDocuments() {
    Inference inference;
    for (int i = 0; i < 20'000; ++i) {
        inference.add(json(R"({"id": "A-)" + std::to_string(i) + R"(", "batch": "B-)" + std::to_string(i / 2) + R"("})")->root());
    }
    const schema::Tree tree = inference.tree();
    QCOMPARE(schema::findField(*tree.root, "id")->occurrence, std::string("In 20000 of 20000. Every value was another one."));
    QCOMPARE(schema::findField(*tree.root, "batch")->occurrence, std::string("In 20000 of 20000."));
    QVERIFY(inference.memory().size() < 50'000);
}

void InferenceTest::examplesAreJson() {
    const auto table = doc::formatById("csv");
    const auto codec = table->make({});
    Inference inference;
    QVERIFY((*codec)->stream("sku,note\nA-1,\"say \"\"hi\"\"\"\nA-2,\n", [&](const doc::DocumentPtr& row, std::uint64_t) {
        inference.add(row->root());
        return true;
    }));
    const schema::Tree tree = inference.tree();
    const std::vector<std::string> skus{"\"A-1\"", "\"A-2\""}, notes{"\"say \\\"hi\\\"\"", "\"\""};
    QCOMPARE(schema::findField(*tree.root, "sku")->examples, skus);
    QCOMPARE(schema::findField(*tree.root, "note")->examples, notes);
    QVERIFY(doc::readJson(inference.jsonSchema()));
}

PATCHBAY_TEST("tst_inference", InferenceTest);

#include "tst_inference.moc"

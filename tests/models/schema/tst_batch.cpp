#include "models/document/Json.h"
#include "models/schema/Batch.h"
#include "tests/support/TestMain.h"

using namespace pb;

class BatchTest : public QObject {
    Q_OBJECT

private slots:
    void lines_data();
    void lines();
    void folderStandsForAServer();
};

void BatchTest::lines_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("answer");
    const auto row = [](const char* name, const char* line, const char* answer) {
        QTest::newRow(name) << QString::fromUtf8(line) << QString::fromUtf8(answer);
    };
    row("valid", R"({"schema": {"type": "integer"}, "instance": 1})", R"({"valid": true, "errors": []})");
    row("draft 4 knows integers by spelling", R"({"schema": {"type": "integer"}, "instance": 1.0, "draft": "4"})",
        R"({"valid": false, "errors": [{"instance": "", "begin": 0, "end": 3, "keyword": "type", "schema": "/type", "at": "/type", "line": 1, "column": 10, "sentence": "The document is 1.0, a number; a whole number is required."}]})");
    row("formats off", R"({"schema": {"format": "date"}, "instance": "x"})", R"({"valid": true, "errors": []})");
    row("formats on", R"({"schema": {"format": "date"}, "instance": {"a": "x"}, "formats": true})", R"({"valid": true, "errors": []})");
    row("# is the schema", R"({"schema": {"items": {"$ref": "#/$defs/a"}, "$defs": {"a": false}}, "instance": []})",
        R"({"valid": true, "errors": []})");
    row("no request", R"({"schema": true})",
        R"({"valid": null, "errors": [], "error": "Cannot answer the line. “schema” and “instance” are required."})");
}

void BatchTest::lines() {
    QFETCH(QString, line);
    QFETCH(QString, answer);
    schema::BatchValidator batch;
    QCOMPARE(QString::fromStdString(batch.answer(line.toStdString())), answer);
    QCOMPARE(QString::fromStdString(batch.answer(line.toStdString())), answer);  // from the kept ones
    const QString refusal = QString::fromStdString(batch.answer("{nonsense"));
    QVERIFY2(refusal.startsWith(u"{\"valid\": null, \"errors\": [], \"error\": "), qPrintable(refusal));
}

void BatchTest::folderStandsForAServer() {
    const auto resolver = schema::folderResolver("http://localhost:1234/", std::filesystem::path(PATCHBAY_SOURCE_DIR) / "tests");
    QVERIFY(!resolver("http://localhost:1234/../CMakeLists.txt"));
    QVERIFY(!resolver("http://localhost:1234//etc/hostname"));
    QVERIFY(!resolver("http://example.com/"));
}

PATCHBAY_TEST("tst_batch", BatchTest);

#include "tst_batch.moc"

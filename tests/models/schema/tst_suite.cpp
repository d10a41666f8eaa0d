#include "tests/models/schema/Suite.h"
#include "tests/support/TestMain.h"

using namespace pb;
using schema::Dialect;

class SchemaSuiteTest : public QObject {
    Q_OBJECT

    void check(const std::string& folder, Dialect dialect, bool formats, int allowed) {
        if (test::conformanceFolder("json-schema").empty()) {
            QSKIP("The JSON Schema test suite is not beside the project.");
        }
        schema::CompileOptions options;
        options.dialect = dialect;
        options.assertFormats = formats;
        const test::SuiteScore score = test::runSuite(folder, options);
        for (const std::string& failure : score.failures) {
            qInfo("%s", failure.c_str());
        }
        qInfo("%s: %d of %d", folder.c_str(), score.passed, score.all);
        QVERIFY(score.all > 0);
        QVERIFY(score.all - score.passed <= allowed);
    }

private slots:
    void required_data() {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<int>("dialect");
        QTest::newRow("draft 3") << QStringLiteral("draft3") << int(Dialect::draft3);
        QTest::newRow("draft 4") << QStringLiteral("draft4") << int(Dialect::draft4);
        QTest::newRow("draft 6") << QStringLiteral("draft6") << int(Dialect::draft6);
        QTest::newRow("draft 7") << QStringLiteral("draft7") << int(Dialect::draft7);
        QTest::newRow("2019-09") << QStringLiteral("draft2019-09") << int(Dialect::draft2019);
        QTest::newRow("2020-12") << QStringLiteral("draft2020-12") << int(Dialect::draft2020);
    }
    void required() {
        QFETCH(QString, folder);
        QFETCH(int, dialect);
        check(folder.toStdString(), Dialect(dialect), false, 0);
    }
    void optional_data() { required_data(); }
    void optional() {
        QFETCH(QString, folder);
        QFETCH(int, dialect);
        check(folder.toStdString() + "/optional", Dialect(dialect), false, 0);
    }
    void formats_data() { required_data(); }
    void formats() {
        QFETCH(QString, folder);
        QFETCH(int, dialect);
        check(folder.toStdString() + "/optional/format", Dialect(dialect), true, 0);
    }
};

PATCHBAY_TEST("tst_suite", SchemaSuiteTest);

#include "tst_suite.moc"

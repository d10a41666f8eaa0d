#include "models/base/Files.h"
#include "models/document/Json.h"
#include "models/schema/Validator.h"
#include "tests/models/schema/Suite.h"
#include "tests/support/TestMain.h"

#include <filesystem>

using namespace pb;
using doc::Value;

class SchemaOutputTest : public QObject {
    Q_OBJECT

private slots:
    void annotationSuite_data();
    void annotationSuite();
    void outputSuite_data();
    void outputSuite();
    void nestedFormats();
};

namespace {

doc::DocumentPtr json(const std::string& text) {
    auto document = doc::readJson(text);
    if (!document) {
        qFatal("%s", qPrintable(document.error().print()));
    }
    return *document;
}

doc::DocumentPtr jsonFile(const std::filesystem::path& path) {
    auto text = readFile(path);
    return text ? json(*text) : nullptr;
}

std::string suite() { return test::conformanceFolder("json-schema"); }

schema::Validator compiled(const doc::DocumentPtr& document, schema::CompileOptions options = {}) {
    auto validator = schema::Validator::compile(document, document->root(), options);
    if (!validator) {
        qFatal("%s", qPrintable(validator.error().print()));
    }
    return *validator;
}

/// "3", "<=2019", "=2020", "7,<=2019" for a release given as a number.
bool isCompatible(std::string_view text, int release) {
    while (!text.empty()) {
        const std::string_view part = text.substr(0, text.find(','));
        text.remove_prefix(std::min(text.size(), part.size() + 1));
        const bool most = part.starts_with("<="), exactly = part.starts_with('=');
        const int bound = std::stoi(std::string(part.substr(most ? 2 : exactly ? 1 : 0)));
        if (exactly ? release != bound : most ? release > bound : release < bound) {
            return false;
        }
    }
    return true;
}

/// The annotations of one keyword at one place, by schema location.
std::string found(const std::vector<schema::Annotation>& all, Value assertion) {
    std::vector<std::string> parts;
    for (const schema::Annotation& each : all) {
        if (each.instance.pointer() == assertion.find("location").text() && each.keyword == assertion.find("keyword").text()) {
            // The suite names places by the document, whatever resource they belong to.
            std::string pointer = each.value.parent().pointer();
            if (const auto caret = pointer.find('^'); caret != std::string::npos) {
                pointer.replace(caret, 1, "%5E");
            }
            parts.push_back("#" + pointer + "=" + doc::writeJson(each.value));
        }
    }
    std::sort(parts.begin(), parts.end());
    std::string out;
    for (const std::string& part : parts) {
        out += part + " ";
    }
    return out;
}

std::string expected(Value assertion) {
    std::vector<std::string> parts;
    for (const Value each : assertion.find("expected").children()) {
        const std::string location(each.name());
        parts.push_back(location.substr(location.find('#')) + "=" + doc::writeJson(each));
    }
    std::sort(parts.begin(), parts.end());
    std::string out;
    for (const std::string& part : parts) {
        out += part + " ";
    }
    return out;
}

/// Wrong assertions of one file under one release.
int checkAnnotations(Value group, int release, schema::Dialect dialect) {
    if (!isCompatible(group.find("compatibility").text(), release)) {
        return 0;
    }
    schema::CompileOptions options;
    options.dialect = dialect;
    options.resolver = [&](std::string_view uri) -> Result<doc::DocumentPtr> {
        const Value external = group.find("externalSchemas").find(uri);
        return external.isValid() ? doc::readJson(doc::writeJson(external)) : fail(ErrorCode::notFound, {});
    };
    const schema::Validator validator = compiled(json(doc::writeJson(group.find("schema"))), options);
    int wrong = 0;
    for (const Value test : group.find("tests").children()) {
        const doc::DocumentPtr instance = json(doc::writeJson(test.find("instance")));
        const auto all = validator.annotations(instance->root());
        for (const Value assertion : test.find("assertions").children()) {
            if (found(all, assertion) != expected(assertion)) {
                qInfo("%d %s: %s, expected %s", release, std::string(group.find("description").text()).c_str(),
                      found(all, assertion).c_str(), expected(assertion).c_str());
                ++wrong;
            }
        }
    }
    return wrong;
}

}  // namespace

void SchemaOutputTest::annotationSuite_data() {
    QTest::addColumn<QString>("file");
    for (const char* file : {"applicators", "content", "core", "format", "meta-data", "unevaluated", "unknown"}) {
        QTest::newRow(file) << QString::fromUtf8(file);
    }
}

void SchemaOutputTest::annotationSuite() {
    QFETCH(QString, file);
    if (suite().empty()) {
        QSKIP("The JSON Schema test suite is not beside the project.");
    }
    const doc::DocumentPtr document = jsonFile(suite() + "/annotations/tests/" + file.toStdString() + ".json");
    int wrong = 0;
    for (const Value group : document->root().find("suite").children()) {
        wrong += checkAnnotations(group, 7, schema::Dialect::draft7);
        wrong += checkAnnotations(group, 2019, schema::Dialect::draft2019);
        wrong += checkAnnotations(group, 2020, schema::Dialect::draft2020);
    }
    QCOMPARE(wrong, 0);
}

void SchemaOutputTest::outputSuite_data() {
    QTest::addColumn<QString>("draft");
    QTest::newRow("2019-09") << QStringLiteral("2019-09");
    QTest::newRow("2020-12") << QStringLiteral("2020-12");
}

void SchemaOutputTest::outputSuite() {
    QFETCH(QString, draft);
    if (suite().empty()) {
        QSKIP("The JSON Schema test suite is not beside the project.");
    }
    const std::string folder = suite() + "/output-tests/draft" + draft.toStdString();
    schema::CompileOptions options;
    options.resolver = [&](std::string_view uri) -> Result<doc::DocumentPtr> {
        return uri.ends_with("/output/schema") ? Result<doc::DocumentPtr>(jsonFile(folder + "/output-schema.json"))
                                               : fail(ErrorCode::notFound, {});
    };
    int checked = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder + "/content")) {
        const doc::DocumentPtr document = jsonFile(entry.path());
        for (const Value group : document->root().children()) {
            const schema::Validator validator = compiled(json(doc::writeJson(group.find("schema"))), options);
            for (const Value test : group.find("tests").children()) {
                const doc::DocumentPtr instance = json(doc::writeJson(test.find("data")));
                const std::string text = validator.output(instance->root(), schema::OutputFormat::basic);
                const doc::DocumentPtr output = json(text);
                const schema::Validator judge = compiled(json(doc::writeJson(test.find("output").find("basic"))), options);
                const auto violations = judge.violations(output->root());
                QVERIFY2(violations.empty(), violations.empty() ? "" : qPrintable(violations.front().sentence() + QString::fromStdString(text)));
                ++checked;
            }
        }
    }
    QVERIFY(checked >= 4);
}

void SchemaOutputTest::nestedFormats() {
    const schema::Validator validator = compiled(json(R"({"properties": {"a": {"anyOf": [{"type": "string"}, {"type": "integer", "title": "N"}]},
        "b": {"type": "null"}}, "required": ["c"]})"));
    const doc::DocumentPtr wrong = json(R"({"a": 1, "b": 2})");
    const doc::DocumentPtr detailed = json(validator.output(wrong->root(), schema::OutputFormat::detailed));
    QCOMPARE(detailed->root().find("errors").size(), 2u);
    const doc::DocumentPtr listed = json(validator.output(wrong->root(), schema::OutputFormat::list));
    QCOMPARE(listed->root().find("details").size(), 5u);
    const doc::DocumentPtr tree = json(validator.output(wrong->root(), schema::OutputFormat::hierarchical));
    QCOMPARE(tree->root().follow("/details/0/details/0/errors/type").kind(), doc::Kind::string);
    QCOMPARE(tree->root().follow("/details/0/details/1/droppedAnnotations/title").text(), std::string_view("N"));
    QCOMPARE(validator.output(wrong->root(), schema::OutputFormat::flag), std::string(R"({"valid": false})"));
    QVERIFY(validator.annotations(wrong->root()).empty());
}

PATCHBAY_TEST("tst_output", SchemaOutputTest);

#include "tst_output.moc"

#include "models/base/Files.h"
#include "models/document/Json.h"
#include "models/jsonata/Program.h"
#include "tests/support/TestMain.h"

#include <filesystem>

using namespace pb;

namespace {

/// The public test suite, when it stands beside the project: one file a case or a list of cases.
class ConformanceTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        const std::string found = test::conformanceFolder("jsonata");
        root_ = std::filesystem::path(found) / "test" / "test-suite";
    }
    void everyCaseOfTheSuite();

private:
    void runFile(const std::filesystem::path& file);
    void runCase(doc::Value item, const std::filesystem::path& file, int number);
    std::string expressionOf(doc::Value item, const std::filesystem::path& file) const;
    doc::Value inputOf(doc::Value item);
    doc::Value dataset(const std::string& name);
    static jsonata::Environment environmentOf(doc::Value item);
    static std::string verdict(doc::Value item, const jsonata::Outcome<jsonata::Output>& outcome);
    static std::string verdictOnFailure(doc::Value item, const jsonata::Failure& failure);

    std::filesystem::path root_;
    std::map<std::string, doc::DocumentPtr> datasets_;
    int cases_ = 0;
    int failures_ = 0;
};

doc::DocumentPtr readDocument(const std::filesystem::path& file) {
    const auto bytes = readFile(file);
    auto document = bytes ? doc::readJson(*bytes) : Result<doc::DocumentPtr>(fail(bytes.error()));
    if (!document) {
        qWarning("%s: %s", file.c_str(), qPrintable(document.error().print()));
        return nullptr;
    }
    return *document;
}

void ConformanceTest::everyCaseOfTheSuite() {
    if (!std::filesystem::exists(root_)) {
        QSKIP("The public suite is not here; tests/cases/jsonata covers the language.");
    }
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root_ / "groups")) {
        if (entry.path().extension() == ".json") {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        runFile(file);
    }
    qInfo("%d of %d cases agree", cases_ - failures_, cases_);
    QCOMPARE(failures_, 0);
    QCOMPARE(cases_, 1686);
}

void ConformanceTest::runFile(const std::filesystem::path& file) {
    const doc::DocumentPtr document = readDocument(file);
    QVERIFY2(document, file.c_str());
    const doc::Value root = document->root();
    if (!root.is(doc::Kind::array)) {
        return runCase(root, file, 0);
    }
    int number = 0;
    for (const doc::Value item : root.children()) {
        runCase(item, file, number++);
    }
}

std::string ConformanceTest::expressionOf(doc::Value item, const std::filesystem::path& file) const {
    if (const doc::Value inFile = item.find("expr-file")) {
        return readFile(file.parent_path() / std::string(inFile.text())).value_or("");
    }
    return std::string(item.find("expr").text());
}

doc::Value ConformanceTest::dataset(const std::string& name) {
    doc::DocumentPtr& document = datasets_[name];
    if (!document) {
        document = readDocument(root_ / "datasets" / (name + ".json"));
    }
    return document ? document->root() : doc::Value();
}

doc::Value ConformanceTest::inputOf(doc::Value item) {
    if (const doc::Value data = item.find("data")) {
        return data;
    }
    const doc::Value name = item.find("dataset");
    return name.is(doc::Kind::string) ? dataset(std::string(name.text())) : doc::Value();
}

jsonata::Environment ConformanceTest::environmentOf(doc::Value item) {
    jsonata::Environment environment;
    for (const doc::Value binding : item.find("bindings").children()) {
        environment.bindings.emplace_back(binding.name(), binding);
    }
    if (const doc::Value depth = item.find("depth")) {
        environment.limits.depth = static_cast<int>(depth.number());
        environment.limits.milliseconds = static_cast<std::int64_t>(item.find("timelimit").number());
    }
    return environment;
}

void ConformanceTest::runCase(doc::Value item, const std::filesystem::path& file, int number) {
    ++cases_;
    const std::string expression = expressionOf(item, file);
    const auto program = jsonata::Program::compile(expression);
    const auto outcome = program ? program->run(inputOf(item), environmentOf(item))
                                 : jsonata::Outcome<jsonata::Output>(tl::unexpected(program.error()));
    const std::string problem = verdict(item, outcome);
    if (!problem.empty()) {
        ++failures_;
        qWarning("%s/%s[%d]: %s\n    %s", file.parent_path().filename().c_str(), file.filename().c_str(), number,
                 problem.c_str(), expression.substr(0, 400).c_str());
    }
}

std::string ConformanceTest::verdict(doc::Value item, const jsonata::Outcome<jsonata::Output>& outcome) {
    if (!outcome) {
        return verdictOnFailure(item, outcome.error());
    }
    const std::string got = outcome->defined ? outcome->json : "undefined";
    if (item.find("undefinedResult")) {
        return outcome->defined ? "undefined expected, got " + got : std::string();
    }
    const doc::Value expected = item.find("result");
    if (!expected) {
        return "a failure expected, got " + got.substr(0, 300);
    }
    if (!outcome->defined) {
        return "expected " + doc::writeJson(expected) + ", got undefined";
    }
    const auto result = doc::readJson(outcome->json);
    if (!result) {
        return "no JSON: " + got;
    }
    return doc::equals((*result)->root(), expected) ? std::string() : "expected " + doc::writeJson(expected) + "\n    got      " + got;
}

std::string ConformanceTest::verdictOnFailure(doc::Value item, const jsonata::Failure& failure) {
    const std::string got = failure.code + " at " + std::to_string(failure.position) + " “" + failure.token + "” " + failure.message.toStdString();
    if (const doc::Value code = item.find("code")) {
        const doc::Value token = item.find("token");
        const bool isRight = code.text() == failure.code && (!token || token.text() == failure.token);
        return isRight ? std::string() : "expected " + std::string(code.text()) + ", got " + got;
    }
    if (const doc::Value error = item.find("error")) {
        const doc::Value position = error.find("position"), token = error.find("token");
        const bool isRight = error.find("code").text() == failure.code && (!token || token.text() == failure.token) &&
                             (!position || position.number() == failure.position);
        return isRight ? std::string() : "expected " + doc::writeJson(error) + ", got " + got;
    }
    return "failed with " + got;
}

PATCHBAY_TEST("tst_conformance", ConformanceTest);

}  // namespace

#include "tst_conformance.moc"

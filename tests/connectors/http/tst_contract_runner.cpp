#include "connectors/http/ContractServer.h"
#include "connectors/http/HttpClient.h"
#include "models/contract/Curl.h"
#include "models/contract/Runner.h"
#include "models/document/Json.h"
#include "tests/support/TestMain.h"

#include <QElapsedTimer>
#include <QProcess>

#include <set>
#include <thread>

using namespace pb;
using namespace pb::connectors::http;
using namespace pb::contract;

namespace {

ContractPtr contractOf(const std::string& file) {
    ContractOptions options;
    options.file = file;
    auto contract = Contract::read(test::sourceFile(file), options);
    return contract ? *contract : nullptr;
}

const std::string erpFile = "resources/workspaces/shop-to-erp/contracts/erp.openapi.yaml";
const std::string faultsFile = "tests/connectors/http/faults.openapi.yaml";

struct Stage {
    ContractPtr contract;
    std::unique_ptr<ContractServer> server;
    HttpClient client;

    Result<RunResult> run(CaseOptions cases = {}, RunOptions options = {}, StopToken stop = {}, Progress& progress = Progress::none()) {
        cases.baseUrl = server->url();
        PB_TRY(set, makeCases(*contract, cases));
        return runCases(*contract, std::move(set), client, options, progress, stop);
    }
};

/// Asks to stop once some items are done, however long they took.
class StopAfter : public Progress {
public:
    explicit StopAfter(std::int64_t items) : items_(items) {}
    void report(std::int64_t done, std::int64_t, const QString&) override {
        if (done >= items_) {
            source_.request_stop();
        }
    }
    StopToken token() const { return source_.get_token(); }

private:
    std::int64_t items_;
    std::stop_source source_;
};

std::unique_ptr<Stage> stage(const std::string& file, std::vector<Fault> faults = {}, int delayMs = 0) {
    auto made = std::make_unique<Stage>();
    made->contract = contractOf(file);
    ContractServerOptions options;
    options.contract = made->contract;
    options.faults = std::move(faults);
    options.answerDelayMs = delayMs;
    auto server = ContractServer::start(std::move(options));
    made->server = server ? std::move(*server) : nullptr;
    return made;
}

std::string complaints(const RunResult& run) {
    std::string out;
    for (const auto& result : run.results) {
        for (const auto& breach : result.breaches) {
            out += run.cases[result.test].id + " → " + std::to_string(result.response.status) + " " + breach.sentence.toStdString() + "\n  " +
                   curlCommand(run.cases[result.test].request) + "\n  " + result.response.body.substr(0, 200) + "\n";
        }
    }
    return out;
}

}  // namespace

class ContractRunnerTest : public QObject {
    Q_OBJECT
private slots:
    void aTrueServerRaisesNoAlarm_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<quint64>("seed");
        for (const quint64 seed : {1, 2, 77}) {
            QTest::addRow("erp %d", static_cast<int>(seed)) << QString::fromStdString(erpFile) << seed;
            QTest::addRow("faults %d", static_cast<int>(seed)) << QString::fromStdString(faultsFile) << seed;
        }
    }
    void aTrueServerRaisesNoAlarm() {
        QFETCH(QString, file);
        QFETCH(quint64, seed);
        const auto scene = stage(file.toStdString());
        CaseOptions options;
        options.seed = seed;
        const auto run = scene->run(options);
        QVERIFY_RESULT(run);
        QVERIFY2(run->isClean(), complaints(*run).c_str());
        QVERIFY2(run->results.size() > 50, qPrintable(QString::number(run->results.size())));
        for (const auto& cell : run->coverage) {
            const auto& operation = scene->contract->operations()[cell.operation];
            const bool reachable = cell.status != "503" && cell.status != "409" && cell.status != "404";
            QVERIFY2(!reachable || cell.passed > 0, qPrintable(QString::fromStdString(operation.label() + " " + cell.status)));
        }
    }

    void eachFaultIsFound_data() {
        QTest::addColumn<int>("fault");
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("keyword");
        const auto row = [](const char* name, Fault fault, const char* rule, const char* keyword) {
            QTest::newRow(name) << static_cast<int>(fault) << QString::fromLatin1(rule) << QString::fromLatin1(keyword);
        };
        row("wrong type", Fault::wrongType, "contract.response.schema", "type");
        row("undocumented status", Fault::undocumentedStatus, "contract.response.status", "");
        row("crash on a boundary", Fault::boundaryCrash, "contract.answer.serverError", "maximum");
        row("missing header", Fault::missingHeader, "contract.response.header", "required");
        row("wrong content type", Fault::wrongContentType, "contract.response.contentType", "");
        row("invalid body taken", Fault::acceptsInvalid, "contract.answer.accepted", "maximum");
        row("extra member", Fault::extraMember, "contract.response.schema", "additionalProperties");
        row("bad date-time", Fault::badFormat, "contract.response.schema", "format");
        row("outside of the enum", Fault::outsideEnum, "contract.response.schema", "enum");
    }
    void eachFaultIsFound() {
        QFETCH(int, fault);
        QFETCH(QString, rule);
        QFETCH(QString, keyword);
        const auto scene = stage(faultsFile, {static_cast<Fault>(fault)});
        const auto run = scene->run();
        QVERIFY_RESULT(run);
        const bool found = std::any_of(run->results.begin(), run->results.end(), [&](const CaseResult& result) {
            return std::any_of(result.breaches.begin(), result.breaches.end(), [&](const Breach& breach) {
                return QString::fromStdString(breach.rule) == rule && QString::fromStdString(breach.keyword) == keyword;
            });
        });
        QVERIFY2(found, complaints(*run).c_str());
    }

    void aFailureIsShrunkToItsCore() {
        const auto scene = stage(faultsFile, {Fault::boundaryCrash});
        CaseOptions options;
        options.operations = {"createParcel"};
        const auto run = scene->run(options);
        QVERIFY_RESULT(run);
        for (const auto& result : run->results) {
            if (result.smallest && run->cases[result.test].keyword == "maximum") {
                const auto body = doc::readJson(result.smallest->body);
                QCOMPARE((*body)->root().find("weight").digits(), std::string_view("1"));  // a simpler boundary than 31.5
                QCOMPARE((*body)->root().size(), 2u);                                      // what is required, nothing else
                QProcess curl;
                curl.start(QStringLiteral("sh"), {QStringLiteral("-c"), QString::fromStdString(curlCommand(*result.smallest)).replace(QStringLiteral("curl -i"), QStringLiteral("curl -si"))});
                QVERIFY(curl.waitForFinished(10'000));
                QVERIFY(curl.readAllStandardOutput().startsWith("HTTP/1.1 500"));
                return;
            }
        }
        QFAIL(complaints(*run).c_str());
    }

    void sameSeedSameRequests() {
        const auto contract = contractOf(faultsFile);
        CaseOptions options;
        options.baseUrl = "http://x";
        options.seed = 5;
        const auto first = makeCases(*contract, options);
        const auto second = makeCases(*contract, options);
        QCOMPARE(first->cases.size(), second->cases.size());
        std::set<std::string> ids;
        for (std::size_t i = 0; i < first->cases.size(); ++i) {
            QCOMPARE(first->cases[i].id, second->cases[i].id);
            QCOMPARE(first->cases[i].request.url + first->cases[i].request.body, second->cases[i].request.url + second->cases[i].request.body);
            QVERIFY2(ids.insert(first->cases[i].id).second, first->cases[i].id.c_str());
        }
        options.maxPerOperation = 7;
        const auto few = makeCases(*contract, options);
        QCOMPARE(few->cases.size(), std::size_t{14});
    }

    void everyKindOfRuleIsProbed() {
        const auto contract = contractOf(faultsFile);
        CaseOptions options;
        options.baseUrl = "http://x";
        const auto cases = makeCases(*contract, options);
        std::set<std::string> broken;
        for (const auto& test : cases->cases) {
            if (test.kind == CaseKind::negative) {
                broken.insert(test.keyword);
            }
        }
        for (const char* keyword : {"required", "type", "enum", "minimum", "maximum", "maxLength", "minLength", "pattern", "additionalProperties",
                                    "minItems", "maxItems", "uniqueItems", "format", "json", "content"}) {
            QVERIFY2(broken.contains(keyword), keyword);
        }
    }

    void aServerThatIsNotThereEndsTheRunSoon() {
        const auto scene = stage(erpFile);
        scene->server->stop();
        QElapsedTimer clock;
        clock.start();
        const auto run = scene->run();
        QVERIFY(!run);
        QCOMPARE(run.error().code, ErrorCode::unreachable);
        QVERIFY(clock.elapsed() < 5'000);
    }

    void aCancelledRunKeepsWhatItHas() {
        const auto scene = stage(erpFile, {}, 30);
        StopAfter some(5);
        const auto run = scene->run({}, {}, some.token(), some);
        QVERIFY_RESULT(run);
        QVERIFY(run->cancelled);
        QVERIFY(run->count(Verdict::passed) > 0);
        QVERIFY(run->count(Verdict::notRun) > 0);
        QVERIFY2(run->count(Verdict::failed) == 0, complaints(*run).c_str());
    }

    void rowsAreJsonLines() {
        const auto scene = stage(faultsFile, {Fault::outsideEnum});
        const auto run = scene->run();
        QVERIFY_RESULT(run);
        std::size_t rows = 0;
        std::size_t failed = 0;
        QVERIFY_RESULT(doc::readJsonLines(resultRows(*scene->contract, *run), [&](doc::DocumentPtr row, std::uint64_t) {
            ++rows;
            if (row->root().find("verdict").text() == "failed") {
                ++failed;
                const doc::Value breach = row->root().find("breaches").at(0);
                return breach.find("line").number() > 1 && row->root().find("curl").text().starts_with("curl");
            }
            return true;
        }));
        QCOMPARE(rows, run->results.size());
        QVERIFY(failed > 0);
    }
};

PATCHBAY_TEST("tst_contract_runner", ContractRunnerTest);
#include "tst_contract_runner.moc"

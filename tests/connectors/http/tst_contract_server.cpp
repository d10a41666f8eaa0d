#include "connectors/http/ContractServer.h"
#include "connectors/http/HttpClient.h"
#include "models/base/Files.h"
#include "models/document/Json.h"
#include "tests/support/TestMain.h"

#include <QProcess>
#include <QTemporaryDir>

#include <thread>

using namespace pb;
using namespace pb::connectors::http;

namespace {

const char* const erp = "resources/workspaces/shop-to-erp/contracts/erp.openapi.yaml";

contract::ContractPtr erpContract() {
    contract::ContractOptions options;
    options.file = "contracts/erp.openapi.yaml";
    auto contract = contract::Contract::read(test::sourceFile(erp), options);
    return contract ? *contract : nullptr;
}

std::string order(const std::string& number, int quantity) {
    return R"({"orderNumber":")" + number + R"(","orderDate":"2026-11-24","currency":"EUR","customer":{"number":"C-2041","name":"Anna"},)"
           R"("deliveryAddress":{"street":"Domkloster 4","postalCode":"50667","city":"K","country":"DE"},)"
           R"("items":[{"position":10,"material":"A-1001","quantity":)" + std::to_string(quantity) + R"(,"unit":"PCE","price":19.9}],"totalAmount":44.7})";
}

}  // namespace

class ContractServerTest : public QObject {
    Q_OBJECT

    HttpClient client_;
    std::unique_ptr<ContractServer> server_;

    contract::HttpResponse ask(const std::string& method, const std::string& target, const std::string& body = {},
                               const std::string& type = "application/json") {
        contract::HttpRequest request;
        request.method = method;
        request.url = server_->url() + target;
        request.body = body;
        if (!body.empty()) {
            request.headers = {{"Content-Type", type}};
        }
        return client_.send(request, {}).value_or(contract::HttpResponse());
    }
    static std::string at(const contract::HttpResponse& response, const char* pointer) {
        const auto document = doc::readJson(response.body);
        const doc::Value value = document ? (*document)->root().follow(pointer) : doc::Value();
        return value.is(doc::Kind::string) ? std::string(value.text()) : std::string(value.raw());
    }
    void start(const std::filesystem::path& state = {}) {
        ContractServerOptions options;
        options.contract = erpContract();
        options.stateFile = state;
        QVERIFY(options.contract);
        auto server = ContractServer::start(std::move(options));
        QVERIFY_RESULT(server);
        server_ = std::move(*server);
    }

private slots:
    void init() { start(); }
    void cleanup() { server_.reset(); }

    void anOrderIsTakenOnce() {
        const auto first = ask("POST", "/orders", order("W-000007", 2));
        QCOMPARE(first.status, 201);
        QCOMPARE(at(first, "/orderNumber"), "W-000007");
        const auto again = ask("POST", "/orders", order("W-000007", 2));
        QCOMPARE(again.status, 201);
        QCOMPARE(again.body, first.body);
        const auto other = ask("POST", "/orders", order("W-000007", 3));
        QCOMPARE(other.status, 409);
        QCOMPARE(std::string(contract::headerValue(other.headers, "Content-Type")), "application/problem+json");
        const ServerCounts counts = server_->counts();
        QCOMPARE(counts.created, 1);
        QCOMPARE(counts.repeated, 1);
        QCOMPARE(counts.conflicts, 1);
    }

    void givesBackWhatItTook() {
        ask("POST", "/orders", order("W-000001", 2));
        ask("POST", "/orders", order("W-000002", 5));
        QCOMPARE(at(ask("GET", "/orders/W-000002"), "/items/0/quantity"), "5");
        QCOMPARE(ask("GET", "/orders/W-000009").status, 404);
        const auto list = ask("GET", "/orders?limit=1");
        QCOMPARE(at(list, "/total"), "2");
        QCOMPARE(at(list, "/orders/0/orderNumber"), "W-000001");
        QCOMPARE(at(list, "/orders/1/orderNumber"), "");
        QCOMPARE(at(ask("GET", "/health"), "/status"), "up");
    }

    void refusals_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("schemaPointer");
        QTest::addColumn<QString>("keyword");
        const QString json = QStringLiteral("application/json");
        const auto row = [](const char* name, const char* method, const char* target, const std::string& body, const QString& type, int status,
                            const char* pointer, const char* schemaPointer, const char* keyword) {
            QTest::newRow(name) << QString::fromLatin1(method) << QString::fromLatin1(target) << QString::fromStdString(body) << type << status
                                << QString::fromLatin1(pointer) << QString::fromLatin1(schemaPointer) << QString::fromLatin1(keyword);
        };
        row("over the maximum", "POST", "/orders", order("W-000001", 10000), json, 422, "/items/0/quantity",
            "/components/schemas/OrderItem/properties/quantity/maximum", "maximum");
        row("pattern", "POST", "/orders", order("X", 1), json, 422, "/orderNumber", "/components/schemas/OrderNumber/pattern", "pattern");
        row("not JSON", "POST", "/orders", "{", json, 400, "", "", "");
        row("content type", "POST", "/orders", order("W-000001", 1), QStringLiteral("text/plain"), 415, "", "", "");
        row("no body", "POST", "/orders", "", json, 400, "", "", "required");
        row("query", "GET", "/orders?limit=0", "", json, 400, "", "/paths/~1orders/get/parameters/0/schema/minimum", "minimum");
        row("query is no number", "GET", "/orders?limit=many", "", json, 400, "", "/paths/~1orders/get/parameters/0/schema/type", "type");
        row("path", "GET", "/orders/7", "", json, 400, "", "/components/schemas/OrderNumber/pattern", "pattern");
        row("no such path", "GET", "/customers", "", json, 404, "", "", "");
        row("no such method", "DELETE", "/orders", "", json, 405, "", "", "");
    }
    void refusals() {
        QFETCH(QString, method);
        QFETCH(QString, target);
        QFETCH(QString, body);
        QFETCH(QString, type);
        QFETCH(QString, schemaPointer);
        const auto response = ask(method.toStdString(), target.toStdString(), body.toStdString(), type.toStdString());
        QTEST(response.status, "status");
        QTEST(QString::fromStdString(at(response, "/errors/0/pointer")), "pointer");
        QTEST(QString::fromStdString(at(response, "/errors/0/keyword")), "keyword");
        if (!schemaPointer.isEmpty()) {
            QCOMPARE(QString::fromStdString(at(response, "/errors/0/schemaPointer")), schemaPointer);
        }
        QVERIFY(!at(response, "/detail").empty());
        QCOMPARE(server_->counts().created, 0);
    }

    void keepsItsStateAndForgetsAHalfLine() {
        QTemporaryDir folder;
        const auto state = pathFromUtf8(folder.filePath(QStringLiteral("erp.jsonl")).toStdString());
        start(state);
        ask("POST", "/orders", order("W-000001", 1));
        ask("POST", "/orders", order("W-000002", 2));
        server_.reset();
        const auto whole = readFile(state);
        QVERIFY_RESULT(whole);
        QCOMPARE(std::count(whole->begin(), whole->end(), '\n'), 2);
        QVERIFY_RESULT(writeFileAtomically(state, whole->substr(0, whole->size() - 10)));  // killed while writing
        start(state);
        QCOMPARE(at(ask("GET", "/orders"), "/total"), "1");
        QCOMPARE(ask("POST", "/orders", order("W-000001", 1)).status, 201);
        QCOMPARE(ask("POST", "/orders", order("W-000001", 9)).status, 409);
        QCOMPARE(ask("POST", "/orders", order("W-000002", 2)).status, 201);
        QCOMPARE(server_->counts().created, 1);
    }

    void concurrentRepeatsMakeOneEffect() {
        std::vector<std::thread> threads;
        for (int t = 0; t < 8; ++t) {
            threads.emplace_back([this] { ask("POST", "/orders", order("W-000042", 1)); });
        }
        for (auto& thread : threads) {
            thread.join();
        }
        QCOMPARE(server_->counts().created, 1);
        QCOMPARE(server_->counts().repeated, 7);
    }

    void aTakenPortIsNamed() {
        ContractServerOptions options;
        options.contract = erpContract();
        options.port = server_->port();
        const auto second = ContractServer::start(std::move(options));
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::conflict);
        QVERIFY(second.error().sentence.contains(QString::number(server_->port())));
    }

    /// Another client judges the framing: a chunked upload with Expect, keep-alive over two requests, HEAD.
    void curlUnderstandsIt() {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("order.json"));
        QVERIFY_RESULT(writeFileAtomically(pathFromUtf8(file.toStdString()), order("W-000003", 3)));
        const QString url = QString::fromStdString(server_->url());
        QProcess curl;
        curl.start(QStringLiteral("curl"), {QStringLiteral("-sS"), QStringLiteral("-w"), QStringLiteral(" %{http_code} %{num_connects}\n"),
                                            QStringLiteral("-H"), QStringLiteral("Content-Type: application/json"), QStringLiteral("-H"),
                                            QStringLiteral("Transfer-Encoding: chunked"), QStringLiteral("-H"), QStringLiteral("Expect: 100-continue"),
                                            QStringLiteral("-X"), QStringLiteral("POST"), QStringLiteral("--data-binary"), QStringLiteral("@") + file,
                                            url + QStringLiteral("/orders"), QStringLiteral("--next"), QStringLiteral("-sS"), QStringLiteral("-w"),
                                            QStringLiteral(" %{http_code} %{num_connects}\n"), url + QStringLiteral("/orders/W-000003")});
        QVERIFY(curl.waitForFinished(10'000));
        QCOMPARE(curl.exitCode(), 0);
        const QList<QByteArray> lines = curl.readAllStandardOutput().trimmed().split('\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY2(lines[0].endsWith(" 201 1"), lines[0].constData());
        QVERIFY2(lines[1].endsWith(" 200 0"), lines[1].constData());
        QVERIFY(lines[1].contains("W-000003"));
    }
};

PATCHBAY_TEST("tst_contract_server", ContractServerTest);
#include "tst_contract_server.moc"

#include "models/contract/Check.h"
#include "models/contract/Url.h"
#include "models/document/Json.h"
#include "tests/support/TestMain.h"

#include <QElapsedTimer>

using namespace pb;
using namespace pb::contract;

namespace {

ContractPtr read(const std::string& text, const std::string& file = "contracts/test.yaml") {
    ContractOptions options;
    options.file = file;
    auto contract = Contract::read(text, options);
    if (!contract) {
        qWarning("%s", qPrintable(contract.error().print()));
    }
    return contract ? *contract : nullptr;
}

std::string erpText() { return test::sourceFile("resources/workspaces/shop-to-erp/contracts/erp.openapi.yaml"); }
ContractPtr erp() { return read(erpText(), "contracts/erp.openapi.yaml"); }
ContractPtr styles() { return read(test::sourceFile("tests/models/contract/styles.openapi.yaml")); }

QString lineOf(const std::string& text, int line) {
    return QString::fromStdString(text).split(u'\n').value(line - 1);
}

QString wordsFor(const std::vector<Breach>& breaches) {
    QStringList all;
    for (const auto& breach : breaches) {
        all += QString::fromStdString(breach.rule.substr(9) + " " + breach.part + " " + breach.keyword).trimmed();
    }
    return all.join(QStringLiteral(" | "));
}

QString q(const char* text) { return QString::fromUtf8(text); }

}  // namespace

class ContractTest : public QObject {
    Q_OBJECT
private slots:
    void readsTheDemoContract() {
        const auto contract = erp();
        QVERIFY(contract);
        QCOMPARE(contract->title(), "ERP sales orders");
        QCOMPARE(contract->findings().size(), std::size_t{0});
        std::string labels;
        for (const auto& operation : contract->operations()) {
            labels += operation.id + " " + operation.label() + "; ";
        }
        QCOMPARE(labels, "createOrder POST /orders; listOrders GET /orders; getOrder GET /orders/{orderNumber}; getHealth GET /health; ");
        const Operation* create = contract->operation("createOrder");
        QVERIFY(create && create->body && create->body->required);
        QCOMPARE(create->idempotency->name, "/orderNumber");
        QCOMPARE(create->responseFor(422)->content.front().range, "application/problem+json");
        QVERIFY(!create->responseFor(500));
    }

    void aBreachNamesItsClauseInTheFile_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("clause");
        QTest::addColumn<QString>("line");
        const auto row = [](const char* name, const char* from, const char* to, const char* pointer, const char* clause, const char* line) {
            QTest::newRow(name) << q(from) << q(to) << q(pointer) << q("/components/schemas/") + q(clause) << q(line);
        };
        row("maximum", "'quantity':2", "'quantity':10000", "/items/0/quantity", "OrderItem/properties/quantity/maximum", "maximum: 9999");
        row("type", "'quantity':2", "'quantity':'2'", "/items/0/quantity", "OrderItem/properties/quantity/type", "type: integer");
        row("enum", "'PCE'", "'STK'", "/items/0/unit", "OrderItem/properties/unit/enum", "enum: [PCE, KGM, MTR]");
        row("pattern behind a $ref", "'W-100001'", "'100001'", "/orderNumber", "OrderNumber/pattern", "pattern: '^W-[0-9]{6}$'");
        row("required", "'currency':'EUR',", "", "", "SalesOrder/required",
            "required: [orderNumber, orderDate, currency, customer, deliveryAddress, items, totalAmount]");
        row("extra", "'currency':", "'x':1,'currency':", "/x", "SalesOrder/additionalProperties", "additionalProperties: false");
        row("date", "2026-11-24", "24.11.2026", "/orderDate", "SalesOrder/properties/orderDate/format", "format: date");
    }
    void aBreachNamesItsClauseInTheFile() {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, pointer);
        QString body = q("{'orderNumber':'W-100001','orderDate':'2026-11-24','currency':'EUR','customer':{'number':'C-2041','name':'A'},"
                         "'deliveryAddress':{'street':'D','postalCode':'50667','city':'K','country':'DE'},"
                         "'items':[{'position':10,'material':'A-1001','quantity':2,'unit':'PCE','price':19.9}],'totalAmount':44.7}");
        body.replace(from, to).replace(u'\'', u'"');
        const std::string bytes = body.toStdString();
        const auto contract = erp();
        const auto breaches = checkRequestBody(*contract, *contract->operation("createOrder"), bytes);
        QCOMPARE(breaches.size(), std::size_t{1});
        const Breach& breach = breaches.front();
        QTEST(QString::fromStdString(breach.clause.pointer), "clause");
        QCOMPARE(breach.clause.file(), "contracts/erp.openapi.yaml");
        QTEST(lineOf(erpText(), breach.clause.place.line).trimmed(), "line");
        QTEST(QString::fromStdString(breach.clause.text), "line");
        QCOMPARE(QString::fromStdString(breach.instancePointer), pointer);
        const auto document = doc::readJson(bytes);
        QCOMPARE(breach.instanceRange, (*document)->root().follow(pointer.toStdString()).range());
        QVERIFY(!breach.sentence.isEmpty());
    }

    void findsTheOperationOfAnEndpoint_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("endpoint");
        QTest::addColumn<QString>("found");
        const auto row = [](const char* name, const char* method, const char* endpoint, const char* found) {
            QTest::newRow(name) << q(method) << q(endpoint) << q(found);
        };
        row("URL", "POST", "http://127.0.0.1:18461/orders", "createOrder");
        row("Camel's short form", "POST", "http:127.0.0.1:18461/orders?bridgeEndpoint=true", "createOrder");
        row("component and URL", "POST", "netty-http:http://erp.internal/orders", "createOrder");
        row("no method", "", "http://127.0.0.1:18461/orders", "createOrder");
        row("target only", "GET", "/orders/W-100001?x=1#y", "getOrder");
        row("base path", "GET", "https://eu.example/api/find?ids=1", "GET /find");
        row("base path is not kept", "GET", "http://elsewhere/find", "GET /find");
        row("concrete before template", "GET", "https://eu.example/api/files/latest.json", "GET /files/latest.json");
        row("mixed segment", "GET", "https://eu.example/api/files/a.b.json", "GET /files/{name}.{ext}");
        row("empty segment", "GET", "/orders/", "");
        row("other method", "PUT", "/orders", "");
        row("nowhere", "GET", "/nowhere", "");
    }
    void findsTheOperationOfAnEndpoint() {
        QFETCH(QString, method);
        QFETCH(QString, endpoint);
        const auto match = findOperation({styles(), erp()}, method.toStdString(), endpoint.toStdString());
        QTEST(QString::fromStdString(match.match.operation ? match.match.operation->id : ""), "found");
    }

    void requests_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("breaks");
        const auto row = [](const char* name, const char* method, const char* target, const char* header, const char* body, const char* breaks) {
            QTest::newRow(name) << q(method) << q(target) << q(header) << q(body).replace(u'\'', u'"') << q(breaks);
        };
        row("all good", "GET", "/find?ids=1&ids=2&tags=a,b&filter[age]=3&exact=true", "abc", "", "");
        row("array too long", "GET", "/find?ids=1&ids=2&ids=3&ids=4", "abc", "", "request.parameter query ids maxItems");
        row("element is no number", "GET", "/find?ids=1&ids=x", "abc", "", "request.parameter query ids type");
        row("missing query", "GET", "/find", "abc", "", "request.parameter query ids required");
        row("missing header", "GET", "/find?ids=1", "", "", "request.parameter header X-Trace required");
        row("short header", "GET", "/find?ids=1", "ab", "", "request.parameter header X-Trace minLength");
        row("digits where texts are due", "GET", "/find?ids=1&tags=12,true", "abc", "", "");
        row("boolean", "GET", "/find?ids=1&exact=yes", "abc", "", "request.parameter query exact type");
        row("deep object", "GET", "/find?ids=1&filter[age]=old", "abc", "", "request.parameter query filter type");
        row("enum in a path", "GET", "/files/a.pdf", "", "", "request.parameter path ext enum");
        row("readOnly is not due", "POST", "/people", "", "{'name':null,'secret':'s'}", "");
        row("writeOnly is", "POST", "/people", "", "{'name':'n'}", "request.schema body required");
        row("half a body", "POST", "/people", "", "{'name':", "request.json body");
    }
    void requests() {
        QFETCH(QString, method);
        QFETCH(QString, target);
        QFETCH(QString, header);
        QFETCH(QString, body);
        const auto contract = styles();
        QVERIFY(contract);
        HttpRequest request;
        request.method = method.toStdString();
        request.url = "https://eu.example/api" + target.toStdString();
        request.body = body.toStdString();
        if (!body.isEmpty()) {
            request.headers.emplace_back("content-type", "application/json; charset=utf-8");
        }
        if (!header.isEmpty()) {
            request.headers.emplace_back("x-trace", header.toStdString());
        }
        QTEST(wordsFor(checkRequest(*contract, contract->match(request.method, request.url), request)), "breaks");
    }

    void responses_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("count");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("breaks");
        const auto row = [](const char* name, int status, const char* type, const char* count, const char* body, const char* breaks) {
            QTest::newRow(name) << status << q(type) << q(count) << q(body) << q(breaks);
        };
        row("good", 200, "application/hal+json", "3", "{\"id\":1}", "");
        row("status", 201, "application/hal+json", "3", "{}", "response.status status");
        row("type", 200, "text/html", "3", "{}", "response.contentType header Content-Type");
        row("schema", 200, "application/hal+json", "3", "{\"id\":0}", "response.schema body minimum");
        row("no header", 200, "application/hal+json", "", "{\"id\":1}", "response.header header X-Count required");
        row("bad header", 200, "application/hal+json", "many", "{\"id\":1}", "response.header header X-Count type");
    }
    void responses() {
        QFETCH(int, status);
        QFETCH(QString, type);
        QFETCH(QString, count);
        QFETCH(QString, body);
        const auto contract = styles();
        HttpResponse response;
        response.status = status;
        response.headers = {{"Content-Type", type.toStdString()}};
        if (!count.isEmpty()) {
            response.headers.emplace_back("x-count", count.toStdString());
        }
        response.body = body.toStdString();
        QTEST(wordsFor(checkResponse(*contract, *contract->operation("POST /people"), response)), "breaks");
    }

    void followsReferencesIntoOtherFiles() {
        ContractOptions options;
        options.file = "contracts/api.yaml";
        options.resolver = [](std::string_view name) -> Result<doc::DocumentPtr> {
            if (name != "schemas/thing.json") {
                return fail(ErrorCode::notFound, q("no"));
            }
            return doc::readJson(std::string("{\"$defs\":{\"id\":{\"maximum\":9}},\"properties\":{\"id\":{\"$ref\":\"#/$defs/id\"}}}"));
        };
        const auto contract = Contract::read("openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    post:\n      requestBody:\n        content:\n"
                                             "          application/json: {schema: {$ref: ../schemas/thing.json}}\n      responses: {'200': {description: d}}\n", options);
        QVERIFY_RESULT(contract);
        QCOMPARE((*contract)->findings().size(), std::size_t{0});
        const auto breaches = checkRequestBody(**contract, (*contract)->operations().front(), "{\"id\":10}");
        QCOMPARE(breaches.size(), std::size_t{1});
        QCOMPARE(breaches.front().clause.file(), "schemas/thing.json");
        QCOMPARE(breaches.front().clause.pointer, "/$defs/id/maximum");
    }

    void whatIsWrongInsideIsAFinding() {
        const auto contract = read("openapi: 3.0.0\ninfo: {title: t, version: '1'}\npaths:\n  /a/{b}:\n    get: {operationId: x, responses: {'200': {$ref: '#/components/responses/No'}}}\n"
                                   "  /c: {get: {operationId: x}}\n");
        QVERIFY(contract);
        QStringList rules;
        for (const auto& finding : contract->findings()) {
            rules += QString::fromStdString(finding.rule) + u':' + QString::number(finding.place.line);
        }
        QCOMPARE(rules.join(u' '), q("contract.reference:5 contract.path.parameter:5 contract.responses:6 contract.operation.id:6"));
    }

    void whatIsNoContractIsRefused_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("says");
        QTest::newRow("empty") << QByteArray() << q("contracts/test.yaml");
        QTest::newRow("something else") << QByteArray("a: 1\n") << q("neither “openapi” nor “asyncapi”");
        QTest::newRow("old") << QByteArray("swagger: '2.0'\n") << q("2.0");
        QTest::newRow("broken YAML") << QByteArray("openapi: 3.1.0\n a: [\n") << q("Cannot read the contract");
        QTest::newRow("broken JSON") << QByteArray("{\"openapi\":") << q("Cannot read the contract");
        QTest::newRow("scalar") << QByteArray("hello") << q("no contract");
    }
    void whatIsNoContractIsRefused() {
        QFETCH(QByteArray, text);
        QFETCH(QString, says);
        ContractOptions options;
        options.file = "contracts/test.yaml";
        const auto contract = Contract::read(text.toStdString(), options);
        QVERIFY(!contract);
        QVERIFY2(contract.error().print().contains(says), qPrintable(contract.error().print()));
    }

    void circularReferencesEnd() {
        const auto contract = read("openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents:\n  schemas:\n    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/A'}\n"
                                   "paths:\n  /a: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}, responses: {'200': {description: d}}}}\n");
        QVERIFY(contract);
        QVERIFY(!contract->resolve(contract->operations().front().body->content.front().schema));
        checkRequestBody(*contract, contract->operations().front(), "{}");  // any verdict, but one
    }

    void asyncApiChannelsJudgeMessages() {
        const auto contract = read("asyncapi: 3.0.0\ninfo: {title: t, version: '1'}\nchannels:\n  orders:\n    address: shop.orders\n    messages:\n"
                                   "      created: {payload: {type: object, required: [id], properties: {id: {type: integer}}}}\n"
                                   "      cancelled: {payload: {type: object, required: [id, why, who]}}\n");
        QVERIFY(contract);
        const auto* channel = contract->channel("shop.orders");
        QVERIFY(channel && channel->messages.size() == 2);
        QVERIFY(checkMessage(*contract, *channel, "{\"id\":1}").empty());
        const auto breaches = checkMessage(*contract, *channel, "{\"id\":\"1\"}");
        QCOMPARE(breaches.size(), std::size_t{1});
        QCOMPARE(breaches.front().clause.text, "type: integer");
    }

    void routingDoesNotSlowDownWithTheNumberOfOperations() {
        const auto timeFor = [](int count) {
            std::string text = "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"t\",\"version\":\"1\"},\"paths\":{";
            for (int i = 0; i < count; ++i) {
                text += (i > 0 ? "," : "") + std::string("\"/things") + std::to_string(i) + "/{id}\":{\"get\":{\"responses\":{\"200\":{\"description\":\"d\"}},"
                        "\"parameters\":[{\"name\":\"id\",\"in\":\"path\",\"required\":true}]}}";
            }
            const auto contract = read(text + "}}", "c.json");
            qint64 best = 1'000'000'000;
            for (int round = 0; contract && round < 5; ++round) {
                QElapsedTimer clock;
                clock.start();
                int found = 0;
                for (int i = 0; i < 2'000; ++i) {
                    found += contract->match("GET", "/things" + std::to_string(i % count) + "/7").operation ? 1 : 0;
                }
                best = found == 2'000 ? std::min(best, clock.nsecsElapsed()) : best;
            }
            return best;
        };
        const qint64 few = timeFor(10);
        const qint64 many = timeFor(2'000);
        QVERIFY2(many < few * 5, qPrintable(q("%1 %2").arg(few).arg(many)));
    }

    void urls_data() {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("parts");
        QTest::newRow("plain") << q("http://a") << q("a 80 /");
        QTest::newRow("all") << q("HTTPS://a.b:8443/x//y?z#f") << q("a.b 8443 /x//y?z");
        QTest::newRow("IPv6") << q("http://[::1]:81?q") << q("::1 81 /?q");
        QTest::newRow("no port after the colon") << q("http://a:/") << q("a 80 /");
    }
    void urls() {
        QFETCH(QString, url);
        const auto parts = splitUrl(url.toStdString());
        QVERIFY_RESULT(parts);
        QTEST(QString::fromStdString(parts->host + " " + std::to_string(parts->port) + " " + parts->target), "parts");
    }
};

PATCHBAY_TEST("tst_contract", ContractTest);
#include "tst_contract.moc"

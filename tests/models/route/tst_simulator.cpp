#include "models/route/Simulator.h"
#include "tests/support/TestMain.h"

using namespace pb;
using namespace pb::route;

namespace {

/// Takes an order, refuses one that says BAD.
class Erp final : public contract::HttpTransport {
public:
    Result<contract::HttpResponse> exchange(const contract::HttpRequest& request, contract::HttpEvents*, StopToken) override {
        requests.push_back(request);
        contract::HttpResponse response;
        response.status = request.body.find("BAD") == std::string::npos ? 201 : 422;
        response.body = "{\"error\":\"no\"}";
        return response;
    }
    std::vector<contract::HttpRequest> requests;
};

}  // namespace

/// The demo's route, with the classes and messages that Camel 4.17 was seen to give.
class SimulatorTest : public QObject {
    Q_OBJECT
private slots:
    void parksWithTheCauseCamelHas_data() {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("failure");
        QTest::addColumn<QString>("message");
        QTest::newRow("good") << R"({"n":"1"})" << "" << "";
        QTest::newRow("number") << R"({"n":"12,50"})" << "java.lang.NumberFormatException" << "For input string: \"12,50\"";
        QTest::newRow("cut off") << R"({"n")" << "com.fasterxml.jackson.core.io.JsonEOFException" << "Unexpected end-of-input within/between Object entries";
        QTest::newRow("XML") << "<a/>" << "com.fasterxml.jackson.core.JsonParseException" << "Unexpected character ('<' (code 60)): expected a valid value";
        QTest::newRow("refused") << R"({"n":"1","x":"BAD"})" << "org.apache.camel.http.base.HttpOperationFailedException" << "HTTP operation failed invoking http://erp/orders with statusCode: 422";
    }
    void parksWithTheCauseCamelHas() {
        QFETCH(QString, body);
        QFETCH(QString, failure);
        QFETCH(QString, message);
        Erp erp;
        std::vector<Produced> produced;
        SimulatorPorts ports;
        ports.http = &erp;
        ports.readFile = [](const std::string&) { return Result<std::string>("{\"n\": $number(n), \"x\": x}"); };
        ports.produce = [&](const Produced& one, StopToken) { produced.push_back(one); return Done(); };
        ports.property = [](const std::string& name) {
            return std::optional<std::string>(name == "erp.address" ? "erp" : name == "patchbay.maps" ? "maps" : "local");
        };
        Simulator simulator(ports);
        const std::string text = test::sourceFile("resources/workspaces/shop-to-erp/routes/orders.camel.yaml");
        const RouteDocument document = RouteDocument::parse(text, "routes/orders.camel.yaml");
        QCOMPARE(document.text(), text);
        QVERIFY(document.findings().empty());
        simulator.load({document});
        Consumed order{"orders", 1, 42, 0, "k", {}, body.toStdString(), true};
        const auto result = simulator.deliver("orders", order, {});
        QVERIFY_RESULT(result);
        QVERIFY2(!result->failed, result->failureMessage.c_str());
        QCOMPARE(produced.size(), failure.isEmpty() ? std::size_t{0} : std::size_t{1});
        if (failure.isEmpty()) {
            QCOMPARE(erp.requests.at(0).method, std::string("POST"));
            return;
        }
        std::map<std::string, std::string> headers(produced[0].headers.begin(), produced[0].headers.end());
        QCOMPARE(produced[0].channel, std::string("orders.dlq"));
        QCOMPARE(produced[0].key.value_or(""), std::string("k"));
        QCOMPARE(produced[0].body, body.toStdString());
        QCOMPARE(headers["failureClass"], failure.toStdString());
        QVERIFY2(headers["failureMessage"].starts_with(message.toStdString()), headers["failureMessage"].c_str());
        QCOMPARE(headers["originPartition"], std::string("1"));
        QCOMPARE(headers["originOffset"], std::string("42"));
    }

    void saysWhatItDoesNotKnow() {
        const auto document = RouteDocument::parse("- route:\n    id: a\n    from:\n      uri: direct:a\n      steps:\n        - bean:\n            ref: x\n        - setHeadr:\n            name: x\n", "a.yaml");
        QCOMPARE(document.findings().size(), std::size_t{2});
        QCOMPARE(document.findings()[0].place.line, 6);
        QCOMPARE(document.findings()[1].place.line, 8);
        QVERIFY(!document.isSound());
    }
};

PATCHBAY_TEST("tst_simulator", SimulatorTest);
#include "tst_simulator.moc"

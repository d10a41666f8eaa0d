#include "models/workspace/Topology.h"
#include "tests/support/TestMain.h"

using namespace pb;
using namespace pb::workspace;

namespace {

/// "orders -> ERP" a line, "=>" where only failures go.
std::string drawing(const Topology& topology) {
    std::string text;
    for (const Topology::Edge& edge : topology.edges) {
        text += topology.nodes[edge.from].name + (edge.isFailure ? " => " : " -> ") + topology.nodes[edge.to].name + "\n";
    }
    return text;
}

std::vector<route::RouteDocument> routes(const char* yaml) { return {route::RouteDocument::parse(yaml, "routes/all.camel.yaml")}; }

}  // namespace

class TopologyTest : public QObject {
    Q_OBJECT
private slots:
    void theDemo() {
        const std::string text = test::sourceFile("resources/workspaces/shop-to-erp/routes/orders.camel.yaml");
        Environment environment;
        environment.variables = {{"erp.address", "127.0.0.1:18461"}};
        environment.connections = {{"erp", "http", "dev", "{\"baseUrl\": \"http://127.0.0.1:18461/\"}"}};
        const std::vector<System> systems{{"erp", "ERP", {{"contracts/erp.openapi.yaml", "", "", "erp"}}},
                                          {"shop", "Web shop", {{"", "", "orders", "broker"}}}};
        const Topology topology = topologyOf({route::RouteDocument::parse(text, "routes/orders.camel.yaml")}, systems, environment);
        QCOMPARE(drawing(topology), std::string("orders -> orders\n"
                                                "orders -> ERP\n"
                                                "orders => park\n"
                                                "park => orders.dlq\n"
                                                "Web shop -> orders\n"));
        QCOMPARE(parkedInto(topology), std::vector<std::string>{"orders.dlq"});
        const auto* route = topology.find(Topology::Node::Kind::route, "park");
        QVERIFY(route);
        QCOMPARE(route->object.print(), std::string("route:orders"));
    }

    void anAddressThatNoSystemAnswersAtStaysAsItIsWritten() {
        const auto found = topologyOf(routes(R"(
- route: { id: tick, from: { uri: "timer:every", steps: [ { to: "log:seen" }, { to: "https:example.org/a" } ] } }
)"), {}, {});
        QCOMPARE(drawing(found), std::string("timer:every -> tick\ntick -> https://example.org/a\n"));
    }

    void aHandlerOfTheFileIsThatOfItsRoutesButNotOfThoseWithAnOwnOne() {
        const auto found = topologyOf(routes(R"(
- errorHandler: { deadLetterChannel: { deadLetterUri: "kafka:bin" } }
- onException: { exception: [ "java.io.IOException" ], steps: [ { to: "kafka:io" } ] }
- route: { id: a, from: { uri: "kafka:x", steps: [ { to: "kafka:y" } ] } }
- route: { id: b, errorHandler: { deadLetterChannel: { deadLetterUri: "kafka:own" } }, from: { uri: "kafka:y", steps: [ { to: "kafka:z" } ] } }
)"), {}, {});
        QCOMPARE(drawing(found), std::string("x -> a\na -> y\ny -> b\nb -> z\nb => own\na => bin\na => io\nb => io\n"));
        QCOMPARE(parkedInto(found), (std::vector<std::string>{"bin", "io", "own"}));
    }

    void routesThatParkInEachOtherEnd() {
        const auto found = topologyOf(routes(R"(
- errorHandler:
    deadLetterChannel:
      deadLetterUri: direct:a
- route: { from: { uri: "direct:a", steps: [ { to: "direct:b" } ] } }
- route: { from: { uri: "direct:b", steps: [ { to: "direct:a" }, { to: "kafka:bin" } ] } }
)"), {}, {});
        QCOMPARE(parkedInto(found), std::vector<std::string>{"bin"});
    }
};

PATCHBAY_TEST("tst_topology", TopologyTest);
#include "tst_topology.moc"

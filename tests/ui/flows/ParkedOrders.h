#pragma once

#include "connectors/local/Connector.h"
#include "connectors/local/LocalBroker.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/workspace/Connection.h"
#include "tests/support/TestMain.h"

#include <QTemporaryDir>

#include <filesystem>
#include <string>
#include <vector>

namespace pb::test {

/// A copy of the demo workspace whose only broker is a local file with parked orders.
class ParkedOrders {
public:
    ParkedOrders() {
        registry.add(connectors::local::info());
        std::filesystem::copy(pathFromUtf8(PATCHBAY_SOURCE_DIR "/resources/workspaces/shop-to-erp"), folder(),
                              std::filesystem::copy_options::recursive);
        for (const auto& entry : std::filesystem::directory_iterator(folder() / "environments")) std::filesystem::remove(entry.path());
        useBroker("{ file: broker.sqlite, durability: normal }");
        std::filesystem::create_directories(folder() / ".patchbay");
    }

    std::filesystem::path folder() const { return pathFromUtf8(utf8(temporary_.filePath(QStringLiteral("shop")))); }

    void useBroker(const std::string& settings) {
        (void)writeFileAtomically(folder() / "environments" / "dev.yaml",
                                  "name: dev\nconnections:\n  broker:\n    connector: local\n    settings: " + settings + "\n");
    }

    Result<std::unique_ptr<connectors::local::LocalBroker>> broker() const {
        return connectors::local::LocalBroker::open(folder() / ".patchbay" / "broker.sqlite", Database::Durability::normal);
    }

    /// A parked order as the demo's route parks it: the ERP refused it, with this status and text.
    static flow::Outgoing parked(int number, const std::string& className, const std::string& message, Millis time = 0) {
        flow::Outgoing out;
        out.channel = "orders.dlq";
        out.key = "order-" + std::to_string(number);
        out.body = R"({"orderNumber":"SO-)" + std::to_string(number) + R"(","customer":{"id":"C1"},"lines":[{"sku":"A","qty":"zwei"}]})";
        out.headers = {{"failureClass", className}, {"failureMessage", message}, {"failureRouteId", "orders"},
                       {"originTopic", "orders"}, {"originPartition", "0"}, {"originOffset", std::to_string(number)}};
        out.timestamp = time;
        return out;
    }

    Done send(const std::vector<flow::Outgoing>& messages) const {
        PB_TRY(open, broker());
        PB_CHECK(open->produce(messages, {}));
        return {};
    }

    /// `bad` letters of one cause, then `worse` of another one, newer.
    Done park(int bad, int worse) const {
        PB_TRY(open, broker());
        PB_CHECK(open->createChannel("orders", 1, {}));
        PB_CHECK(open->createChannel("orders.dlq", 1, {}));
        std::vector<flow::Outgoing> messages;
        for (int i = 0; i < bad; ++i) messages.push_back(parked(i, "com.acme.BadQuantity", "quantity of line " + std::to_string(i) + " is no number", firstTime + i));
        for (int i = 0; i < worse; ++i) messages.push_back(parked(bad + i, "com.acme.ErpDown", "status 503", firstTime + 60'000 + i));
        PB_CHECK(open->produce(messages, {}));
        return {};
    }

    std::int64_t countIn(const char* channel) const {
        const auto open = broker();
        const auto described = open ? (*open)->describe(channel, {}) : Result<flow::ChannelDescription>(fail(open.error()));
        return described ? described->channel.messages.value : -1;
    }

    static constexpr Millis firstTime = 1'764'050'000'000;
    workspace::ConnectorRegistry registry;

private:
    QTemporaryDir temporary_;
};

}  // namespace pb::test

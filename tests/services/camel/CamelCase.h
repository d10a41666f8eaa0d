#pragma once

#include "connectors/camel/Connector.h"
#include "connectors/http/HttpClient.h"
#include "models/document/Json.h"
#include "tests/services/Server.h"

#include <memory>

namespace pb::test {

/// The Camel of the fixture, and ports to it.
class CamelCase {
public:
    /// `http` outlives the case; `hasCli`: route files are checked by the Camel command before they are written.
    explicit CamelCase(contract::HttpTransport& http, bool hasCli = false) : address(server(QStringLiteral("camel"), QStringLiteral("address"))) {
        std::string json = "{\"directory\":" + quoted(address["directory"]) + ",\"managementUrl\":" + quoted(address["management"]);
        json += (hasCli ? ",\"cli\":" + quoted(address["cli"]) : std::string()) + "}";
        workspace::ConnectionContext context;
        context.http = &http;
        auto opened = connectors::camel::info().open({"camel", "camel", "test", json}, context);
        connection = opened ? std::move(*opened) : nullptr;
        target = connection->target();
        runtime = connection->runtime();
    }

    std::map<std::string, std::string> address;
    std::unique_ptr<workspace::Connection> connection;
    std::unique_ptr<deploy::Target> target;
    std::unique_ptr<route::RouteRuntime> runtime;

private:
    static std::string quoted(const std::string& text) {
        std::string json;
        doc::writeJsonString(text, json);
        return json;
    }
};

}  // namespace pb::test

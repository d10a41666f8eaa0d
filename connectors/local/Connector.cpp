#include "connectors/local/Connector.h"

#include "connectors/local/LocalBroker.h"
#include "connectors/local/LocalTarget.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/document/Json.h"

#include <system_error>

namespace pb::connectors::local {

namespace {

constexpr std::string_view settingsSchema = R"({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "properties": {
    "file": {"type": "string", "minLength": 1, "default": "local.sqlite", "title": "File",
             "description": "SQLite file of the broker, relative to the workspace's state folder."},
    "durability": {"enum": ["full", "normal"], "default": "full", "title": "Durability",
                   "description": "full: a confirmed message survives a power cut. normal: it survives a crash of the program."}
  },
  "additionalProperties": false
})";

constexpr std::string_view runtimeSchema = R"({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "required": ["directory"],
  "properties": {
    "file": {"type": "string", "minLength": 1, "default": "local.sqlite", "title": "Broker file",
             "description": "SQLite file of the local broker that the routes reach, relative to the workspace's state folder."},
    "directory": {"type": "string", "minLength": 1, "title": "Folder of routes",
                  "description": "Where releases are deployed to and run from, relative to the workspace's state folder."},
    "properties": {"type": "object", "additionalProperties": {"type": "string"}, "title": "Properties",
                   "description": "What routes write as {{name}}."}
  },
  "additionalProperties": false
})";

/// Opens the file at each call, so that every worker has a broker of its own.
class LocalConnection final : public workspace::Connection {
public:
    LocalConnection(std::filesystem::path file, Database::Durability durability, std::shared_ptr<LocalRuntime> runtime)
        : file_(std::move(file)), durability_(durability), runtime_(std::move(runtime)) {}

    std::vector<workspace::ProbeRow> probe(StopToken) override {
        using workspace::ProbeRow;
        using workspace::ProbeStep;
        const auto broker = LocalBroker::open(file_, durability_);
        const QString name = qs(pathToUtf8(file_));
        ProbeRow file{ProbeStep::name, ProbeRow::State::good, say("The file “%1” can be opened.").arg(name)};
        if (!broker) file = {ProbeStep::name, ProbeRow::State::bad, broker.error().print()};
        const auto notNeeded = [](ProbeStep step) {
            return ProbeRow{step, ProbeRow::State::notNeeded, say("A local file needs none.")};
        };
        return {file, notNeeded(ProbeStep::port), notNeeded(ProbeStep::tls), notNeeded(ProbeStep::login),
                notNeeded(ProbeStep::right)};
    }

    std::unique_ptr<flow::Broker> broker() override {
        auto opened = LocalBroker::open(file_, durability_);
        return opened ? std::move(*opened) : nullptr;
    }

    std::unique_ptr<deploy::Target> target() override {
        return runtime_ ? std::make_unique<LocalTarget>(runtime_) : nullptr;
    }
    std::unique_ptr<route::RouteRuntime> runtime() override {
        return runtime_ ? std::make_unique<LocalRouteRuntime>(runtime_) : nullptr;
    }
    Done startEmbedded() override { return runtime_ ? runtime_->start() : Done(); }
    void stopEmbedded() override {
        if (runtime_) runtime_->stop();
    }

private:
    std::filesystem::path file_;
    Database::Durability durability_;
    std::shared_ptr<LocalRuntime> runtime_;  ///< null without a folder of routes
};

Result<std::shared_ptr<LocalRuntime>> runtimeOf(doc::Value settings, const std::filesystem::path& file,
                                                const workspace::ConnectionContext& context) {
    const std::string_view directory = settings.find("directory").text();
    if (directory.empty()) {
        return std::shared_ptr<LocalRuntime>();
    }
    LocalRuntimeSettings runtime;
    runtime.folder = context.stateFolder / pathFromUtf8(directory);
    runtime.brokerFile = file;
    runtime.http = context.http;
    runtime.log = context.log;
    for (const doc::Value property : settings.find("properties").children()) {
        runtime.properties.emplace(property.name(), property.text());
    }
    for (const char* part : {"routes", "maps"}) {
        PB_CHECK(makeFolder(runtime.folder / part));
    }
    return std::make_shared<LocalRuntime>(std::move(runtime));
}

Result<std::unique_ptr<workspace::Connection>> openConnection(const workspace::ConnectionSettings& settings,
                                                              const workspace::ConnectionContext& context) {
    PB_TRY(document, doc::readJson(settings.json.empty() ? std::string("{}") : settings.json));
    const std::string_view named = document->root().find("file").text();
    const std::filesystem::path file = context.stateFolder / pathFromUtf8(named.empty() ? "local.sqlite" : named);
    PB_CHECK(makeFolder(file.parent_path()));
    const bool isNormal = document->root().find("durability").text() == "normal";
    const auto durability = isNormal ? Database::Durability::normal : Database::Durability::full;
    PB_CHECK(LocalBroker::open(file, durability));
    PB_TRY(runtime, runtimeOf(document->root(), file, context));
    return std::unique_ptr<workspace::Connection>(std::make_unique<LocalConnection>(file, durability, std::move(runtime)));
}

}  // namespace

workspace::ConnectorInfo info() {
    workspace::ConnectorInfo out;
    out.kind = "local";
    out.displayName = say("Local broker");
    out.settingsSchema = settingsSchema;
    out.isBroker = true;
    out.open = openConnection;
    return out;
}

workspace::ConnectorInfo runtimeInfo() {
    workspace::ConnectorInfo out;
    out.kind = "local-runtime";
    out.displayName = say("Local route runtime");
    out.settingsSchema = runtimeSchema;
    out.isTarget = true;
    out.isRuntime = true;
    out.open = openConnection;
    return out;
}

}  // namespace pb::connectors::local

#include "connectors/local/Connector.h"

#include "connectors/local/LocalBroker.h"
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

/// Opens the file at each call, so that every worker has a broker of its own.
class LocalConnection final : public workspace::Connection {
public:
    LocalConnection(std::filesystem::path file, Database::Durability durability)
        : file_(std::move(file)), durability_(durability) {}

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

private:
    std::filesystem::path file_;
    Database::Durability durability_;
};

Result<std::unique_ptr<workspace::Connection>> openConnection(const workspace::ConnectionSettings& settings,
                                                              const workspace::ConnectionContext& context) {
    PB_TRY(document, doc::readJson(settings.json.empty() ? std::string("{}") : settings.json));
    const std::string_view named = document->root().find("file").text();
    const std::filesystem::path file = context.stateFolder / pathFromUtf8(named.empty() ? "local.sqlite" : named);
    std::error_code ignored;  // opening the store says what is wrong with the folder
    std::filesystem::create_directories(file.parent_path(), ignored);
    const bool isNormal = document->root().find("durability").text() == "normal";
    const auto durability = isNormal ? Database::Durability::normal : Database::Durability::full;
    PB_CHECK(LocalBroker::open(file, durability));
    return std::unique_ptr<workspace::Connection>(std::make_unique<LocalConnection>(file, durability));
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

}  // namespace pb::connectors::local

#include "connectors/camel/Connector.h"

#include "connectors/camel/CamelTarget.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/document/Json.h"

namespace pb::connectors::camel {

namespace {

using workspace::ProbeRow;
using workspace::ProbeStep;

class CamelConnection final : public workspace::Connection {
public:
    CamelConnection(Settings settings, contract::HttpTransport* http) : settings_(std::move(settings)), http_(http) {}

    std::vector<ProbeRow> probe(StopToken stop) override;
    std::unique_ptr<deploy::Target> target() override { return std::make_unique<CamelTarget>(settings_, http_); }
    std::unique_ptr<route::RouteRuntime> runtime() override { return std::make_unique<CamelRuntime>(settings_.managementUrl, http_); }

private:
    ProbeRow probeRight(Management& camel, StopToken stop) const;
    Settings settings_;
    contract::HttpTransport* http_;
};

std::vector<ProbeRow> CamelConnection::probe(StopToken stop) {
    Management camel(settings_.managementUrl, http_);
    const auto version = camel.version(stop);
    const bool answers = version || version.error().code == ErrorCode::unavailable;
    const bool hasTls = settings_.managementUrl.starts_with("https:");
    std::vector<ProbeRow> rows;
    rows.push_back({ProbeStep::name, ProbeRow::State::good, qs(settings_.managementUrl)});
    rows.push_back({ProbeStep::port, answers ? ProbeRow::State::good : ProbeRow::State::bad,
                    answers ? say("Something answers.") : version.error().print()});
    rows.push_back({ProbeStep::tls, hasTls && answers ? ProbeRow::State::good : ProbeRow::State::notNeeded, {}});
    rows.push_back({ProbeStep::login, ProbeRow::State::notNeeded, say("The management port asks for none.")});
    if (!version) {
        rows.push_back({ProbeStep::right, answers ? ProbeRow::State::bad : ProbeRow::State::notReached, answers ? version.error().print() : QString()});
        return rows;
    }
    rows.push_back(probeRight(camel, stop));
    if (rows.back().state == ProbeRow::State::good) {
        rows.back().sentence = say("Camel %1 watches its folder, and it can be written.").arg(qs(*version));
    }
    return rows;
}

ProbeRow CamelConnection::probeRight(Management& camel, StopToken stop) const {
    if (const auto reloads = camel.reloads(stop); !reloads) {
        return {ProbeStep::right, ProbeRow::State::bad, reloads.error().print()};
    }
    const std::filesystem::path test = settings_.directory / ".patchbay" / "probe";
    std::error_code error;
    std::filesystem::create_directories(test.parent_path(), error);
    if (const Done written = writeFileAtomically(test, ""); !written) {
        return {ProbeStep::right, ProbeRow::State::bad, written.error().print()};
    }
    std::filesystem::remove(test, error);
    return {ProbeStep::right, ProbeRow::State::good, {}};
}

Result<std::unique_ptr<workspace::Connection>> openConnection(const workspace::ConnectionSettings& settings,
                                                              const workspace::ConnectionContext& context) {
    PB_TRY(own, Settings::read(settings, context));
    return std::unique_ptr<workspace::Connection>(std::make_unique<CamelConnection>(std::move(own), context.http));
}

}  // namespace

const char* Settings::schema() {
    return R"({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "required": ["directory", "managementUrl"],
  "properties": {
    "directory": {"type": "string", "minLength": 1, "title": "Folder",
                  "description": "Holds routes/ (watched by Camel) and maps/. Relative to the workspace's state folder, or absolute."},
    "managementUrl": {"type": "string", "pattern": "^https?://", "title": "Management URL", "default": "http://127.0.0.1:9876",
                      "description": "Camel's management port, with /q/dev and /observe."},
    "cli": {"type": "string", "title": "Camel command", "description": "Checks each route file before it is written; may be empty."},
    "properties": {"type": "object", "additionalProperties": {"type": "string"}, "title": "Properties",
                   "description": "What routes write as {{name}}, for the check by the Camel command."}
  },
  "additionalProperties": false
})";
}

Result<Settings> Settings::read(const workspace::ConnectionSettings& settings, const workspace::ConnectionContext& context) {
    PB_TRY(document, doc::readJson(std::string(settings.json)));
    const doc::Value root = document->root();
    Settings own;
    own.directory = context.stateFolder / pathFromUtf8(root.find("directory").text());  // an absolute path stays as it is
    own.managementUrl = root.find("managementUrl").text();
    own.cli = root.find("cli").text();
    for (const doc::Value property : root.find("properties").children()) {
        own.properties.emplace(property.name(), property.text());
    }
    while (own.managementUrl.ends_with('/')) {
        own.managementUrl.pop_back();
    }
    if (root.find("directory").text().empty() || own.managementUrl.empty()) {
        return fail(ErrorCode::invalidInput, say("The connection “%1” needs a directory and a managementUrl.").arg(qs(settings.name)));
    }
    return own;
}

workspace::ConnectorInfo info() {
    workspace::ConnectorInfo out;
    out.kind = "camel";
    out.displayName = say("Apache Camel");
    out.settingsSchema = Settings::schema();
    out.isTarget = true;
    out.isRuntime = true;
    out.open = openConnection;
    return out;
}

}  // namespace pb::connectors::camel

#include "connectors/http/Connector.h"

#include "connectors/http/HttpClient.h"
#include "connectors/http/Login.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/contract/Url.h"
#include "models/document/Json.h"
#include "models/workspace/Environment.h"

namespace pb::connectors::http {

namespace {

using workspace::ProbeRow;
using workspace::ProbeStep;

constexpr const char* settingsSchema = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "required": ["baseUrl"],
  "additionalProperties": false,
  "properties": {
    "baseUrl": {"type": "string", "title": "Base URL", "pattern": "^https?://", "examples": ["https://erp.example/api"]},
    "probePath": {"type": "string", "title": "Path to test with", "default": "/", "examples": ["/health"]},
    "login": {"enum": ["none", "basic", "bearer"], "title": "Login", "default": "none"},
    "user": {"type": "string", "title": "User"},
    "password": {"type": "string", "title": "Password", "x-secret": true},
    "token": {"type": "string", "title": "Token", "x-secret": true},
    "caFile": {"type": "string", "title": "Certificate authority (PEM file)"},
    "clientCertificateFile": {"type": "string", "title": "Client certificate (PEM file)"},
    "clientKey": {"type": "string", "title": "Key of the client certificate (PEM)", "x-secret": true},
    "serverName": {"type": "string", "title": "Name in the server's certificate"},
    "acceptAnyCertificate": {"type": "boolean", "title": "Accept any certificate", "default": false}
  }
})json";

struct Settings {
    std::string baseUrl;
    std::string probePath = "/";
    LoginSettings login;
    ClientOptions client;
};

std::string textOf(doc::Value settings, std::string_view name) { return std::string(settings.find(name).text()); }

Result<LoginSettings> readLogin(doc::Value settings) {
    LoginSettings login;
    const std::string kind = textOf(settings, "login");
    if (kind.empty() || kind == "none") {
        return login;
    }
    login.kind = kind == "basic" ? LoginSettings::Kind::basic : LoginSettings::Kind::bearer;
    login.user = textOf(settings, "user");
    login.secretReference = textOf(settings, kind == "basic" ? "password" : "token");
    if (kind != "basic" && kind != "bearer") {
        return fail(ErrorCode::invalidInput, say("The login “%1” is not known.").arg(qs(kind)),
                    say("Choose none, basic or bearer."));
    }
    if (login.secretReference.empty()) {
        return fail(ErrorCode::invalidInput, say("The login “%1” names no secret.").arg(qs(kind)),
                    say("Set “%1” to secret:NAME.").arg(kind == "basic" ? u"password" : u"token"));
    }
    return login;
}

Done readTls(doc::Value settings, const workspace::ConnectionContext& context, TlsOptions& tls) {
    const auto file = [&](std::string_view name, std::string& into) -> Done {
        const std::string path = textOf(settings, name);
        if (path.empty()) {
            return {};
        }
        PB_TRY(text, readFile(context.workspaceFolder / pathFromUtf8(path), 1u << 20));
        into = std::move(text);
        return {};
    };
    PB_CHECK(file("caFile", tls.caPem));
    PB_CHECK(file("clientCertificateFile", tls.certificatePem));
    tls.serverName = textOf(settings, "serverName");
    tls.verify = !settings.find("acceptAnyCertificate").boolean();
    const std::string key = textOf(settings, "clientKey");
    if (!key.empty()) {
        PB_TRY(secret, workspace::resolveSecret(key, context.secrets, {}));
        tls.keyPem = secret.reveal();
    }
    return {};
}

Result<Settings> readSettings(const std::string& json, const workspace::ConnectionContext& context) {
    PB_TRY(document, doc::readJson(json));
    const doc::Value root = document->root();
    Settings settings;
    settings.baseUrl = textOf(root, "baseUrl");
    PB_CHECK(contract::splitUrl(settings.baseUrl).map([](auto&&) {}));
    if (const std::string path = textOf(root, "probePath"); !path.empty()) {
        settings.probePath = path;
    }
    PB_TRY(login, readLogin(root));
    settings.login = std::move(login);
    PB_CHECK(readTls(root, context, settings.client.tls));
    return settings;
}

/// Rows up to the step that was reached; the failing one says why.
std::vector<ProbeRow> rowsUntil(Step failed, bool usesTls, const QString& why) {
    using State = ProbeRow::State;
    const std::size_t reached = failed == Step::name ? 0 : failed == Step::port ? 1 : 2;
    std::vector<ProbeRow> rows;
    for (std::size_t i = 0; i < 5; ++i) {
        const State state = i < reached ? State::good : i == reached ? State::bad : State::notReached;
        rows.push_back({static_cast<ProbeStep>(i), state, i == reached ? why : QString()});
    }
    if (!usesTls) {
        rows[2].state = State::notNeeded;
    }
    if (failed > Step::tls) {  // it is there, but does not answer as HTTP does
        rows[2].state = usesTls ? State::good : State::notNeeded;
        rows[2].sentence.clear();
        rows[1] = {ProbeStep::port, State::bad, why};
    }
    return rows;
}

std::vector<ProbeRow> rowsFor(const contract::HttpResponse& response, bool usesTls, bool logsIn) {
    using State = ProbeRow::State;
    const bool noLogin = response.status == 401;
    const bool noRight = response.status == 403;
    std::vector<ProbeRow> rows(5);
    rows[0] = {ProbeStep::name, State::good, {}};
    rows[1] = {ProbeStep::port, State::good, {}};
    rows[2] = {ProbeStep::tls, usesTls ? State::good : State::notNeeded, {}};
    if (response.tls) {
        rows[2].sentence = say("%1, certificate of “%2”.").arg(qs(response.tls->protocol), qs(response.tls->subject));
    }
    rows[3] = {ProbeStep::login, noLogin ? State::bad : logsIn ? State::good : State::notNeeded, {}};
    if (noLogin) {
        rows[3].sentence = logsIn ? say("The server refuses the login with status 401.")
                                  : say("The server wants a login: status 401.");
    }
    rows[4] = {ProbeStep::right, noLogin ? State::notReached : noRight ? State::bad : State::good,
               say("The server answers with status %1.").arg(response.status)};
    return rows;
}

class HttpConnection final : public workspace::Connection {
public:
    HttpConnection(Settings settings, workspace::SecretStore* secrets) : settings_(std::move(settings)), secrets_(secrets) {}

    std::vector<ProbeRow> probe(StopToken stop) override {
        HttpClient client(settings_.client);
        Login login(settings_.login, secrets_);
        contract::HttpRequest request;
        request.url = contract::joinUrl(settings_.baseUrl, settings_.probePath);
        const bool usesTls = settings_.baseUrl.starts_with("https");
        if (const auto signedIn = login.authorize(request, stop); !signedIn) {
            auto rows = rowsUntil(Step::name, usesTls, {});
            rows[0].state = ProbeRow::State::notReached;
            rows[3] = {ProbeStep::login, ProbeRow::State::bad, signedIn.error().sentence};
            return rows;
        }
        Step reached = Step::name;
        const auto response = client.exchange(request, nullptr, stop, reached);
        return response ? rowsFor(*response, usesTls, settings_.login.kind != LoginSettings::Kind::none)
                        : rowsUntil(reached, usesTls, response.error().sentence);
    }
    std::unique_ptr<contract::HttpTransport> http() override { return std::make_unique<HttpClient>(settings_.client); }
    std::unique_ptr<contract::TokenSource> tokens() override { return std::make_unique<Login>(settings_.login, secrets_); }

private:
    Settings settings_;
    workspace::SecretStore* secrets_;
};

Result<std::unique_ptr<workspace::Connection>> openConnection(const workspace::ConnectionSettings& settings,
                                                              const workspace::ConnectionContext& context) {
    auto read = readSettings(settings.json, context);
    if (!read) {
        return fail(Error(read.error().code, say("Cannot open the connection “%1”.").arg(qs(settings.name)))
                        .because(std::move(read).error()));
    }
    return std::make_unique<HttpConnection>(std::move(*read), context.secrets);
}

}  // namespace

workspace::ConnectorInfo info() {
    workspace::ConnectorInfo info;
    info.kind = "http";
    info.displayName = say("HTTP API");
    info.settingsSchema = settingsSchema;
    info.isHttp = true;
    info.open = openConnection;
    return info;
}

}  // namespace pb::connectors::http

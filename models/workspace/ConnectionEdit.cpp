#include "models/workspace/ConnectionEdit.h"

#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/document/Yaml.h"
#include "models/workspace/secrets/SecretStores.h"

#include <algorithm>
#include <cctype>

namespace pb::workspace {

namespace {

using Path = std::vector<std::string>;

doc::Value valueAt(const doc::YamlText& text, const Path& path) {
    doc::Value at = text.root();
    for (const std::string& name : path) at = at.find(name);
    return at;
}

Path childOf(Path path, std::string_view name) {
    path.emplace_back(name);
    return path;
}

bool isSame(doc::Value left, doc::Value right) { return left && doc::writeJson(left) == doc::writeJson(right); }

bool isScalar(doc::Value value) { return !value.is(doc::Kind::object) && !value.is(doc::Kind::array); }

Done merge(doc::YamlText& text, const Path& path, doc::Value wanted);

Done put(doc::YamlText& text, const Path& parent, doc::Value wanted) {
    const Path path = childOf(parent, wanted.name());
    const doc::Value there = valueAt(text, path);
    if (!there) return text.insert(valueAt(text, parent).pointer(), wanted.name(), wanted);
    if (isSame(there, wanted)) return {};
    if (there.is(doc::Kind::object) && wanted.is(doc::Kind::object)) return merge(text, path, wanted);
    if (!isScalar(there) || !isScalar(wanted)) return text.setValue(there.pointer(), wanted);
    const bool isText = wanted.is(doc::Kind::string);
    return text.setScalar(there.pointer(), isText ? std::string(wanted.text()) : doc::writeJson(wanted), isText);
}

/// Makes the map at `path` say what `wanted` says.
Done merge(doc::YamlText& text, const Path& path, doc::Value wanted) {
    std::vector<std::string> gone;
    for (const doc::Value member : valueAt(text, path).children()) {
        if (!wanted.find(member.name())) gone.emplace_back(member.name());
    }
    for (const std::string& name : gone) PB_CHECK(text.remove(valueAt(text, childOf(path, name)).pointer()));
    for (const doc::Value member : wanted.children()) PB_CHECK(put(text, path, member));
    return {};
}

/// `{"connections": {NAME: {"connector": KIND, "settings": {…}}}}`, without what is empty.
std::string asDocument(const WrittenConnection& connection, bool hasSettings) {
    std::string json = R"({"connections":{)";
    doc::writeJsonString(connection.name, json);
    json += R"(:{"connector":)";
    doc::writeJsonString(connection.kind, json);
    if (hasSettings) json += R"(,"settings":)" + connection.json;
    return json + "}}}";
}

}  // namespace

Result<std::vector<WrittenConnection>> writtenConnections(const std::string& environmentText) {
    PB_TRY(document, doc::readYaml(environmentText));
    std::vector<WrittenConnection> out;
    for (const doc::Value entry : document->root().find("connections").children()) {
        const doc::Value settings = entry.find("settings");
        out.push_back({std::string(entry.name()), std::string(entry.find("connector").text()),
                       settings.is(doc::Kind::object) ? doc::writeJson(settings) : "{}"});
    }
    return out;
}

Result<std::string> withConnection(const std::string& environmentText, const WrittenConnection& connection) {
    PB_CHECK(checkConnectionName(connection.name));
    PB_TRY(text, doc::YamlText::parse(environmentText));
    PB_TRY(settings, doc::readJson(connection.json));
    const bool hasSettings = settings->root().size() > 0;
    PB_TRY(wanted, doc::readJson(asDocument(connection, hasSettings)));
    const doc::Value all = wanted->root().find("connections");
    const doc::Value there = text.root().find("connections");
    if (!there) {
        PB_CHECK(text.insert("", "connections", all));
    } else if (!there.is(doc::Kind::object)) {
        PB_CHECK(text.setValue("/connections", all));
    } else if (const doc::Value entry = there.find(connection.name); !entry.is(doc::Kind::object)) {
        PB_CHECK(put(text, {"connections"}, all.at(0)));
    } else {  // other members of the entry are not ours
        PB_CHECK(put(text, {"connections", connection.name}, all.at(0).find("connector")));
        if (hasSettings) PB_CHECK(put(text, {"connections", connection.name}, all.at(0).find("settings")));
        if (!hasSettings && entry.find("settings")) PB_CHECK(text.remove(entry.find("settings").pointer()));
    }
    return text.text();
}

Result<std::string> withoutConnection(const std::string& environmentText, const std::string& name) {
    PB_TRY(text, doc::YamlText::parse(environmentText));
    const doc::Value entry = text.root().find("connections").find(name);
    if (!entry) return fail(ErrorCode::notFound, say("Cannot delete the connection “%1”. It is not in the file.").arg(qs(name)));
    PB_CHECK(text.remove(entry.pointer()));
    return text.text();
}

Done checkConnectionName(const std::string& name) {
    const auto isAllowed = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.'; };
    if (!name.empty() && std::all_of(name.begin(), name.end(), isAllowed)) return {};
    return fail(ErrorCode::invalidInput,
                name.empty() ? say("The connection has no name.") : say("“%1” cannot be the name of a connection.").arg(qs(name)),
                say("Use letters, digits, “-”, “_” and “.”: kafka-dev."));
}

std::string secretNameFor(const std::string& environment, const std::string& connection, const std::string& field) {
    std::string name = environment + "-" + connection + "-" + field;
    std::replace(name.begin(), name.end(), '.', '-');
    return name;
}

QString TypedSecrets::displayName() const { return behind_ ? behind_->displayName() : say("what is typed"); }

Result<Secret> TypedSecrets::get(const std::string& reference, StopToken stop) {
    if (const auto found = typed_.find(reference); found != typed_.end()) return found->second;
    if (behind_) return behind_->get(reference, std::move(stop));
    return secretNotFound(reference, displayName());
}

Done TypedSecrets::put(const std::string& reference, const Secret& value, StopToken) {
    typed_.insert_or_assign(reference, value);
    return {};
}

Done TypedSecrets::remove(const std::string& reference, StopToken) {
    return typed_.erase(reference) > 0 ? Done() : Done(secretNotFound(reference, displayName()));
}

std::vector<ProbeRow> allSteps(const std::vector<ProbeRow>& rows) {
    std::vector<ProbeRow> all;
    for (const ProbeStep step : {ProbeStep::name, ProbeStep::port, ProbeStep::tls, ProbeStep::login, ProbeStep::right}) {
        const auto found = std::find_if(rows.begin(), rows.end(), [step](const ProbeRow& row) { return row.step == step; });
        all.push_back(found == rows.end() ? ProbeRow{step, ProbeRow::State::notReached, {}} : *found);
    }
    return all;
}

QString titleOf(ProbeStep step) {
    switch (step) {
    case ProbeStep::name: return say("Name");
    case ProbeStep::port: return say("Port");
    case ProbeStep::tls: return say("TLS");
    case ProbeStep::login: return say("Login");
    case ProbeStep::right: return say("Right");
    }
    return {};
}

QString titleOf(ProbeRow::State state) {
    switch (state) {
    case ProbeRow::State::good: return say("good");
    case ProbeRow::State::bad: return say("failed");
    case ProbeRow::State::notReached: return say("not reached");
    case ProbeRow::State::notNeeded: return say("not needed");
    }
    return {};
}

}  // namespace pb::workspace

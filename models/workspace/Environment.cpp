#include "models/workspace/Environment.h"

#include "models/base/Text.h"
#include "models/document/Json.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <cctype>

namespace pb::workspace {

namespace {

constexpr std::string_view secretPrefix = "secret:";

/// Replaces variables while it writes a settings object as JSON.
class Substitution {
public:
    Substitution(doc::Value variables, const std::string& path) : variables_(variables), path_(path) {}

    Result<std::string> text(doc::Value value) const {
        std::string out;
        const std::string_view raw = value.text();
        for (std::size_t at = 0; at < raw.size();) {
            if (raw.substr(at, 3) == "$${") {
                out += "${";
                at += 3;
                continue;
            }
            if (raw.substr(at, 2) != "${") {
                out += raw[at++];
                continue;
            }
            const std::size_t end = raw.find('}', at);
            if (end == std::string_view::npos) return notClosed(value);
            PB_TRY(variable, find(raw.substr(at + 2, end - at - 2), value));
            out += variable.is(doc::Kind::string) ? variable.text() : variable.raw();
            at = end + 1;
        }
        return out;
    }

    Done json(doc::Value value, std::string& out) const {
        if (value.is(doc::Kind::string)) return jsonString(value, out);
        if (!value.is(doc::Kind::object) && !value.is(doc::Kind::array)) {
            out += doc::writeJson(value);
            return {};
        }
        const bool isObject = value.is(doc::Kind::object);
        out += isObject ? '{' : '[';
        bool first = true;
        for (const doc::Value child : value.children()) {
            if (!first) out += ',';
            first = false;
            if (isObject) {
                doc::writeJsonString(child.name(), out);
                out += ':';
            }
            PB_CHECK(json(child, out));
        }
        out += isObject ? '}' : ']';
        return {};
    }

private:
    Done jsonString(doc::Value value, std::string& out) const {
        const std::string_view raw = value.text();
        const bool isOneVariable = raw.substr(0, 2) == "${" && raw.find('}') == raw.size() - 1;
        if (isOneVariable) {
            PB_TRY(variable, find(raw.substr(2, raw.size() - 3), value));
            out += doc::writeJson(variable);
            return {};
        }
        PB_TRY(replaced, text(value));
        doc::writeJsonString(replaced, out);
        return {};
    }

    Result<doc::Value> find(std::string_view name, doc::Value user) const {
        if (const doc::Value found = variables_.find(name)) return found;
        return fail(ErrorCode::invalidInput, say("The variable “%1” is not defined.").arg(qs(clipped(name, 100))),
                    say("Add it to “variables” of this environment. A literal “${” is written “$${”."), placeOf(user));
    }

    tl::unexpected<Error> notClosed(doc::Value user) const {
        return fail(ErrorCode::invalidInput, say("A variable is not closed: “}” is missing behind “${”."),
                    say("A literal “${” is written “$${”."), placeOf(user));
    }

    Place placeOf(doc::Value value) const {
        Place place = value.place();
        place.address = path_;
        return place;
    }

    doc::Value variables_;
    const std::string& path_;
};

Result<ConnectionSettings> readConnection(doc::Value entry, const std::string& environment, const Substitution& substitution,
                                          const std::string& path) {
    ConnectionSettings out;
    out.name = entry.name();
    out.environment = environment;
    out.kind = entry.find("connector").text();
    if (out.kind.empty()) {
        Place place = entry.place();
        place.address = path;
        return fail(ErrorCode::invalidInput, say("The connection “%1” has no “connector”.").arg(qs(out.name)),
                    say("Write “connector: kafka”, or another kind."), place);
    }
    const doc::Value settings = entry.find("settings");
    if (!settings.is(doc::Kind::object)) {
        out.json = "{}";
        return out;
    }
    PB_CHECK(substitution.json(settings, out.json));
    return out;
}

}  // namespace

const ConnectionSettings* Environment::connection(const std::string& wanted) const {
    const auto found = std::find_if(connections.begin(), connections.end(), [&](const auto& item) { return item.name == wanted; });
    return found == connections.end() ? nullptr : &*found;
}

Result<ConnectionSettings> Environment::requireConnection(const std::string& wanted) const {
    if (const ConnectionSettings* found = connection(wanted)) return *found;
    QStringList names;
    for (const auto& item : connections) names += qs(item.name);
    return fail(ErrorCode::notFound, say("The environment “%1” has no connection “%2”.").arg(qs(name), qs(wanted)),
                names.isEmpty() ? say("It has no connections at all.") : say("It has: %1.").arg(names.join(say(", "))));
}

Result<Environment> readEnvironment(const doc::DocumentPtr& document, const std::string& name, const std::string& path) {
    const doc::Value root = document->root();
    Environment out;
    out.name = name;
    out.production = root.find("production").boolean();
    for (const doc::Value variable : root.find("variables").children()) {
        out.variables[std::string(variable.name())] = variable.is(doc::Kind::string) ? variable.text() : variable.raw();
    }
    const Substitution substitution(root.find("variables"), path);
    for (const doc::Value entry : root.find("connections").children()) {
        PB_TRY(connection, readConnection(entry, name, substitution, path));
        out.connections.push_back(std::move(connection));
    }
    for (const doc::Value entry : root.find("serves").children()) {
        PB_TRY(address, substitution.text(entry.find("address")));
        out.serves.push_back({std::string(entry.find("contract").text()), std::move(address)});
    }
    return out;
}

std::string_view secretReference(std::string_view value) {
    return value.substr(0, secretPrefix.size()) == secretPrefix ? value.substr(secretPrefix.size()) : std::string_view();
}

bool namesASecret(std::string_view settingName) {
    std::string plain;
    for (const char c : settingName) {
        if (c != '_' && c != '-' && c != '.') plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    constexpr std::array<std::string_view, 7> words{"password", "passwd", "passphrase", "secret", "apikey", "privatekey", "token"};
    const auto endsWith = [&](std::string_view word) {
        return plain.size() >= word.size() && plain.compare(plain.size() - word.size(), word.size(), word) == 0;
    };
    return std::any_of(words.begin(), words.end(), endsWith);
}

Result<Secret> resolveSecret(std::string_view value, SecretStore* secrets, StopToken stop) {
    const std::string_view reference = secretReference(value);
    if (reference.empty()) return Secret(std::string(value));
    if (secrets) return secrets->get(std::string(reference), stop);
    return fail(ErrorCode::unavailable, say("Cannot find the secret “%1”. No store of secrets is open.").arg(qs(reference)));
}

}  // namespace pb::workspace

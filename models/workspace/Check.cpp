#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/document/Yaml.h"
#include "models/workspace/Layout.h"
#include "models/workspace/Workspace.h"

#include <algorithm>
#include <tuple>

namespace pb::workspace {

namespace {

using Keys = std::vector<std::string_view>;

/// One walk over all files; every part adds what it finds and goes on.
class Checker {
public:
    explicit Checker(const Workspace& workspace) : workspace_(workspace) {}

    std::vector<Finding> run() {
        workspaceFileItself();
        namesThatClash();
        for (const WorkspaceObject& object : workspace_.objects()) one(object);
        for (const WorkspaceObject& object : workspace_.objects(AddressKind::map)) mapFile(object);
        std::sort(out_.begin(), out_.end(), [](const Finding& left, const Finding& right) {
            return std::tie(left.place.address, left.place.line, left.place.column, left.rule) <
                   std::tie(right.place.address, right.place.line, right.place.column, right.rule);
        });
        return std::move(out_);
    }

private:
    void add(Severity severity, const char* rule, const QString& sentence, const QString& why, Place place) {
        out_.push_back({severity, rule, sentence, why, std::move(place)});
    }

    static Place placeOf(doc::Value value, const std::string& path) {
        Place place = value.place();
        place.address = path;
        return place;
    }

    doc::DocumentPtr readDocument(const std::string& path) {
        auto text = workspace_.read(path);
        if (!text) {
            fileError(std::move(text).error(), path);
            return nullptr;
        }
        const bool isJson = path.size() > 5 && path.compare(path.size() - 5, 5, ".json") == 0;
        auto document = isJson ? doc::readJson(std::move(*text)) : doc::readYaml(std::move(*text));
        if (!document) {
            fileError(std::move(document).error(), path);
            return nullptr;
        }
        for (Finding finding : (*document)->findings()) {
            finding.place.address = path;
            out_.push_back(std::move(finding));
        }
        return *document;
    }

    void fileError(Error error, const std::string& path) {
        error.place.address = path;
        add(Severity::error, "workspace.file.unreadable", error.sentence, error.hint, error.place);
    }

    void unknownKeys(doc::Value object, const Keys& known, const std::string& path) {
        for (const doc::Value member : object.children()) {
            if (std::find(known.begin(), known.end(), member.name()) != known.end()) continue;
            add(Severity::warning, "workspace.key.unknown", say("The key “%1” is not known here.").arg(qs(member.name())),
                say("It is kept, and nothing reads it. Known are: %1.").arg(joined(known)), placeOf(member, path));
        }
    }

    static QString joined(const Keys& keys) {
        QStringList out;
        for (const std::string_view key : keys) out += qs(key);
        return out.join(say(", "));
    }

    void workspaceFileItself() {
        const doc::DocumentPtr document = readDocument(workspaceFile);
        if (!document) return;
        unknownKeys(document->root(), {"format", "name", "title", "description"}, workspaceFile);
        if (!document->root().find("format").is(doc::Kind::number)) {
            add(Severity::warning, "workspace.format.missing", say("The file has no “format”."), say("Write “format: 1”."),
                Place{workspaceFile, 1, 1, 0});
        }
    }

    void namesThatClash() {
        std::map<std::pair<AddressKind, QString>, const WorkspaceObject*> seen;
        for (const WorkspaceObject& object : workspace_.objects()) {
            const auto key = std::make_pair(object.address.kind, qs(object.address.name).toCaseFolded());
            const auto [first, isNew] = seen.emplace(key, &object);
            if (isNew) continue;
            add(Severity::error, "workspace.name.clash",
                say("“%1” and “%2” have the same name “%3”.").arg(qs(first->second->path), qs(object.path), qs(object.address.name)),
                say("Links lead to the first of them, and some systems do not tell upper from lower case. Rename one."),
                Place{object.path});
        }
    }

    void one(const WorkspaceObject& object) {
        switch (object.address.kind) {
        case AddressKind::system: return systemFile(object);
        case AddressKind::environment: return environmentFile(object);
        case AddressKind::contract:
        case AddressKind::route: (void)readDocument(object.path); return;
        case AddressKind::schema:
            if (isYamlOrJson(object.path)) (void)readDocument(object.path);
            return;
        default: return;
        }
    }

    static bool isYamlOrJson(const std::string& path) {
        const auto endsWith = [&](std::string_view ending) {
            return path.size() > ending.size() && path.compare(path.size() - ending.size(), ending.size(), ending) == 0;
        };
        return endsWith(".json") || endsWith(".yaml") || endsWith(".yml");
    }

    void systemFile(const WorkspaceObject& object) {
        const doc::DocumentPtr document = readDocument(object.path);
        if (!document) return;
        unknownKeys(document->root(), {"name", "title", "description", "owns", "exposes"}, object.path);
        ownName(document->root(), object);
        for (const doc::Value exposed : document->root().find("exposes").children()) {
            unknownKeys(exposed, {"contract", "channel", "connection", "schema", "description"}, object.path);
            reference(exposed.find("contract"), object.path);
            reference(exposed.find("schema"), object.path);
            connectionReference(exposed.find("connection"), object.path);
        }
    }

    void environmentFile(const WorkspaceObject& object) {
        const doc::DocumentPtr document = readDocument(object.path);
        if (!document) return;
        const doc::Value root = document->root();
        unknownKeys(root, {"name", "title", "description", "production", "variables", "connections", "serves"}, object.path);
        ownName(root, object);
        for (const doc::Value entry : root.find("connections").children()) {
            unknownKeys(entry, {"connector", "settings", "title", "description"}, object.path);
            secretsInClearText(entry.find("settings"), object.path);
        }
        secretsInClearText(root.find("variables"), object.path);
        for (const doc::Value entry : root.find("serves").children()) reference(entry.find("contract"), object.path);
        if (const auto environment = readEnvironment(document, object.address.name, object.path); !environment) {
            const Error& error = environment.error();
            add(Severity::error, "workspace.environment.invalid", error.sentence, error.hint, error.place);
        }
    }

    void ownName(doc::Value root, const WorkspaceObject& object) {
        const doc::Value name = root.find("name");
        if (!name || name.text() == object.address.name) return;
        add(Severity::warning, "workspace.name.differs",
            say("The file says it is “%1”, and its name is “%2”.").arg(qs(name.text()), qs(object.address.name)),
            say("The name of the file counts. Make them the same."), placeOf(name, object.path));
    }

    void secretsInClearText(doc::Value value, const std::string& path) {
        for (const doc::Value child : value.children()) {
            if (child.is(doc::Kind::object) || child.is(doc::Kind::array)) {
                secretsInClearText(child, path);
                continue;
            }
            const std::string_view text = child.text();
            const bool isReference = text.empty() || !secretReference(text).empty() || text.substr(0, 2) == "${";
            if (isReference || !namesASecret(child.name())) continue;
            add(Severity::warning, "workspace.secret.clear", say("“%1” holds a secret in clear text.").arg(qs(child.name())),
                say("Everybody who has the workspace can read it. Store it, and write “secret:NAME” here."), placeOf(child, path));
        }
    }

    /// A path in the workspace, perhaps with a JSON pointer behind “#”.
    void reference(doc::Value value, const std::string& path) {
        if (!value.is(doc::Kind::string)) return;
        const std::string_view wanted = value.text().substr(0, value.text().find('#'));
        const auto file = workspace_.fileOf(Address::file(std::string(wanted)));
        std::error_code code;
        if (file && std::filesystem::is_regular_file(*file, code)) return;
        add(Severity::error, "workspace.reference.missing", say("There is no file “%1”.").arg(qs(wanted)),
            say("The path is relative to the workspace. Correct it, or add the file."), placeOf(value, path));
    }

    void connectionReference(doc::Value value, const std::string& path) {
        if (!value.is(doc::Kind::string)) return;
        if (workspace_.find(Address::of(AddressKind::connection, std::string(value.text())))) return;
        add(Severity::warning, "workspace.connection.missing",
            say("No environment has a connection “%1”.").arg(qs(value.text())), say("Add it to an environment."), placeOf(value, path));
    }

    void mapFile(const WorkspaceObject& object) {
        constexpr std::string_view ending = ".jsonata";
        const std::string path = object.path.substr(0, object.path.size() - ending.size()) + ".map.yaml";
        std::error_code code;
        if (!std::filesystem::exists(workspace_.folder() / pathFromUtf8(path), code)) {
            add(Severity::note, "workspace.map.alone", say("The map has no “%1”.").arg(qs(path)),
                say("Without it there are no schemas to check against."), Place{object.path});
            return;
        }
        const doc::DocumentPtr document = readDocument(path);
        if (!document) return;
        const doc::Value root = document->root();
        unknownKeys(root, {"name", "title", "description", "source", "target", "samples", "tests", "layout"}, path);
        for (const char* side : {"source", "target"}) reference(root.find(side).find("schema"), path);
        for (const doc::Value sample : root.find("samples").children()) reference(sample, path);
    }

    const Workspace& workspace_;
    std::vector<Finding> out_;
};

}  // namespace

std::vector<Finding> Workspace::check() const { return Checker(*this).run(); }

}  // namespace pb::workspace

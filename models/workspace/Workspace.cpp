#include "models/workspace/Workspace.h"

#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/document/Yaml.h"
#include "models/workspace/Layout.h"

#include <QStringList>

#include <algorithm>
#include <tuple>

namespace pb::workspace {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view ignoreFile = "*\n";  // .patchbay/.gitignore ignores itself too

tl::unexpected<Error> storageError(const QString& sentence, const fs::path& path, const std::error_code& code) {
    return fail(ErrorCode::storage, sentence.arg(qs(pathToUtf8(path)), qs(code.message())),
                say("Check that the folder exists and that you have the right to use it."), Place{pathToUtf8(path)});
}

bool isHidden(const fs::path& path) { return pathToUtf8(path.filename()).front() == '.'; }

/// Every file below, relative to `root`, sorted. Links to folders are not followed, so that there are no circles.
Result<std::vector<std::string>> filesBelow(const fs::path& root, const fs::path& folder) {
    std::vector<std::string> out;
    std::error_code code;
    fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, code);
    if (code == std::errc::no_such_file_or_directory) return out;
    for (; !code && at != fs::recursive_directory_iterator(); at.increment(code)) {
        std::error_code ignored;
        if (isHidden(at->path())) {
            at.disable_recursion_pending();
        } else if (at->is_regular_file(ignored)) {
            out.push_back(pathToUtf8(at->path().lexically_relative(root)));
        }
    }
    if (code) return storageError(say("Cannot list the folder “%1”. %2."), folder, code);
    std::sort(out.begin(), out.end());
    return out;
}

std::string titleIn(const fs::path& file) {
    constexpr std::uintmax_t largest = 1u << 20;
    auto text = readFile(file, largest);
    if (!text) return {};
    const auto document = doc::readYaml(std::move(*text));
    return document ? std::string((*document)->root().find("title").text()) : std::string();
}

/// A broken file is for check() to name; here it has no connections.
std::vector<std::string> connectionsIn(const fs::path& file) {
    std::vector<std::string> out;
    auto text = readFile(file);
    if (!text) return out;
    const auto document = doc::readYaml(std::move(*text));
    if (!document) return out;
    for (const doc::Value entry : (*document)->root().find("connections").children()) out.emplace_back(entry.name());
    return out;
}

void addObject(AddressKind kind, std::string name, std::string title, std::string path, std::vector<WorkspaceObject>& out) {
    std::string shown = title.empty() ? name : std::move(title);
    out.push_back({Address::of(kind, std::move(name)), std::move(shown), std::move(path)});
}

Done addSection(const fs::path& root, const Section& section, std::vector<WorkspaceObject>& out) {
    PB_TRY(files, filesBelow(root, root / section.folder));
    for (const std::string& path : files) {
        const auto name = objectName(section, path);
        if (!name) continue;
        const bool mayHaveTitle = section.kind == AddressKind::system || section.kind == AddressKind::environment;
        addObject(section.kind, *name, mayHaveTitle ? titleIn(root / pathFromUtf8(path)) : std::string(), path, out);
    }
    return {};
}

/// A connection has one name in all environments; its path is the first environment that has it.
void addConnections(const fs::path& root, std::vector<WorkspaceObject>& out) {
    std::map<std::string, std::string> firstPath;
    for (const WorkspaceObject& object : out) {
        if (object.address.kind != AddressKind::environment) continue;
        for (auto& name : connectionsIn(root / pathFromUtf8(object.path))) firstPath.emplace(std::move(name), object.path);
    }
    for (auto& [name, path] : firstPath) addObject(AddressKind::connection, name, {}, path, out);
}

void addReleases(const fs::path& root, std::vector<WorkspaceObject>& out) {
    std::error_code code;
    for (fs::directory_iterator at(root / "releases", code); !code && at != fs::directory_iterator(); at.increment(code)) {
        std::error_code ignored;
        if (!at->is_directory(ignored) || isHidden(at->path())) continue;
        addObject(AddressKind::release, pathToUtf8(at->path().filename()), {}, pathToUtf8(at->path().lexically_relative(root)), out);
    }
}

auto order(const WorkspaceObject& object) { return std::tie(object.address.kind, object.address.name, object.path); }

Result<fs::path> insideOf(const fs::path& folder, std::string_view path) {
    const fs::path relative = pathFromUtf8(path).lexically_normal();
    const bool leaves = relative.empty() || relative.is_absolute() || relative.has_root_path() || *relative.begin() == "..";
    if (!leaves) return folder / relative;
    return fail(ErrorCode::wrongUse, say("Cannot use the path “%1”. It leads out of the workspace.").arg(qs(path)),
                say("Give a path relative to the workspace."), Place{std::string(path)});
}

Done checkFormat(const doc::DocumentPtr& document, const fs::path& file) {
    const doc::Value format = document->root().find("format");
    if (!format.is(doc::Kind::number) || format.number() <= Workspace::formatVersion) return {};
    Place place = format.place();
    place.address = pathToUtf8(file);
    return fail(ErrorCode::conflict,
                say("Cannot open the workspace. It has format %1, and this program knows formats up to %2.")
                    .arg(qs(format.digits())).arg(Workspace::formatVersion),
                say("Use a newer program."), place);
}

}  // namespace

Result<Workspace> Workspace::open(const fs::path& folder) {
    std::error_code code;
    const fs::path absolute = fs::absolute(folder, code).lexically_normal();
    Workspace out(code ? folder : absolute.has_filename() ? absolute : absolute.parent_path());
    auto text = readFile(out.folder_ / workspaceFile);
    if (!text && text.error().code == ErrorCode::notFound) {
        return fail(ErrorCode::notFound, say("There is no workspace in “%1”.").arg(qs(pathToUtf8(out.folder_))),
                    say("A workspace has a file “%1”. Choose another folder, or create a workspace.").arg(qs(workspaceFile)),
                    Place{pathToUtf8(out.folder_)});
    }
    if (!text) return fail(std::move(text).error());
    out.name_ = pathToUtf8(out.folder_.filename());
    if (const auto document = doc::readYaml(std::move(*text))) {
        PB_CHECK(checkFormat(*document, out.folder_ / workspaceFile));
        const std::string_view name = (*document)->root().find("name").text();
        if (!name.empty()) out.name_ = name;
    }
    PB_CHECK(out.refresh());
    return out;
}

Result<Workspace> Workspace::create(const fs::path& folder, const std::string& name) {
    std::error_code code;
    if (fs::exists(folder / workspaceFile, code)) {
        return fail(ErrorCode::conflict, say("Cannot create a workspace in “%1”. There is one already.").arg(qs(pathToUtf8(folder))),
                    say("Open it, or choose another folder."), Place{pathToUtf8(folder)});
    }
    PB_CHECK(makeFolder(folder));
    for (const Section& section : sections()) PB_CHECK(makeFolder(folder / section.folder));
    PB_TRY(text, doc::YamlText::parse("format: 1\nname: x\n"));
    PB_CHECK(text.setScalar("/name", name));
    PB_CHECK(writeFileAtomically(folder / workspaceFile, text.text()));
    PB_TRY(out, open(folder));
    PB_CHECK(out.ensureStateFolder());
    return out;
}

Result<fs::path> Workspace::locate(const fs::path& start) {
    std::error_code code;
    for (fs::path at = fs::absolute(start, code).lexically_normal();; at = at.parent_path()) {
        if (fs::exists(at / workspaceFile, code)) return at;
        if (at == at.parent_path()) break;
    }
    return fail(ErrorCode::notFound, say("There is no workspace in “%1” nor above it.").arg(qs(pathToUtf8(start))),
                say("A workspace has a file “%1”.").arg(qs(workspaceFile)), Place{pathToUtf8(start)});
}

Done Workspace::ensureStateFolder() const {
    PB_CHECK(makeFolder(stateFolder()));
    std::error_code code;
    if (fs::exists(stateFolder() / ".gitignore", code)) return {};
    return writeFileAtomically(stateFolder() / ".gitignore", ignoreFile);
}

Done Workspace::refresh() {
    std::vector<WorkspaceObject> found;
    for (const Section& section : sections()) PB_CHECK(addSection(folder_, section, found));
    addConnections(folder_, found);
    addReleases(folder_, found);
    std::sort(found.begin(), found.end(), [](const auto& left, const auto& right) { return order(left) < order(right); });
    objects_ = std::move(found);
    return {};
}

std::vector<WorkspaceObject> Workspace::objects(AddressKind kind) const {
    std::vector<WorkspaceObject> out;
    std::copy_if(objects_.begin(), objects_.end(), std::back_inserter(out),
                 [kind](const auto& object) { return object.address.kind == kind; });
    return out;
}

const WorkspaceObject* Workspace::find(const Address& address) const {
    const auto found = std::lower_bound(objects_.begin(), objects_.end(), address, [](const auto& object, const Address& wanted) {
        return std::tie(object.address.kind, object.address.name) < std::tie(wanted.kind, wanted.name);
    });
    const bool same = found != objects_.end() && found->address.kind == address.kind && found->address.name == address.name;
    return same ? &*found : nullptr;
}

const WorkspaceObject* Workspace::findPath(std::string_view path) const {
    const auto found = std::find_if(objects_.begin(), objects_.end(), [&](const auto& object) {
        return object.path == path && object.address.kind != AddressKind::connection;
    });
    return found == objects_.end() ? nullptr : &*found;
}

Result<fs::path> Workspace::fileOf(const Address& address) const {
    if (address.kind == AddressKind::file) return insideOf(folder_, address.name);
    if (address.kind == AddressKind::workspace) return folder_ / workspaceFile;
    if (const WorkspaceObject* object = find(address)) return folder_ / pathFromUtf8(object->path);
    return fail(ErrorCode::notFound, say("There is no “%1” in this workspace.").arg(qs(address.print())), {}, Place{address.print()});
}

Result<std::string> Workspace::read(std::string_view path) const {
    PB_TRY(file, insideOf(folder_, path));
    return readFile(file);
}

Done Workspace::save(std::string_view path, std::string_view text) {
    PB_TRY(file, insideOf(folder_, path));
    PB_CHECK(makeFolder(file.parent_path()));
    PB_CHECK(writeFileAtomically(file, text));
    return findPath(path) ? Done() : refresh();
}

Result<Environment> Workspace::environment(const std::string& name) const {
    const WorkspaceObject* object = find(Address::of(AddressKind::environment, name));
    if (!object) {
        QStringList names;
        for (const auto& other : objects(AddressKind::environment)) names += qs(other.address.name);
        return fail(ErrorCode::notFound, say("There is no environment “%1” in this workspace.").arg(qs(name)),
                    names.isEmpty() ? say("It has no environments.") : say("It has: %1.").arg(names.join(say(", "))));
    }
    PB_TRY(text, read(object->path));
    auto document = doc::readYaml(std::move(text));
    if (!document) {
        Error error = std::move(document).error();
        error.place.address = object->path;
        return fail(std::move(error));
    }
    return readEnvironment(*document, name, object->path);
}

}  // namespace pb::workspace

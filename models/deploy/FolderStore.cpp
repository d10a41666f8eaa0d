#include "models/deploy/FolderStore.h"

#include "models/base/Files.h"
#include "models/base/Text.h"

#include <algorithm>

namespace pb::deploy {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t maxFileBytes = 16u << 20;

Error noFolder(const fs::path& folder, const std::error_code& error) {
    return Error(ErrorCode::notFound, say("The folder “%1” of the runtime cannot be read. %2.").arg(qs(pathToUtf8(folder)), qs(error.message())),
                 say("Check the directory in the settings of the connection."));
}

Error changed(const std::string& identity, const QString& how) {
    return Error(ErrorCode::conflict, say("“%1” %2 since the plan was made.").arg(qs(identity), how), say("Plan again."));
}

}  // namespace

FolderStore::FolderStore(fs::path folder) : folder_(std::move(folder)) {}

fs::path FolderStore::pathOf(const std::string& identity) const { return folder_ / pathFromUtf8(identity); }

std::string kindOfPath(const std::string& identity) { return identity.starts_with("maps/") ? "map-file" : "route-file"; }

Done FolderStore::checkIdentity(const std::string& identity) {
    const bool isInside = identity.starts_with("routes/") || identity.starts_with("maps/");
    const bool isPlain = identity.find("..") == std::string::npos && identity.find("/.") == std::string::npos &&
                         identity.find('\\') == std::string::npos && identity.find("//") == std::string::npos && !identity.ends_with('/');
    if (!isInside || !isPlain) {
        return fail(ErrorCode::wrongUse, say("“%1” is no file of routes/ or maps/.").arg(qs(identity)));
    }
    return {};
}

std::vector<ResourceRules> FolderStore::rules() {
    ResourceRules maps;
    maps.kind = "map-file";
    maps.displayName = say("Map");
    maps.isText = true;
    ResourceRules routes;
    routes.kind = "route-file";
    routes.displayName = say("Route file");
    routes.isText = true;
    routes.dependsOn = {"map-file"};
    routes.deleteKeepsRunning = true;
    return {maps, routes};
}

Result<std::vector<std::string>> FolderStore::managed() const {
    const fs::path list = folder_ / ".patchbay" / "managed";
    std::error_code error;
    if (!fs::exists(list, error)) {
        return std::vector<std::string>();
    }
    PB_TRY(text, readFile(list, maxFileBytes));
    std::vector<std::string> names;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        if (end > at) {
            names.push_back(text.substr(at, end - at));
        }
        at = end + 1;
    }
    return names;
}

Done FolderStore::setManaged(const std::string& identity, bool isManaged) {
    PB_TRY(names, managed());
    const auto found = std::find(names.begin(), names.end(), identity);
    if ((found != names.end()) == isManaged) {
        return {};
    }
    if (isManaged) {
        names.push_back(identity);
        std::sort(names.begin(), names.end());
    } else {
        names.erase(found);
    }
    std::string text;
    for (const std::string& name : names) {
        text += name + "\n";
    }
    PB_CHECK(makeFolder(folder_ / ".patchbay"));
    return writeFileAtomically(folder_ / ".patchbay" / "managed", text);
}

Result<LiveState> FolderStore::read() const {
    std::error_code error;
    if (!fs::is_directory(folder_, error)) {
        return fail(noFolder(folder_, error ? error : std::make_error_code(std::errc::no_such_file_or_directory)));
    }
    PB_TRY(ours, managed());
    LiveState live;
    std::string hashes;
    std::vector<std::string> identities;
    for (const char* part : {"maps", "routes"}) {
        error.clear();
        for (fs::directory_iterator entry(folder_ / part, error), end; !error && entry != end; entry.increment(error)) {
            const std::string name = pathToUtf8(entry->path().filename());
            std::error_code ignored;
            if (!name.starts_with('.') && entry->is_regular_file(ignored)) {
                identities.push_back(std::string(part) + "/" + name);
            }
        }
    }
    std::sort(identities.begin(), identities.end());
    for (const std::string& identity : identities) {
        auto content = readFile(pathOf(identity), maxFileBytes);
        if (!content) {
            live.missing.push_back({Severity::warning, "deploy.unreadable", content.error().sentence, content.error().hint, Place{identity}});
            continue;
        }
        hashes += identity + " " + sha256Hex(*content) + "\n";
        const bool isOurs = std::find(ours.begin(), ours.end(), identity) != ours.end();
        (isOurs ? live.resources : live.unmanaged).push_back({kindOfPath(identity), identity, std::move(*content), {}});
    }
    live.fingerprint = sha256Hex(hashes);
    return live;
}

Result<std::optional<std::string>> FolderStore::contentOf(const std::string& identity) const {
    PB_CHECK(checkIdentity(identity));
    std::error_code error;
    if (!fs::exists(pathOf(identity), error)) {
        return std::optional<std::string>();
    }
    PB_TRY(content, readFile(pathOf(identity), maxFileBytes));
    return std::optional(std::move(content));
}

Done FolderStore::write(const std::string& identity, const std::string& content) {
    PB_CHECK(checkIdentity(identity));
    const fs::path temporary = folder_ / ".patchbay" / "new";
    PB_CHECK(makeFolder(pathOf(identity).parent_path()));
    PB_CHECK(makeFolder(temporary));
    // Marked first: after a crash in between a file that is not there is not ours either.
    PB_CHECK(setManaged(identity, true));
    return writeFileAtomically(pathOf(identity), content, temporary);
}

Done FolderStore::remove(const std::string& identity) {
    PB_CHECK(checkIdentity(identity));
    std::error_code error;
    fs::remove(pathOf(identity), error);
    if (error) {
        return fail(ErrorCode::storage, say("“%1” cannot be removed. %2.").arg(qs(identity), qs(error.message())));
    }
    return setManaged(identity, false);
}

Result<std::optional<Error>> FolderStore::conflictOf(const Step& step) const {
    const std::string& identity = (step.after ? step.after : step.before)->identity;
    PB_TRY(content, contentOf(identity));
    if (content && step.after && *content == step.after->content) {
        return std::optional<Error>();
    }
    if (!content) {
        return step.before && step.after ? std::optional(changed(identity, say("was removed"))) : std::nullopt;
    }
    if (!step.before) {
        return std::optional(changed(identity, say("was created")));
    }
    return *content == step.before->content ? std::optional<Error>() : std::optional(changed(identity, say("was changed")));
}

}  // namespace pb::deploy

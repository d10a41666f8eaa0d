#include "models/deploy/Release.h"

#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/deploy/FolderStore.h"
#include "models/document/Json.h"
#include "models/document/Yaml.h"
#include "models/route/RouteDocument.h"

#include <QDateTime>

#include <algorithm>
#include <set>

namespace pb::deploy {

namespace {

namespace fs = std::filesystem;

fs::path folderOf(const fs::path& workspace, const std::string& name) { return workspace / "releases" / pathFromUtf8(name); }

bool isReleaseName(const std::string& name) {
    return !name.empty() && name.front() != '.' && name.size() <= 100 && std::all_of(name.begin(), name.end(), [](unsigned char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' || c == '-';
    });
}

std::string quoted(const std::string& text) {
    std::string out;
    doc::writeJsonString(text, out);  // a JSON string is a YAML string
    return out;
}

std::string releaseText(const Release& release) {
    std::string out = "# What is deployed; the same for every environment. The contents are in files/.\n";
    out += "name: " + quoted(release.name) + "\n";
    out += "created: " + quoted(isoTime(release.created)) + "\n";
    out += "notes: " + quoted(release.notes) + "\n";
    out += release.resources.empty() ? "resources: []\n" : "resources:\n";
    for (const ReleaseResource& resource : release.resources) {
        out += "  - kind: " + quoted(resource.kind) + "\n    identity: " + quoted(resource.identity) +
               "\n    source: " + quoted(resource.source) + "\n    sha256: " + resource.sha256 + "\n";
    }
    return out;
}

Result<std::vector<std::string>> routeFiles(const fs::path& workspace) {
    std::vector<std::string> files;
    std::error_code error;
    for (fs::directory_iterator entry(workspace / "routes", error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = pathToUtf8(entry->path().filename());
        if (name.ends_with(".camel.yaml") && !name.starts_with('.')) {
            files.push_back("routes/" + name);
        }
    }
    if (files.empty()) {
        return fail(ErrorCode::notFound, say("The workspace has no routes to release."), say("Add a file routes/NAME.camel.yaml."));
    }
    std::sort(files.begin(), files.end());
    return files;
}

Result<Resource> readResource(const fs::path& workspace, const std::string& path) {
    auto content = readFile(workspace / pathFromUtf8(path), 16u << 20);
    if (!content) {
        return fail(std::move(content).error());
    }
    return Resource{kindOfPath(path), path, std::move(*content), path};
}

Done addMaps(const fs::path& workspace, const route::RouteDocument& document, std::set<std::string>& seen, std::vector<Resource>& maps) {
    for (const route::Reference& reference : document.references()) {
        if (reference.kind != route::Reference::Kind::map || !seen.insert(reference.name).second) {
            continue;
        }
        if (const Done isBelow = FolderStore::checkIdentity(reference.name); !isBelow) {
            return fail(Error(ErrorCode::invalidInput, say("The route uses the map “%1”, which is not in maps/.").arg(qs(reference.name)),
                              say("Name it “file:{{patchbay.maps}}/NAME.jsonata”."), reference.place).because(isBelow.error()));
        }
        auto map = readResource(workspace, reference.name);
        if (!map) {
            return fail(Error(ErrorCode::notFound, say("The route uses the map “%1”, which cannot be read.").arg(qs(reference.name)), {},
                              reference.place).because(map.error()));
        }
        maps.push_back(std::move(*map));
    }
    return {};
}

Error notRead(const std::string& name, const QString& why) {
    return Error(ErrorCode::invalidInput, say("The release “%1” cannot be read. %2").arg(qs(name), why), {},
                 Place{"releases/" + name + "/release.yaml"});
}

Done writeRelease(const fs::path& folder, const Release& release, const std::vector<Resource>& resources) {
    for (const Resource& resource : resources) {
        const fs::path file = folder / "files" / pathFromUtf8(resource.source);
        PB_CHECK(makeFolder(file.parent_path()));
        PB_CHECK(writeFileAtomically(file, resource.content));
    }
    return writeFileAtomically(folder / "release.yaml", releaseText(release));  // last: its presence makes the release
}

}  // namespace

Result<std::vector<Resource>> resourcesOf(const fs::path& workspace, const ReleaseSelection& selection) {
    std::vector<std::string> files = selection.routes;
    if (files.empty()) {
        PB_TRY(all, routeFiles(workspace));
        files = std::move(all);
    }
    std::vector<Resource> maps;
    std::vector<Resource> routes;
    std::vector<route::RouteDocument> documents;
    std::set<std::string> seen;
    for (const std::string& file : files) {
        PB_TRY(resource, readResource(workspace, file));
        documents.push_back(route::RouteDocument::parse(resource.content, file));
        for (const Finding& finding : documents.back().findings()) {
            if (finding.severity == Severity::error) {
                return fail(ErrorCode::invalidInput, say("The route file “%1” has an error. %2").arg(qs(file), finding.sentence), finding.why,
                            finding.place);
            }
        }
        PB_CHECK(addMaps(workspace, documents.back(), seen, maps));
        routes.push_back(std::move(resource));
    }
    if (const auto twice = route::duplicateRouteIds(documents); !twice.empty()) {
        return fail(ErrorCode::invalidInput, twice.front().sentence, twice.front().why, twice.front().place);
    }
    maps.insert(maps.end(), std::make_move_iterator(routes.begin()), std::make_move_iterator(routes.end()));
    return maps;
}

Result<Release> makeRelease(const fs::path& workspace, const std::string& name, const std::string& notes,
                            const ReleaseSelection& selection, const Clock& clock) {
    if (!isReleaseName(name)) {
        return fail(ErrorCode::wrongUse, say("“%1” is no name for a release.").arg(qs(name)), say("Use letters, digits and . _ - only."));
    }
    const fs::path folder = folderOf(workspace, name);
    std::error_code error;
    if (fs::exists(folder / "release.yaml", error)) {
        return fail(ErrorCode::conflict, say("There is a release “%1” already.").arg(qs(name)), say("A release never changes; take another name."));
    }
    PB_TRY(resources, resourcesOf(workspace, selection));
    Release release{name, clock.now(), notes, {}};
    for (const Resource& resource : resources) {
        release.resources.push_back({resource.kind, resource.identity, resource.source, sha256Hex(resource.content)});
    }
    if (const Done written = writeRelease(folder, release, resources); !written) {
        fs::remove_all(folder, error);
        return fail(written.error());
    }
    return release;
}

Result<Release> readRelease(const fs::path& workspace, const std::string& name) {
    PB_TRY(text, readFile(folderOf(workspace, name) / "release.yaml", 16u << 20));
    auto yaml = doc::readYaml(std::move(text));
    if (!yaml) {
        return fail(notRead(name, say("Its YAML is broken.")).because(yaml.error()));
    }
    const doc::Value root = (*yaml)->root();
    const QDateTime created = QDateTime::fromString(qs(root.find("created").text()), Qt::ISODateWithMs);
    Release release{name, created.isValid() ? created.toMSecsSinceEpoch() : 0, std::string(root.find("notes").text()), {}};
    if (root.find("name").text() != name || !created.isValid()) {
        return fail(notRead(name, say("Its name or its time is missing.")));
    }
    for (const doc::Value entry : root.find("resources").children()) {
        const auto member = [&](const char* field) { return std::string(entry.find(field).text()); };
        release.resources.push_back({member("kind"), member("identity"), member("source"), member("sha256")});
        if (const Done isPath = FolderStore::checkIdentity(release.resources.back().source); !isPath) {
            return fail(notRead(name, isPath.error().sentence));
        }
    }
    return release;
}

Result<std::vector<Release>> listReleases(const fs::path& workspace, std::vector<Finding>* broken) {
    std::vector<Release> releases;
    std::error_code error;
    for (fs::directory_iterator entry(workspace / "releases", error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = pathToUtf8(entry->path().filename());
        std::error_code ignored;
        if (!isReleaseName(name) || !fs::exists(entry->path() / "release.yaml", ignored)) {
            continue;
        }
        auto release = readRelease(workspace, name);
        if (release) {
            releases.push_back(std::move(*release));
        } else if (broken) {
            broken->push_back({Severity::error, "release.broken", release.error().sentence, release.error().hint, release.error().place});
        }
    }
    std::sort(releases.begin(), releases.end(), [](const Release& left, const Release& right) {
        return std::tie(left.created, left.name) < std::tie(right.created, right.name);
    });
    return releases;
}

Result<std::vector<Resource>> contentsOf(const fs::path& workspace, const Release& release) {
    std::vector<Resource> resources;
    for (const ReleaseResource& entry : release.resources) {
        PB_TRY(content, readFile(folderOf(workspace, release.name) / "files" / pathFromUtf8(entry.source), 16u << 20));
        if (sha256Hex(content) != entry.sha256) {
            return fail(ErrorCode::invalidInput, say("“%1” of release “%2” was changed after the release was made.").arg(qs(entry.source), qs(release.name)),
                        say("Take the file back from git, or make a new release."),
                        Place{"releases/" + release.name + "/files/" + entry.source});
        }
        resources.push_back({entry.kind, entry.identity, std::move(content), entry.source});
    }
    return resources;
}

std::string nextReleaseName(const fs::path& workspace, const Clock& clock) {
    const std::string day = isoTime(clock.now()).substr(0, 10);
    std::error_code error;
    for (int number = 1;; ++number) {
        const std::string name = day + "." + std::to_string(number);
        if (!fs::exists(folderOf(workspace, name), error)) {
            return name;
        }
    }
}

}  // namespace pb::deploy

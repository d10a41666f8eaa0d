#include "models/schema/tree/SchemaFiles.h"

#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/document/Yaml.h"
#include "models/schema/compile/Uri.h"

#include <mutex>
#include <unordered_map>

namespace pb::schema {

namespace {

bool hasScheme(std::string_view uri) { return uri.find("://") != std::string_view::npos; }

/// Up to the last slash, with it.
std::string_view folderOf(std::string_view path) { return path.substr(0, path.rfind('/') + 1); }

}  // namespace

bool isYaml(std::string_view path) { return path.ends_with(".yaml") || path.ends_with(".yml"); }

Result<doc::DocumentPtr> readJsonOrYaml(std::string text, std::string_view path) {
    return isYaml(path) ? doc::readYaml(std::move(text)) : doc::readJson(std::move(text));
}

struct SchemaFiles::State {
    FileLoader loader;
    Resolver other;
    std::string folder;     ///< of the schema's file
    std::string uriFolder;  ///< of its `$id`; empty where that is none with a scheme
    std::mutex mutex;
    std::unordered_map<const doc::Document*, std::string> paths;

    std::string pathFor(std::string_view uri) const {
        const bool isBeside = !uriFolder.empty() && uri.starts_with(uriFolder);
        return isBeside ? folder + percentDecoded(uri.substr(uriFolder.size())) : percentDecoded(uri);
    }

    Result<doc::DocumentPtr> load(const std::string& path) const {
        if (!loader) {
            return fail(ErrorCode::notFound, say("Nothing says where “%1” is.").arg(qs(path)));
        }
        PB_TRY(bytes, loader(path));
        return readJsonOrYaml(std::move(bytes), path);
    }

    Result<doc::DocumentPtr> resolve(std::string_view uri) {
        if (other && hasScheme(uri)) {
            auto document = other(uri);
            if (document || hasScheme(pathFor(uri))) {
                return remembered(std::move(document), std::string(uri));
            }
        }
        std::string path = pathFor(uri);
        auto document = load(path);
        return remembered(std::move(document), std::move(path));
    }

    Result<doc::DocumentPtr> remembered(Result<doc::DocumentPtr> document, std::string path) {
        if (document) {
            const std::scoped_lock lock(mutex);
            paths.insert_or_assign(document->get(), std::move(path));
        }
        return document;
    }
};

SchemaFiles::SchemaFiles(const std::string& path, const doc::Document& document, FileLoader loader, Resolver other)
    : state_(std::make_shared<State>()) {
    state_->loader = std::move(loader);
    state_->other = std::move(other);
    state_->folder = folderOf(path);
    const doc::Value root = document.root();
    const std::string_view id = withoutFragment((root.find("$id") ? root.find("$id") : root.find("id")).text());  // draft 3 and 4: id
    state_->uriFolder = hasScheme(id) ? folderOf(id) : std::string_view();
}

Resolver SchemaFiles::resolver() const {
    return [state = state_](std::string_view uri) { return state->resolve(uri); };
}

std::string SchemaFiles::pathOf(const doc::Document& document) const {
    const std::scoped_lock lock(state_->mutex);
    const auto known = state_->paths.find(&document);
    return known == state_->paths.end() ? std::string() : known->second;
}

}  // namespace pb::schema

#include "models/contract/References.h"

#include "models/base/Text.h"
#include "models/contract/Url.h"
#include "models/document/Json.h"
#include "models/document/Yaml.h"

#include <algorithm>
#include <array>

namespace pb::contract {

namespace {

constexpr std::string_view uriBase = "file:///";
constexpr int maxHops = 64;

/// "contracts/a.yaml" + "../schemas/b.yaml" → "schemas/b.yaml"; empty where it leaves the folder above.
std::string joinKeys(std::string_view base, std::string_view relative) {
    std::vector<std::string> parts;
    const auto add = [&](std::string_view path) {
        while (!path.empty()) {
            const auto slash = path.find('/');
            const std::string_view part = path.substr(0, slash);
            path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
            if (part == ".." && parts.empty()) {
                return false;
            }
            if (part == "..") {
                parts.pop_back();
            } else if (!part.empty() && part != ".") {
                parts.emplace_back(part);
            }
        }
        return true;
    };
    const auto folder = base.rfind('/');
    if (!add(folder == std::string_view::npos ? std::string_view() : base.substr(0, folder)) || !add(relative)) {
        return {};
    }
    std::string joined;
    for (const auto& part : parts) {
        joined += (joined.empty() ? "" : "/") + part;
    }
    return joined;
}

bool holdsData(std::string_view name) {
    static constexpr std::array<std::string_view, 6> names{"example", "examples", "enum", "const", "default", "value"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

struct Cut {
    std::string_view document, fragment;
};
Cut cutReference(std::string_view reference) {
    const auto hash = reference.find('#');
    return {reference.substr(0, hash), hash == std::string_view::npos ? std::string_view() : reference.substr(hash + 1)};
}

}  // namespace

Result<doc::DocumentPtr> readJsonOrYaml(std::string bytes) {
    const auto first = bytes.find_first_not_of(" \t\r\n");
    const bool json = first != std::string::npos && (bytes[first] == '{' || bytes[first] == '[');
    if (json) {
        return doc::readJson(std::move(bytes));
    }
    return doc::readYaml(std::move(bytes));
}

void eachReference(doc::Value value, const std::function<void(doc::Value, std::string_view)>& each) {
    if (value.is(doc::Kind::object)) {
        const doc::Value reference = value.find("$ref");
        if (reference.is(doc::Kind::string)) {
            each(value, reference.text());
        }
    }
    for (const doc::Value child : value.children()) {
        if (!holdsData(child.name())) {
            eachReference(child, each);
        }
    }
}

References References::read(doc::DocumentPtr root, const std::string& file, const schema::Resolver& resolver,
                            std::vector<Finding>& findings) {
    References references;
    references.root_ = std::move(root);
    const auto name = file.rfind('/');
    const auto folder = name == std::string::npos || name == 0 ? std::string::npos : file.rfind('/', name - 1);
    const std::size_t keyBegin = name == std::string::npos || folder == std::string::npos ? 0 : folder + 1;
    references.folderAbove_ = file.substr(0, keyBegin);
    const std::string key = file.substr(keyBegin);
    references.documents_[key] = {references.root_, file};
    references.keys_[references.root_.get()] = key;
    references.scan(key, resolver, findings);
    references.reportBroken(findings);
    return references;
}

void References::load(const std::string& key, const schema::Resolver& resolver, std::vector<Finding>& findings) {
    if (documents_.contains(key)) {
        return;
    }
    documents_[key] = {nullptr, nameOf(key)};
    auto document = resolver ? resolver(nameOf(key))
                             : Result<doc::DocumentPtr>(fail(ErrorCode::refused, say("Other files are not read here.")));
    if (!document) {
        Finding finding;
        finding.rule = "contract.file";
        finding.sentence = say("Cannot read “%1”, which the contract names. %2").arg(qs(nameOf(key)), document.error().sentence);
        finding.place.address = documents_.begin()->second.file;
        findings.push_back(std::move(finding));
        return;
    }
    documents_[key].document = *document;
    keys_[document->get()] = key;
    scan(key, resolver, findings);
}

void References::scan(const std::string& key, const schema::Resolver& resolver, std::vector<Finding>& findings) {
    eachReference(documents_[key].document->root(), [&](doc::Value, std::string_view reference) {
        const Cut cut = cutReference(reference);
        if (cut.document.empty() || cut.document.find("://") != std::string_view::npos) {
            return;
        }
        if (const std::string other = joinKeys(key, percentDecode(cut.document)); !other.empty()) {
            load(other, resolver, findings);
        }
    });
}

void References::reportBroken(std::vector<Finding>& findings) const {
    for (const auto& entry : documents_) {
        const Known& known = entry.second;
        if (!known.document) {
            continue;
        }
        eachReference(known.document->root(), [&](doc::Value holder, std::string_view reference) {
            const bool byPointer = cutReference(reference).fragment.starts_with('/');
            if (!byPointer || target(holder, reference)) {
                return;
            }
            Finding finding;
            finding.rule = "contract.reference";
            finding.sentence = say("The reference “%1” leads nowhere.").arg(qs(reference));
            finding.place = holder.find("$ref").place();
            finding.place.address = known.file;
            findings.push_back(std::move(finding));
        });
    }
}

std::string References::nameOf(const std::string& key) const { return folderAbove_ + key; }

doc::Value References::target(doc::Value holder, std::string_view reference) const {
    const Cut cut = cutReference(reference);
    const auto from = keys_.find(holder.document());
    if (from == keys_.end()) {
        return {};
    }
    const std::string key = cut.document.empty() ? from->second : joinKeys(from->second, percentDecode(cut.document));
    const auto found = documents_.find(key);
    if (found == documents_.end() || !found->second.document) {
        return {};
    }
    const doc::Value root = found->second.document->root();
    return cut.fragment.empty() ? root : root.follow(percentDecode(cut.fragment));
}

doc::Value References::resolve(doc::Value value) const {
    for (int hop = 0; hop < maxHops; ++hop) {
        const doc::Value reference = value.is(doc::Kind::object) ? value.find("$ref") : doc::Value();
        if (!reference.is(doc::Kind::string)) {
            return value;
        }
        value = target(value, reference.text());
    }
    return {};
}

std::string References::fileOf(const doc::Document* document) const {
    const auto found = keys_.find(document);
    return found == keys_.end() ? std::string() : documents_.at(found->second).file;
}

doc::DocumentPtr References::owner(const doc::Document* document) const {
    const auto found = keys_.find(document);
    return found == keys_.end() ? nullptr : documents_.at(found->second).document;
}

std::string References::uriOf(const doc::Document* document) const {
    const auto found = keys_.find(document);
    return found == keys_.end() ? std::string() : std::string(uriBase) + percentEncode(found->second, "/");
}

Result<doc::DocumentPtr> References::byUri(std::string_view uri) const {
    const std::string key = uri.starts_with(uriBase) ? percentDecode(uri.substr(uriBase.size())) : std::string(uri);
    const auto found = documents_.find(key);
    if (found == documents_.end() || !found->second.document) {
        return fail(ErrorCode::notFound, say("The document “%1” is not part of the contract.").arg(qs(key)));
    }
    return found->second.document;
}

}  // namespace pb::contract

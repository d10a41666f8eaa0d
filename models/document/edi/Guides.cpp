#include "models/document/edi/Guides.h"

#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/document/edi/GuideText.h"

#include <QFile>

#include <algorithm>

static void initGuides() {
    Q_INIT_RESOURCE(patchbay_edi);
}

namespace pb::doc::edi {

namespace {

constexpr int longestChain = 8;  ///< `like` lines that follow each other
constexpr std::size_t mostDictionaries = 64;  ///< that are kept: releases are named by messages

std::string folderOf(Standard standard) {
    return standard == Standard::x12 ? "x12" : "edifact";
}

/// The release that a version names: X12 "004010VICS" → "004010", EDIFACT "D96A" → "d96a".
std::string releaseOf(Standard standard, std::string_view version) {
    std::string release(version.substr(0, standard == Standard::x12 ? 6 : 8));
    std::transform(release.begin(), release.end(), release.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return release;
}

/// Names come out of messages: nothing but letters and digits may lead to a file.
bool isSafe(std::string_view name) {
    return !name.empty() && name.size() <= 16 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    });
}

}  // namespace

const Guides& Guides::builtIn() {
    static const Guides guides;
    return guides;
}

/// The versions of a file, ours first.
Result<std::vector<Guides::Text>> Guides::texts(const std::string& file) const {
    initGuides();
    std::vector<Text> found;
    QFile ours(QStringLiteral(":/edi/") + qs(file));
    if (ours.open(QIODevice::ReadOnly)) {
        found.push_back({file, ours.readAll().toStdString()});
    }
    for (auto folder = folders_.rbegin(); folder != folders_.rend(); ++folder) {
        const std::filesystem::path path = *folder / pathFromUtf8(file);
        std::error_code ignored;
        if (std::filesystem::is_regular_file(path, ignored)) {
            PB_TRY(bytes, readFile(path));
            found.push_back({pathToUtf8(path), std::move(bytes)});
        }
    }
    if (const auto given = files_.find(file); given != files_.end()) {
        found.push_back(given->second);
    }
    return found;
}

Done Guides::addTo(Dictionary& dictionary, const std::string& release, int depth) const {
    PB_TRY(found, texts(release + "/dictionary"));
    for (const Text& text : found) {
        Dictionary entries;
        std::string base;
        PB_CHECK(readDictionary(text.bytes, text.name, entries, base));
        if (!base.empty()) {
            if (depth >= longestChain) {
                Place place;
                place.address = text.name;
                return fail(ErrorCode::limit,
                            say("Cannot read the EDI dictionary. More than %1 `like` lines follow each other.")
                                .arg(longestChain),
                            say("Does it refer to itself?"), place);
            }
            PB_CHECK(addTo(dictionary, base, depth + 1));
        }
        for (auto& [id, element] : entries.elements) {
            dictionary.elements[id] = std::move(element);
        }
        for (auto& [id, composite] : entries.composites) {
            dictionary.composites[id] = std::move(composite);
        }
        for (auto& [tag, segment] : entries.segments) {
            dictionary.segments[tag] = std::move(segment);
        }
    }
    return {};
}

Result<std::shared_ptr<const Dictionary>> Guides::load(const std::string& release) const {
    if (const auto known = dictionaries_.find(release); known != dictionaries_.end()) {
        return known->second;
    }
    auto dictionary = std::make_shared<Dictionary>();
    PB_CHECK(addTo(*dictionary, release.substr(0, release.find('-')) + "-service", 0));
    PB_CHECK(addTo(*dictionary, release, 0));
    PB_CHECK(connect(*dictionary, release + "/dictionary"));
    if (dictionaries_.size() < mostDictionaries) {
        dictionaries_[release] = dictionary;
    }
    return std::shared_ptr<const Dictionary>(dictionary);
}

Result<const Guide*> Guides::find(Standard standard, std::string_view version, std::string_view set) const {
    const std::string release = releaseOf(standard, version);
    if (!isSafe(release) || !isSafe(set)) {
        return nullptr;
    }
    const std::string folder = folderOf(standard) + "-" + release;
    const std::string file = folder + "/" + std::string(set) + ".guide";
    const std::lock_guard lock(mutex_);
    if (const auto known = guides_.find(file); known != guides_.end()) {
        return known->second.get();
    }
    PB_TRY(found, texts(file));
    if (found.empty()) {
        return nullptr;
    }
    PB_TRY(dictionary, load(folder));
    PB_TRY(guide, readGuide(found.back().bytes, found.back().name, standard, std::move(dictionary)));
    guide->release = release;
    return (guides_[file] = std::move(guide)).get();
}

Result<std::shared_ptr<const Dictionary>> Guides::dictionary(Standard standard, std::string_view version) const {
    const std::string release = releaseOf(standard, version);
    const std::lock_guard lock(mutex_);
    return load(folderOf(standard) + "-" + (isSafe(release) ? release : "none"));
}

}  // namespace pb::doc::edi

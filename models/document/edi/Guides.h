#pragma once

#include "models/document/edi/Guide.h"

#include <filesystem>
#include <map>
#include <mutex>

namespace pb::doc::edi {

/// The guides there are: those of folders first, then those that come with Patchbay. A folder is laid out like
/// resources/edi: `x12-004010/850.guide`, `x12-004010/dictionary`. A guide of a folder replaces ours of that name; its
/// dictionary adds to ours, entry by entry. Thread-safe; a guide is read once.
class Guides {
public:
    struct Text {
        std::string name;  ///< for errors
        std::string bytes;
    };
    /// `files` are texts by the paths that they would have in a folder; they come before those of the folders.
    explicit Guides(std::vector<std::filesystem::path> folders = {}, std::map<std::string, Text> files = {})
        : folders_(std::move(folders)), files_(std::move(files)) {}
    Guides(const Guides&) = delete;
    Guides& operator=(const Guides&) = delete;

    /// Those that come with Patchbay.
    static const Guides& builtIn();

    /// Null when there is none. An error when its text cannot be understood. The version may go on behind the release
    /// ("004010VICS").
    Result<const Guide*> find(Standard standard, std::string_view version, std::string_view set) const;

    /// What describes a segment where there is no guide: its release's dictionary, at least the service segments.
    Result<std::shared_ptr<const Dictionary>> dictionary(Standard standard, std::string_view version) const;

private:
    Result<std::vector<Text>> texts(const std::string& file) const;
    Result<std::shared_ptr<const Dictionary>> load(const std::string& release) const;
    Done addTo(Dictionary& dictionary, const std::string& release, int depth) const;

    std::vector<std::filesystem::path> folders_;
    std::map<std::string, Text> files_;
    mutable std::mutex mutex_;
    mutable std::map<std::string, std::unique_ptr<Guide>, std::less<>> guides_;
    mutable std::map<std::string, std::shared_ptr<const Dictionary>, std::less<>> dictionaries_;
};

}  // namespace pb::doc::edi

#pragma once

#include "models/deploy/Release.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pb::deploy {

/// One version of a text, oldest first in a history.
struct TextVersion {
    std::string release;
    Millis created = 0;
    std::string text;
};

/// Where one line comes from.
struct LineOrigin {
    std::string release;     ///< the first release that had the line as it is now; empty = not released yet
    Millis created = 0;
    int lineThere = 0;       ///< its line in that release, 1-based; 0 when not released
    bool isOldest = false;   ///< it stands in the oldest release known: it may be older
};

/// The origin of every line of `now`.
std::vector<LineOrigin> blame(std::span<const TextVersion> history, std::string_view now);

/// What brought a span of lines: the youngest of its lines' releases.
struct BlameAnswer {
    LineOrigin origin;
    int line = 0;                 ///< the line of that origin in the present text
    std::string before, after;    ///< the lines around the change, in the release before and in that release
    std::string previousRelease;  ///< the release before that one that has the file; may be empty
};

/// Which release brought lines `firstLine…lastLine` of a workspace file. ErrorCode::notFound where no release has the file.
Result<BlameAnswer> blame(const std::filesystem::path& workspace, const std::string& path, int firstLine, int lastLine);

/// The versions of a file through all releases, oldest first; equal neighbours are kept once, with the first one's name.
Result<std::vector<TextVersion>> historyOf(const std::filesystem::path& workspace, const std::string& path);

}  // namespace pb::deploy

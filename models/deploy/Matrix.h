#pragma once

#include "models/base/Clock.h"
#include "models/deploy/Release.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace pb::deploy {

/// What an environment runs, as its target and the journal say.
struct EnvironmentState {
    std::string environment;
    std::vector<Resource> live;        ///< empty and `reachable` false when it could not be read
    bool reachable = true;
    Millis applied = 0;                ///< time of the last deployment; 0 = never
};

enum class CellState {
    absent,     ///< not there
    current,    ///< the newest release's contents
    older,      ///< contents of an older release
    ahead,      ///< as in the workspace, not released yet
    changed,    ///< contents that no release has: changed by hand
    unknown,    ///< the environment could not be read
};

struct MatrixCell {
    CellState state = CellState::absent;
    std::string release;               ///< the newest release with these contents
    Millis created = 0;                ///< of that release: its age
    Millis applied = 0;
    bool differsFromPrevious = false;  ///< not the same contents as the environment before it: mark it
};

struct MatrixRow {
    std::string kind, identity;
    std::vector<MatrixCell> cells;     ///< one an environment, in the order given
};

struct Matrix {
    std::vector<std::string> environments;
    std::vector<MatrixRow> rows;       ///< by identity
};

/// One release with its contents.
struct ReleaseContents {
    Release release;
    std::vector<Resource> resources;
};

/// Pure. Releases oldest first; environments in the order of promotion; `workspace` = what would be released now.
Matrix makeMatrix(std::span<const ReleaseContents> releases, std::span<const EnvironmentState> environments,
                  std::span<const Resource> workspace);

}  // namespace pb::deploy

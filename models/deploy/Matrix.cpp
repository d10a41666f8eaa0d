#include "models/deploy/Matrix.h"

#include <algorithm>
#include <map>
#include <set>

namespace pb::deploy {

namespace {

const Resource* findIn(std::span<const Resource> resources, const std::string& kind, const std::string& identity) {
    const auto found = std::find_if(resources.begin(), resources.end(),
                                    [&](const Resource& one) { return one.kind == kind && one.identity == identity; });
    return found == resources.end() ? nullptr : &*found;
}

class CellMaker {
public:
    CellMaker(std::span<const ReleaseContents> releases, std::span<const Resource> workspace)
        : releases_(releases), workspace_(workspace) {}

    MatrixCell make(const EnvironmentState& environment, const std::string& kind, const std::string& identity) const {
        MatrixCell cell;
        cell.applied = environment.applied;
        if (!environment.reachable) {
            cell.state = CellState::unknown;
            return cell;
        }
        const Resource* live = findIn(environment.live, kind, identity);
        if (!live) {
            return cell;
        }
        cell.state = CellState::changed;
        bool isNewest = true;  // no younger release has the resource with other contents
        for (auto release = releases_.rbegin(); release != releases_.rend(); ++release) {
            const Resource* released = findIn(release->resources, kind, identity);
            if (released && released->content == live->content) {
                cell.release = release->release.name;
                cell.created = release->release.created;
                cell.state = isNewest ? CellState::current : CellState::older;
                return cell;
            }
            isNewest = isNewest && !released;
        }
        const Resource* now = findIn(workspace_, kind, identity);
        if (now && now->content == live->content) {
            cell.state = CellState::ahead;
        }
        return cell;
    }

private:
    std::span<const ReleaseContents> releases_;
    std::span<const Resource> workspace_;
};

}  // namespace

Matrix makeMatrix(std::span<const ReleaseContents> releases, std::span<const EnvironmentState> environments,
                  std::span<const Resource> workspace) {
    std::set<std::pair<std::string, std::string>> keys;
    const auto collect = [&](std::span<const Resource> resources) {
        for (const Resource& resource : resources) {
            keys.emplace(resource.kind, resource.identity);
        }
    };
    collect(workspace);
    if (!releases.empty()) {
        collect(releases.back().resources);
    }
    for (const EnvironmentState& environment : environments) {
        collect(environment.live);
    }
    Matrix matrix;
    for (const EnvironmentState& environment : environments) {
        matrix.environments.push_back(environment.environment);
    }
    const CellMaker cells(releases, workspace);
    for (const auto& [kind, identity] : keys) {
        MatrixRow row{kind, identity, {}};
        const Resource* previous = nullptr;
        for (std::size_t i = 0; i < environments.size(); ++i) {
            const Resource* live = findIn(environments[i].live, kind, identity);
            MatrixCell cell = cells.make(environments[i], kind, identity);
            const bool isSameAsBefore = live && previous ? live->content == previous->content : live == previous;
            cell.differsFromPrevious = i > 0 && environments[i].reachable && environments[i - 1].reachable && !isSameAsBefore;
            row.cells.push_back(std::move(cell));
            previous = live;
        }
        matrix.rows.push_back(std::move(row));
    }
    return matrix;
}

}  // namespace pb::deploy

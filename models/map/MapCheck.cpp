#include "models/base/Text.h"
#include "models/map/MapDocument.h"

#include <algorithm>
#include <set>

namespace pb::map {

namespace {

constexpr int deepestLevel = 16;  // recursive schemas have no last level

bool isFed(const MapDocument& map, const std::string& path) {
    const auto feeds = [&](const jsonata::FieldClause& clause) {
        const bool isSame = clause.output == path;
        const bool isInside = clause.output.size() > path.size() && clause.output.starts_with(path) &&
                              (clause.output[path.size()] == '.' || clause.output[path.size()] == '[');
        return isSame || isInside;
    };
    return std::any_of(map.analysis().fields.begin(), map.analysis().fields.end(), feeds);
}

/// A clause that makes the whole object from something opaque (a variable, a function) feeds what is below it too.
bool isMadeWhole(const MapDocument& map, const std::string& path) {
    const jsonata::FieldClause* clause = jsonata::clauseOf(map.analysis(), path);
    return clause && !clause->isContainer;
}

struct Walk {
    const MapDocument& map;
    std::vector<std::string> unfed;

    void visit(const schema::Field& field, const std::string& path, int level) {
        if (level > deepestLevel) {
            return;
        }
        for (const auto& child : field.children) {
            const bool isItem = field.type == schema::FieldType::array;
            const std::string childPath = isItem ? path + "[]" : path.empty() ? child->name : path + "." + child->name;
            if (isItem) {
                visit(*child, childPath, level + 1);
            } else {
                visitMember(*child, childPath, level);
            }
        }
    }

    void visitMember(const schema::Field& child, const std::string& path, int level) {
        if (!isFed(map, path)) {
            if (child.required) {
                unfed.push_back(path);
            }
            return;
        }
        if (!isMadeWhole(map, path)) {
            visit(child, path, level + 1);
        }
    }
};

Finding finding(const MapDocument& map, Severity severity, const char* rule, QString sentence, QString why, const Place& place) {
    Finding result{severity, rule, std::move(sentence), std::move(why), place};
    if (result.place.address.empty()) {
        result.place.address = map.path();
    }
    return result;
}

void checkTargets(const MapDocument& map, const Side& target, std::vector<Finding>& findings) {
    for (const jsonata::FieldClause& clause : map.analysis().fields) {
        if (!schema::findField(*target.tree.root, clause.output)) {
            findings.push_back(finding(map, Severity::warning, "map.target.unknown",
                                       say("The target has no field “%1”.").arg(qs(clause.output)), {}, map.place(clause.key)));
        }
    }
}

void checkSources(const MapDocument& map, const Side& source, std::vector<Finding>& findings) {
    std::set<std::string> told;
    for (const Link& link : map.links()) {
        for (const std::string& input : link.sources) {
            const bool isOpen = input.empty() || input.find('*') != std::string::npos;
            if (!isOpen && !schema::findField(*source.tree.root, input) && told.insert(input).second) {
                findings.push_back(finding(map, Severity::warning, "map.source.unknown",
                                           say("The source has no field “%1”.").arg(qs(input)),
                                           say("“%1” reads it.").arg(qs(link.target)), map.place(link.value)));
            }
        }
    }
}

}  // namespace

std::vector<std::string> unfedTargets(const MapDocument& map, const Side& target) {
    if (!target.tree.root || map.analysis().fields.empty()) {
        return {};
    }
    Walk walk{map, {}};
    walk.visit(*target.tree.root, {}, 0);
    return std::move(walk.unfed);
}

std::vector<Finding> checkMap(const MapDocument& map, const Side& source, const Side& target) {
    std::vector<Finding> findings = map.findings();
    for (const std::string& path : unfedTargets(map, target)) {
        findings.push_back(finding(map, Severity::error, "map.target.required",
                                   say("The required field “%1” is not mapped.").arg(qs(path)),
                                   say("Drag a source field on it, or type an expression."), map.place(map.analysis().constructor)));
    }
    if (target.tree.root) {
        checkTargets(map, target, findings);
    }
    if (source.tree.root) {
        checkSources(map, source, findings);
    }
    return findings;
}

}  // namespace pb::map

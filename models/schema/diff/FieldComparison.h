#pragma once

#include "models/schema/Diff.h"

#include <string>
#include <vector>

namespace pb::schema {

/// Two fields that stand for each other, with where they are.
struct FieldPair {
    const Field* old = nullptr;
    const Field* now = nullptr;
    std::string oldPath, newPath;
};

/// What the comparison needs to know of the two schemas.
struct ComparisonRules {
    bool oneIsAList = false;  ///< one entry and a list of one look the same (XML)
    int depth = 0;            ///< schemas inside of rules, one in the other
};

/// Whom a narrower or wider set of allowed values breaks.
struct Verdict {
    Breaks reader = Breaks::no, writer = Breaks::no;
};
inline constexpr Verdict allowsLess{Breaks::no, Breaks::yes};
inline constexpr Verdict allowsMore{Breaks::yes, Breaks::no};
inline constexpr Verdict allowsOther{Breaks::yes, Breaks::yes};
inline constexpr Verdict harmless{};
inline constexpr Verdict undecided{Breaks::cannotTell, Breaks::cannotTell};

/// A change of a pair. Where only some alternatives have the field nothing is certain to break.
Change changeOf(const FieldPair& pair, ChangeKind kind, QString sentence, Verdict verdict);

/// "`lines[].qty`"; "The document" for the root.
QString shownPath(const std::string& path);

/// Whether one entry of the old type became a list of it, or a list one entry.
bool becameList(const Field& old, const Field& now);

/// What differs in the two fields themselves, children aside.
void compareFields(const FieldPair& pair, const ComparisonRules& rules, std::vector<Change>& changes);

}  // namespace pb::schema

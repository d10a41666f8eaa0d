#pragma once

#include "models/schema/Tree.h"

#include <QString>

#include <string>
#include <vector>

namespace pb::schema {

enum class ChangeKind {
    added,
    removed,
    renamed,
    moved,        ///< the same name under another parent
    retyped,      ///< null allowed or no longer allowed counts
    tightened,    ///< a constraint allows less
    loosened,     ///< … more
    required,     ///< was optional
    optional,     ///< was required
    choices,      ///< enum and const
    cardinality,  ///< how many entries, one or a list
    defaultValue,
    rules,  ///< what only the two texts can say: alternatives, conditions, patterns …
};

/// Machine name: "added", "default" …
const char* wordFor(ChangeKind kind);

enum class Breaks { no, yes, cannotTell };

/// One difference. A *reader* was made for the old schema and gets documents of the new one: it breaks where the new
/// schema allows what the old did not. A *writer* was made for the old schema and its documents are checked by the new
/// one: it breaks where the new schema forbids what the old allowed.
struct Change {
    ChangeKind kind = ChangeKind::added;
    std::string oldPath, newPath;     ///< grammar of findField; of an added (removed) field the old (new) one is its parent's
    const Field* oldField = nullptr;  ///< null for an added field; lives as long as the tree
    const Field* newField = nullptr;  ///< null for a removed field
    QString sentence;
    Breaks reader = Breaks::no, writer = Breaks::no;

    bool isBreaking() const { return reader == Breaks::yes || writer == Breaks::yes; }
    /// Whom it breaks: "reader", "writer", "both", "neither", or "cannot tell" where nothing is known to break and
    /// something may.
    const char* breaks() const;
};

/// What changed from `old` to `now`, nearest to the root first. Types that several fields share are compared once for
/// each pair that meets; a field whose name is gone is looked for among the new ones, first in the same object (name,
/// type, position, documentation, values), then in the whole tree. What an unchanged-looking text may still mean
/// (referenced alternatives, `if`, `not`) is never called harmless: it is ChangeKind::rules, "cannot tell".
std::vector<Change> diff(const Tree& old, const Tree& now);

}  // namespace pb::schema

#pragma once

#include "models/schema/xsd/SchemaFiles.h"

namespace pb::schema::xsd {

/// The complexContent or simpleContent of a type: what it derives by ("extension", "restriction"); none where it does not.
Node derivationOf(const Node& type);

/// A set of ways in which one thing may stand for another.
using Ways = unsigned;
inline constexpr Ways byExtension = 1, byRestriction = 2, bySubstitution = 4;

/// The way of a derivation.
Ways wayOf(const Node& derivation);

/// What the `block` of an element or type forbids, or its schema's blockDefault (Part 1 §3.3.2, §3.4.2).
Ways blockedBy(const Node& declaration);
/// What the `final` of an element or type, or its schema's finalDefault, forbids those that derive from it.
Ways finalOf(const Node& declaration);

}  // namespace pb::schema::xsd

#pragma once

#include "models/document/Document.h"

#include <QString>

namespace pb::schema {

/// What a schema object asks for, as the object of a sentence: "a whole number ≥ 1", "a text of 1 to 35 characters".
QString expectationOf(doc::Value schema);

/// The same without the type, for a column of a tree: "≥ 1", "1–35 characters", "^[A-Z]{3}$"; empty when it asks nothing.
QString constraintOf(doc::Value schema);

/// `"12", text` · `17, a number` · `a list of 3 entries`.
QString describe(doc::Value instance);

/// `lines[3].qty`; "The document" for a root.
QString pathForPeople(doc::Value instance);

}  // namespace pb::schema

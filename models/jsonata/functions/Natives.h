#pragma once

#include "models/jsonata/run/Function.h"
#include "models/jsonata/run/Raise.h"
#include "models/jsonata/run/Values.h"

#include <span>

namespace pb::jsonata {

// The functions of the language, one table a group; docs.jsonata.org describes each. A native gets arguments that fit its
// signature: a missing one is undefined.
std::span<const Native> textFunctions();
std::span<const Native> patternFunctions();
std::span<const Native> encodingFunctions();
std::span<const Native> numberFunctions();
std::span<const Native> pictureFunctions();
std::span<const Native> aggregateFunctions();
std::span<const Native> arrayFunctions();
std::span<const Native> objectFunctions();
std::span<const Native> higherOrderFunctions();
std::span<const Native> logicFunctions();
std::span<const Native> dateFunctions();

}  // namespace pb::jsonata

#include "models/jsonata/functions/Natives.h"

namespace pb::jsonata {

std::span<const Native> pictureFunctions() { return {}; }
std::span<const Native> dateFunctions() { return {}; }

}  // namespace pb::jsonata

#pragma once

#include "models/document/edi/Guide.h"

#include <optional>

namespace pb::doc::edi {

/// Adds the entries of a dictionary's text; what is there already is replaced. `base` gets the release of a `like` line.
/// Errors have the line in the file `name`.
Done readDictionary(std::string_view text, const std::string& name, Dictionary& into, std::string& base);

/// Connects the slots with the elements and composites they name; an error where one is not there.
Done connect(Dictionary& dictionary, const std::string& name);

Result<std::unique_ptr<Guide>> readGuide(std::string_view text, const std::string& name, Standard standard,
                                         std::shared_ptr<const Dictionary> dictionary);

}  // namespace pb::doc::edi

#pragma once

#include "models/document/Json.h"
#include "models/document/JsonTokens.h"

namespace pb::doc {

/// The tree of the one value whose tokens are [begin, end). `shift` leads, modulo 2^32, from where the tokens count to
/// where `bytes` begins. `alike`: see JsonReader.
Result<DocumentPtr> buildJsonTree(std::string_view bytes, std::shared_ptr<const void> owner, const std::uint32_t* begin,
                                  const std::uint32_t* end, std::uint32_t shift, const JsonLimits& limits, DocumentPtr alike);

/// The same where it is only supposed that the value's tokens are these: null when they are not, or no JSON.
DocumentPtr tryJsonTree(std::string_view bytes, std::shared_ptr<const void> owner, const std::uint32_t* begin,
                        const std::uint32_t* end, std::uint32_t shift, const JsonLimits& limits, DocumentPtr alike);

/// The same of a large text, whose tokens are found while they are read.
DocumentPtr tryJsonTree(std::string_view bytes, std::shared_ptr<const void> owner, JsonTokens& tokens, const JsonLimits& limits,
                        DocumentPtr alike, std::size_t windowSize = JsonTokenWindows::usualSize);

}  // namespace pb::doc

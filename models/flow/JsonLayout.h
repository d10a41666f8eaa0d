#pragma once

#include "models/flow/MessageView.h"

namespace pb::flow {

/// Lays JSON out over lines, two blanks a level, token by token: what is broken or cut is laid out as far as it goes.
/// Fills text, spans and shownBytes; stops where the text would be more than `maxText` bytes.
void layOutJson(std::string_view json, std::size_t maxText, BodyView& view);

}  // namespace pb::flow

#pragma once

#include "models/flow/Message.h"

#include <span>
#include <string>

namespace pb::ui {

/// One JSON object a line: connection, channel, partition, offset, timestamp (RFC 3339), key, headers as pairs, body.
/// Bytes that are no UTF-8 stand as {"base64": "…"}.
std::string messageLines(std::span<const flow::Message> messages, const std::string& connection);

}  // namespace pb::ui

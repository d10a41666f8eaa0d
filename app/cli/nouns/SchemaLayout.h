#pragma once

#include "app/cli/nouns/DocumentInput.h"

namespace pb::app {

/// What a schema says about how documents of `format` are read: the types of Avro and Protobuf messages; the elements of XML
/// that may repeat, which then are arrays however many there are. Other formats are read the same with and without.
/// `reference` is a file, with "#part" behind it for a message or a part.
Result<Layout> layoutOfSchema(const std::string& reference, doc::Format format);

}  // namespace pb::app

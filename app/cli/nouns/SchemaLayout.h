#pragma once

#include "app/cli/nouns/DocumentInput.h"

namespace pb::app {

/// What a schema says about how documents of `format` are read: the types of Avro and Protobuf messages; the elements of XML
/// that may repeat, which then are arrays however many there are; a layout, an EDI guide. Other formats are read the same with
/// and without. `reference` is a file, with "#part" behind it for a message or a part.
Result<Layout> layoutOfSchema(const std::string& reference, doc::Format format);

/// The same for writing: of CSV the columns, and the dialect where the schema is a CSV file. What schema::TargetForm does to
/// the document before is not in it.
Result<Layout> layoutOfTarget(const std::string& reference, doc::Format format);

/// Whether documents of the format get the form of such a schema (schema::TargetForm) before they are written.
Result<bool> isFormedBy(const std::string& reference, doc::Format format);

}  // namespace pb::app

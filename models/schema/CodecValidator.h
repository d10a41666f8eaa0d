#pragma once

#include "models/schema/DocumentValidator.h"

namespace pb::schema {

/// Avro and Protobuf: a document is valid when their writer can write it, bytes when their reader can read them. Both go on
/// behind what is wrong; a fault says so where the reader cannot know what the bytes behind it are. `language` is "avro" or
/// "protobuf", `part` the message of a .proto file; empty where no other than it stands alone.
Result<DocumentValidatorPtr> makeCodecValidator(std::string_view language, std::string text, const std::string& path,
                                                std::string part, const FileLoader& loader);

}  // namespace pb::schema

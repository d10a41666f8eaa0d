#pragma once

#include "models/document/protobuf/ProtoPool.h"
#include "models/schema/TreeImport.h"

#include <string>

namespace pb::schema {

/// A .proto file or descriptor set at any path. What it imports is looked for from its folder, then as it is written.
Result<doc::protobuf::ProtoPoolPtr> openProto(const std::string& path, const FileLoader& loader);

}  // namespace pb::schema

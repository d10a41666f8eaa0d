#pragma once

#include "models/base/Finding.h"
#include "models/schema/TreeImport.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pb::doc::avro {
class Schema;
}
namespace pb::doc::protobuf {
class ProtoPool;
}

namespace pb::schema {

/// backward: readers of the new schema read data of the old one. forward: readers of the old one read data of the new
/// one. full: both.
enum class Compatibility { backward, forward, full };
std::optional<Compatibility> compatibilityFromText(std::string_view text);

/// Why data that `writer` made cannot be read by `reader` (severity error), or are read as something else than they were
/// (warning).
struct Incompatibility {
    Severity severity = Severity::error;
    std::string rule;      ///< "avro.type", "avro.default", "avro.symbol", "protobuf.type", "protobuf.required" …
    std::string path;      ///< of the field, grammar of findField; of Protobuf behind the message's full name
    Place reader, writer;  ///< addresses are empty: the caller knows the files
    QString sentence;
};

/// Avro 1.11.1, "Schema Resolution".
std::vector<Incompatibility> avroIncompatibilities(const doc::avro::Schema& reader, const doc::avro::Schema& writer);

/// protobuf.dev, "Updating A Message Type": what the wire format says of all messages of both files.
std::vector<Incompatibility> protobufIncompatibilities(const doc::protobuf::ProtoPool& reader,
                                                       const doc::protobuf::ProtoPool& writer);

/// One answer of checkCompatibility.
struct CompatibilityFinding {
    Incompatibility what;
    std::string readerFile, writerFile;
};

/// Schemas of one subject, oldest first, Avro (.avsc) or Protobuf. The last one is checked against the one before it, with
/// `transitive` against all. Errors: a file that cannot be read, languages that have no such rules.
Result<std::vector<CompatibilityFinding>> checkCompatibility(const std::vector<std::string>& files, Compatibility mode,
                                                             bool transitive, const FileLoader& loader);

}  // namespace pb::schema

#pragma once

#include "models/document/Misfit.h"
#include "models/document/Wire.h"
#include "models/document/avro/Schema.h"

namespace pb::doc::avro {

inline void appendBytes(std::string_view bytes, std::string& out) {
    appendVarint(zigZag(static_cast<std::int64_t>(bytes.size())), out);
    out += bytes;
}
inline void appendLong(std::int64_t value, std::string& out) {
    appendVarint(zigZag(value), out);
}

/// Appends the tree as a datum of the type. Absent members get their default, null where the field allows it. What does
/// not fit is an error that names the value.
Done encode(const SchemaType& type, Value value, std::string& out);

/// All that does not fit, in the order of the schema's fields; at most `most`.
std::vector<Misfit> misfitsOf(const SchemaType& type, Value value, std::size_t most);

/// "Cannot write the Avro data. At “/pointer”: <reason>"
Error encodeError(Value where, const QString& reason);

}  // namespace pb::doc::avro

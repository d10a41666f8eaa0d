#pragma once

#include "models/base/Result.h"

#include <google/protobuf/descriptor.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pb::doc::protobuf {

/// protobuf.dev, "Encoding": the low bits of a field's head.
enum class WireType : std::uint8_t { varint, fixed64, bytes, groupBegin, groupEnd, fixed32 };

/// A field as it stands in the bytes of a message; begin … end is its value without length and group marks.
struct Entry {
    std::uint32_t number = 0;
    WireType wire = WireType::varint;
    std::size_t begin = 0, end = 0;
};

/// Half-open part of the data.
struct Slice {
    std::size_t begin = 0, end = 0;
};

struct Fault {
    QString reason;
    std::size_t at = 0;
    ErrorCode code = ErrorCode::invalidInput;
};

constexpr int mostDepth = 100;  ///< messages and groups inside of messages, as libprotobuf's readers have it

/// The fields of one message, in the order of the bytes. False: `fault` says why.
bool scan(std::string_view data, Slice message, std::vector<Entry>& entries, Fault& fault);

/// How values of the type stand in the bytes.
WireType wireOf(google::protobuf::FieldDescriptor::Type type);
/// Repeated numbers may stand together as the bytes of one field.
bool isPackable(const google::protobuf::FieldDescriptor& field);

/// The digits of a whole number of the type, as it stands in the bytes.
std::string digitsOf(google::protobuf::FieldDescriptor::Type type, std::string_view bytes);
/// False: the digits are no whole number that the type holds.
bool appendWhole(google::protobuf::FieldDescriptor::Type type, std::string_view digits, std::string& out);

/// The types that JSON has its own form for (protobuf.dev, "JSON Mapping").
enum class WellKnown : std::uint8_t { no, any, timestamp, duration, wrapper, structure, value, list, fieldMask };
WellKnown wellKnownKind(const google::protobuf::Descriptor& type);

/// The member's name: JSON's, of an extension "[full.name]".
std::string memberName(const google::protobuf::FieldDescriptor& field);
/// The type that an Any's URL names; null when the pool does not have it.
const google::protobuf::Descriptor* typeOfUrl(const google::protobuf::DescriptorPool& pool, std::string_view url);

inline constexpr std::string_view unknownName = "#unknown";
inline constexpr std::string_view typeName = "@type";

/// "2026-01-31T12:34:56.789Z" and "-3.000000001s"; empty outside of the range that the types' documentation gives.
std::string timestampText(std::int64_t seconds, std::int64_t nanos);
std::string durationText(std::int64_t seconds, std::int64_t nanos);
struct SecondsAndNanos {
    std::int64_t seconds = 0;
    std::int32_t nanos = 0;
};
std::optional<SecondsAndNanos> timestampOf(std::string_view text);
std::optional<SecondsAndNanos> durationOf(std::string_view text);

/// A path of a FieldMask: "user.displayName" ⇄ "user.display_name"; empty where that cannot be turned back.
std::string camelPath(std::string_view path);
std::string snakePath(std::string_view path);

}  // namespace pb::doc::protobuf

#pragma once

#include "models/document/Misreading.h"
#include "models/document/TreeWriter.h"
#include "models/document/protobuf/Fields.h"

#include <map>

namespace pb::doc::protobuf {

/// Reads the bytes of messages into a tree. Members stand in the order of the fields' numbers, whatever that of the
/// bytes.
class MessageReader {
public:
    MessageReader(const google::protobuf::DescriptorPool& pool, TreeWriter& writer)
        : pool_(pool), writer_(writer), data_(writer.bytes()) {}

    /// From now on what is wrong is put into the list, and reading never fails. The list must outlive the reader.
    void collect(Misreadings& misreadings) { misreadings_ = &misreadings; }

    /// False: `fault` says why.
    bool read(const google::protobuf::Descriptor& type, Slice message);
    const Fault& fault() const { return fault_; }

private:
    using Field = google::protobuf::FieldDescriptor;
    using Type = google::protobuf::Descriptor;
    using Entries = std::vector<Entry>;
    using Run = std::pair<const Entry*, const Entry*>;  ///< fields of one number

    using Winners = std::map<const google::protobuf::OneofDescriptor*, std::uint32_t>;

    bool message(const Type& type, const std::vector<Slice>& parts);
    bool plain(const Type& type, const Entries& entries, Slice whole, bool isWhole);
    const Field* fieldOf(const Type& type, std::uint32_t number) const;
    Winners winnersOf(const Type& type, const Entries& entries) const;
    /// `message` is its node, here and below.
    bool members(const Type& type, const Entries& entries, std::uint32_t message);
    bool field(const Field& field, Run run);
    bool repeated(const Field& field, Run run);
    bool mapEntries(const Field& field, Run run);
    bool mapEntry(const Field& key, const Field& value, const Entry& entry);
    bool element(const Field& field, const Entry& entry);
    bool packed(const Field& field, const Entry& entry, std::uint32_t list);
    bool scalar(const Field& field, Slice value);
    bool text(Slice value);
    void number(const Field& field, std::uint64_t bits, Slice value);
    bool fallback(const Field& field, std::size_t at);
    void unknown(const Entries& entries);
    void unknownEntry(const Entry& entry);
    void checkRequired(const Type& type, const Entries& entries, std::size_t at, std::uint32_t message);
    void checkWires(const Field& field, const Entries& entries, std::uint32_t message);
    bool scanned(Slice message, Entries& entries, std::uint32_t node);
    bool tooDeep(std::size_t at, std::uint32_t node);

    // WellKnownReader.cpp
    bool wellKnown(WellKnown kind, const Type& type, const Entries& entries, Slice whole, bool& isDone);
    bool any(const Entries& entries, Slice whole, bool& isDone);
    bool timeLike(WellKnown kind, const Entries& entries, Slice whole);
    bool wrapper(const Type& type, const Entries& entries, Slice whole);
    bool value(const Type& type, const Entries& entries, Slice whole);
    bool fieldMask(const Entries& entries, Slice whole);
    void sayDropped(const Entries& entries, const Type& type);

    bool failed(std::size_t at, QString reason, ErrorCode code = ErrorCode::invalidInput);
    /// A fault, or where they are collected a misreading: then true.
    bool misread(std::size_t at, QString reason, std::uint32_t node, const char* rule = "encoding");
    void name(std::string_view name, std::size_t at);
    void note(const char* rule, const QString& sentence, std::size_t at);
    std::uint64_t varint(Slice value) const;
    std::string_view bytes(Slice slice) const { return data_.substr(slice.begin, slice.end - slice.begin); }
    static ByteRange range(Slice slice) {
        return {static_cast<std::uint32_t>(slice.begin), static_cast<std::uint32_t>(slice.end)};
    }
    static bool fits(const Field& field, WireType wire);

    const google::protobuf::DescriptorPool& pool_;
    TreeWriter& writer_;
    std::string_view data_;
    Fault fault_;
    Misreadings* misreadings_ = nullptr;
    int depth_ = 0;
};

}  // namespace pb::doc::protobuf

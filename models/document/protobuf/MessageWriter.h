#pragma once

#include "models/document/Misfit.h"
#include "models/document/protobuf/Fields.h"

#include <map>
#include <string>
#include <unordered_map>

namespace pb::doc::protobuf {

/// Writes trees in the form that MessageReader gives as messages: fields in the order of their numbers, then those of
/// "#unknown". Null is an absent field, as in the JSON mapping. What does not fit is an error that names the value.
class MessageWriter {
public:
    explicit MessageWriter(const google::protobuf::DescriptorPool& pool) : pool_(pool) {}

    Done write(const google::protobuf::Descriptor& type, Value value, std::string& out);
    /// All that does not fit; at most `most`.
    std::vector<Misfit> misfitsOf(const google::protobuf::Descriptor& type, Value value, std::size_t most);

private:
    using Field = google::protobuf::FieldDescriptor;
    using Type = google::protobuf::Descriptor;
    using Members = std::map<int, std::pair<const Field*, Value>>;
    using Oneofs = std::map<const google::protobuf::OneofDescriptor*, Value>;
    using Names = std::unordered_map<std::string, const Field*>;

    Fit message(const Type& type, Value value, std::string& out);
    /// `skipped` is a member that is no field.
    Fit members(const Type& type, Value value, std::string& out, std::string_view skipped = {});
    Fit take(const Field& field, Value member, Members& found, Oneofs& oneofs);
    Fit collect(const Type& type, Value value, std::string_view skipped, Members& found);
    Fit field(const Field& field, Value value, std::string& out);
    Fit element(const Field& field, Value value, std::string& out);
    Fit mapEntry(const Field& field, Value entry, std::string& out);
    Fit scalar(const Field& field, Value value, std::string& out);
    Fit whole(const Field& field, Value value, std::string& out);
    Fit mapKey(const Field& key, Value entry, std::string& out);
    Fit unknown(Value fields, std::string& out);
    Fit unknownField(Value field, std::string& out);
    const Field* find(const Type& type, std::string_view name);

    // WellKnownWriter.cpp
    Fit wellKnown(WellKnown kind, const Type& type, Value value, std::string& out);
    Fit any(Value value, std::string& out);
    Fit timeLike(WellKnown kind, Value value, std::string& out);
    Fit value(const Type& type, Value value, std::string& out);
    Fit fieldMask(Value value, std::string& out);

    const google::protobuf::DescriptorPool& pool_;
    std::unordered_map<const Type*, Names> names_;
    MisfitList misfits_;
    int depth_ = 0;
};

void appendHead(int number, WireType wire, std::string& out);
void appendSized(int number, std::string_view bytes, std::string& out);

/// "Cannot write the Protobuf message. At “/pointer”: <reason>"
Error messageError(Value where, const QString& reason);

}  // namespace pb::doc::protobuf

#include "models/document/protobuf/ProtoPlaces.h"

#include <algorithm>
#include <memory>

namespace pb::doc::protobuf {

namespace proto = google::protobuf;

namespace {

template <typename Numbers>
std::size_t hashOf(const Numbers& path) {
    std::size_t hash = 0;
    for (const int number : path) {
        hash = hash * 1'000'003 + static_cast<std::size_t>(number) + 1;
    }
    return hash;
}

}  // namespace

ProtoPlaces::Path ProtoPlaces::pathIn(const proto::Descriptor* scope, int inMessage, int inFile, int index) {
    Path path = scope ? pathOf(*scope) : Path();
    path.push_back(scope ? inMessage : inFile);
    path.push_back(index);
    return path;
}

ProtoPlaces::Path ProtoPlaces::pathOf(const proto::Descriptor& message) {
    return pathIn(message.containing_type(), proto::DescriptorProto::kNestedTypeFieldNumber,
                  proto::FileDescriptorProto::kMessageTypeFieldNumber, message.index());
}

ProtoPlaces::Path ProtoPlaces::pathOf(const proto::FieldDescriptor& field) {
    return field.is_extension()
               ? pathIn(field.extension_scope(), proto::DescriptorProto::kExtensionFieldNumber,
                        proto::FileDescriptorProto::kExtensionFieldNumber, field.index())
               : pathIn(field.containing_type(), proto::DescriptorProto::kFieldFieldNumber, 0, field.index());
}

ProtoPlaces::Path ProtoPlaces::pathOf(const proto::EnumDescriptor& choices) {
    return pathIn(choices.containing_type(), proto::DescriptorProto::kEnumTypeFieldNumber,
                  proto::FileDescriptorProto::kEnumTypeFieldNumber, choices.index());
}

ProtoPlaces::Path ProtoPlaces::pathOf(const proto::EnumValueDescriptor& value) {
    Path path = pathOf(*value.type());
    path.push_back(proto::EnumDescriptorProto::kValueFieldNumber);
    path.push_back(value.index());
    return path;
}

/// Declarations have paths of an even length; those of their parts (name, type, number) are odd.
void ProtoPlaces::take(proto::FileDescriptorProto& file) {
    const std::unique_ptr<proto::SourceCodeInfo> sources(file.has_source_code_info() ? file.release_source_code_info() : nullptr);
    FilePlaces& places = files_[file.name()];
    for (int i = 0; sources && i < sources->location_size(); ++i) {
        proto::SourceCodeInfo_Location& location = *sources->mutable_location(i);
        if (location.path_size() % 2 != 0 || location.span_size() < 2) {
            continue;
        }
        Entry entry;
        entry.pathBegin = static_cast<std::uint32_t>(places.paths.size());
        places.paths.insert(places.paths.end(), location.path().begin(), location.path().end());
        entry.pathEnd = static_cast<std::uint32_t>(places.paths.size());
        entry.line = location.span(0) + 1;
        entry.column = location.span(1) + 1;
        entry.comment = std::move(location.leading_comments().empty() ? *location.mutable_trailing_comments()
                                                                      : *location.mutable_leading_comments());
        places.entries.emplace(hashOf(location.path()), std::move(entry));
    }
}

ProtoPlaces::Source ProtoPlaces::at(const std::string& file, const Path& path) const {
    const auto found = files_.find(file);
    if (found == files_.end()) {
        return {};
    }
    const Path& paths = found->second.paths;
    const auto [begin, end] = found->second.entries.equal_range(hashOf(path));
    for (auto at = begin; at != end; ++at) {
        const Entry& entry = at->second;
        if (std::equal(path.begin(), path.end(), paths.begin() + entry.pathBegin, paths.begin() + entry.pathEnd)) {
            return {entry.line, entry.column, entry.comment};
        }
    }
    return {};
}

}  // namespace pb::doc::protobuf

#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pb::doc::protobuf {

/// Where the declarations of .proto files stand and what their comments say: what a pool would keep as SourceCodeInfo, without
/// the places of every name, type and number. Built-in files have none, descriptor sets where protoc wrote them
/// (--include_source_info).
class ProtoPlaces {
public:
    struct Source {
        int line = 0, column = 0;  ///< 1-based; 0 = not known
        std::string_view comment;  ///< before the declaration, else behind it
    };

    /// Takes the places out of the file.
    void take(google::protobuf::FileDescriptorProto& file);

    template <typename Declaration>
    Source find(const Declaration& declaration) const {
        return at(declaration.file()->name(), pathOf(declaration));
    }

private:
    /// SourceCodeInfo.Location.path: numbers of fields and indexes, in turn.
    using Path = std::vector<int>;

    struct Entry {
        std::uint32_t pathBegin = 0, pathEnd = 0;  ///< in FilePlaces::paths
        int line = 0, column = 0;
        std::string comment;
    };
    struct FilePlaces {
        Path paths;
        std::unordered_multimap<std::size_t, Entry> entries;  ///< by the path's hash
    };

    static Path pathIn(const google::protobuf::Descriptor* scope, int inMessage, int inFile, int index);
    static Path pathOf(const google::protobuf::Descriptor& message);
    static Path pathOf(const google::protobuf::FieldDescriptor& field);
    static Path pathOf(const google::protobuf::EnumDescriptor& choices);
    static Path pathOf(const google::protobuf::EnumValueDescriptor& value);
    Source at(const std::string& file, const Path& path) const;

    std::map<std::string, FilePlaces> files_;
};

}  // namespace pb::doc::protobuf

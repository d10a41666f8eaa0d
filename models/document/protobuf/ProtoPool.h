#pragma once

#include "models/base/Result.h"
#include "models/document/protobuf/ProtoPlaces.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pb::doc::protobuf {

/// A compiled .proto file with all that it imports, or a descriptor set (`protoc --descriptor_set_out`). The well-known
/// types (google/protobuf/*.proto) are there without being loaded. Descriptors live as long as the pool; they are read
/// from any thread.
class ProtoPool {
public:
    /// The text of a file; imports are asked for as they are written, then beside the first file.
    using Load = std::function<Result<std::string>(const std::string& name)>;

    /// Errors have the file, line and column.
    static Result<std::shared_ptr<const ProtoPool>> compile(const std::string& file, const Load& load);
    static Result<std::shared_ptr<const ProtoPool>> fromDescriptorSet(std::string_view bytes);
    /// What the layout calls a schema: a .proto file by its suffix, else a descriptor set.
    static Result<std::shared_ptr<const ProtoPool>> load(const std::string& file, const Load& load);
    /// Nothing but the well-known types.
    static std::shared_ptr<const ProtoPool> wellKnown();

    ~ProtoPool();
    ProtoPool(const ProtoPool&) = delete;
    ProtoPool& operator=(const ProtoPool&) = delete;

    const google::protobuf::DescriptorPool& pool() const;
    /// The file that was compiled; of a descriptor set the last one, which is the one that protoc was asked for.
    const google::protobuf::FileDescriptor& file() const { return *file_; }
    /// By full name; without a package too where the file has it so. Null when there is none.
    const google::protobuf::Descriptor* message(std::string_view name) const;
    const ProtoPlaces& places() const;

private:
    struct Inside;
    ProtoPool();
    std::unique_ptr<Inside> inside_;
    const google::protobuf::FileDescriptor* file_ = nullptr;
};
using ProtoPoolPtr = std::shared_ptr<const ProtoPool>;

/// The position of a message in its file, from outside in, as the registry's frame says it.
std::vector<int> indexesOf(const google::protobuf::Descriptor& message);
/// Null where the file has no such message.
const google::protobuf::Descriptor* messageAt(const google::protobuf::FileDescriptor& file,
                                              const std::vector<int>& indexes);

}  // namespace pb::doc::protobuf

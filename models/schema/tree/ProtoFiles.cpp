#include "models/schema/tree/ProtoFiles.h"

namespace pb::schema {

Result<doc::protobuf::ProtoPoolPtr> openProto(const std::string& path, const FileLoader& loader) {
    const std::size_t slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? std::string() : path.substr(0, slash + 1);
    auto pool = doc::protobuf::ProtoPool::load(path.substr(folder.size()), [&](const std::string& name) {
        auto text = loader(folder + name);
        return text || folder.empty() ? text : loader(name);
    });
    if (!pool) {
        pool.error().place.address = folder + pool.error().place.address;
    }
    return pool;
}

}  // namespace pb::schema

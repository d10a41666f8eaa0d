#include "models/document/protobuf/ProtoPool.h"

#include "models/base/Text.h"

#include <google/protobuf/compiler/importer.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/descriptor_database.h>
#include <google/protobuf/empty.pb.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/stubs/logging.h>

namespace pb::doc::protobuf {

namespace proto = google::protobuf;

namespace {

Error schemaError(const QString& reason, Place place) {
    return {ErrorCode::invalidInput, say("Cannot use the Protobuf schema. %1").arg(reason),
            say("protoc says the same of a wrong file; a file that is imported must lie where the layout is, or beside "
                "the first."),
            std::move(place)};
}

/// Whether an import stays in the folders that files are loaded from.
bool isInside(std::string_view name) {
    return !name.starts_with('/') && name.find("..") == std::string_view::npos &&
           name.find('\\') == std::string_view::npos;
}

/// Keeps the first error.
class FirstError : public proto::compiler::MultiFileErrorCollector, public proto::DescriptorPool::ErrorCollector {
public:
    void AddError(const std::string& file, int line, int column, const std::string& message) override {
        Place place;
        place.address = file;
        place.line = line + 1;
        place.column = column + 1;
        keep(message, std::move(place));
    }
    void AddError(const std::string& file, const std::string& element, const proto::Message*, ErrorLocation,
                  const std::string& message) override {
        Place place;
        place.address = file;
        keep(element + ": " + message, std::move(place));
    }

    std::optional<Error> error;

private:
    void keep(const std::string& message, Place place) {
        error = error ? error : schemaError(qs(clipped(message, 300)), std::move(place));
    }
};

/// Files through the caller's function; what nobody can load is said when it is asked for.
class LoadedTree : public proto::compiler::SourceTree {
public:
    LoadedTree(std::string first, const ProtoPool::Load& load) : first_(std::move(first)), load_(&load) {}

    proto::io::ZeroCopyInputStream* Open(const std::string& name) override {
        if (isBuiltIn(name)) {
            return nullptr;
        }
        auto text = textOf(name);
        if (!text) {
            lastError_ = utf8(text.error().sentence);
            return nullptr;
        }
        texts_.push_back(std::make_unique<std::string>(std::move(*text)));
        return new proto::io::ArrayInputStream(texts_.back()->data(), static_cast<int>(texts_.back()->size()));
    }
    std::string GetLastErrorMessage() override { return lastError_; }
    void close() { load_ = nullptr; }

private:
    static bool isBuiltIn(const std::string& name) {
        return name.starts_with("google/protobuf/") && proto::DescriptorPool::generated_pool()->FindFileByName(name);
    }

    Result<std::string> textOf(const std::string& name) const {
        if (!load_ || !isInside(name)) {
            return fail(ErrorCode::notFound, say("The file “%1” cannot be loaded here.").arg(qs(clipped(name, 100))));
        }
        auto text = (*load_)(name);
        const std::size_t folder = first_.rfind('/');
        return text || folder == std::string::npos || name == first_ ? text
                                                                     : (*load_)(first_.substr(0, folder + 1) + name);
    }

    std::string first_;
    const ProtoPool::Load* load_;
    std::string lastError_;
    std::vector<std::unique_ptr<std::string>> texts_;
};

/// The parsed files, as a pool asks for them.
class SourceFiles : public proto::DescriptorDatabase {
public:
    SourceFiles(const std::string& first, const ProtoPool::Load& load, ProtoPlaces& places)
        : tree_(first, load), builtIn_(*proto::DescriptorPool::generated_pool()), files_(&tree_, &builtIn_), places_(places) {
        files_.RecordErrorsTo(&errors_);
    }

    bool FindFileByName(const std::string& name, proto::FileDescriptorProto* found) override {
        if (!files_.FindFileByName(name, found)) {
            return false;
        }
        places_.take(*found);
        return true;
    }
    bool FindFileContainingSymbol(const std::string&, proto::FileDescriptorProto*) override { return false; }
    bool FindFileContainingExtension(const std::string&, int, proto::FileDescriptorProto*) override { return false; }

    FirstError& errors() { return errors_; }
    /// Errors of a pool, with their places: remembering those costs as much as parsing.
    proto::DescriptorPool::ErrorCollector* placedErrors() { return files_.GetValidationErrorCollector(); }
    void close() { tree_.close(); }

private:
    FirstError errors_;
    LoadedTree tree_;
    proto::DescriptorPoolDatabase builtIn_;
    proto::compiler::SourceTreeDescriptorDatabase files_;
    ProtoPlaces& places_;
};

Error errorOf(const std::string& file, const ProtoPool::Load& load) {
    ProtoPlaces places;
    SourceFiles files(file, load, places);
    proto::DescriptorPool(&files, files.placedErrors()).FindFileByName(file);
    Place place;
    place.address = file;
    return files.errors().error.value_or(schemaError(say("It cannot be compiled."), std::move(place)));
}

}  // namespace

struct ProtoPool::Inside {
    ProtoPlaces places;
    FirstError errors;
    std::unique_ptr<SourceFiles> files;
    proto::SimpleDescriptorDatabase set;
    std::unique_ptr<proto::DescriptorPoolDatabase> builtIn;
    std::unique_ptr<proto::MergedDescriptorDatabase> both;
    std::unique_ptr<proto::DescriptorPool> pool;
};

ProtoPool::ProtoPool() : inside_(std::make_unique<Inside>()) {}
ProtoPool::~ProtoPool() = default;

Result<ProtoPoolPtr> ProtoPool::compile(const std::string& file, const Load& load) {
    const std::shared_ptr<ProtoPool> made(new ProtoPool);
    Inside& inside = *made->inside_;
    const proto::LogSilencer quiet;  // what it has to say comes as errors
    inside.files = std::make_unique<SourceFiles>(file, load, inside.places);
    inside.pool = std::make_unique<proto::DescriptorPool>(inside.files.get(), &inside.errors);
    inside.pool->EnforceWeakDependencies(true);
    made->file_ = inside.pool->FindFileByName(file);
    inside.files->close();
    if (!made->file_) {
        return fail(errorOf(file, load));
    }
    return ProtoPoolPtr(made);
}

Result<ProtoPoolPtr> ProtoPool::fromDescriptorSet(std::string_view bytes) {
    const std::shared_ptr<ProtoPool> made(new ProtoPool);
    Inside& inside = *made->inside_;
    proto::FileDescriptorSet set;
    if (!set.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) || set.file_size() == 0) {
        return fail(schemaError(say("These bytes are no descriptor set (protoc --descriptor_set_out)."), {}));
    }
    for (proto::FileDescriptorProto& file : *set.mutable_file()) {
        inside.places.take(file);
        inside.set.Add(file);
    }
    inside.builtIn = std::make_unique<proto::DescriptorPoolDatabase>(*proto::DescriptorPool::generated_pool());
    inside.both = std::make_unique<proto::MergedDescriptorDatabase>(&inside.set, inside.builtIn.get());
    inside.pool = std::make_unique<proto::DescriptorPool>(inside.both.get(), &inside.errors);
    made->file_ = inside.pool->FindFileByName(set.file(set.file_size() - 1).name());
    if (!made->file_) {
        return fail(inside.errors.error.value_or(
            schemaError(say("It lacks a file that it imports (protoc --include_imports)."), {})));
    }
    return ProtoPoolPtr(made);
}

Result<ProtoPoolPtr> ProtoPool::load(const std::string& file, const Load& load) {
    if (file.ends_with(".proto")) {
        return compile(file, load);
    }
    PB_TRY(bytes, load(file));
    auto made = fromDescriptorSet(bytes);
    if (!made && made.error().place.address.empty()) {
        made.error().place.address = file;
    }
    return made;
}

ProtoPoolPtr ProtoPool::wellKnown() {
    static const ProtoPoolPtr made = [] {
        const std::shared_ptr<ProtoPool> pool(new ProtoPool);
        pool->file_ = proto::Empty::descriptor()->file();
        return pool;
    }();
    return made;
}

const proto::DescriptorPool& ProtoPool::pool() const {
    return inside_->pool ? *inside_->pool : *proto::DescriptorPool::generated_pool();
}

const proto::Descriptor* ProtoPool::message(std::string_view name) const {
    const std::string full(name);
    const proto::Descriptor* found = pool().FindMessageTypeByName(full);
    return found ? found : pool().FindMessageTypeByName(file_->package() + "." + full);
}

const ProtoPlaces& ProtoPool::places() const {
    return inside_->places;
}

std::vector<int> indexesOf(const proto::Descriptor& message) {
    std::vector<int> indexes;
    for (const proto::Descriptor* at = &message; at; at = at->containing_type()) {
        indexes.insert(indexes.begin(), at->index());
    }
    return indexes;
}

const proto::Descriptor* messageAt(const proto::FileDescriptor& file, const std::vector<int>& indexes) {
    const proto::Descriptor* found = nullptr;
    for (const int index : indexes) {
        const int count = found ? found->nested_type_count() : file.message_type_count();
        if (index < 0 || index >= count) {
            return nullptr;
        }
        found = found ? found->nested_type(index) : file.message_type(index);
    }
    return found;
}

}  // namespace pb::doc::protobuf

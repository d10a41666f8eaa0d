#include "models/schema/Compatibility.h"

#include "models/base/Text.h"
#include "models/document/avro/Schema.h"
#include "models/schema/tree/ProtoFiles.h"

namespace pb::schema {

namespace {

/// A schema with rules of its own.
struct Version {
    std::string file;
    doc::avro::SchemaPtr avro;
    doc::protobuf::ProtoPoolPtr protobuf;
};

Error inFile(Error error, const std::string& file) {
    error.place.address = error.place.address.empty() ? file : error.place.address;
    return error;
}

Result<Version> readVersion(const std::string& file, const FileLoader& loader) {
    Version version{file, nullptr, nullptr};
    if (file.ends_with(".proto") || file.ends_with(".desc") || file.ends_with(".pb")) {
        PB_TRY(pool, openProto(file, loader));
        version.protobuf = std::move(pool);
        return version;
    }
    if (!file.ends_with(".avsc") && !file.ends_with(".json")) {
        return fail(ErrorCode::wrongUse, say("%1 is neither an Avro nor a Protobuf schema.").arg(qs(file)),
                    say("Compatibility has rules for .avsc and .proto files; for others use schema diff without it."));
    }
    PB_TRY(text, loader(file));
    auto schema = doc::avro::Schema::parse(std::move(text));
    if (!schema) {
        return fail(inFile(std::move(schema).error(), file));
    }
    version.avro = std::move(*schema);
    return version;
}

Done check(const Version& reader, const Version& writer, std::vector<CompatibilityFinding>& findings) {
    if (static_cast<bool>(reader.avro) != static_cast<bool>(writer.avro)) {
        return fail(ErrorCode::wrongUse, say("%1 and %2 are of different languages.").arg(qs(reader.file), qs(writer.file)),
                    say("Give schemas of one language."));
    }
    auto found = reader.avro ? avroIncompatibilities(*reader.avro, *writer.avro)
                             : protobufIncompatibilities(*reader.protobuf, *writer.protobuf);
    for (Incompatibility& each : found) {
        findings.push_back({std::move(each), reader.file, writer.file});
    }
    return {};
}

}  // namespace

std::optional<Compatibility> compatibilityFromText(std::string_view text) {
    if (text == "backward") {
        return Compatibility::backward;
    }
    if (text == "forward") {
        return Compatibility::forward;
    }
    return text == "full" ? std::optional(Compatibility::full) : std::nullopt;
}

Result<std::vector<CompatibilityFinding>> checkCompatibility(const std::vector<std::string>& files, Compatibility mode,
                                                             bool transitive, const FileLoader& loader) {
    std::vector<Version> versions;
    for (const std::string& file : files) {
        PB_TRY(version, readVersion(file, loader));
        versions.push_back(std::move(version));
    }
    if (versions.size() < 2) {
        return fail(ErrorCode::wrongUse, say("Compatibility needs at least two schemas."));
    }
    std::vector<CompatibilityFinding> findings;
    const Version& newest = versions.back();
    for (std::size_t i = transitive ? 0 : versions.size() - 2; i + 1 < versions.size(); ++i) {
        if (mode != Compatibility::forward) {
            PB_CHECK(check(newest, versions[i], findings));
        }
        if (mode != Compatibility::backward) {
            PB_CHECK(check(versions[i], newest, findings));
        }
    }
    return findings;
}

}  // namespace pb::schema

#include "models/base/Text.h"
#include "models/document/FormatRows.h"
#include "models/document/Layout.h"
#include "models/document/Records.h"
#include "models/document/SchemaIds.h"
#include "models/document/avro/Container.h"
#include "models/document/avro/Decoder.h"
#include "models/document/avro/Encoder.h"

#include <map>

namespace pb::doc {

namespace {

using namespace avro;

constexpr std::string_view singleMagic = "\xC3\x01";  // "Single-object encoding"
constexpr std::size_t singleHeadSize = 10;

enum class Wire { automatic, container, single, registry, datum };

struct AvroSetup {
    Wire wire = Wire::automatic;
    SchemaPtr schema, reader;
    SchemaIds<SchemaPtr> ids;
    std::string packing;
};

class AvroCodec : public CheckingCodec {
public:
    explicit AvroCodec(AvroSetup setup) : setup_(std::move(setup)) {}

    Result<DocumentPtr> read(std::string_view bytes, std::shared_ptr<const void> owner) const override {
        if (bytes.size() > 0xffffffffu) {
            return fail(ErrorCode::limit, say("Cannot read the Avro data as one document. It has more than 4 GiB."),
                        say("Read it as a stream."));
        }
        const Wire wire = wireOf(bytes);
        return wire == Wire::container ? readContainer(bytes, std::move(owner), setup_.reader.get())
                                       : readMessage(wire, bytes, std::move(owner));
    }

    Result<Reading> readAll(std::string_view bytes) const override {
        const Wire wire = wireOf(bytes);
        Misreadings found;
        PB_TRY(document, wire == Wire::container ? readContainer(bytes, nullptr, setup_.reader.get(), &found)
                                                 : readMessage(wire, bytes, nullptr, &found));
        return Reading{std::move(document), std::move(found)};
    }

    Done stream(std::string_view bytes, const EachDocument& each, const Passed& passed) const override {
        return wireOf(bytes) == Wire::container ? streamContainer(bytes, each, setup_.reader.get())
                                                : Codec::stream(bytes, each, passed);
    }

    Result<std::string> write(Value root) const override {
        const bool isAvro = root && root.document()->format() == Format::avro;
        const std::string_view source = isAvro ? root.document()->bytes() : std::string_view();
        if (isWholeOf(root, Format::avro) && readsAs(source, root)) {
            return std::string(source);
        }
        const Wire wire = setup_.wire != Wire::automatic ? setup_.wire
                          : isAvro                       ? wireOf(source)
                          : !setup_.ids.empty()          ? Wire::registry
                                                         : Wire::container;
        return wire == Wire::container ? writeFile(root, source) : writeMessage(wire, root, source);
    }

private:
    /// What the layout says, else what the bytes begin with.
    Wire wireOf(std::string_view bytes) const {
        return setup_.wire != Wire::automatic   ? setup_.wire
               : isContainer(bytes)             ? Wire::container
               : bytes.starts_with(singleMagic) ? Wire::single
               : !setup_.ids.empty()            ? Wire::registry
                                                : Wire::datum;
    }

    struct Framed {
        SchemaPtr schema;
        std::size_t begin = 0;
    };

    /// The schema that a message was written with, and where its datum begins.
    Result<Framed> framed(Wire wire, std::string_view bytes) const {
        if (wire == Wire::registry) {
            const auto id = registryId(bytes);
            if (!id) {
                return fail(
                    readError(bytes, 0, say("A message begins with a byte 0 and the schema's id in four bytes.")));
            }
            const SchemaPtr known = setup_.ids.find(*id, setup_.schema);
            return known
                       ? Result<Framed>(Framed{known, registryHeadSize})
                       : fail(readError(
                             bytes, 1,
                             say("The schema with the id %1 is not known; the layout's “ids” name schemas.").arg(*id)));
        }
        if (!setup_.schema) {
            return fail(
                readError(bytes, 0, say("These bytes do not say their schema; the layout's “schema” names it.")));
        }
        if (wire == Wire::datum) {
            return Framed{setup_.schema, 0};
        }
        if (!bytes.starts_with(singleMagic) || bytes.size() < singleHeadSize) {
            return fail(readError(
                bytes, 0, say("A single object begins with the bytes C3 01 and the fingerprint of its schema.")));
        }
        if (littleEndian<std::uint64_t>(bytes.substr(singleMagic.size())) != setup_.schema->fingerprint()) {
            return fail(
                readError(bytes, singleMagic.size(),
                          say("It was written with another schema than the layout's: its fingerprint is another.")));
        }
        return Framed{setup_.schema, singleHeadSize};
    }

    Result<DocumentPtr> readMessage(Wire wire, std::string_view bytes, std::shared_ptr<const void> owner,
                                    Misreadings* misreadings = nullptr) const {
        PB_TRY(frame, framed(wire, bytes));
        TreeWriter writer(bytes, std::move(owner), Format::avro);
        Decoder decoder(*frame.schema, setup_.reader ? *setup_.reader : *frame.schema, bytes.size());
        decoder.setWriter(writer);
        decoder.setBytes(writer.bytes().substr(frame.begin), frame.begin);
        if (misreadings) {
            decoder.collect(*misreadings);
        }
        const Fault& fault = decoder.fault();
        if (!decoder.read()) {
            if (!misreadings || fault.code == ErrorCode::limit) {
                return fail(readError(bytes, frame.begin + fault.at, fault.reason, fault.code));
            }
            misreadings->add(
                {fault.node, frame.begin + fault.at, say("%1 What follows cannot be told apart.").arg(fault.reason)});
        } else if (decoder.rest() > 0) {
            const QString reason = say("%1 bytes follow the value.").arg(decoder.rest());
            if (!misreadings) {
                return fail(readError(bytes, frame.begin + decoder.position(), reason));
            }
            misreadings->add({0, frame.begin + decoder.position(), reason});
        }
        return writer.isOverfull() ? Result<DocumentPtr>(fail(TreeWriter::overfullError())) : writer.finish();
    }

    /// What is written with: the layout's schema, else the reader's, else that of the file the tree came from.
    Result<std::string> writeFile(Value root, std::string_view source) const {
        SchemaPtr schema = setup_.schema ? setup_.schema : setup_.reader;
        Header style;
        if (isContainer(source)) {
            PB_TRY(header, readHeader(source));
            style = std::move(header);
        }
        if (!schema && !style.schema.empty()) {
            PB_TRY(own, Schema::parse(style.schema));
            schema = std::move(own);
        }
        if (!schema) {
            return fail(noSchema(root));
        }
        style.codec = setup_.packing.empty() ? style.codec : setup_.packing;
        return writeContainer(root, *schema, std::move(style));
    }

    static Error noSchema(Value root) {
        return encodeError(root, say("There is no schema for it; the layout's “schema” names the file."));
    }

    Result<std::string> writeMessage(Wire wire, Value root, std::string_view source) const {
        SchemaPtr schema = setup_.schema ? setup_.schema : setup_.reader;
        std::string out;
        if (wire == Wire::registry) {
            const auto id = setup_.ids.idToWrite(registryId(source));
            if (!id) {
                return fail(encodeError(root, say("The layout does not say the schema's id; its member “id” does.")));
            }
            schema = setup_.ids.find(*id, schema);
            appendRegistryHead(*id, out);
        } else if (wire == Wire::single && schema) {
            out += singleMagic;
            appendLittleEndian(schema->fingerprint(), out);
        }
        if (!schema) {
            return fail(noSchema(root));
        }
        PB_CHECK(encode(schema->root(), root, out));
        return out;
    }

    AvroSetup setup_;
};

Result<SchemaPtr> loadSchema(const CodecSettings& settings, const std::string& name) {
    PB_TRY(text, loadNamed(settings, name));
    auto schema = Schema::parse(std::move(text));
    if (!schema) {
        schema.error().place.address = name;
    }
    return schema;
}

Result<CodecPtr> makeAvro(const CodecSettings& settings) {
    LayoutMembers members(settings.layout);
    AvroSetup setup;
    setup.wire =
        static_cast<Wire>(members.choice("wire", {"auto", "container", "single-object", "registry", "datum"}, 0));
    constexpr std::string_view packings[] = {"", "null", "deflate", "snappy", "zstandard"};
    setup.packing = packings[members.choice("codec", {"auto", "null", "deflate", "snappy", "zstandard"}, 0)];
    const std::string schema = members.text("schema");
    const std::string reader = members.text("reader");
    const auto ids = readSchemaIds(members);
    PB_CHECK(members.finish());
    if (!schema.empty()) {
        PB_TRY(loaded, loadSchema(settings, schema));
        setup.schema = std::move(loaded);
    }
    if (!reader.empty()) {
        PB_TRY(loaded, loadSchema(settings, reader));
        setup.reader = std::move(loaded);
    }
    setup.ids.toWrite = ids.toWrite;
    for (const auto& [id, name] : ids.known) {
        PB_TRY(loaded, loadSchema(settings, name));
        setup.ids.known[id] = std::move(loaded);
    }
    return CodecPtr(std::make_shared<AvroCodec>(std::move(setup)));
}

int likenessOfAvro(std::string_view head) {
    return isContainer(head) ? 100 : head.starts_with(singleMagic) ? 40 : 0;
}

}  // namespace

FormatInfo avroFormat() {
    return {Format::avro, "avro", QT_TRANSLATE_NOOP("pb", "Avro"), {".avro"}, likenessOfAvro, makeAvro};
}

}  // namespace pb::doc

#include "models/base/Text.h"
#include "models/document/FormatRows.h"
#include "models/document/Misreading.h"
#include "models/document/SchemaIds.h"
#include "models/document/Wire.h"
#include "models/document/protobuf/MessageReader.h"
#include "models/document/protobuf/MessageWriter.h"
#include "models/document/protobuf/ProtoPool.h"

namespace pb::doc {

namespace {

using namespace protobuf;
using google::protobuf::Descriptor;

enum class Wire { automatic, message, delimited, registry };

struct ProtobufSetup {
    Wire wire = Wire::message;
    ProtoPoolPtr schema;
    std::string message;  ///< empty = the first of the file
    SchemaIds<ProtoPoolPtr> ids;
};

Error readError(std::string_view bytes, std::size_t at, const QString& reason,
                ErrorCode code = ErrorCode::invalidInput) {
    return {code, say("Cannot read the Protobuf message. %1").arg(reason),
            say("Is it whole, and of the message type that the layout names?"), placeFrom(firstPlace(), bytes, at)};
}

/// The indexes behind the id, as zig-zag numbers with their count before them; 0 alone is the first message.
std::optional<std::vector<int>> takeIndexes(std::string_view& bytes) {
    constexpr std::int64_t mostIndexes = 100;
    const auto take = [&bytes]() -> std::optional<std::int64_t> {
        const auto bits = takeVarint(bytes);
        return bits ? std::optional(fromZigZag(*bits)) : std::nullopt;
    };
    const auto count = take();
    if (!count || *count < 0 || *count > mostIndexes) {
        return std::nullopt;
    }
    std::vector<int> indexes;
    for (std::int64_t i = 0; i < *count; ++i) {
        const auto index = take();
        if (!index || *index < 0 || *index > 0xffff) {
            return std::nullopt;
        }
        indexes.push_back(static_cast<int>(*index));
    }
    return indexes.empty() ? std::vector<int>{0} : indexes;
}

void appendIndexes(const std::vector<int>& indexes, std::string& out) {
    if (indexes == std::vector<int>{0}) {
        out.push_back('\0');
        return;
    }
    appendVarint(zigZag(static_cast<std::int64_t>(indexes.size())), out);
    for (const int index : indexes) {
        appendVarint(zigZag(index), out);
    }
}

/// A message type, the pool that knows it, and where its bytes begin.
struct Framed {
    ProtoPoolPtr schema;
    const Descriptor* type = nullptr;
    std::size_t begin = 0;
};

class ProtobufCodec : public CheckingCodec {
public:
    explicit ProtobufCodec(ProtobufSetup setup) : setup_(std::move(setup)) {}

    Result<DocumentPtr> read(std::string_view bytes, std::shared_ptr<const void> owner) const override {
        if (bytes.size() > 0xffffffffu) {
            return fail(ErrorCode::limit,
                        say("Cannot read the Protobuf messages as one document. They have more than 4 GiB."),
                        say("Read them as a stream."));
        }
        TreeWriter writer(bytes, std::move(owner), Format::protobuf);
        PB_CHECK(setup_.wire == Wire::delimited ? readDelimited(writer) : readOne(writer));
        return writer.isOverfull() ? Result<DocumentPtr>(fail(TreeWriter::overfullError())) : writer.finish();
    }

    Result<Reading> readAll(std::string_view bytes) const override {
        Misreadings found;
        TreeWriter writer(bytes, nullptr, Format::protobuf);
        PB_CHECK(setup_.wire == Wire::delimited ? readDelimited(writer, &found) : readOne(writer, &found));
        return writer.isOverfull() ? Result<Reading>(fail(TreeWriter::overfullError())) : Reading{writer.finish(), std::move(found)};
    }

    Done stream(std::string_view bytes, const EachDocument& each, const Passed& passed) const override {
        if (setup_.wire != Wire::delimited) {
            return Codec::stream(bytes, each, passed);
        }
        for (std::size_t at = 0; at < bytes.size();) {
            PB_TRY(part, nextDelimited(bytes, at));
            TreeWriter writer(bytes.substr(part.begin, part.end - part.begin), nullptr, Format::protobuf);
            MessageReader reader(setup_.schema->pool(), writer);
            if (!reader.read(*plainType(), {0, part.end - part.begin})) {
                return fail(
                    readError(bytes, part.begin + reader.fault().at, reader.fault().reason, reader.fault().code));
            }
            at = part.end;
            if (!each(writer.finish(), part.begin)) {
                break;
            }
        }
        return {};
    }

    Result<std::string> write(Value root) const override {
        const bool isWhole = isWholeOf(root, Format::protobuf);
        if (isWhole && readsAs(root.document()->bytes(), root)) {
            return std::string(root.document()->bytes());
        }
        std::string out;
        if (setup_.wire == Wire::registry) {
            PB_TRY(frame, frameToWrite(root, out));
            PB_CHECK(MessageWriter(frame.schema->pool()).write(*frame.type, root, out));
        } else if (setup_.wire == Wire::delimited) {
            PB_CHECK(writeDelimited(root, out));
        } else {
            PB_CHECK(MessageWriter(setup_.schema->pool()).write(*plainType(), root, out));
        }
        return out;
    }

private:
    const Descriptor* plainType() const {
        return setup_.message.empty() ? setup_.schema->file().message_type(0) : setup_.schema->message(setup_.message);
    }

    static MessageReader readerOf(const ProtoPool& pool, TreeWriter& writer, Misreadings* misreadings) {
        MessageReader reader(pool.pool(), writer);
        if (misreadings) {
            reader.collect(*misreadings);
        }
        return reader;
    }

    Done readOne(TreeWriter& writer, Misreadings* misreadings = nullptr) const {
        const std::string_view bytes = writer.bytes();
        Framed frame{setup_.schema, setup_.wire == Wire::registry ? nullptr : plainType(), 0};
        if (setup_.wire == Wire::registry) {
            PB_TRY(found, framed(bytes));
            frame = found;
        }
        MessageReader reader = readerOf(*frame.schema, writer, misreadings);
        return reader.read(*frame.type, {frame.begin, bytes.size()})
                   ? Done()
                   : fail(readError(bytes, reader.fault().at, reader.fault().reason, reader.fault().code));
    }

    Result<Framed> framed(std::string_view bytes) const {
        const auto id = registryId(bytes);
        std::string_view rest = bytes.substr(std::min(registryHeadSize, bytes.size()));
        const auto indexes = id ? takeIndexes(rest) : std::nullopt;
        if (!indexes) {
            return fail(readError(bytes, 0,
                                  say("A message begins with a byte 0, the schema's id in four bytes and the message's "
                                      "position in it.")));
        }
        const ProtoPoolPtr schema = setup_.ids.find(*id, setup_.schema);
        if (!schema) {
            return fail(readError(
                bytes, 1, say("The schema with the id %1 is not known; the layout's “ids” name schemas.").arg(*id)));
        }
        const Descriptor* type = messageAt(schema->file(), *indexes);
        return type ? Result<Framed>(Framed{schema, type, bytes.size() - rest.size()})
                    : fail(readError(
                          bytes, registryHeadSize,
                          say("The schema with the id %1 has no message at the position that is said.").arg(*id)));
    }

    /// The id and message of the layout, else those that the document came with, else the first message of the file.
    Result<Framed> frameToWrite(Value root, std::string& out) const {
        const bool isOurs = root && root.document()->format() == Format::protobuf;
        const std::string_view source = isOurs ? root.document()->bytes() : std::string_view();
        const auto id = setup_.ids.idToWrite(registryId(source));
        const ProtoPoolPtr schema = id ? setup_.ids.find(*id, setup_.schema) : nullptr;
        if (!schema) {
            return fail(messageError(root, say("The layout does not say the schema's id; its member “id” does.")));
        }
        std::string_view rest = source.substr(std::min(registryHeadSize, source.size()));
        const auto indexes = registryId(source) ? takeIndexes(rest) : std::nullopt;
        const Descriptor* type = !setup_.message.empty()
                                     ? schema->message(setup_.message)
                                     : messageAt(schema->file(), indexes.value_or(std::vector<int>{0}));
        if (!type) {
            return fail(messageError(root, say("The schema with the id %1 has no such message.").arg(*id)));
        }
        appendRegistryHead(*id, out);
        appendIndexes(indexesOf(*type), out);
        return Framed{schema, type, 0};
    }

    static Result<Slice> nextDelimited(std::string_view bytes, std::size_t at) {
        std::string_view rest = bytes.substr(at);
        const auto size = takeVarint(rest);
        if (!size || *size > rest.size()) {
            return fail(
                readError(bytes, at, say("The length of a message is expected here, and as many bytes behind it.")));
        }
        const std::size_t begin = bytes.size() - rest.size();
        return Slice{begin, begin + static_cast<std::size_t>(*size)};
    }

    Done readDelimited(TreeWriter& writer, Misreadings* misreadings = nullptr) const {
        const std::string_view bytes = writer.bytes();
        MessageReader reader = readerOf(*setup_.schema, writer, misreadings);
        writer.begin(Kind::array, 0);
        for (std::size_t at = 0; at < bytes.size();) {
            PB_TRY(part, nextDelimited(bytes, at));
            if (!reader.read(*plainType(), part)) {
                return fail(readError(bytes, reader.fault().at, reader.fault().reason, reader.fault().code));
            }
            at = part.end;
        }
        writer.end(static_cast<std::uint32_t>(bytes.size()));
        return {};
    }

    Done writeDelimited(Value root, std::string& out) const {
        if (!root.is(Kind::array)) {
            return fail(messageError(root, say("An array of messages is expected here.")));
        }
        MessageWriter writer(setup_.schema->pool());
        for (const Value element : root.children()) {
            std::string bytes;
            PB_CHECK(writer.write(*plainType(), element, bytes));
            appendVarint(bytes.size(), out);
            out += bytes;
        }
        return {};
    }

    ProtobufSetup setup_;
};

Result<ProtoPoolPtr> loadSchema(const CodecSettings& settings, const std::string& name) {
    return ProtoPool::load(name, [&settings](const std::string& file) { return loadNamed(settings, file); });
}

Result<CodecPtr> makeProtobuf(const CodecSettings& settings) {
    LayoutMembers members(settings.layout);
    ProtobufSetup setup;
    setup.wire = static_cast<Wire>(members.choice("wire", {"auto", "message", "delimited", "registry"}, 0));
    const std::string schema = members.text("schema");
    setup.message = members.text("message");
    const Value message = members.value("message");
    const auto ids = readSchemaIds(members);
    PB_CHECK(members.finish());
    setup.ids.toWrite = ids.toWrite;
    for (const auto& [id, name] : ids.known) {
        PB_TRY(loaded, loadSchema(settings, name));
        setup.ids.known[id] = std::move(loaded);
    }
    if (setup.wire == Wire::automatic) {
        setup.wire = setup.ids.empty() ? Wire::message : Wire::registry;
    }
    if (!schema.empty()) {
        PB_TRY(loaded, loadSchema(settings, schema));
        setup.schema = std::move(loaded);
    } else if (setup.wire != Wire::registry) {
        setup.schema = ProtoPool::wellKnown();  // without a schema every field is unknown
    }
    const bool isKnown = !setup.schema || (setup.message.empty() ? setup.schema->file().message_type_count() > 0
                                                                 : setup.schema->message(setup.message) != nullptr);
    if (!isKnown && setup.wire != Wire::registry) {
        return fail(layoutError(message ? message : settings.layout,
                                say("The schema has no message “%1”.").arg(qs(clipped(setup.message, 100)))));
    }
    return CodecPtr(std::make_shared<ProtobufCodec>(std::move(setup)));
}

/// Nothing in the bytes says what they are.
int likenessOfProtobuf(std::string_view) {
    return 0;
}

}  // namespace

FormatInfo protobufFormat() {
    return {Format::protobuf,     "protobuf",         QT_TRANSLATE_NOOP("pb", "Protobuf"),
            {".pb", ".protobuf"}, likenessOfProtobuf, makeProtobuf};
}

}  // namespace pb::doc

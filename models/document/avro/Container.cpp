#include "models/document/avro/Container.h"

#include "models/base/Text.h"
#include "models/document/Utf8.h"
#include "models/document/avro/Decoder.h"
#include "models/document/avro/Encoder.h"
#include "models/document/avro/Packing.h"

#include <QCryptographicHash>

#include <algorithm>

namespace pb::doc::avro {

namespace {

constexpr std::string_view magic("Obj\x01", 4);
constexpr std::size_t syncSize = 16;
constexpr std::size_t mostBlockBytes = 256u << 20;  ///< of a block when it is unpacked
constexpr std::size_t blockBytes = 64 * 1024;       ///< after which a written block ends

struct Block {
    std::uint64_t count = 0;
    std::size_t begin = 0, end = 0;  ///< of its data in the file
};

/// Reads the frame of a container: the header and the blocks' heads.
class Frame {
public:
    explicit Frame(std::string_view bytes) : bytes_(bytes) {}

    std::size_t at() const { return at_; }

    Error error(const QString& reason) const { return readError(bytes_, at_, reason); }

    Result<std::int64_t> number() {
        std::string_view rest = bytes_.substr(at_);
        const auto bits = takeVarint(rest);
        if (!bits) {
            return fail(error(say("A number is expected here; the file ends, or it has more than 64 bits.")));
        }
        at_ = bytes_.size() - rest.size();
        return fromZigZag(*bits);
    }

    Result<std::string_view> take(std::int64_t size) {
        if (size < 0 || static_cast<std::uint64_t>(size) > bytes_.size() - at_) {
            return fail(error(say("%1 bytes are expected where %2 follow.").arg(size).arg(bytes_.size() - at_)));
        }
        const std::string_view taken = bytes_.substr(at_, static_cast<std::size_t>(size));
        at_ += taken.size();
        return taken;
    }

    Result<std::string> text() {
        PB_TRY(size, number());
        PB_TRY(bytes, take(size));
        return std::string(bytes);
    }

    Done metadata(Header& header) {
        for (;;) {
            PB_TRY(count, number());
            if (count == 0) {
                return {};
            }
            if (count < 0) {
                PB_CHECK(number());
            }
            for (auto left = count < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(count)
                                       : static_cast<std::uint64_t>(count);
                 left > 0; --left) {
                PB_TRY(name, text());
                PB_TRY(value, text());
                if (name == "avro.schema") {
                    header.schema = std::move(value);
                } else if (name == "avro.codec") {
                    header.codec = std::move(value);
                } else {
                    header.metadata.emplace_back(std::move(name), std::move(value));
                }
            }
        }
    }

    Result<Header> header() {
        Header header;
        if (!isContainer(bytes_)) {
            return fail(error(say("A container file begins with “Obj” and a byte 1.")));
        }
        at_ = magic.size();
        PB_CHECK(metadata(header));
        PB_TRY(sync, take(syncSize));
        header.sync = sync;
        header.size = at_;
        return header;
    }

    bool atEnd() const { return at_ == bytes_.size(); }

    Result<Block> block(const Header& header) {
        Block block;
        const std::size_t head = at_;
        PB_TRY(count, number());
        if (count < 0) {
            at_ = head;
            return fail(error(say("A block says that it has %1 records.").arg(count)));
        }
        PB_TRY(size, number());
        block.count = static_cast<std::uint64_t>(count);
        block.begin = at_;
        PB_CHECK(take(size));
        block.end = at_;
        PB_TRY(sync, take(syncSize));
        if (sync != header.sync) {
            at_ = block.end;
            return fail(error(say("The marker behind the block is not the one of the file's header.")));
        }
        return block;
    }

private:
    std::string_view bytes_;
    std::size_t at_ = 0;
};

/// The schemas of a file, and its blocks one after the other.
class ContainerReader {
public:
    explicit ContainerReader(std::string_view bytes) : bytes_(bytes), frame_(bytes) {}

    Done open(const Schema* reader) {
        PB_TRY(header, frame_.header());
        header_ = std::move(header);
        auto schema = Schema::parse(header_.schema);
        if (!schema) {
            return fail(readError(bytes_, magic.size(), say("The schema in the file's header is wrong."))
                            .because(schema.error()));
        }
        packing_ = packingNamed(header_.codec);
        if (!packing_) {
            return fail(
                Error(ErrorCode::unsupported,
                      say("Cannot read the Avro data. Its blocks are packed with “%1”; null, deflate, snappy and zstandard can be read.")
                          .arg(qs(clipped(header_.codec, 60))),
                      say("Write the file with one of these codecs."), readError(bytes_, magic.size(), {}).place));
        }
        schema_ = std::move(*schema);
        decoder_.emplace(*schema_, reader ? *reader : *schema_, bytes_.size());
        return {};
    }

    bool atEnd() const { return frame_.atEnd(); }
    Decoder& decoder() { return *decoder_; }
    const Block& block() const { return block_; }
    bool isPacked() const { return header_.codec != "null"; }
    ByteRange range() const {
        return {static_cast<std::uint32_t>(block_.begin), static_cast<std::uint32_t>(block_.end)};
    }
    std::string_view data() const { return isPacked() ? std::string_view(unpacked_) : packed(); }
    std::string_view packed() const { return bytes_.substr(block_.begin, block_.end - block_.begin); }

    Done next() {
        PB_TRY(block, frame_.block(header_));
        block_ = block;
        if (isPacked()) {
            auto unpacked = packing_->unpack(packed(), mostBlockBytes);
            if (!unpacked) {
                return fail(readError(bytes_, block_.begin,
                                      say("The block cannot be unpacked: it is damaged, or has more than %1 MiB.")
                                          .arg(mostBlockBytes >> 20)));
            }
            unpacked_ = std::move(*unpacked);
        }
        return {};
    }

    /// The decoder's fault, at its byte; in a packed block at the block.
    Error faultError() {
        const Fault& fault = decoder_->fault();
        return readError(bytes_, block_.begin + (isPacked() ? 0 : fault.at), fault.reason, fault.code);
    }

    Done checkRest(std::size_t rest) {
        return rest == 0 ? Done()
                         : fail(readError(bytes_, block_.begin,
                                          say("The block has %1 bytes behind its last record.").arg(rest)));
    }

private:
    std::string_view bytes_;
    Frame frame_;
    Header header_;
    const Packing* packing_ = nullptr;
    SchemaPtr schema_;
    std::optional<Decoder> decoder_;
    Block block_;
    std::string unpacked_;
};

std::string headerBytes(const Schema& schema, const Header& header) {
    std::string out(magic);
    appendLong(static_cast<std::int64_t>(header.metadata.size() + 2), out);
    appendBytes("avro.schema", out);
    appendBytes(schema.text(), out);
    appendBytes("avro.codec", out);
    appendBytes(header.codec, out);
    for (const auto& [name, value] : header.metadata) {
        appendBytes(name, out);
        appendBytes(value, out);
    }
    appendLong(0, out);
    return out + header.sync;
}

}  // namespace

bool isContainer(std::string_view bytes) {
    return bytes.starts_with(magic);
}

Error readError(std::string_view bytes, std::size_t at, const QString& reason, ErrorCode code) {
    return {code, say("Cannot read the Avro data. %1").arg(reason),
            say("Is it whole, and written with the schema that is used?"), placeFrom(firstPlace(), bytes, at)};
}

Result<Header> readHeader(std::string_view bytes) {
    return Frame(bytes).header();
}

namespace {

/// The data of a block. What stands behind one that cannot be read is lost up to the block's end.
Done readBlock(ContainerReader& file, std::string_view bytes, Misreadings* misreadings) {
    const Block& block = file.block();
    const std::string_view data = file.isPacked() ? file.data() : bytes.substr(block.begin, block.end - block.begin);
    file.decoder().setBytes(data, block.begin, file.isPacked() ? std::optional(file.range()) : std::nullopt);
    for (std::uint64_t left = block.count; left > 0; --left) {
        if (file.decoder().read()) {
            continue;
        }
        const Fault& fault = file.decoder().fault();
        if (!misreadings || fault.code == ErrorCode::limit) {
            return fail(file.faultError());
        }
        misreadings->add({fault.node, block.begin + (file.isPacked() ? 0 : fault.at),
                                say("%1 What follows in its block cannot be told apart.").arg(fault.reason)});
        return {};
    }
    return file.checkRest(file.decoder().rest());
}

}  // namespace

Result<DocumentPtr> readContainer(std::string_view bytes, std::shared_ptr<const void> owner, const Schema* reader,
                                  Misreadings* misreadings) {
    ContainerReader file(bytes);
    PB_CHECK(file.open(reader));
    TreeWriter writer(bytes, std::move(owner), Format::avro);
    file.decoder().setWriter(writer);
    if (misreadings) {
        file.decoder().collect(*misreadings);
    }
    writer.begin(Kind::array, 0);
    while (!file.atEnd()) {
        PB_CHECK(file.next());
        PB_CHECK(readBlock(file, writer.bytes(), misreadings));
    }
    writer.end(static_cast<std::uint32_t>(bytes.size()));
    return writer.isOverfull() ? Result<DocumentPtr>(fail(TreeWriter::overfullError())) : writer.finish();
}

Done streamContainer(std::string_view bytes, const EachDocument& each, const Schema* reader) {
    ContainerReader file(bytes);
    PB_CHECK(file.open(reader));
    while (!file.atEnd()) {
        PB_CHECK(file.next());
        const Block block = file.block();
        const auto owner = std::make_shared<const std::string>(file.isPacked() ? file.packed() : std::string_view());
        const std::optional<ByteRange> whole =
            file.isPacked() ? std::optional(ByteRange{0, static_cast<std::uint32_t>(owner->size())}) : std::nullopt;
        std::string_view rest = file.data();
        for (std::uint64_t left = block.count; left > 0; --left) {
            Decoder& decoder = file.decoder();
            decoder.setBytes(rest, 0);
            if (!file.isPacked() && !decoder.skip()) {
                return fail(readError(bytes, block.end - rest.size() + decoder.fault().at, decoder.fault().reason));
            }
            const std::size_t size = decoder.position();
            const std::size_t begin = file.isPacked() ? block.begin : block.end - rest.size();
            TreeWriter writer(file.isPacked() ? std::string_view(*owner) : rest.substr(0, size),
                              file.isPacked() ? owner : std::shared_ptr<const void>(), Format::avro);
            decoder.setWriter(writer);
            decoder.setBytes(file.isPacked() ? rest : writer.bytes(), 0, whole);
            if (!decoder.read()) {
                return fail(readError(bytes, begin + (file.isPacked() ? 0 : decoder.fault().at), decoder.fault().reason,
                                      decoder.fault().code));
            }
            rest.remove_prefix(decoder.position());
            if (writer.isOverfull()) {
                return fail(TreeWriter::overfullError());
            }
            if (!each(writer.finish(), begin)) {
                return {};
            }
        }
        PB_CHECK(file.checkRest(rest.size()));
    }
    return {};
}

Result<std::string> writeContainer(Value root, const Schema& schema, Header style) {
    if (style.sync.size() != syncSize) {  // the same for the same schema, so that files can be compared
        const std::string_view text = schema.text();
        style.sync =
            QCryptographicHash::hash({text.data(), static_cast<qsizetype>(text.size())}, QCryptographicHash::Md5)
                .toStdString();
    }
    const Packing* packing = packingNamed(style.codec);
    if (!packing) {  // of a file whose blocks nobody could read
        packing = packingNamed(style.codec = "null");
    }
    std::string out = headerBytes(schema, style);
    std::string data;
    std::int64_t count = 0;
    const auto endBlock = [&] {
        if (count > 0) {
            appendLong(count, out);
            appendBytes(packing->pack(data), out);
            out += style.sync;
            data.clear();
            count = 0;
        }
    };
    const auto add = [&](Value datum) -> Done {
        PB_CHECK(encode(schema.root(), datum, data));
        ++count;
        if (data.size() >= blockBytes) {
            endBlock();
        }
        return {};
    };
    if (!root.is(Kind::array)) {
        PB_CHECK(add(root));
    }
    for (const Value element : root.is(Kind::array) ? root.children() : Children()) {
        PB_CHECK(add(element));
    }
    endBlock();
    return out;
}

}  // namespace pb::doc::avro

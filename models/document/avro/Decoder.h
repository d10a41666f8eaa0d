#pragma once

#include "models/document/Misreading.h"
#include "models/document/TreeWriter.h"
#include "models/document/avro/Schema.h"

#include <map>
#include <optional>

namespace pb::doc::avro {

/// Why bytes are not what the schema says, and at which of them.
struct Fault {
    QString reason;
    std::size_t at = 0;
    ErrorCode code = ErrorCode::invalidInput;
    std::uint32_t node = 0;  ///< of the value that could not be read
};

/// Reads data of one schema, resolved to another ("Schema Resolution"), into trees. What the schema's bytes cost is
/// bounded: depth, and nodes by the number of bytes.
class Decoder {
public:
    Decoder(const Schema& written, const Schema& seen, std::size_t documentSize);

    /// The bytes that are read, and where they stand in the document; `block` = they do not stand there (they were
    /// compressed): every value has that range.
    void setBytes(std::string_view data, std::size_t at, std::optional<ByteRange> block = std::nullopt);
    /// The names of a writer are its own: to be said before the first datum that it gets.
    void setWriter(TreeWriter& writer);

    /// From now on what is wrong with a value of a known length is put into the list instead of being a fault; a value that
    /// cannot be read is null. The list must outlive the decoder.
    void collect(Misreadings& misreadings) { misreadings_ = &misreadings; }

    /// One datum from where the one before ended. False: `fault` says why.
    bool read();
    bool skip();
    std::size_t position() const { return position_; }  ///< in the bytes
    std::size_t rest() const { return data_.size() - position_; }
    const Fault& fault() const { return fault_; }

    static constexpr int mostDepth = 300;

private:
    using Types = std::pair<const SchemaType*, const SchemaType*>;
    /// How a record is resolved: for each written field the one that it is seen as, and those that get their default.
    struct Match {
        std::vector<const SchemaField*> seenAs;
        std::vector<const SchemaField*> added;
        const SchemaField* missing = nullptr;  ///< neither written nor with a default
    };

    bool value(const SchemaType& written, const SchemaType& seen);
    bool valueOf(const SchemaType& written, const SchemaType& seen);
    bool choice(const SchemaType& written, const SchemaType& seen);
    bool branch(const SchemaType& choice, const SchemaType& chosen, const SchemaType& written);
    bool record(const SchemaType& written, const SchemaType& seen);
    bool field(const SchemaType& written, const SchemaField& seen);
    bool fallback(const SchemaField& field);
    bool elements(const SchemaType& written, const SchemaType& seen);
    bool enumeration(const SchemaType& written, const SchemaType& seen);
    bool number(const SchemaType& written, const SchemaType& seen);
    bool whole(const SchemaType& seen, std::int64_t value, ByteRange range);
    void real(const SchemaType& seen, double value, ByteRange range);
    bool bytes(const SchemaType& written, const SchemaType& seen);
    bool skipValue(const SchemaType& type);
    /// The elements of an array or map, block by block.
    template <typename Each>
    bool blocks(const Each& each);

    const Match& matchOf(const SchemaType& written, const SchemaType& seen);
    bool failed(QString reason, ErrorCode code = ErrorCode::invalidInput);
    /// A fault, or where they are collected a misreading: then true.
    bool misread(std::size_t at, QString reason, const char* rule = "encoding");
    bool mismatch(const SchemaType& written, const SchemaType& seen);
    bool takeLong(std::int64_t& value);
    bool takeSize(std::size_t& size);
    bool take(std::size_t size, std::string_view& bytes);
    bool takeText(std::string_view& text);
    bool countNode();
    ByteRange range(std::size_t begin, std::size_t end) const;
    std::uint32_t here() const { return range(position_, position_).begin; }

    const Schema& written_;
    const Schema& seen_;
    TreeWriter* writer_ = nullptr;
    std::string_view data_;
    std::size_t at_ = 0;        ///< of the data in the document
    std::size_t position_ = 0;  ///< in the data
    std::optional<ByteRange> block_;
    std::vector<std::uint32_t> names_;  ///< of the seen fields, by their numbers
    std::map<Types, Match> matches_;
    int depth_ = 0;
    std::uint32_t current_ = 0;  ///< node of the value that is read
    Misreadings* misreadings_ = nullptr;
    std::uint64_t nodes_ = 0, mostNodes_;
    Fault fault_;
};

template <typename Each>
bool Decoder::blocks(const Each& each) {
    for (;;) {
        std::int64_t count = 0;
        if (!takeLong(count)) {
            return false;
        }
        if (count == 0) {
            return true;
        }
        std::int64_t size = 0;  // of the block; it is only there for skipping
        if (count < 0 && !takeLong(size)) {
            return false;
        }
        for (auto left = count < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(count)
                                   : static_cast<std::uint64_t>(count);
             left > 0; --left) {
            if (!each()) {
                return false;
            }
        }
    }
}

/// Whether data of the one type can be read as the other.
bool isReadableAs(const SchemaType& written, const SchemaType& seen);

}  // namespace pb::doc::avro

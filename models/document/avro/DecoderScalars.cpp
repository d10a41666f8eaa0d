#include "models/base/Text.h"
#include "models/document/Decimals.h"
#include "models/document/Wire.h"
#include "models/document/avro/Decoder.h"
#include "models/document/avro/LogicalText.h"

#include <algorithm>

namespace pb::doc::avro {

namespace {

bool isWhole(Type type) {
    return type == Type::int32 || type == Type::int64;
}

bool hasName(const SchemaType& type, const SchemaType& other) {
    return type.shortName() == other.shortName() ||
           std::find(type.aliases.begin(), type.aliases.end(), other.name) != type.aliases.end();
}

}  // namespace

bool isReadableAs(const SchemaType& written, const SchemaType& seen) {
    if (&written == &seen) {
        return true;
    }
    if (written.type == Type::choice || seen.type == Type::choice) {
        return true;  // each branch is asked when it is there
    }
    switch (seen.type) {
        case Type::int64:
            return isWhole(written.type);
        case Type::float32:
            return isWhole(written.type) || written.type == Type::float32;
        case Type::float64:
            return isWhole(written.type) || written.type == Type::float32 || written.type == Type::float64;
        case Type::string:
        case Type::bytes:
            return written.type == Type::string || written.type == Type::bytes;
        case Type::array:
        case Type::map:
            return written.type == seen.type && isReadableAs(written.element(), seen.element());
        case Type::record:
        case Type::enumeration:
            return written.type == seen.type && hasName(seen, written);
        case Type::fixed:
            return written.type == seen.type && written.size == seen.size && hasName(seen, written);
        default:
            return written.type == seen.type;
    }
}

bool Decoder::number(const SchemaType& written, const SchemaType& seen) {
    const std::size_t begin = position_;
    if (isWhole(written.type)) {
        std::int64_t value = 0;
        if (!takeLong(value)) {
            return false;
        }
        if (written.type == Type::int32 && value != static_cast<std::int32_t>(value) &&
            !misread(begin, say("The number %1 has more than the 32 bits of its type.").arg(value), "range")) {
            return false;
        }
        return isReadableAs(written, seen) ? whole(seen, value, range(begin, position_)) : mismatch(written, seen);
    }
    std::string_view bits;
    if (!take(written.type == Type::float32 ? 4 : 8, bits)) {
        return false;
    }
    const bool isSingle = written.type == Type::float32;
    const double value = isSingle ? static_cast<double>(std::bit_cast<float>(littleEndian<std::uint32_t>(bits)))
                                  : std::bit_cast<double>(littleEndian<std::uint64_t>(bits));
    if (!isReadableAs(written, seen)) {
        return mismatch(written, seen);
    }
    real(seen, value, range(begin, position_));
    return true;
}

bool Decoder::whole(const SchemaType& seen, std::int64_t value, ByteRange range) {
    if (!isWhole(seen.type)) {
        real(seen, static_cast<double>(value), range);
        return true;
    }
    const auto text = textOfWhole(seen.logical, value);
    writer_->ownedText(text ? Kind::string : Kind::number, text ? *text : std::to_string(value), range);
    return true;
}

void Decoder::real(const SchemaType& seen, double value, ByteRange range) {
    const FloatText shown = seen.type == Type::float32 ? floatText(static_cast<float>(value)) : floatText(value);
    writer_->ownedText(shown.isNumber ? Kind::number : Kind::string, shown.text, range);
}

bool Decoder::bytes(const SchemaType& written, const SchemaType& seen) {
    std::string_view taken;
    std::size_t size = written.size;
    if (!isReadableAs(written, seen)) {
        return mismatch(written, seen);
    }
    if (seen.type == Type::string) {
        if (!takeText(taken)) {
            return false;
        }
        const auto before = static_cast<std::size_t>(taken.data() - data_.data());
        writer_->text(Kind::string, taken, range(before, position_));
        return true;
    }
    if ((written.type != Type::fixed && !takeSize(size)) || !take(size, taken)) {
        return false;
    }
    const BytesText shown = textOfBytes(seen, taken);
    writer_->ownedText(shown.isNumber ? Kind::number : Kind::string, shown.text, range(position_ - size, position_));
    return true;
}

bool Decoder::skipValue(const SchemaType& type) {
    if (depth_ >= mostDepth) {
        return failed(say("The values are nested deeper than %1.").arg(mostDepth), ErrorCode::limit);
    }
    ++depth_;
    std::string_view taken;
    std::size_t size = 0;
    std::int64_t number = 0;
    bool good = countNode();
    switch (good ? type.type : Type::null) {
        case Type::null:
            break;
        case Type::boolean:
            good = take(1, taken);
            break;
        case Type::float32:
        case Type::float64:
            good = take(type.type == Type::float32 ? 4 : 8, taken);
            break;
        case Type::fixed:
            good = take(type.size, taken);
            break;
        case Type::string:
        case Type::bytes:
            good = takeSize(size) && take(size, taken);
            break;
        case Type::record:
            for (std::size_t i = 0; i < type.fields.size() && good; ++i) {
                good = skipValue(*type.fields[i].type);
            }
            break;
        case Type::array:
        case Type::map:
            good = blocks([&] {
                return (type.type == Type::array || (takeSize(size) && take(size, taken))) && skipValue(type.element());
            });
            break;
        case Type::choice:
            good = takeLong(number) &&
                   ((number >= 0 && static_cast<std::uint64_t>(number) < type.branches.size()) ||
                    failed(say("Branch %1 of a union is said that has %2.").arg(number).arg(type.branches.size()))) &&
                   skipValue(*type.branches[static_cast<std::size_t>(number)]);
            break;
        default:
            good = takeLong(number);
    }
    --depth_;
    return good;
}

}  // namespace pb::doc::avro

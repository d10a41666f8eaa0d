#include "models/document/avro/Decoder.h"

#include "models/base/Text.h"
#include "models/document/Decimals.h"
#include "models/document/Utf8.h"
#include "models/document/Wire.h"
#include "models/document/avro/LogicalText.h"

#include <algorithm>

namespace pb::doc::avro {

namespace {

constexpr std::uint64_t leastNodes = 1'000'000;  ///< that any document may have
constexpr std::uint64_t nodesPerByte = 64;

}  // namespace

Decoder::Decoder(const Schema& written, const Schema& seen, std::size_t documentSize)
    : written_(written),
      seen_(seen),
      names_(seen.fieldCount(), Node::noName),
      mostNodes_(leastNodes + nodesPerByte * documentSize) {}

void Decoder::setBytes(std::string_view data, std::size_t at, std::optional<ByteRange> block) {
    data_ = data;
    at_ = at;
    position_ = 0;
    block_ = block;
}

void Decoder::setWriter(TreeWriter& writer) {
    writer_ = &writer;
    std::fill(names_.begin(), names_.end(), Node::noName);
}

bool Decoder::read() {
    depth_ = 0;
    return value(written_.root(), seen_.root());
}

bool Decoder::skip() {
    depth_ = 0;
    return skipValue(written_.root());
}

bool Decoder::failed(QString reason, ErrorCode code) {
    fault_ = {std::move(reason), position_, code, current_};
    return false;
}

bool Decoder::misread(std::size_t at, QString reason, const char* rule) {
    if (!misreadings_) {
        position_ = at;
        return failed(std::move(reason));
    }
    misreadings_->add({current_, range(at, at).begin, std::move(reason), rule});
    return true;
}

bool Decoder::mismatch(const SchemaType& written, const SchemaType& seen) {
    return failed(say("The bytes are of the type “%1”, which cannot be read as “%2”.")
                      .arg(qs(clipped(written.name, 100)), qs(clipped(seen.name, 100))));
}

ByteRange Decoder::range(std::size_t begin, std::size_t end) const {
    return block_ ? *block_ : ByteRange{static_cast<std::uint32_t>(at_ + begin), static_cast<std::uint32_t>(at_ + end)};
}

bool Decoder::countNode() {
    return ++nodes_ <= mostNodes_ ||
           failed(say("The bytes stand for more than %1 values.").arg(mostNodes_), ErrorCode::limit);
}

bool Decoder::takeLong(std::int64_t& value) {
    std::string_view rest = data_.substr(position_);
    const auto bits = takeVarint(rest);
    if (!bits) {
        return failed(rest.size() < 10 ? say("The bytes end in the middle of a number.")
                                       : say("A number has more than 64 bits."));
    }
    position_ = data_.size() - rest.size();
    value = fromZigZag(*bits);
    return true;
}

bool Decoder::takeSize(std::size_t& size) {
    std::int64_t value = 0;
    if (!takeLong(value)) {
        return false;
    }
    if (value < 0 || static_cast<std::uint64_t>(value) > rest()) {
        return failed(say("A length of %1 bytes is said where %2 follow.").arg(value).arg(rest()));
    }
    size = static_cast<std::size_t>(value);
    return true;
}

bool Decoder::take(std::size_t size, std::string_view& bytes) {
    if (size > rest()) {
        return failed(say("%1 bytes are expected where %2 follow.").arg(size).arg(rest()));
    }
    bytes = data_.substr(position_, size);
    position_ += size;
    return true;
}

bool Decoder::takeText(std::string_view& text) {
    std::size_t size = 0;
    if (!takeSize(size) || !take(size, text)) {
        return false;
    }
    const std::size_t good = isValidUtf8(text) ? size : firstNonUtf8(text);
    text = text.substr(0, good);
    return good == size || misread(position_ - size + good, say("A text is not UTF-8."));
}

bool Decoder::value(const SchemaType& written, const SchemaType& seen) {
    if (depth_ >= mostDepth) {
        return failed(say("The values are nested deeper than %1.").arg(mostDepth), ErrorCode::limit);
    }
    ++depth_;
    const std::size_t begin = position_;
    const std::uint32_t outer = std::exchange(current_, writer_->size());
    const bool good = countNode() && valueOf(written, seen);
    if (!good && misreadings_ && current_ == writer_->size()) {
        writer_->scalar(Kind::null, range(begin, position_), 0, 0);
    }
    current_ = outer;
    --depth_;
    return good;
}

bool Decoder::valueOf(const SchemaType& written, const SchemaType& seen) {
    if (written.type == Type::choice || seen.type == Type::choice) {
        return choice(written, seen);
    }
    std::string_view taken;
    const std::size_t begin = position_;
    switch (written.type) {
        case Type::null:
            writer_->scalar(Kind::null, range(begin, begin), 0, 0);
            return seen.type == Type::null || mismatch(written, seen);
        case Type::boolean:
            if (!take(1, taken) ||
                ((taken[0] < 0 || taken[0] > 1) && !misread(begin, say("A byte 0 or 1 is expected here (false or true).")))) {
                return false;
            }
            writer_->scalar(Kind::boolean, range(begin, begin + 1), 0, taken[0] == 0 ? 0 : 1);
            return seen.type == Type::boolean || mismatch(written, seen);
        case Type::record:
            return seen.type == Type::record ? record(written, seen) : mismatch(written, seen);
        case Type::array:
        case Type::map:
            return seen.type == written.type ? elements(written, seen) : mismatch(written, seen);
        case Type::enumeration:
            return seen.type == Type::enumeration ? enumeration(written, seen) : mismatch(written, seen);
        case Type::string:
        case Type::bytes:
        case Type::fixed:
            return bytes(written, seen);
        default:
            return number(written, seen);
    }
}

/// The written branch's number, then the branch that it is seen as: the same type first, then one it can become.
bool Decoder::choice(const SchemaType& written, const SchemaType& seen) {
    const SchemaType* source = &written;
    const SchemaType* chosen = &seen;
    if (written.type == Type::choice) {
        std::int64_t number = 0;
        const std::size_t begin = position_;
        if (!takeLong(number)) {
            return false;
        }
        if (number < 0 || static_cast<std::uint64_t>(number) >= written.branches.size()) {
            position_ = begin;
            return failed(say("Branch %1 of a union is said that has %2.").arg(number).arg(written.branches.size()));
        }
        source = written.branches[static_cast<std::size_t>(number)];
        chosen = &written == &seen ? source : chosen;
    }
    if (chosen == &seen && seen.type == Type::choice) {
        const auto find = [&](const auto& fits) {
            const auto found = std::find_if(seen.branches.begin(), seen.branches.end(), fits);
            return found == seen.branches.end() ? nullptr : *found;
        };
        const SchemaType* same = find(
            [&](const SchemaType* branch) { return branch->type == source->type && isReadableAs(*source, *branch); });
        chosen = same ? same : find([&](const SchemaType* branch) { return isReadableAs(*source, *branch); });
        if (!chosen) {
            return mismatch(*source, seen);
        }
    }
    return seen.type == Type::choice ? branch(seen, *chosen, *source) : value(*source, *chosen);
}

bool Decoder::branch(const SchemaType& choice, const SchemaType& chosen, const SchemaType& written) {
    if (!choice.namesBranches || chosen.type == Type::null) {
        return value(written, chosen);
    }
    writer_->begin(Kind::object, here());
    writer_->internedName(writer_->intern(chosen.name), here());
    const bool good = value(written, chosen);
    writer_->end(range(position_, position_).end);
    return good;
}

const Decoder::Match& Decoder::matchOf(const SchemaType& written, const SchemaType& seen) {
    const auto [known, isNew] = matches_.try_emplace({&written, &seen});
    Match& match = known->second;
    if (!isNew) {
        return match;
    }
    match.seenAs.resize(written.fields.size());
    for (const SchemaField& field : seen.fields) {
        const auto isIt = [&field](const SchemaField& other) {
            return other.name == field.name ||
                   std::find(field.aliases.begin(), field.aliases.end(), other.name) != field.aliases.end();
        };
        const auto found = std::find_if(written.fields.begin(), written.fields.end(), isIt);
        const SchemaField** place = found == written.fields.end()
                                        ? nullptr
                                        : &match.seenAs[static_cast<std::size_t>(found - written.fields.begin())];
        if (place && !*place) {
            *place = &field;
        } else if (field.fallback) {
            match.added.push_back(&field);
        } else {
            match.missing = &field;
        }
    }
    return match;
}

bool Decoder::record(const SchemaType& written, const SchemaType& seen) {
    writer_->begin(Kind::object, here());
    bool good = true;
    if (&written == &seen) {
        for (std::size_t i = 0; i < seen.fields.size() && good; ++i) {
            good = field(*seen.fields[i].type, seen.fields[i]);
        }
    } else {
        const Match& match = matchOf(written, seen);
        good = isReadableAs(written, seen) || mismatch(written, seen);
        if (good && match.missing) {
            good = failed(say("The field “%1” of “%2” was not written, and the reader's schema gives no default.")
                              .arg(qs(clipped(match.missing->name, 100)), qs(clipped(seen.name, 100))));
        }
        for (std::size_t i = 0; i < written.fields.size() && good; ++i) {
            const SchemaField* as = match.seenAs[i];
            good = as ? field(*written.fields[i].type, *as) : skipValue(*written.fields[i].type);
        }
        for (std::size_t i = 0; i < match.added.size() && good; ++i) {
            good = fallback(*match.added[i]);
        }
    }
    writer_->end(range(position_, position_).end);
    return good;
}

bool Decoder::field(const SchemaType& written, const SchemaField& seen) {
    std::uint32_t& name = names_[seen.number];
    if (name == Node::noName) {
        name = writer_->intern(seen.name);
    }
    writer_->internedName(name, here());
    return value(written, *seen.type);
}

/// A default stands in the schema: its place is where the record ends.
bool Decoder::fallback(const SchemaField& field) {
    const std::string_view data = data_;
    const std::size_t position = position_;
    const std::optional<ByteRange> block = block_;
    block_ = range(position, position);
    data_ = *field.fallback;
    position_ = 0;
    const bool good = this->field(*field.type, field);
    data_ = data;
    position_ = position;
    block_ = block;
    return good;
}

bool Decoder::elements(const SchemaType& written, const SchemaType& seen) {
    const bool isMap = written.type == Type::map;
    writer_->begin(isMap ? Kind::object : Kind::array, here());
    const bool good = blocks([&] {
        if (isMap) {
            std::string_view name;
            const std::uint32_t begin = here();
            if (!takeText(name)) {
                return false;
            }
            writer_->name(name, begin);
        }
        return value(written.element(), seen.element());
    });
    writer_->end(range(position_, position_).end);
    return good;
}

bool Decoder::enumeration(const SchemaType& written, const SchemaType& seen) {
    std::int64_t number = 0;
    const std::size_t begin = position_;
    if (!takeLong(number)) {
        return false;
    }
    if (number < 0 || static_cast<std::uint64_t>(number) >= written.symbols.size()) {
        const QString reason = say("Symbol %1 of “%2” is said, which has %3.")
                                   .arg(number)
                                   .arg(qs(clipped(written.name, 100)))
                                   .arg(written.symbols.size());
        writer_->ownedText(Kind::string, {}, range(begin, position_));
        return misread(begin, reason, "enum");
    }
    const std::string& symbol = written.symbols[static_cast<std::size_t>(number)];
    const bool isKnown =
        &written == &seen || std::find(seen.symbols.begin(), seen.symbols.end(), symbol) != seen.symbols.end();
    if (!isReadableAs(written, seen)) {
        return mismatch(written, seen);
    }
    if (!isKnown && !seen.fallbackSymbol) {
        return failed(say("The reader's schema has no symbol “%1” in “%2”.")
                          .arg(qs(clipped(symbol, 100)), qs(clipped(seen.name, 100))));
    }
    writer_->ownedText(Kind::string, isKnown ? symbol : *seen.fallbackSymbol, range(begin, position_));
    return true;
}

}  // namespace pb::doc::avro

#include "models/document/protobuf/MessageReader.h"

#include "models/base/Text.h"
#include "models/document/Decimals.h"
#include "models/document/Utf8.h"
#include "models/document/Wire.h"

#include <algorithm>

namespace pb::doc::protobuf {

namespace proto = google::protobuf;

namespace {

constexpr std::string_view wireNames[] = {"varint", "fixed64", "bytes", "group", "", "fixed32"};

QString wireName(WireType wire) { return QString::fromUtf8(wireNames[static_cast<std::size_t>(wire)]); }

}  // namespace

bool MessageReader::failed(std::size_t at, QString reason, ErrorCode code) {
    fault_ = {std::move(reason), at, code};
    return false;
}

bool MessageReader::misread(std::size_t at, QString reason, std::uint32_t node, const char* rule) {
    if (!misreadings_) {
        return failed(at, std::move(reason));
    }
    misreadings_->add({node, at, std::move(reason), rule});
    return true;
}

/// What is behind a field that cannot be read is lost up to the message's end.
bool MessageReader::scanned(Slice message, Entries& entries, std::uint32_t node) {
    const auto reason = [&] { return say("%1 What follows in its message cannot be told apart.").arg(fault_.reason); };
    return scan(data_, message, entries, fault_) || (misreadings_ && misread(fault_.at, reason(), node));
}

bool MessageReader::tooDeep(std::size_t at, std::uint32_t node) {
    const QString reason = say("The messages are nested deeper than %1.").arg(mostDepth);
    return misreadings_ ? misread(at, reason, node, "depth") : failed(at, reason, ErrorCode::limit);
}

void MessageReader::name(std::string_view name, std::size_t at) {
    writer_.internedName(writer_.intern(name), static_cast<std::uint32_t>(at));
}

void MessageReader::note(const char* rule, const QString& sentence, std::size_t at) {
    Finding found;
    found.severity = Severity::warning;
    found.rule = rule;
    found.sentence = sentence;
    found.place.byte = at;
    writer_.finding(std::move(found));
}

std::uint64_t MessageReader::varint(Slice value) const {
    std::string_view rest = bytes(value);
    return takeVarint(rest).value_or(0);
}

bool MessageReader::read(const Type& type, Slice message) {
    depth_ = 0;
    return this->message(type, {message});
}

/// A message that stands there in several parts is one, its fields added up.
bool MessageReader::message(const Type& type, const std::vector<Slice>& parts) {
    if (depth_ >= mostDepth) {
        const std::size_t at = parts.front().begin;
        const std::uint32_t node = writer_.size();
        writer_.scalar(Kind::null, range({at, at}), 0, 0);
        return tooDeep(at, node);
    }
    Entries entries;
    const std::size_t before = misreadings_ ? misreadings_->count() : 0;
    for (const Slice part : parts) {
        if (!scanned(part, entries, writer_.size())) {
            return false;
        }
    }
    const bool isWhole = !misreadings_ || misreadings_->count() == before;
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry& a, const Entry& b) { return a.number < b.number; });
    const Slice whole{parts.front().begin, parts.back().end};
    ++depth_;
    bool isDone = false;
    const WellKnown kind = wellKnownKind(type);
    bool good = kind == WellKnown::no || wellKnown(kind, type, entries, whole, isDone);
    good = good && (isDone || plain(type, entries, whole, isWhole));
    --depth_;
    return good;
}

bool MessageReader::plain(const Type& type, const Entries& entries, Slice whole, bool isWhole) {
    const std::uint32_t node = writer_.size();
    writer_.begin(Kind::object, range(whole).begin);
    const bool good = members(type, entries, node);
    if (isWhole) {
        checkRequired(type, entries, whole.begin, node);
    }
    writer_.end(range(whole).end);
    return good;
}

bool MessageReader::fits(const Field& field, WireType wire) {
    return wire == wireOf(field.type()) || (wire == WireType::bytes && isPackable(field));
}

const MessageReader::Field* MessageReader::fieldOf(const Type& type, std::uint32_t number) const {
    const auto index = static_cast<int>(number);
    const Field* known = type.FindFieldByNumber(index);
    return known || !type.IsExtensionNumber(index) ? known : pool_.FindExtensionByNumber(&type, index);
}

/// Of the fields of a oneof the last one in the bytes counts.
MessageReader::Winners MessageReader::winnersOf(const Type& type, const Entries& entries) const {
    std::map<const proto::OneofDescriptor*, Entry> last;
    for (const Entry& entry : type.real_oneof_decl_count() > 0 ? entries : Entries()) {
        const Field* known = type.FindFieldByNumber(static_cast<int>(entry.number));
        if (known && known->real_containing_oneof() && fits(*known, entry.wire)) {
            Entry& winner = last[known->real_containing_oneof()];
            winner = winner.number == 0 || winner.begin < entry.begin ? entry : winner;
        }
    }
    Winners winners;
    for (const auto& [oneof, entry] : last) {
        winners[oneof] = entry.number;
    }
    return winners;
}

/// A known field that is written as another kind of bytes counts as unknown.
void MessageReader::checkWires(const Field& field, const Entries& entries, std::uint32_t message) {
    for (const Entry& entry : entries) {
        if (entry.number == static_cast<std::uint32_t>(field.number())) {
            misread(entry.begin,
                    say("The field “%1” (%2) is written as %3; %4 is expected.")
                        .arg(qs(field.name()), QString::number(field.number()), wireName(entry.wire), wireName(wireOf(field.type()))),
                    message, "type");
        }
    }
}

bool MessageReader::members(const Type& type, const Entries& entries, std::uint32_t message) {
    Entries others;
    const Winners winners = winnersOf(type, entries);
    for (std::size_t at = 0; at < entries.size();) {
        const std::uint32_t number = entries[at].number;
        const Field* known = fieldOf(type, number);
        Entries run;
        for (; at < entries.size() && entries[at].number == number; ++at) {
            (known && fits(*known, entries[at].wire) ? run : others).push_back(entries[at]);
        }
        if (known && misreadings_) {
            checkWires(*known, others, message);
        }
        if (run.empty()) {
            continue;
        }
        const auto winner = winners.find(known->real_containing_oneof());
        if (winner != winners.end() && winner->second != number) {
            note("protobuf.oneof.several",
                 say("“%1” is not kept: another field of its oneof stands behind it.").arg(qs(known->name())),
                 run.back().begin);
        } else if (!field(*known, {run.data(), run.data() + run.size()})) {
            return false;
        }
    }
    unknown(others);
    return true;
}

bool MessageReader::field(const Field& field, Run run) {
    const Entry& last = *(run.second - 1);
    name(memberName(field), run.first->begin);
    if (field.is_map()) {
        return mapEntries(field, run);
    }
    if (field.is_repeated()) {
        return repeated(field, run);
    }
    if (field.message_type()) {
        std::vector<Slice> parts;
        for (const Entry* entry = run.first; entry != run.second; ++entry) {
            parts.push_back({entry->begin, entry->end});
        }
        return message(*field.message_type(), parts);
    }
    if (run.second - run.first > 1) {
        note("protobuf.field.several",
             say("“%1” stands there %2 times; the last one counts.").arg(qs(field.name())).arg(run.second - run.first),
             last.begin);
    }
    return scalar(field, {last.begin, last.end});
}

bool MessageReader::repeated(const Field& field, Run run) {
    const std::uint32_t list = writer_.size();
    writer_.begin(Kind::array, static_cast<std::uint32_t>(run.first->begin));
    for (const Entry* entry = run.first; entry != run.second; ++entry) {
        const bool isPacked = entry->wire == WireType::bytes && isPackable(field);
        if (!(isPacked ? packed(field, *entry, list) : element(field, *entry))) {
            return false;
        }
    }
    writer_.end(static_cast<std::uint32_t>((run.second - 1)->end));
    return true;
}

bool MessageReader::element(const Field& field, const Entry& entry) {
    const Slice value{entry.begin, entry.end};
    return field.message_type() ? message(*field.message_type(), {value}) : scalar(field, value);
}

bool MessageReader::packed(const Field& field, const Entry& entry, std::uint32_t list) {
    const WireType wire = wireOf(field.type());
    for (std::size_t at = entry.begin; at < entry.end;) {
        std::string_view rest = data_.substr(at, entry.end - at);
        const std::size_t size = wire == WireType::fixed64 ? 8 : wire == WireType::fixed32 ? 4 : 0;
        if (size > rest.size() || (size == 0 && !takeVarint(rest))) {
            return misread(at, say("The packed numbers of “%1” end in the middle of one.").arg(qs(field.name())), list);
        }
        const std::size_t end = size > 0 ? at + size : entry.end - rest.size();
        if (!scalar(field, {at, end})) {
            return false;
        }
        at = end;
    }
    return true;
}

bool MessageReader::mapEntries(const Field& field, Run run) {
    const Field& key = *field.message_type()->FindFieldByNumber(1);
    const Field& value = *field.message_type()->FindFieldByNumber(2);
    writer_.begin(Kind::object, static_cast<std::uint32_t>(run.first->begin));
    for (const Entry* entry = run.first; entry != run.second; ++entry) {
        if (!mapEntry(key, value, *entry)) {
            return false;
        }
    }
    writer_.end(static_cast<std::uint32_t>((run.second - 1)->end));
    return true;
}

bool MessageReader::mapEntry(const Field& key, const Field& value, const Entry& entry) {
    Entries entries;
    if (!scanned({entry.begin, entry.end}, entries, writer_.size())) {
        return false;
    }
    std::string keyText = key.type() == Field::TYPE_STRING ? "" : key.type() == Field::TYPE_BOOL ? "false" : "0";
    std::size_t keyAt = entry.begin;
    const Entry* valueEntry = nullptr;
    for (const Entry& part : entries) {
        if (part.number == 2 && fits(value, part.wire)) {
            valueEntry = &part;
        } else if (part.number == 1 && fits(key, part.wire)) {
            const Slice slice{part.begin, part.end};
            keyAt = part.begin;
            keyText = key.type() == Field::TYPE_STRING ? std::string(bytes(slice))
                      : key.type() == Field::TYPE_BOOL ? (varint(slice) != 0 ? "true" : "false")
                                                       : digitsOf(key.type(), bytes(slice));
        }
    }
    if (!isValidUtf8(keyText)) {
        if (!misread(keyAt, say("A text is not UTF-8."), writer_.size())) {
            return false;
        }
        keyText.resize(firstNonUtf8(keyText));
    }
    writer_.name(keyText, static_cast<std::uint32_t>(keyAt));
    return valueEntry ? element(value, *valueEntry) : fallback(value, entry.end);
}

/// What an absent value is.
bool MessageReader::fallback(const Field& field, std::size_t at) {
    const Slice nowhere{at, at};
    if (field.message_type()) {
        return message(*field.message_type(), {nowhere});
    }
    switch (field.type()) {
        case Field::TYPE_STRING:
        case Field::TYPE_BYTES:
            writer_.ownedText(Kind::string, {}, range(nowhere));
            return true;
        case Field::TYPE_BOOL:
            writer_.scalar(Kind::boolean, range(nowhere), 0, 0);
            return true;
        case Field::TYPE_ENUM:
            number(field, static_cast<std::uint64_t>(field.default_value_enum()->number()), nowhere);
            return true;
        default:
            writer_.ownedText(Kind::number, "0", range(nowhere));
            return true;
    }
}

bool MessageReader::text(Slice value) {
    const std::string_view all = bytes(value), text = isValidUtf8(all) ? all : all.substr(0, firstNonUtf8(all));
    if (text.size() < all.size() && !misread(value.begin + text.size(), say("A text is not UTF-8."), writer_.size())) {
        return false;
    }
    writer_.text(Kind::string, text, range(value));
    return true;
}

bool MessageReader::scalar(const Field& field, Slice value) {
    switch (field.type()) {
        case Field::TYPE_STRING:
            return text(value);
        case Field::TYPE_BYTES:
            writer_.ownedText(Kind::string, toBase64(bytes(value)), range(value));
            return true;
        case Field::TYPE_BOOL:
            writer_.scalar(Kind::boolean, range(value), 0, varint(value) != 0 ? 1 : 0);
            return true;
        case Field::TYPE_ENUM:
            number(field, varint(value), value);
            return true;
        case Field::TYPE_FLOAT:
        case Field::TYPE_DOUBLE: {
            const FloatText shown = field.type() == Field::TYPE_FLOAT
                                        ? floatText(std::bit_cast<float>(littleEndian<std::uint32_t>(bytes(value))))
                                        : floatText(std::bit_cast<double>(littleEndian<std::uint64_t>(bytes(value))));
            writer_.ownedText(shown.isNumber ? Kind::number : Kind::string, shown.text, range(value));
            return true;
        }
        default:
            writer_.ownedText(Kind::number, digitsOf(field.type(), bytes(value)), range(value));
            return true;
    }
}

/// Of an enum: its name, the number where it has none, null of NullValue.
void MessageReader::number(const Field& field, std::uint64_t bits, Slice value) {
    const auto number = static_cast<std::int32_t>(bits);
    if (field.enum_type()->full_name() == "google.protobuf.NullValue") {
        writer_.scalar(Kind::null, range(value), 0, 0);
        return;
    }
    const proto::EnumValueDescriptor* known = field.enum_type()->FindValueByNumber(number);
    writer_.ownedText(known ? Kind::string : Kind::number, known ? known->name() : std::to_string(number),
                      range(value));
}

void MessageReader::unknown(const Entries& entries) {
    if (entries.empty()) {
        return;
    }
    const auto isBefore = [](const Entry& a, const Entry& b) { return a.begin < b.begin; };
    const auto [first, last] = std::minmax_element(entries.begin(), entries.end(), isBefore);
    name(unknownName, first->begin);
    writer_.begin(Kind::array, static_cast<std::uint32_t>(first->begin));
    for (const Entry& entry : entries) {
        unknownEntry(entry);
    }
    writer_.end(static_cast<std::uint32_t>(last->end));
}

void MessageReader::unknownEntry(const Entry& entry) {
    const Slice value{entry.begin, entry.end};
    const ByteRange all = range(value);
    writer_.begin(Kind::object, all.begin);
    name("number", entry.begin);
    writer_.ownedText(Kind::number, std::to_string(entry.number), {all.begin, all.begin});
    name("type", entry.begin);
    writer_.ownedText(Kind::string, wireNames[static_cast<std::size_t>(entry.wire)], {all.begin, all.begin});
    name("value", entry.begin);
    if (entry.wire == WireType::bytes || entry.wire == WireType::groupBegin) {
        writer_.ownedText(Kind::string, toBase64(bytes(value)), all);
    } else {
        const std::uint64_t number = entry.wire == WireType::varint    ? varint(value)
                                     : entry.wire == WireType::fixed64 ? littleEndian<std::uint64_t>(bytes(value))
                                                                       : littleEndian<std::uint32_t>(bytes(value));
        writer_.ownedText(Kind::number, std::to_string(number), all);
    }
    writer_.end(all.end);
}

void MessageReader::checkRequired(const Type& type, const Entries& entries, std::size_t at, std::uint32_t message) {
    for (int i = 0; i < type.field_count(); ++i) {
        const Field& field = *type.field(i);
        const auto isIt = [&](const Entry& entry) {
            return entry.number == static_cast<std::uint32_t>(field.number());
        };
        if (!field.is_required() || std::any_of(entries.begin(), entries.end(), isIt)) {
            continue;
        }
        const QString reason = say("The required field “%1” of “%2” is missing.").arg(qs(field.name()), qs(type.full_name()));
        note("protobuf.field.required", reason, at);
        if (misreadings_) {
            misread(at, reason, message, "required");
        }
    }
}

}  // namespace pb::doc::protobuf

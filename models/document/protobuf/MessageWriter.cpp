#include "models/document/protobuf/MessageWriter.h"

#include "models/base/Text.h"
#include "models/document/Decimals.h"
#include "models/document/Number.h"
#include "models/document/Records.h"
#include "models/document/Utf8.h"
#include "models/document/Wire.h"

#include <algorithm>

namespace pb::doc::protobuf {

namespace proto = google::protobuf;

namespace {

tl::unexpected<Misfit> wrongKind(const proto::FieldDescriptor& field, Value value) {
    return misfit(value, say("A value of the type “%1” is expected here.")
                                   .arg(qs(field.enum_type()      ? field.enum_type()->full_name()
                                           : field.message_type() ? field.message_type()->full_name()
                                                                  : field.type_name())));
}

/// JSON's form of 64-bit numbers is a text of digits.
std::string_view digitsOf(Value value) {
    return value.is(Kind::string) && isJsonNumber(value.text()) ? value.text() : value.digits();
}

/// Fields that a null has a value of its own for.
bool takesNull(const proto::FieldDescriptor& field) {
    return (field.message_type() && wellKnownKind(*field.message_type()) == WellKnown::value) ||
           (field.enum_type() && field.enum_type()->full_name() == "google.protobuf.NullValue");
}

}  // namespace

Error messageError(Value where, const QString& reason) {
    return writeError(QT_TRANSLATE_NOOP("pb", "Protobuf message"), where, reason);
}

void appendHead(int number, WireType wire, std::string& out) {
    appendVarint(static_cast<std::uint64_t>(number) << 3 | static_cast<std::uint64_t>(wire), out);
}

void appendSized(int number, std::string_view bytes, std::string& out) {
    appendHead(number, WireType::bytes, out);
    appendVarint(bytes.size(), out);
    out += bytes;
}

Done MessageWriter::write(const Type& type, Value value, std::string& out) {
    depth_ = 0;
    const Fit fit = message(type, value, out);
    return fit ? Done() : fail(messageError(fit.error().value, fit.error().reason));
}

std::vector<Misfit> MessageWriter::misfitsOf(const Type& type, Value value, std::size_t most) {
    depth_ = 0;
    std::string bytes;
    misfits_ = MisfitList(most);
    misfits_.kept(message(type, value, bytes));
    return std::exchange(misfits_, MisfitList()).take();
}

Fit MessageWriter::message(const Type& type, Value value, std::string& out) {
    if (depth_ >= mostDepth) {
        return misfit(value, say("The messages are nested deeper than %1.").arg(mostDepth), "depth");
    }
    ++depth_;
    const WellKnown kind = wellKnownKind(type);
    Fit done = kind == WellKnown::no ? members(type, value, out) : wellKnown(kind, type, value, out);
    --depth_;
    return done;
}

const MessageWriter::Field* MessageWriter::find(const Type& type, std::string_view name) {
    if (name.starts_with('[') && name.ends_with(']')) {
        const Field* found = pool_.FindExtensionByName(std::string(name.substr(1, name.size() - 2)));
        return found && found->containing_type() == &type ? found : nullptr;
    }
    Names& names = names_[&type];
    if (names.empty()) {
        for (int i = 0; i < type.field_count(); ++i) {
            names.emplace(type.field(i)->name(), type.field(i));
        }
        for (int i = 0; i < type.field_count(); ++i) {
            names[type.field(i)->json_name()] = type.field(i);
        }
    }
    const auto found = names.find(std::string(name));
    return found == names.end() ? nullptr : found->second;
}

/// The fields by their numbers.
Fit MessageWriter::collect(const Type& type, Value value, std::string_view skipped, Members& found) {
    Oneofs oneofs;
    for (const Value member : value.children()) {
        if (member.name() == unknownName || (!skipped.empty() && member.name() == skipped)) {
            continue;
        }
        const Field* known = find(type, member.name());
        if (!known) {
            PB_FIT(misfits_.kept(
                misfit(member, say("“%1” has no field of this name.").arg(qs(type.full_name())), "unknown")));
        } else if (!member.is(Kind::null) || takesNull(*known)) {
            PB_FIT(misfits_.kept(take(*known, member, found, oneofs)));
        }
    }
    return {};
}

/// A field that is there twice, or with another one of its oneof, does not count.
Fit MessageWriter::take(const Field& field, Value member, Members& found, Oneofs& oneofs) {
    if (found.count(field.number()) > 0) {
        return misfit(member, say("The field is there twice."), "unknown");
    }
    if (field.containing_oneof() && !oneofs.emplace(field.containing_oneof(), member).second) {
        return misfit(member, say("Of the oneof “%1” only one field can be there.").arg(qs(field.containing_oneof()->name())),
                      "oneof");
    }
    found.emplace(field.number(), std::pair(&field, member));
    return {};
}

Fit MessageWriter::members(const Type& type, Value value, std::string& out, std::string_view skipped) {
    if (!value.is(Kind::object)) {
        return misfit(value, say("A message is an object; “%1” is expected here.").arg(qs(type.full_name())));
    }
    Members found;
    PB_FIT(collect(type, value, skipped, found));
    for (int i = 0; i < type.field_count(); ++i) {
        if (type.field(i)->is_required() && found.count(type.field(i)->number()) == 0) {
            PB_FIT(misfits_.kept(misfit(value, say("The required field “%1” is missing.").arg(qs(type.field(i)->name())),
                                        "required", memberName(*type.field(i)))));
        }
    }
    for (const auto& [number, member] : found) {
        PB_FIT(misfits_.kept(field(*member.first, member.second, out)));
    }
    return unknown(value.find(unknownName), out);
}

Fit MessageWriter::field(const Field& field, Value value, std::string& out) {
    if (field.is_map()) {
        if (!value.is(Kind::object)) {
            return misfit(value, say("A map is an object."));
        }
        for (const Value entry : value.children()) {
            PB_FIT(misfits_.kept(mapEntry(field, entry, out)));
        }
        return {};
    }
    if (!field.is_repeated()) {
        return element(field, value, out);
    }
    if (!value.is(Kind::array)) {
        return misfit(value, say("A repeated field is an array."));
    }
    if (!field.is_packed()) {
        for (const Value one : value.children()) {
            PB_FIT(misfits_.kept(element(field, one, out)));
        }
        return {};
    }
    std::string packed;
    for (const Value one : value.children()) {
        PB_FIT(misfits_.kept(scalar(field, one, packed)));
    }
    appendSized(field.number(), packed, out);
    return {};
}

Fit MessageWriter::element(const Field& field, Value value, std::string& out) {
    const WireType wire = wireOf(field.type());
    if (wire == WireType::bytes) {
        std::string bytes;
        PB_FIT(field.message_type() ? message(*field.message_type(), value, bytes) : scalar(field, value, bytes));
        appendSized(field.number(), bytes, out);
        return {};
    }
    appendHead(field.number(), wire, out);
    if (wire != WireType::groupBegin) {
        return scalar(field, value, out);
    }
    PB_FIT(message(*field.message_type(), value, out));
    appendHead(field.number(), WireType::groupEnd, out);
    return {};
}

Fit MessageWriter::mapEntry(const Field& field, Value entry, std::string& out) {
    std::string bytes;
    PB_FIT(misfits_.kept(mapKey(*field.message_type()->FindFieldByNumber(1), entry, bytes)));
    PB_FIT(element(*field.message_type()->FindFieldByNumber(2), entry, bytes));
    appendSized(field.number(), bytes, out);
    return {};
}

/// A member's name as a value of the key's type.
Fit MessageWriter::mapKey(const Field& key, Value entry, std::string& out) {
    if (key.type() == Field::TYPE_STRING) {
        appendSized(1, entry.name(), out);
        return {};
    }
    appendHead(1, wireOf(key.type()), out);
    if (key.type() == Field::TYPE_BOOL) {
        out.push_back(entry.name() == "true" ? '\1' : '\0');
        return entry.name() == "true" || entry.name() == "false"
                   ? Fit()
                   : misfit(entry, say("The map's keys are true and false."), "key");
    }
    return appendWhole(key.type(), entry.name(), out)
               ? Fit()
               : misfit(entry, say("The map's keys are numbers of the type “%1”.").arg(qs(key.type_name())), "key");
}

Fit MessageWriter::scalar(const Field& field, Value value, std::string& out) {
    switch (field.type()) {
        case Field::TYPE_STRING:
            out += value.text();
            return !value.is(Kind::string)       ? wrongKind(field, value)
                   : isValidUtf8(value.text()) ? Fit()
                                                 : misfit(value, loneSurrogateReason(), "format");
        case Field::TYPE_BYTES: {
            bool isGood = false;
            out += fromBase64(value.text(), &isGood);
            return isGood && value.is(Kind::string) ? Fit() : misfit(value, say("Bytes are written as base64."), "format");
        }
        case Field::TYPE_BOOL:
            out.push_back(value.boolean() ? '\1' : '\0');
            return value.is(Kind::boolean) ? Fit() : wrongKind(field, value);
        case Field::TYPE_FLOAT: {
            const auto number = floatOf(value.is(Kind::number) ? value.digits() : value.text(), value.is(Kind::number));
            appendFloat(number.value_or(0), out);
            return number ? Fit() : wrongKind(field, value);
        }
        case Field::TYPE_DOUBLE: {
            const auto number =
                doubleOf(value.is(Kind::number) ? value.digits() : value.text(), value.is(Kind::number));
            appendDouble(number.value_or(0), out);
            return number ? Fit() : wrongKind(field, value);
        }
        default:
            return whole(field, value, out);
    }
}

Fit MessageWriter::whole(const Field& field, Value value, std::string& out) {
    if (field.enum_type() && value.is(Kind::string)) {
        const proto::EnumValueDescriptor* known = field.enum_type()->FindValueByName(std::string(value.text()));
        appendVarint(known ? static_cast<std::uint64_t>(std::int64_t{known->number()}) : 0, out);
        return known ? Fit()
                     : misfit(value,
                              say("The enum “%1” has no value “%2”.")
                                  .arg(qs(field.enum_type()->full_name()), qs(clipped(value.text(), 60))),
                              "enum");
    }
    if (takesNull(field) && value.is(Kind::null)) {
        out.push_back('\0');
        return {};
    }
    const std::string_view digits = digitsOf(value);
    if (appendWhole(field.type(), digits, out)) {
        return {};
    }
    return scaledDigits(digits, 0) ? misfit(value, say("It is not in the range of the type “%1”.").arg(QString::fromLatin1(field.type_name())),
                                    "range")
                           : wrongKind(field, value);
}

Fit MessageWriter::unknown(Value fields, std::string& out) {
    if (fields && !fields.is(Kind::array)) {
        return misfit(fields, say("“#unknown” is an array of number, type and value."));
    }
    for (const Value field : fields.children()) {
        PB_FIT(misfits_.kept(unknownField(field, out)));
    }
    return {};
}

Fit MessageWriter::unknownField(Value field, std::string& out) {
    constexpr int mostNumber = 0x1fffffff;
    const auto number = wholeNumber<int>(field.find("number").digits());
    const std::string_view type = field.find("type").text();
    const Value value = field.find("value");
    const auto whole = wholeNumber<std::uint64_t>(value.digits());
    bool isBytes = false;
    const std::string bytes = fromBase64(value.text(), &isBytes);
    if (!number || *number < 1 || *number > mostNumber || field.size() != 3) {
        return misfit(field, say("“#unknown” is an array of number, type and value."));
    }
    if (type == "bytes" && isBytes) {
        appendSized(*number, bytes, out);
    } else if (type == "group" && isBytes) {
        appendHead(*number, WireType::groupBegin, out);
        out += bytes;
        appendHead(*number, WireType::groupEnd, out);
    } else if (type == "varint" && whole) {
        appendHead(*number, WireType::varint, out);
        appendVarint(*whole, out);
    } else if (type == "fixed64" && whole) {
        appendHead(*number, WireType::fixed64, out);
        appendLittleEndian(*whole, out);
    } else if (type == "fixed32" && whole && *whole <= 0xffffffffu) {
        appendHead(*number, WireType::fixed32, out);
        appendLittleEndian(static_cast<std::uint32_t>(*whole), out);
    } else {
        return misfit(
            field, say("The value is not of the type (varint, fixed64, bytes, group, fixed32) that is said."));
    }
    return {};
}

}  // namespace pb::doc::protobuf

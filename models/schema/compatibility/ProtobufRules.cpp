#include "models/base/Text.h"
#include "models/document/protobuf/ProtoPool.h"
#include "models/schema/Compatibility.h"

namespace pb::schema {

namespace {

namespace proto = google::protobuf;
using proto::Descriptor;
using proto::EnumDescriptor;
using proto::FieldDescriptor;

/// Types of one group can be read as each other ("Updating A Message Type").
enum class Group { varint, zigzag, fixed32, fixed64, float32, float64, text, group };

Group groupOf(const FieldDescriptor& field) {
    switch (field.type()) {
        case FieldDescriptor::TYPE_SINT32:
        case FieldDescriptor::TYPE_SINT64: return Group::zigzag;
        case FieldDescriptor::TYPE_FIXED32:
        case FieldDescriptor::TYPE_SFIXED32: return Group::fixed32;
        case FieldDescriptor::TYPE_FIXED64:
        case FieldDescriptor::TYPE_SFIXED64: return Group::fixed64;
        case FieldDescriptor::TYPE_FLOAT: return Group::float32;
        case FieldDescriptor::TYPE_DOUBLE: return Group::float64;
        case FieldDescriptor::TYPE_STRING:
        case FieldDescriptor::TYPE_BYTES:
        case FieldDescriptor::TYPE_MESSAGE: return Group::text;
        case FieldDescriptor::TYPE_GROUP: return Group::group;
        default: return Group::varint;
    }
}

/// Bits that values of a varint type may have.
int widthOf(const FieldDescriptor& field) {
    switch (field.type()) {
        case FieldDescriptor::TYPE_BOOL: return 1;
        case FieldDescriptor::TYPE_INT64:
        case FieldDescriptor::TYPE_UINT64:
        case FieldDescriptor::TYPE_SINT64: return 64;
        default: return 32;
    }
}

QString typeOf(const FieldDescriptor& field) {
    const QString name = field.message_type() ? qs(field.message_type()->full_name())
                         : field.enum_type()  ? qs(field.enum_type()->full_name())
                                              : QString::fromLatin1(field.type_name());
    return field.is_repeated() && !field.is_map() ? say("repeated %1").arg(name) : name;
}

/// A field of the reader and what the writer has under its number.
struct FieldPair {
    const FieldDescriptor& reader;
    const FieldDescriptor& writer;
    std::string path;
};

class Comparison {
public:
    Comparison(const doc::protobuf::ProtoPool& reader, const doc::protobuf::ProtoPool& writer) : reader_(reader), writer_(writer) {}

    std::vector<Incompatibility> found;

    void compare(const Descriptor& reader, const Descriptor& writer) {
        for (int i = 0; i < reader.field_count(); ++i) {
            const FieldDescriptor& field = *reader.field(i);
            const std::string path = reader.full_name() + "." + field.name();
            if (const FieldDescriptor* const written = writer.FindFieldByNumber(field.number())) {
                compareFields({field, *written, path});
            } else if (field.is_required()) {
                add(Severity::error, "protobuf.required", path, placeOf(field), placeOf(writer),
                    say("`%1` is required by the reader and never written.").arg(qs(path)));
            } else if (writer.IsReservedNumber(field.number())) {
                add(Severity::warning, "protobuf.reserved", path, placeOf(field), placeOf(writer),
                    say("`%1` has the number %2, which the writer's schema keeps free: older data may have something else there.")
                        .arg(qs(path))
                        .arg(field.number()));
            }
        }
        for (int i = 0; i < writer.field_count(); ++i) {
            compareRemoved(*writer.field(i), reader);
        }
    }

    void compareEnums(const EnumDescriptor& reader, const EnumDescriptor& writer) {
        const std::string& path = reader.full_name();
        for (int i = 0; i < writer.value_count(); ++i) {
            const auto& value = *writer.value(i);
            const auto* const known = reader.FindValueByNumber(value.number());
            if (!known && reader.IsReservedNumber(value.number())) {
                continue;
            }
            if (!known) {
                add(Severity::warning, "protobuf.value", path, placeOf(reader), placeOf(value),
                    say("The reader of `%1` does not know the value %2 (%3).")
                        .arg(qs(path), qs(value.name()))
                        .arg(value.number()));
            } else if (known->name() != value.name() && !reader.FindValueByName(value.name())) {
                add(Severity::warning, "protobuf.value.name", path, placeOf(*known), placeOf(value),
                    say("The value %1 of `%2` is written as %3 and read as %4.")
                        .arg(value.number())
                        .arg(qs(path), qs(value.name()), qs(known->name())));
            }
        }
    }

    void gone(const Descriptor& message) {
        const std::string& name = message.full_name();
        add(Severity::error, "protobuf.message", name, {}, placeOf(message), say("The reader does not have `%1`.").arg(qs(name)));
    }

private:
    template <typename Declaration>
    Place placeOf(const Declaration& declaration) const {
        const doc::protobuf::ProtoPool& pool = declaration.file()->pool() == &reader_.pool() ? reader_ : writer_;
        const doc::protobuf::ProtoPlaces::Source source = pool.places().find(declaration);
        return {{}, source.line, source.column, Place::npos};
    }

    /// Key and value of a map stand where the map does.
    Place placeOf(const FieldDescriptor& field) const {
        const Descriptor& entry = *field.containing_type();
        const Descriptor* const holder = entry.options().map_entry() ? entry.containing_type() : nullptr;
        for (int i = 0; holder && i < holder->field_count(); ++i) {
            if (holder->field(i)->message_type() == &entry) {
                return placeOf<FieldDescriptor>(*holder->field(i));
            }
        }
        return placeOf<FieldDescriptor>(field);
    }

    void add(Severity severity, const char* rule, const std::string& path, Place reader, Place writer, QString sentence) {
        found.push_back({severity, rule, path, std::move(reader), std::move(writer), std::move(sentence)});
    }
    void add(Severity severity, const char* rule, const FieldPair& pair, QString sentence) {
        add(severity, rule, pair.path, placeOf(pair.reader), placeOf(pair.writer), std::move(sentence));
    }

    void compareFields(const FieldPair& pair) {
        const FieldDescriptor& reader = pair.reader;
        const FieldDescriptor& writer = pair.writer;
        if (groupOf(reader) != groupOf(writer)) {
            add(Severity::error, "protobuf.type", pair,
                say("`%1` (%2) is written as %3, which is other bytes than %4.")
                    .arg(qs(pair.path))
                    .arg(reader.number())
                    .arg(typeOf(writer), typeOf(reader)));
            return;
        }
        compareValues(pair);
        comparePresence(pair);
        if (reader.name() != writer.name()) {
            add(Severity::warning, "protobuf.name", pair,
                say("The number %1 is `%2` for the writer and `%3` for the reader.")
                    .arg(reader.number())
                    .arg(qs(writer.name()), qs(reader.name())));
        }
    }

    void compareValues(const FieldPair& pair) {
        const FieldDescriptor& reader = pair.reader;
        const FieldDescriptor& writer = pair.writer;
        const bool areNumbers = groupOf(reader) == Group::varint || groupOf(reader) == Group::zigzag;
        const bool isMessage = reader.message_type() != nullptr, wasMessage = writer.message_type() != nullptr;
        const bool isText = reader.type() == FieldDescriptor::TYPE_STRING,
                   wasText = writer.type() == FieldDescriptor::TYPE_STRING;
        const auto cannotBeRead = [&] {
            add(Severity::error, "protobuf.type", pair,
                say("`%1` is written as %2 and cannot be read as %3.").arg(qs(pair.path), typeOf(writer), typeOf(reader)));
        };
        if ((isMessage && wasText) || (isText && wasMessage)) {
            cannotBeRead();
        } else if (isMessage && wasMessage && reader.message_type()->full_name() != writer.message_type()->full_name()) {
            add(Severity::warning, "protobuf.type", pair,
                say("`%1` is written as %2 and read as %3; that is good only where both have the same fields.")
                    .arg(qs(pair.path), typeOf(writer), typeOf(reader)));
        } else if (reader.enum_type() && writer.enum_type() && reader.enum_type()->full_name() != writer.enum_type()->full_name()) {
            add(Severity::warning, "protobuf.type", pair,
                say("`%1` is written as %2 and read as %3; that is good only where both have the same values.")
                    .arg(qs(pair.path), typeOf(writer), typeOf(reader)));
        } else if (isText && !wasText) {
            add(Severity::warning, "protobuf.type", pair,
                say("`%1` is written as bytes; those that are no UTF-8 cannot be read as a string.").arg(qs(pair.path)));
        } else if (areNumbers && widthOf(writer) > widthOf(reader)) {
            add(Severity::warning, "protobuf.width", pair,
                say("`%1` is written as %2; what does not fit into %3 is cut off.")
                    .arg(qs(pair.path), typeOf(writer), typeOf(reader)));
        }
    }

    /// A singular field takes the last of several values; packed numbers are other bytes than single ones.
    void comparePresence(const FieldPair& pair) {
        const FieldDescriptor& reader = pair.reader;
        const FieldDescriptor& writer = pair.writer;
        if (writer.is_repeated() && !reader.is_repeated()) {
            const bool isPacked = writer.is_packed();
            add(isPacked ? Severity::error : Severity::warning, "protobuf.repeated", pair,
                isPacked ? say("`%1` is written as a packed list, which the reader of one value cannot read.").arg(qs(pair.path))
                         : say("`%1` is written as a list; the reader takes only one of its values.").arg(qs(pair.path)));
        }
        if (reader.is_required() && !writer.is_required()) {
            add(Severity::error, "protobuf.required", pair,
                say("`%1` is required by the reader; the writer may leave it out.").arg(qs(pair.path)));
        }
        const bool isOneof = reader.real_containing_oneof() != nullptr, wasOneof = writer.real_containing_oneof() != nullptr;
        if (isOneof && !wasOneof && reader.real_containing_oneof()->field_count() > 1) {
            add(Severity::warning, "protobuf.oneof", pair,
                say("`%1` is in the oneof “%2” of the reader, which keeps only one of the fields that the writer may write.")
                    .arg(qs(pair.path), qs(reader.real_containing_oneof()->name())));
        }
    }

    /// The reader skips what it does not know; a name or number that is free may be given away again.
    void compareRemoved(const FieldDescriptor& written, const Descriptor& reader) {
        if (reader.FindFieldByNumber(written.number()) || reader.IsReservedNumber(written.number()) ||
            reader.IsExtensionNumber(written.number())) {
            return;
        }
        const std::string path = reader.full_name() + "." + written.name();
        const FieldDescriptor* const named = reader.FindFieldByName(written.name());
        if (named) {
            add(Severity::error, "protobuf.number", path, placeOf(*named), placeOf(written),
                say("`%1` has the number %2 for the writer and %3 for the reader.")
                    .arg(qs(path))
                    .arg(written.number())
                    .arg(named->number()));
        } else {
            add(Severity::warning, "protobuf.unknown", path, placeOf(reader), placeOf(written),
                say("The reader does not know `%1` (%2), and its number is not reserved.").arg(qs(path)).arg(written.number()));
        }
    }

    const doc::protobuf::ProtoPool& reader_;
    const doc::protobuf::ProtoPool& writer_;
};

void compareBelow(const Descriptor& reader, const Descriptor& writer, Comparison& comparison) {
    comparison.compare(reader, writer);
    for (int i = 0; i < writer.nested_type_count(); ++i) {
        if (const Descriptor* const same = reader.FindNestedTypeByName(writer.nested_type(i)->name())) {
            compareBelow(*same, *writer.nested_type(i), comparison);
        }
    }
    for (int i = 0; i < writer.enum_type_count(); ++i) {
        if (const EnumDescriptor* const same = reader.FindEnumTypeByName(writer.enum_type(i)->name())) {
            comparison.compareEnums(*same, *writer.enum_type(i));
        }
    }
}

}  // namespace

std::vector<Incompatibility> protobufIncompatibilities(const doc::protobuf::ProtoPool& reader,
                                                       const doc::protobuf::ProtoPool& writer) {
    Comparison comparison(reader, writer);
    const proto::FileDescriptor& written = writer.file();
    for (int i = 0; i < written.message_type_count(); ++i) {
        const Descriptor& message = *written.message_type(i);
        if (const Descriptor* const same = reader.pool().FindMessageTypeByName(message.full_name())) {
            compareBelow(*same, message, comparison);
        } else {
            comparison.gone(message);
        }
    }
    for (int i = 0; i < written.enum_type_count(); ++i) {
        if (const EnumDescriptor* const same = reader.pool().FindEnumTypeByName(written.enum_type(i)->full_name())) {
            comparison.compareEnums(*same, *written.enum_type(i));
        }
    }
    return std::move(comparison.found);
}

}  // namespace pb::schema

#include "models/document/avro/Schema.h"

#include "models/base/Text.h"
#include "models/document/Json.h"

#include <algorithm>
#include <array>
#include <map>

namespace pb::doc::avro {

namespace {

constexpr int mostFixedBytes = 0x7fffffff;

constexpr std::array<std::pair<std::string_view, Type>, 8> primitives = {{{"null", Type::null},
                                                                          {"boolean", Type::boolean},
                                                                          {"int", Type::int32},
                                                                          {"long", Type::int64},
                                                                          {"float", Type::float32},
                                                                          {"double", Type::float64},
                                                                          {"bytes", Type::bytes},
                                                                          {"string", Type::string}}};

struct LogicalRow {
    std::string_view word;
    Type type;
    Logical logical;
};
constexpr std::array<LogicalRow, 11> logicals = {{{"uuid", Type::string, Logical::uuid},
                                                  {"uuid", Type::fixed, Logical::uuid},
                                                  {"date", Type::int32, Logical::date},
                                                  {"time-millis", Type::int32, Logical::timeMillis},
                                                  {"time-micros", Type::int64, Logical::timeMicros},
                                                  {"timestamp-millis", Type::int64, Logical::timestampMillis},
                                                  {"timestamp-micros", Type::int64, Logical::timestampMicros},
                                                  {"timestamp-nanos", Type::int64, Logical::timestampNanos},
                                                  {"local-timestamp-millis", Type::int64, Logical::localMillis},
                                                  {"local-timestamp-micros", Type::int64, Logical::localMicros},
                                                  {"local-timestamp-nanos", Type::int64, Logical::localNanos}}};

int whole(Value value, int fallback) {
    const double number = value.number();
    return value.is(Kind::number) && number >= 0 && number <= mostFixedBytes && number == static_cast<int>(number)
               ? static_cast<int>(number)
               : fallback;
}

bool isPlainName(std::string_view name) {
    return !name.empty() && std::none_of(name.begin(), name.end(), [](char c) {
        return c == '"' || c == '\\' || static_cast<unsigned char>(c) < ' ';
    });
}

void setLogical(Value declared, SchemaType& type) {
    const std::string_view word = declared.find("logicalType").text();
    if (word == "decimal" && (type.type == Type::bytes || type.type == Type::fixed)) {
        type.precision = whole(declared.find("precision"), 0);
        type.scale = declared.find("scale") ? whole(declared.find("scale"), -1) : 0;
        if (type.precision > 0 && type.scale >= 0 && type.scale <= type.precision) {
            type.logical = Logical::decimal;
        }
    } else if (word == "duration" && type.type == Type::fixed && type.size == 12) {
        type.logical = Logical::duration;
    }
    for (const LogicalRow& row : logicals) {
        if (row.word == word && row.type == type.type && (row.type != Type::fixed || type.size == 16)) {
            type.logical = row.logical;
        }
    }
}

}  // namespace

Error schemaError(Value where, const QString& reason) {
    return {ErrorCode::invalidInput, say("Cannot use the Avro schema. %1").arg(reason),
            say("Correct the schema; avro.apache.org has the specification."), where ? where.place() : Place()};
}

/// Makes the types of a schema's JSON.
class SchemaReader {
public:
    explicit SchemaReader(Schema& schema) : schema_(schema) {}

    Done read() {
        PB_TRY(root, type(schema_.document_->root(), {}));
        schema_.root_ = root;
        for (SchemaType& type : schema_.types_) {
            PB_CHECK(finish(type));
        }
        return {};
    }

private:
    using Made = Result<const SchemaType*>;

    /// `space` is the namespace that encloses the declaration.
    Made type(Value declared, std::string_view space) {
        switch (declared.kind()) {
            case Kind::string:
                return byName(declared, space);
            case Kind::array:
                return choice(declared, space);
            case Kind::object:
                return complex(declared, space);
            default:
                return fail(schemaError(declared, say("A type is a name, an object or an array of types.")));
        }
    }

    SchemaType& add(Type type, std::string name) {
        SchemaType& made = schema_.types_.emplace_back();
        made.type = type;
        made.name = std::move(name);
        return made;
    }

    SchemaType* primitive(std::string_view name) {
        for (const auto& [word, type] : primitives) {
            if (word == name) {
                return &add(type, std::string(name));
            }
        }
        return nullptr;
    }

    Made byName(Value declared, std::string_view space) {
        const std::string_view name = declared.text();
        if (const SchemaType* made = primitive(name)) {
            return made;
        }
        auto known = named_.find(fullName(name, space));
        known = known == named_.end() ? named_.find(name) : known;
        if (known == named_.end()) {
            return fail(schemaError(declared, say("There is no type “%1”.").arg(qs(clipped(name, 100)))));
        }
        return known->second;
    }

    static std::string fullName(std::string_view name, std::string_view space) {
        return space.empty() || name.find('.') != std::string_view::npos ? std::string(name)
                                                                         : std::string(space) + "." + std::string(name);
    }

    Made choice(Value declared, std::string_view space) {
        SchemaType& made = add(Type::choice, "union");
        for (const Value branch : declared.children()) {
            PB_TRY(one, type(branch, space));
            const auto isSame = [one = one](const SchemaType* other) { return other->name == one->name; };
            if (one->type == Type::choice || std::any_of(made.branches.begin(), made.branches.end(), isSame)) {
                return fail(schemaError(branch, say("A union holds each type once, and no other union.")));
            }
            made.branches.push_back(one);
        }
        return &made;
    }

    Made complex(Value declared, std::string_view space) {
        const Value kind = declared.find("type");
        if (!kind.is(Kind::string)) {
            return kind ? type(kind, space) : fail(schemaError(declared, say("The member “type” is missing.")));
        }
        const std::string_view word = kind.text();
        if (word == "array" || word == "map") {
            SchemaType& made = add(word == "array" ? Type::array : Type::map, std::string(word));
            const Value element = declared.find(word == "array" ? "items" : "values");
            PB_TRY(inner, type(element ? element : declared.find("type"), space));
            made.branches.push_back(inner);
            return element ? Made(&made) : fail(schemaError(declared, say("The type of the elements is missing.")));
        }
        if (word == "record" || word == "error") {
            return named(Type::record, declared, space);
        }
        if (word == "enum" || word == "fixed") {
            return named(word == "enum" ? Type::enumeration : Type::fixed, declared, space);
        }
        if (SchemaType* made = primitive(word)) {
            setLogical(declared, *made);
            return made;
        }
        return byName(kind, space);
    }

    Made named(Type type, Value declared, std::string_view enclosing) {
        const Value space = declared.find("namespace");
        const std::string_view name = declared.find("name").text();
        const std::string full = fullName(name, space.is(Kind::string) ? space.text() : enclosing);
        if (!isPlainName(name) || !isPlainName(full)) {
            return fail(schemaError(declared, say("Records, enums and fixed types need a name.")));
        }
        SchemaType& made = add(type, full);
        if (!named_.emplace(full, &made).second) {
            return fail(schemaError(declared, say("The type “%1” is declared twice.").arg(qs(clipped(full, 100)))));
        }
        const std::string inner = full.substr(0, full.rfind('.') == std::string::npos ? 0 : full.rfind('.'));
        for (const Value alias : declared.find("aliases").children()) {
            made.aliases.push_back(fullName(alias.text(), inner));
        }
        if (type == Type::record) {
            PB_CHECK(fields(declared, inner, made));
        } else if (type == Type::enumeration) {
            PB_CHECK(symbols(declared, made));
        } else {
            const int size = whole(declared.find("size"), -1);
            if (size < 0) {
                return fail(schemaError(declared, say("The size of a fixed type is a number of bytes.")));
            }
            made.size = static_cast<std::uint32_t>(size);
            setLogical(declared, made);
        }
        return &made;
    }

    Done fields(Value declared, std::string_view space, SchemaType& record) {
        std::map<std::string_view, bool> names;
        for (const Value member : declared.find("fields").children()) {
            SchemaField field;
            field.name = member.find("name").text();
            field.declared = member;
            field.number = schema_.fieldCount_++;
            for (const Value alias : member.find("aliases").children()) {
                field.aliases.emplace_back(alias.text());
            }
            if (!isPlainName(field.name) || !names.emplace(member.find("name").text(), true).second) {
                return fail(schemaError(member, say("A field needs a name that no other field of the record has.")));
            }
            PB_TRY(made, member.find("type") ? type(member.find("type"), space)
                                             : Made(fail(schemaError(member, say("The member “type” is missing.")))));
            field.type = made;
            record.fields.push_back(std::move(field));
        }
        return declared.find("fields").is(Kind::array)
                   ? Done()
                   : fail(schemaError(declared, say("The fields of the record are missing.")));
    }

    Done symbols(Value declared, SchemaType& type) {
        for (const Value symbol : declared.find("symbols").children()) {
            if (!isPlainName(symbol.text())) {
                return fail(schemaError(symbol, say("A symbol is a name.")));
            }
            type.symbols.emplace_back(symbol.text());
        }
        if (const Value fallback = declared.find("default"); fallback.is(Kind::string)) {
            type.fallbackSymbol = fallback.text();
        }
        return type.symbols.empty() ? fail(schemaError(declared, say("An enum needs symbols."))) : Done();
    }

    /// What needs all types: defaults, and whether the branches of a union are seen as different kinds.
    static Done finish(SchemaType& type) {
        std::vector<Kind> kinds;
        for (const SchemaType* branch : type.type == Type::choice ? type.branches : std::vector<const SchemaType*>()) {
            const Kind kind = kindOf(*branch);
            type.namesBranches |= std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
            kinds.push_back(kind);
        }
        for (SchemaField& field : type.fields) {
            const Value fallback = field.declared.find("default");
            if (!fallback) {
                continue;
            }
            auto bytes = encodeDefault(*field.type, fallback);
            if (!bytes) {
                return fail(schemaError(fallback, bytes.error()));
            }
            field.fallback = std::move(*bytes);
        }
        return {};
    }

    Schema& schema_;
    std::map<std::string, const SchemaType*, std::less<>> named_;
};

Result<SchemaPtr> Schema::parse(std::string text) {
    constexpr int mostDepth = 200;
    auto bytes = std::make_shared<const std::string>(std::move(text));
    PB_TRY(document, readJson(*bytes, bytes, {.depth = mostDepth}));
    const std::shared_ptr<Schema> schema(new Schema);
    schema->document_ = std::move(document);
    PB_CHECK(SchemaReader(*schema).read());
    return SchemaPtr(schema);
}

Kind kindOf(const SchemaType& type) {
    switch (type.type) {
        case Type::null:
            return Kind::null;
        case Type::boolean:
            return Kind::boolean;
        case Type::int32:
        case Type::int64:
            return type.logical == Logical::none ? Kind::number : Kind::string;
        case Type::float32:
        case Type::float64:
            return Kind::number;
        case Type::bytes:
        case Type::fixed:
            return type.logical == Logical::decimal ? Kind::number : Kind::string;
        case Type::record:
        case Type::map:
            return Kind::object;
        case Type::array:
            return Kind::array;
        case Type::choice: {
            const auto first = std::find_if(type.branches.begin(), type.branches.end(),
                                            [](const SchemaType* branch) { return branch->type != Type::null; });
            return first == type.branches.end() ? Kind::null : kindOf(**first);
        }
        default:
            return Kind::string;
    }
}

int decimalsOf(Logical logical) {
    switch (logical) {
        case Logical::timeMillis:
        case Logical::timestampMillis:
        case Logical::localMillis:
            return 3;
        case Logical::timeMicros:
        case Logical::timestampMicros:
        case Logical::localMicros:
            return 6;
        case Logical::timestampNanos:
        case Logical::localNanos:
            return 9;
        default:
            return -1;
    }
}

}  // namespace pb::doc::avro

#pragma once

#include "models/document/Document.h"

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pb::doc::avro {

/// The types of Avro 1.11.1, "Schema Declaration".
enum class Type : std::uint8_t {
    null,
    boolean,
    int32,
    int64,
    float32,
    float64,
    bytes,
    string,
    record,
    enumeration,
    array,
    map,
    choice,
    fixed,
};

/// What a value means beyond its type ("Logical Types"). One that does not fit its type is ignored, as the spec wants.
enum class Logical : std::uint8_t {
    none,
    decimal,
    uuid,
    date,
    timeMillis,
    timeMicros,
    timestampMillis,
    timestampMicros,
    timestampNanos,
    localMillis,
    localMicros,
    localNanos,
    duration,
};

struct SchemaType;

struct SchemaField {
    std::string name;
    std::vector<std::string> aliases;
    const SchemaType* type = nullptr;
    std::optional<std::string> fallback;  ///< the default's bytes, encoded
    Value declared;                       ///< in the schema's document: for doc and other members
    std::uint32_t number = 0;             ///< different for every field of the schema
};

struct SchemaType {
    Type type = Type::null;
    Logical logical = Logical::none;
    int precision = 0, scale = 0;      ///< of decimals
    std::string name;                  ///< full name of records, enums and fixed, else the word of the type
    std::vector<std::string> aliases;  ///< full names
    std::vector<SchemaField> fields;
    std::vector<std::string> symbols;
    std::optional<std::string> fallbackSymbol;
    std::uint32_t size = 0;                   ///< of fixed
    std::vector<const SchemaType*> branches;  ///< of a union; the one element type of arrays and maps
    bool namesBranches = false;  ///< a union whose branches are not told apart by their kind: see README.md

    bool isNamed() const { return type == Type::record || type == Type::enumeration || type == Type::fixed; }
    const SchemaType& element() const { return *branches[0]; }
    std::string_view shortName() const { return std::string_view(name).substr(name.rfind('.') + 1); }
};

/// The kind of tree node that values of the type are; of a union that of its first branch that is not null.
Kind kindOf(const SchemaType& type);
/// Digits of a second's fraction in date and time types; -1 for others.
int decimalsOf(Logical logical);

/// A schema (an .avsc file). Immutable; recursive types refer to themselves.
class Schema {
public:
    /// Errors have their place in the text.
    static Result<std::shared_ptr<const Schema>> parse(std::string text);
    Schema(const Schema&) = delete;
    Schema& operator=(const Schema&) = delete;

    const SchemaType& root() const { return *root_; }
    std::string_view text() const { return document_->bytes(); }
    const Document& document() const { return *document_; }
    std::uint32_t fieldCount() const { return fieldCount_; }
    std::string canonical() const;      ///< "Parsing Canonical Form for Schemas"
    std::uint64_t fingerprint() const;  ///< CRC-64-AVRO of that

private:
    friend class SchemaReader;
    Schema() = default;
    DocumentPtr document_;
    std::deque<SchemaType> types_;
    const SchemaType* root_ = nullptr;
    std::uint32_t fieldCount_ = 0;
};
using SchemaPtr = std::shared_ptr<const Schema>;

/// The bytes of a default ("Field default values": bytes are code points, a union's default is of its first branch).
/// The error is why it does not fit.
tl::expected<std::string, QString> encodeDefault(const SchemaType& type, Value value);

/// "Cannot use the Avro schema. <reason>" at the value.
Error schemaError(Value where, const QString& reason);

}  // namespace pb::doc::avro

#include "models/base/Text.h"
#include "models/document/avro/Schema.h"
#include "models/schema/Compatibility.h"

#include <algorithm>
#include <set>

namespace pb::schema {

namespace {

using doc::avro::Logical;
using doc::avro::SchemaField;
using doc::avro::SchemaType;
using doc::avro::Type;

std::string_view wordFor(Type type) {
    static constexpr std::string_view words[] = {"null",   "boolean", "int",  "long",  "float", "double", "bytes",
                                                 "string", "record",  "enum", "array", "map",   "union",  "fixed"};
    return words[static_cast<std::size_t>(type)];
}

QString shown(const SchemaType& type) {
    return type.isNamed() ? say("%1 %2").arg(qs(wordFor(type.type)), qs(type.name)) : qs(wordFor(type.type));
}

/// What a reader takes besides its own type.
bool isPromoted(Type writer, Type reader) {
    switch (reader) {
        case Type::int64: return writer == Type::int32;
        case Type::float32: return writer == Type::int32 || writer == Type::int64;
        case Type::float64: return writer == Type::int32 || writer == Type::int64 || writer == Type::float32;
        case Type::bytes: return writer == Type::string;
        case Type::string: return writer == Type::bytes;
        default: return false;
    }
}

constexpr std::size_t mostAttempts = 100'000;  ///< branches of unions that are tried

constexpr int deepestType = 1000;

/// Unqualified names count, and the reader's aliases.
bool areNamesSame(const SchemaType& reader, const SchemaType& writer) {
    return reader.shortName() == writer.shortName() ||
           std::find(reader.aliases.begin(), reader.aliases.end(), writer.name) != reader.aliases.end();
}

/// Where the two stand that are compared.
struct Spot {
    std::string path;
    doc::Value reader, writer;
};

class Resolution {
public:
    std::vector<Incompatibility> found;

    void compare(const SchemaType& reader, const SchemaType& writer, const Spot& spot) {
        const Pair pair{&reader, &writer};
        if (!seen_.insert(pair).second) {
            errors_ += failed_.contains(pair) ? 1 : 0;
            return;  // told already, or being compared further out
        }
        order_.push_back(pair);
        const std::size_t before = errors_;
        if (++depth_ > deepestType) {
            add("avro.limit", spot,
                say("%1 is more than %2 types deep, where the comparison ends.").arg(shownPath(spot)).arg(deepestType));
        } else {
            compareNew(reader, writer, spot);
        }
        --depth_;
        if (errors_ != before) {
            failed_.insert(pair);
        }
    }

private:
    using Pair = std::pair<const SchemaType*, const SchemaType*>;

    static QString shownPath(const Spot& spot) { return spot.path.empty() ? say("The datum") : u'`' + qs(spot.path) + u'`'; }

    void add(const char* rule, const Spot& spot, QString sentence, Severity severity = Severity::error) {
        errors_ += severity == Severity::error ? 1 : 0;
        found.push_back({severity, rule, spot.path, spot.reader.place(), spot.writer.place(), std::move(sentence)});
    }

    void compareNew(const SchemaType& reader, const SchemaType& writer, const Spot& spot) {
        if (writer.type == Type::choice) {
            for (const SchemaType* branch : writer.branches) {
                compare(reader, *branch, spot);
            }
        } else if (reader.type == Type::choice) {
            compareWithChoice(reader, writer, spot);
        } else if (reader.type == writer.type) {
            compareSame(reader, writer, spot);
        } else if (!isPromoted(writer.type, reader.type)) {
            add("avro.type", spot,
                say("%1 is written as %2 and cannot be read as %3.").arg(shownPath(spot), shown(writer), shown(reader)));
        }
    }

    /// The first branch that matches reads the value. What was tried in vain is forgotten.
    void compareWithChoice(const SchemaType& reader, const SchemaType& writer, const Spot& spot) {
        const std::size_t errors = errors_, told = found.size(), compared = order_.size();
        for (const SchemaType* branch : reader.branches) {
            if (++attempts_ > mostAttempts) {
                break;
            }
            compare(*branch, writer, spot);
            if (errors_ == errors) {
                return;
            }
            errors_ = errors;
            found.resize(told);
            for (; order_.size() > compared; order_.pop_back()) {
                seen_.erase(order_.back());
                failed_.erase(order_.back());
            }
        }
        add("avro.branch", spot,
            say("%1 is written as %2, which no branch of the reader's union takes.").arg(shownPath(spot), shown(writer)));
    }

    void compareSame(const SchemaType& reader, const SchemaType& writer, const Spot& spot) {
        if (reader.type == Type::array || reader.type == Type::map) {
            const std::string below = reader.type == Type::array ? "[]" : spot.path.empty() ? "*" : ".*";
            compare(reader.element(), writer.element(), {spot.path + below, spot.reader, spot.writer});
            return;
        }
        if (reader.isNamed() && !areNamesSame(reader, writer)) {
            add("avro.name", spot,
                say("%1 is written as %2; the reader knows it as %3, without an alias for that name.")
                    .arg(shownPath(spot), shown(writer), shown(reader)));
            return;
        }
        if (reader.type == Type::fixed && reader.size != writer.size) {
            add("avro.size", spot,
                say("%1 has %2 bytes; the reader takes %3.").arg(shownPath(spot)).arg(writer.size).arg(reader.size));
        }
        const bool areDecimals = reader.logical == Logical::decimal && writer.logical == Logical::decimal;
        if (areDecimals && (reader.scale != writer.scale || reader.precision != writer.precision)) {
            add("avro.decimal", spot,
                say("%1 has %2 digits, %3 of them behind the point; the reader takes %4 and %5.")
                    .arg(shownPath(spot))
                    .arg(writer.precision)
                    .arg(writer.scale)
                    .arg(reader.precision)
                    .arg(reader.scale),
                Severity::warning);
        }
        compareSymbols(reader, writer, spot);
        compareFields(reader, writer, spot);
    }

    void compareSymbols(const SchemaType& reader, const SchemaType& writer, const Spot& spot) {
        QString unknown;
        for (const std::string& symbol : writer.symbols) {
            if (std::find(reader.symbols.begin(), reader.symbols.end(), symbol) == reader.symbols.end()) {
                unknown += (unknown.isEmpty() ? QString() : say(", ")) + qs(symbol);
            }
        }
        if (!unknown.isEmpty() && !reader.fallbackSymbol) {
            add("avro.symbol", spot,
                say("%1 may be written as %2, which the reader does not know; its enum has no default.")
                    .arg(shownPath(spot), unknown));
        }
    }

    static const SchemaField* written(const SchemaField& field, const SchemaType& writer) {
        for (const SchemaField& each : writer.fields) {
            if (each.name == field.name ||
                std::find(field.aliases.begin(), field.aliases.end(), each.name) != field.aliases.end()) {
                return &each;
            }
        }
        return nullptr;
    }

    void compareFields(const SchemaType& reader, const SchemaType& writer, const Spot& spot) {
        for (const SchemaField& field : reader.fields) {
            const SchemaField* const source = written(field, writer);
            const Spot below{(spot.path.empty() ? "" : spot.path + ".") + pathStep(field.name), field.declared,
                             source ? source->declared : spot.writer};
            if (source) {
                compare(*field.type, *source->type, below);
            } else if (!field.fallback) {
                add("avro.default", below, say("%1 is not written, and the reader has no default for it.").arg(shownPath(below)));
            }
        }
    }

    std::set<Pair> seen_, failed_;
    std::vector<Pair> order_;  ///< of `seen_`
    std::size_t errors_ = 0, attempts_ = 0;
    int depth_ = 0;
};

}  // namespace

std::vector<Incompatibility> avroIncompatibilities(const doc::avro::Schema& reader, const doc::avro::Schema& writer) {
    Resolution resolution;
    resolution.compare(reader.root(), writer.root(), {{}, reader.document().root(), writer.document().root()});
    return std::move(resolution.found);
}

}  // namespace pb::schema

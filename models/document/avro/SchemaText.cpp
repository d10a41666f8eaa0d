#include "models/base/Text.h"
#include "models/document/Decimals.h"
#include "models/document/avro/Encoder.h"
#include "models/document/avro/Schema.h"

#include <algorithm>
#include <array>
#include <set>

namespace pb::doc::avro {

namespace {

class CanonicalForm {
public:
    std::string print(const SchemaType& type) {
        add(type);
        return std::move(out_);
    }

private:
    void quoted(std::string_view text) { out_ += '"' + std::string(text) + '"'; }

    template <typename Items, typename Each>
    void list(const Items& items, const Each& each) {
        out_ += '[';
        for (const auto& item : items) {
            out_ += out_.back() == '[' ? "" : ",";
            each(item);
        }
        out_ += ']';
    }

    void add(const SchemaType& type) {
        if (type.type == Type::choice) {
            return list(type.branches, [this](const SchemaType* branch) { add(*branch); });
        }
        if (type.type == Type::array || type.type == Type::map) {
            out_ += type.type == Type::array ? R"({"type":"array","items":)" : R"({"type":"map","values":)";
            add(type.element());
            out_ += '}';
            return;
        }
        if (!type.isNamed() || !known_.insert(type.name).second) {
            return quoted(type.name);
        }
        out_ += "{\"name\":";
        quoted(type.name);
        if (type.type == Type::fixed) {
            out_ += R"(,"type":"fixed","size":)" + std::to_string(type.size);
        } else if (type.type == Type::enumeration) {
            out_ += R"(,"type":"enum","symbols":)";
            list(type.symbols, [this](const std::string& symbol) { quoted(symbol); });
        } else {
            out_ += R"(,"type":"record","fields":)";
            list(type.fields, [this](const SchemaField& field) {
                out_ += "{\"name\":";
                quoted(field.name);
                out_ += ",\"type\":";
                add(*field.type);
                out_ += '}';
            });
        }
        out_ += '}';
    }

    std::string out_;
    std::set<std::string_view> known_;
};

constexpr std::uint64_t emptyFingerprint = 0xc15d213aa4d7a795u;  // "Schema Fingerprints"

std::array<std::uint64_t, 256> fingerprintTable() {
    std::array<std::uint64_t, 256> table{};
    for (std::uint64_t i = 0; i < table.size(); ++i) {
        std::uint64_t value = i;
        for (int bit = 0; bit < 8; ++bit) {
            value = (value >> 1) ^ (emptyFingerprint & (std::uint64_t{0} - (value & 1)));
        }
        table[i] = value;
    }
    return table;
}

using Encoded = tl::expected<std::string, QString>;

/// Defaults of recursive types could grow without end.
class DefaultWriter {
public:
    tl::expected<void, QString> add(const SchemaType& type, Value value) {
        constexpr std::size_t mostSteps = 100'000;
        constexpr int mostDepth = 64;
        if (++steps_ > mostSteps || depth_ >= mostDepth) {
            return tl::unexpected(say("The default value is too large, or refers to itself."));
        }
        ++depth_;
        auto done = addOne(type, value);
        --depth_;
        return done;
    }

    std::string out;

private:
    using Done = tl::expected<void, QString>;

    static Done wrong(const SchemaType& type) {
        return tl::unexpected(say("The default value does not fit its type “%1”.").arg(qs(clipped(type.name, 100))));
    }

    Done addOne(const SchemaType& type, Value value) {
        switch (type.type) {
            case Type::null:
                return value.is(Kind::null) ? Done() : wrong(type);
            case Type::boolean:
                out.push_back(value.boolean() ? '\1' : '\0');
                return value.is(Kind::boolean) ? Done() : wrong(type);
            case Type::choice:
                return addChoice(type, value);
            case Type::record:
                return addRecord(type, value);
            case Type::array:
            case Type::map:
                return addElements(type, value);
            case Type::string:
                appendBytes(value.text(), out);
                return value.is(Kind::string) ? Done() : wrong(type);
            case Type::enumeration: {
                const auto symbol = std::find(type.symbols.begin(), type.symbols.end(), value.text());
                appendLong(symbol - type.symbols.begin(), out);
                return symbol != type.symbols.end() ? Done() : wrong(type);
            }
            case Type::bytes:
            case Type::fixed:
                return addCodePoints(type, value);
            default:
                return addNumber(type, value);
        }
    }

    Done addNumber(const SchemaType& type, Value value) {
        if (type.type == Type::float32 || type.type == Type::float64) {
            const std::string_view text = value.is(Kind::number) ? value.digits() : value.text();
            const auto real = doubleOf(text, value.is(Kind::number));
            type.type == Type::float32 ? appendFloat(static_cast<float>(real.value_or(0)), out)
                                       : appendDouble(real.value_or(0), out);
            return real ? Done() : wrong(type);
        }
        const auto whole = wholeNumber<std::int64_t>(value.digits());
        if (!whole || (type.type == Type::int32 && *whole != static_cast<std::int32_t>(*whole))) {
            return wrong(type);
        }
        appendLong(*whole, out);
        return {};
    }

    /// Code points 0 to 255 are bytes.
    Done addCodePoints(const SchemaType& type, Value value) {
        const QString text = qs(value.text());
        const QByteArray bytes = text.toLatin1();
        const bool fits = value.is(Kind::string) && QString::fromLatin1(bytes) == text &&
                          (type.type == Type::bytes || bytes.size() == static_cast<qsizetype>(type.size));
        if (type.type == Type::bytes) {
            appendBytes(bytes.toStdString(), out);
        } else {
            out += bytes.toStdString();
        }
        return fits ? Done() : wrong(type);
    }

    /// The first branch, by the letter of 1.11; later versions allow any that fits.
    Done addChoice(const SchemaType& type, Value value) {
        const std::size_t before = out.size();
        for (std::size_t i = 0; i < type.branches.size(); ++i) {
            appendLong(static_cast<std::int64_t>(i), out);
            if (add(*type.branches[i], value)) {
                return {};
            }
            out.resize(before);
        }
        return wrong(type);
    }

    Done addRecord(const SchemaType& type, Value value) {
        for (const SchemaField& field : type.fields) {
            const Value member = value.find(field.name);
            const Value given = member ? member : field.declared.find("default");
            auto done = given ? add(*field.type, given) : wrong(*field.type);
            if (!done) {
                return done;
            }
        }
        return value.is(Kind::object) ? Done() : wrong(type);
    }

    Done addElements(const SchemaType& type, Value value) {
        if (!value.is(type.type == Type::array ? Kind::array : Kind::object)) {
            return wrong(type);
        }
        if (value.size() > 0) {
            appendLong(value.size(), out);
        }
        for (const Value element : value.children()) {
            if (type.type == Type::map) {
                appendBytes(element.name(), out);
            }
            auto done = add(type.element(), element);
            if (!done) {
                return done;
            }
        }
        appendLong(0, out);
        return {};
    }

    std::size_t steps_ = 0;
    int depth_ = 0;
};

}  // namespace

std::string Schema::canonical() const {
    return CanonicalForm().print(root());
}

std::uint64_t Schema::fingerprint() const {
    static const std::array<std::uint64_t, 256> table = fingerprintTable();
    std::uint64_t value = emptyFingerprint;
    for (const char c : canonical()) {
        value = (value >> 8) ^ table[(value ^ static_cast<unsigned char>(c)) & 0xff];
    }
    return value;
}

Encoded encodeDefault(const SchemaType& type, Value value) {
    DefaultWriter writer;
    auto done = writer.add(type, value);
    return done ? Encoded(std::move(writer.out)) : tl::unexpected(done.error());
}

}  // namespace pb::doc::avro

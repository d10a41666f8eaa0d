#include "models/document/avro/Encoder.h"

#include "models/base/Text.h"
#include "models/document/Decimals.h"
#include "models/document/Records.h"
#include "models/document/Utf8.h"
#include "models/document/avro/Decoder.h"
#include "models/document/avro/LogicalText.h"

#include <algorithm>

namespace pb::doc::avro {

namespace {

QString namesOf(const SchemaType& choice) {
    QString names;
    for (const SchemaType* branch : choice.branches) {
        names += names.isEmpty() ? qs(branch->name) : QString(QStringLiteral(", ") + qs(branch->name));
    }
    return names;
}

tl::unexpected<Misfit> wrongKind(const SchemaType& type, Value value) {
    return misfit(value, say("A value of the type “%1” is expected here.").arg(qs(clipped(type.name, 100))));
}

class Encoder {
public:
    Encoder(std::string& out, MisfitList& misfits) : out_(out), misfits_(misfits) {}

    Fit add(const SchemaType& type, Value value) {
        if (depth_ >= Decoder::mostDepth) {
            return misfit(value, say("The values are nested deeper than %1.").arg(Decoder::mostDepth), "depth");
        }
        ++depth_;
        Fit done = addOne(type, value);
        --depth_;
        return done;
    }

private:
    Fit addOne(const SchemaType& type, Value value) {
        switch (type.type) {
            case Type::null:
                return value.is(Kind::null) ? Fit() : wrongKind(type, value);
            case Type::boolean:
                out_.push_back(value.boolean() ? '\1' : '\0');
                return value.is(Kind::boolean) ? Fit() : wrongKind(type, value);
            case Type::int32:
            case Type::int64:
                return whole(type, value);
            case Type::float32:
            case Type::float64:
                return real(type, value);
            case Type::string:
                return value.is(Kind::string) ? text(value.text(), value) : wrongKind(type, value);
            case Type::bytes:
            case Type::fixed:
                return bytes(type, value);
            case Type::enumeration:
                return symbol(type, value);
            case Type::record:
                return record(type, value);
            case Type::array:
            case Type::map:
                return elements(type, value);
            case Type::choice:
                return choice(type, value);
        }
        return {};
    }

    Fit whole(const SchemaType& type, Value value) {
        const auto number = value.is(Kind::string) ? wholeOfText(type.logical, value.text())
                                                   : wholeNumber<std::int64_t>(value.digits());
        if (value.is(Kind::string) && !number && type.logical != Logical::none) {
            return misfit(value,
                          say("“%1” is no date or time of the type “%2”, written as in %3.")
                              .arg(qs(clipped(value.text(), 60)), qs(type.name), qs(textOfWhole(type.logical, 0).value_or(""))),
                          "format");
        }
        if (!number && !scaledDigits(value.digits(), 0)) {
            return wrongKind(type, value);
        }
        const bool is32 = type.type == Type::int32;
        if (!number || (is32 && *number != static_cast<std::int32_t>(*number))) {
            return misfit(value, say("It does not fit: the type “%1” has %2 bits.").arg(qs(type.name)).arg(is32 ? 32 : 64), "range");
        }
        appendLong(*number, out_);
        return {};
    }

    Fit real(const SchemaType& type, Value value) {
        const bool isNumber = value.is(Kind::number);
        const std::string_view text = isNumber ? value.digits() : value.text();
        if (type.type == Type::float32) {
            const auto number = floatOf(text, isNumber);
            appendFloat(number.value_or(0), out_);
            return number ? Fit() : wrongKind(type, value);
        }
        const auto number = doubleOf(text, isNumber);
        appendDouble(number.value_or(0), out_);
        return number ? Fit() : wrongKind(type, value);
    }

    Fit text(std::string_view utf8, Value from) {
        appendBytes(utf8, out_);
        return isValidUtf8(utf8) ? Fit() : misfit(from, loneSurrogateReason(), "format");
    }

    Fit bytes(const SchemaType& type, Value value) {
        const bool isNumber = value.is(Kind::number);
        if (!isNumber && !value.is(Kind::string)) {
            return wrongKind(type, value);
        }
        const auto encoded = bytesOfText(type, isNumber ? value.digits() : value.text(), isNumber);
        if (!encoded) {
            return misfit(value, encoded.error(), "format");
        }
        if (type.type == Type::bytes) {
            appendBytes(*encoded, out_);
        } else {
            out_ += *encoded;
        }
        return {};
    }

    Fit symbol(const SchemaType& type, Value value) {
        const auto found = std::find(type.symbols.begin(), type.symbols.end(), value.text());
        if (!value.is(Kind::string) || found == type.symbols.end()) {
            return misfit(value,
                          say("“%1” is no symbol of the enum “%2”.").arg(qs(clipped(value.text(), 60)), qs(clipped(type.name, 100))),
                          "enum");
        }
        appendLong(found - type.symbols.begin(), out_);
        return {};
    }

    static bool allowsNull(const SchemaType& type) {
        return type.type == Type::choice &&
               std::any_of(type.branches.begin(), type.branches.end(),
                           [](const SchemaType* branch) { return branch->type == Type::null; });
    }

    void addNull(const SchemaType& choice) {
        const auto isNull = [](const SchemaType* branch) { return branch->type == Type::null; };
        appendLong(std::find_if(choice.branches.begin(), choice.branches.end(), isNull) - choice.branches.begin(),
                   out_);
    }

    Fit record(const SchemaType& type, Value value) {
        if (!value.is(Kind::object)) {
            return wrongKind(type, value);
        }
        std::uint32_t found = 0;
        for (const SchemaField& field : type.fields) {
            const Value member = value.find(field.name);
            found += member ? 1 : 0;
            if (member) {
                PB_FIT(misfits_.kept(add(*field.type, member)));
            } else if (field.fallback) {
                out_ += *field.fallback;
            } else if (allowsNull(*field.type)) {
                addNull(*field.type);
            } else {
                PB_FIT(misfits_.kept(misfit(
                    value, say("The member “%1” is missing, and the schema gives no default.").arg(qs(clipped(field.name, 100))),
                    "required", field.name)));
            }
        }
        return found == value.size() ? Fit() : unknownMembers(type, value);
    }

    Fit unknownMembers(const SchemaType& type, Value value) {
        for (const Value member : value.children()) {
            const auto isIt = [&](const SchemaField& field) { return field.name == member.name(); };
            if (std::none_of(type.fields.begin(), type.fields.end(), isIt) || value.find(member.name()) != member) {
                PB_FIT(misfits_.kept(misfit(
                    member, say("The record “%1” has no place for this member.").arg(qs(clipped(type.name, 100))), "unknown")));
            }
        }
        return {};
    }

    Fit elements(const SchemaType& type, Value value) {
        const bool isMap = type.type == Type::map;
        if (!value.is(isMap ? Kind::object : Kind::array)) {
            return wrongKind(type, value);
        }
        if (value.size() > 0) {
            appendLong(value.size(), out_);
        }
        for (const Value element : value.children()) {
            if (isMap) {
                PB_FIT(misfits_.kept(text(element.name(), element)));
            }
            PB_FIT(misfits_.kept(add(type.element(), element)));
        }
        appendLong(0, out_);
        return {};
    }

    Fit branch(const SchemaType& choice, std::size_t number, Value value) {
        appendLong(static_cast<std::int64_t>(number), out_);
        return add(*choice.branches[number], value);
    }

    Fit choice(const SchemaType& type, Value value) {
        if (value.is(Kind::null) && allowsNull(type)) {
            addNull(type);
            return {};
        }
        if (type.namesBranches && value.is(Kind::object) && value.size() == 1) {
            const Value only = *value.children().begin();
            for (std::size_t i = 0; i < type.branches.size(); ++i) {
                if (type.branches[i]->name == only.name()) {
                    return branch(type, i, only);
                }
            }
        }
        return firstThatFits(type, value);
    }

    /// The branches of the value's kind first; others may take it too (a number of milliseconds for a time).
    Fit firstThatFits(const SchemaType& type, Value value) {
        const std::size_t before = out_.size();
        const bool mustBeNamed = type.namesBranches && value.node().isContainer();
        for (const bool isSameKind : {true, false}) {
            for (std::size_t i = 0; i < type.branches.size() && !mustBeNamed; ++i) {
                if ((kindOf(*type.branches[i]) == value.kind()) != isSameKind) {
                    continue;
                }
                if (isSameKind && !type.namesBranches) {
                    return branch(type, i, value);
                }
                const MisfitList::Trial trial(misfits_);
                if (branch(type, i, value)) {
                    return {};
                }
                out_.resize(before);
            }
        }
        return misfit(value, type.namesBranches
                                 ? say("It is an object whose one member is named after a type of the union: %1.").arg(namesOf(type))
                                 : say("It fits none of the union's types: %1.").arg(namesOf(type)));
    }

    std::string& out_;
    MisfitList& misfits_;
    int depth_ = 0;
};

}  // namespace

Error encodeError(Value where, const QString& reason) {
    return writeError(QT_TRANSLATE_NOOP("pb", "Avro data"), where, reason);
}

Done encode(const SchemaType& type, Value value, std::string& out) {
    MisfitList none;
    const Fit fit = Encoder(out, none).add(type, value);
    return fit ? Done() : fail(encodeError(fit.error().value, fit.error().reason));
}

std::vector<Misfit> misfitsOf(const SchemaType& type, Value value, std::size_t most) {
    std::string bytes;
    MisfitList misfits(most);
    misfits.kept(Encoder(bytes, misfits).add(type, value));
    return misfits.take();
}

}  // namespace pb::doc::avro

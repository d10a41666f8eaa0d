#include "models/schema/Expectation.h"

#include "models/base/Text.h"

#include <QStringList>

#include <array>
#include <cctype>
#include <vector>

namespace pb::schema {

namespace {

using doc::Kind;
using doc::Value;

constexpr std::size_t longestShown = 60;

QString typeName(std::string_view type) {
    if (type == "integer") {
        return say("a whole number");
    }
    if (type == "number") {
        return say("a number");
    }
    if (type == "string") {
        return say("a text");
    }
    if (type == "boolean") {
        return say("true or false");
    }
    if (type == "array") {
        return say("a list");
    }
    return type == "object" ? say("an object") : type == "null" ? say("null") : qs(type);
}

QString shown(Value value) { return qs(clipped(value.raw(), longestShown)); }

QString joinedChoices(const QStringList& all) {
    if (all.size() < 2) {
        return all.join(QString());
    }
    return say("%1 or %2").arg(all.mid(0, all.size() - 1).join(say(", ")), all.last());
}

/// What is counted, by its two words.
struct Unit {
    QString one, many;
    QString counted(const QString& number) const { return say("%1 %2").arg(number, number == u"1" ? one : many); }
};

struct Bounds {
    QString least, most;
    QString countOf(const Unit& unit) const {
        if (least.isEmpty()) {
            return most.isEmpty() ? QString() : say("at most %1").arg(unit.counted(most));
        }
        if (least == most) {
            return unit.counted(least);
        }
        return most.isEmpty() ? say("at least %1").arg(unit.counted(least)) : say("%1 to %2").arg(least, unit.counted(most));
    }
};

Bounds boundsOf(Value schema, const char* least, const char* most) {
    const Value low = schema.find(least), high = schema.find(most);
    return {low.is(Kind::number) ? shown(low) : QString(), high.is(Kind::number) ? shown(high) : QString()};
}

QString numberConstraint(Value schema) {
    QStringList parts;
    const bool lowOpen = schema.find("exclusiveMinimum").boolean(), highOpen = schema.find("exclusiveMaximum").boolean();
    const Bounds closed = boundsOf(schema, "minimum", "maximum");
    const Bounds open = boundsOf(schema, "exclusiveMinimum", "exclusiveMaximum");
    if (!closed.least.isEmpty() && !closed.most.isEmpty() && !lowOpen && !highOpen) {
        parts << say("from %1 to %2").arg(closed.least, closed.most);
    } else {
        parts << (closed.least.isEmpty() ? QString() : (lowOpen ? say("> %1") : say("≥ %1")).arg(closed.least));
        parts << (closed.most.isEmpty() ? QString() : (highOpen ? say("< %1") : say("≤ %1")).arg(closed.most));
    }
    parts << (open.least.isEmpty() ? QString() : say("> %1").arg(open.least));
    parts << (open.most.isEmpty() ? QString() : say("< %1").arg(open.most));
    parts.removeAll(QString());
    return parts.join(say(", "));
}

QString numberExpectation(Value schema, const QString& type) {
    const QString bounds = numberConstraint(schema);
    const QString number = bounds.isEmpty() ? type : say("%1 %2").arg(type, bounds);
    const Value step = schema.find("multipleOf");
    return step.is(Kind::number) ? say("%1 that is a multiple of %2").arg(number, shown(step)) : number;
}

QString lengthConstraint(Value schema) {
    return boundsOf(schema, "minLength", "maxLength").countOf({say("character"), say("characters")});
}

QString textConstraint(Value schema) {
    QStringList parts;
    parts << lengthConstraint(schema);
    parts << (schema.find("pattern").is(Kind::string) ? qs(schema.find("pattern").text()) : QString());
    parts.removeAll(QString());
    return parts.join(say(", "));
}

QString sizeConstraint(Value schema) {
    QStringList parts;
    parts << boundsOf(schema, "minItems", "maxItems").countOf({say("entry"), say("entries")});
    parts << boundsOf(schema, "minProperties", "maxProperties").countOf({say("field"), say("fields")});
    parts.removeAll(QString());
    return parts.join(say(", "));
}

QString textExpectation(Value schema, const QString& type) {
    const QString format = qs(schema.find("format").text());
    QString text = format.isEmpty() ? type : say("%1 in the form “%2”").arg(type, format);
    if (const QString length = lengthConstraint(schema); !length.isEmpty()) {
        text = say("%1 of %2").arg(text, length);
    }
    const Value pattern = schema.find("pattern");
    return pattern.is(Kind::string) ? say("%1 that matches %2").arg(text, qs(pattern.text())) : text;
}

QString expectationOfType(Value schema, std::string_view type) {
    const QString name = typeName(type);
    if (type == "integer" || type == "number") {
        return numberExpectation(schema, name);
    }
    if (type == "string") {
        return textExpectation(schema, name);
    }
    const QString size = type == "array" || type == "object" ? sizeConstraint(schema) : QString();
    return size.isEmpty() ? name : say("%1 of %2").arg(name, size);
}

/// The type that a schema's keywords speak about where it names none.
std::string_view impliedType(Value schema) {
    for (const char* keyword : {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}) {
        if (schema.find(keyword).isValid()) {
            return "number";
        }
    }
    for (const char* keyword : {"minLength", "maxLength", "pattern", "format"}) {
        if (schema.find(keyword).isValid()) {
            return "string";
        }
    }
    return schema.find("minItems").isValid() || schema.find("maxItems").isValid() ? "array" : "object";
}

bool isPlainName(std::string_view name) {
    if (name.empty()) {
        return false;
    }
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (!std::isalnum(byte) && c != '_' && c != '-' && c != '$' && c != '@' && byte < 0x80) {
            return false;
        }
    }
    return true;
}

}  // namespace

QString expectationOf(Value schema) {
    const Value type = schema.find("type");
    if (type.is(Kind::array)) {
        QStringList all;
        for (const Value name : type.children()) {
            all << (name.is(Kind::string) ? expectationOfType(schema, name.text()) : say("what a schema describes"));
        }
        return joinedChoices(all);
    }
    return expectationOfType(schema, type.is(Kind::string) ? type.text() : impliedType(schema));
}

QString constraintOf(Value schema) {
    QStringList parts{numberConstraint(schema), textConstraint(schema), sizeConstraint(schema)};
    parts.removeAll(QString());
    return parts.join(say(", "));
}

QString describe(Value instance) {
    switch (instance.kind()) {
        case Kind::null: return say("null");
        case Kind::boolean: return instance.boolean() ? say("true") : say("false");
        case Kind::number: return say("%1, a number").arg(qs(clipped(instance.digits(), longestShown)));
        case Kind::string: return say("\"%1\", text").arg(qs(clipped(instance.text(), longestShown)));
        case Kind::array:
            return instance.size() == 1 ? say("a list of 1 entry") : say("a list of %1 entries").arg(instance.size());
        default: return instance.size() == 1 ? say("an object of 1 field") : say("an object of %1 fields").arg(instance.size());
    }
}

QString pathForPeople(Value instance) {
    // One walk from the root: parent() would walk it once a level.
    const doc::Document* document = instance.document();
    QString out;
    Value at = document->root();
    while (at != instance) {
        Value next;
        std::uint32_t position = 0, index = 0;
        for (const Value child : at.children()) {
            if (child.index() > instance.index()) {
                break;
            }
            next = child;
            index = position++;
        }
        if (!next.isValid()) {
            break;
        }
        if (at.is(Kind::array)) {
            out += QStringLiteral("[%1]").arg(index);
        } else if (isPlainName(next.name())) {
            out += (out.isEmpty() ? QString() : QStringLiteral(".")) + qs(next.name());
        } else {
            out += QStringLiteral("[\"%1\"]").arg(qs(next.name()));
        }
        at = next;
    }
    return out.isEmpty() ? say("The document") : QStringLiteral("`%1`").arg(out);
}

}  // namespace pb::schema

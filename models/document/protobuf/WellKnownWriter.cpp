#include "models/base/Text.h"
#include "models/document/Wire.h"
#include "models/document/protobuf/MessageWriter.h"

#include <algorithm>

namespace pb::doc::protobuf {

/// An object is the message field by field, as the reader shows what JSON's form cannot say.
Fit MessageWriter::wellKnown(WellKnown kind, const Type& type, Value value, std::string& out) {
    switch (kind) {
        case WellKnown::any:
            return value.find(typeName) ? any(value, out) : members(type, value, out);
        case WellKnown::timestamp:
        case WellKnown::duration:
            return value.is(Kind::string) ? timeLike(kind, value, out) : members(type, value, out);
        case WellKnown::fieldMask:
            return value.is(Kind::string) ? fieldMask(value, out) : members(type, value, out);
        case WellKnown::wrapper:
            return value.is(Kind::object) ? members(type, value, out) : element(*type.FindFieldByNumber(1), value, out);
        default:
            return this->value(type, value, out);
    }
}

Fit MessageWriter::any(Value value, std::string& out) {
    const Value url = value.find(typeName);
    const Type* known = url.is(Kind::string) ? typeOfUrl(pool_, url.text()) : nullptr;
    const bool hasOwnForm = !known || wellKnownKind(*known) != WellKnown::no;
    const Value inner = hasOwnForm ? value.find("value") : value;
    if (!url.is(Kind::string) || (hasOwnForm && value.size() > (inner ? 2u : 1u))) {
        return misfit(
            value,
            say("A value of any type is “@type” with the members of that type; “value” where it is not known."));
    }
    std::string bytes;
    if (!known) {
        bool isGood = true;
        bytes = inner ? fromBase64(inner.text(), &isGood) : std::string();
        if (!isGood || (inner && !inner.is(Kind::string))) {
            return misfit(
                inner,
                say("The type “%1” is not known; its value is written as base64.").arg(qs(clipped(url.text(), 100))), "format");
        }
    } else if (hasOwnForm) {
        PB_FIT(inner ? message(*known, inner, bytes) : Fit());
    } else {
        ++depth_;
        Fit done = depth_ < mostDepth
                        ? members(*known, value, bytes, typeName)
                        : misfit(value, say("The messages are nested deeper than %1.").arg(mostDepth), "depth");
        --depth_;
        PB_FIT(std::move(done));
    }
    appendSized(1, url.text(), out);
    if (!bytes.empty() || (!known && inner)) {
        appendSized(2, bytes, out);
    }
    return {};
}

Fit MessageWriter::timeLike(WellKnown kind, Value value, std::string& out) {
    const auto time = kind == WellKnown::timestamp ? timestampOf(value.text()) : durationOf(value.text());
    if (!time) {
        return misfit(value,
                      kind == WellKnown::timestamp ? say("A time is written as 2026-01-31T12:34:56.789Z, from year 1 to 9999.")
                                                   : say("A duration is written in seconds, as 1.5s."),
                      "format");
    }
    for (const auto& [number, part] : {std::pair{1, time->seconds}, std::pair{2, std::int64_t{time->nanos}}}) {
        if (part != 0) {
            appendHead(number, WireType::varint, out);
            appendVarint(static_cast<std::uint64_t>(part), out);
        }
    }
    return {};
}

Fit MessageWriter::fieldMask(Value value, std::string& out) {
    std::string_view rest = value.text();
    while (!rest.empty()) {
        const std::string_view path = rest.substr(0, rest.find(','));
        const std::string snake = snakePath(path);
        if (snake.empty()) {
            return misfit(value, say("A field mask is paths with commas between them, names as in JSON."), "format");
        }
        appendSized(1, snake, out);
        rest.remove_prefix(std::min(path.size() + 1, rest.size()));
    }
    return {};
}

/// Struct, ListValue and Value; the number of a Value's field says its kind.
Fit MessageWriter::value(const Type& type, Value value, std::string& out) {
    if (wellKnownKind(type) != WellKnown::value) {
        return field(*type.FindFieldByNumber(1), value, out);
    }
    switch (value.kind()) {
        case Kind::number:
            return element(*type.FindFieldByNumber(2), value, out);
        case Kind::string:
            return element(*type.FindFieldByNumber(3), value, out);
        case Kind::boolean:
            return element(*type.FindFieldByNumber(4), value, out);
        case Kind::object:
            return element(*type.FindFieldByNumber(5), value, out);
        case Kind::array:
            return element(*type.FindFieldByNumber(6), value, out);
        default:
            return element(*type.FindFieldByNumber(1), value, out);
    }
}

}  // namespace pb::doc::protobuf

#include "models/base/Text.h"
#include "models/document/Utf8.h"
#include "models/document/Wire.h"
#include "models/document/protobuf/MessageReader.h"

#include <algorithm>

namespace pb::doc::protobuf {

namespace {

bool areAll(const std::vector<Entry>& entries, std::uint32_t number, WireType wire) {
    return std::all_of(entries.begin(), entries.end(),
                       [&](const Entry& entry) { return entry.number == number && entry.wire == wire; });
}

}  // namespace

/// Not done: the message says something that the form of JSON has no place for, and is shown field by field.
bool MessageReader::wellKnown(WellKnown kind, const Type& type, const Entries& entries, Slice whole, bool& isDone) {
    switch (kind) {
        case WellKnown::any:
            return any(entries, whole, isDone);
        case WellKnown::timestamp:
        case WellKnown::duration:
            isDone = timeLike(kind, entries, whole);
            return true;
        case WellKnown::fieldMask:
            isDone = fieldMask(entries, whole);
            return true;
        case WellKnown::wrapper: {
            const Field& only = *type.FindFieldByNumber(1);
            isDone = entries.size() <= 1 && areAll(entries, 1, wireOf(only.type()));
            return !isDone || wrapper(type, entries, whole);
        }
        default:
            isDone = true;
            return value(type, entries, whole);
    }
}

/// The type, then the members of its message; of a type with a form of its own that one as “value”.
bool MessageReader::any(const Entries& entries, Slice whole, bool& isDone) {
    const Entry* url = nullptr;
    const Entry* packed = nullptr;
    for (const Entry& entry : entries) {
        const Entry*& place = entry.number == 1 ? url : packed;
        if (entry.wire != WireType::bytes || entry.number > 2 || place) {
            return true;
        }
        place = &entry;
    }
    const std::string_view name = url ? bytes({url->begin, url->end}) : std::string_view();
    if (name.empty() || !isValidUtf8(name)) {
        return true;
    }
    isDone = true;
    const Type* known = typeOfUrl(pool_, name);
    const Slice value = packed ? Slice{packed->begin, packed->end} : Slice{whole.end, whole.end};
    const std::uint32_t node = writer_.size();
    writer_.begin(Kind::object, range(whole).begin);
    this->name(typeName, url->begin);
    writer_.text(Kind::string, name, range({url->begin, url->end}));
    bool good = true;
    if (known && wellKnownKind(*known) == WellKnown::no) {
        Entries inner;
        good = scanned(value, inner, node);
        std::stable_sort(inner.begin(), inner.end(),
                         [](const Entry& a, const Entry& b) { return a.number < b.number; });
        ++depth_;
        good = good && (depth_ < mostDepth ? members(*known, inner, node) : tooDeep(value.begin, node));
        --depth_;
    } else if (known) {
        this->name("value", value.begin);
        good = message(*known, {value});
    } else if (packed) {
        this->name("value", value.begin);
        writer_.ownedText(Kind::string, toBase64(bytes(value)), range(value));
    }
    writer_.end(range(whole).end);
    return good;
}

bool MessageReader::timeLike(WellKnown kind, const Entries& entries, Slice whole) {
    std::int64_t parts[2] = {0, 0};
    for (const Entry& entry : entries) {
        if (entry.number > 2 || entry.wire != WireType::varint) {
            return false;
        }
        const std::uint64_t bits = varint({entry.begin, entry.end});
        parts[entry.number - 1] = entry.number == 1 ? static_cast<std::int64_t>(bits) : static_cast<std::int32_t>(bits);
    }
    const std::string text =
        kind == WellKnown::timestamp ? timestampText(parts[0], parts[1]) : durationText(parts[0], parts[1]);
    if (!text.empty()) {
        writer_.ownedText(Kind::string, text, range(whole));
    }
    return !text.empty();
}

bool MessageReader::wrapper(const Type& type, const Entries& entries, Slice whole) {
    const Field& only = *type.FindFieldByNumber(1);
    return entries.empty() ? fallback(only, whole.end) : element(only, entries.front());
}

bool MessageReader::fieldMask(const Entries& entries, Slice whole) {
    std::string all;
    for (const Entry& entry : entries) {
        const std::string_view path = bytes({entry.begin, entry.end});
        const std::string camel = camelPath(path);
        if (entry.number != 1 || entry.wire != WireType::bytes || !isValidUtf8(path) || camel.empty()) {
            return false;
        }
        all += (all.empty() ? "" : ",") + camel;
    }
    writer_.ownedText(Kind::string, all, range(whole));
    return true;
}

/// Struct, ListValue and Value are what they say; a Value without anything is null.
bool MessageReader::value(const Type& type, const Entries& entries, Slice whole) {
    const WellKnown kind = wellKnownKind(type);
    Entries known;
    Entries others;
    for (const Entry& entry : entries) {
        const Field* field = type.FindFieldByNumber(static_cast<int>(entry.number));
        (field && fits(*field, entry.wire) ? known : others).push_back(entry);
    }
    sayDropped(others, type);
    if (kind == WellKnown::value) {
        const auto isBefore = [](const Entry& a, const Entry& b) { return a.begin < b.begin; };
        const auto last = std::max_element(known.begin(), known.end(), isBefore);
        if (last != known.end()) {
            return element(*type.FindFieldByNumber(static_cast<int>(last->number)), *last);
        }
        writer_.scalar(Kind::null, range(whole), 0, 0);
        return true;
    }
    if (!known.empty()) {
        const Run run{known.data(), known.data() + known.size()};
        const Field& only = *type.FindFieldByNumber(1);
        return kind == WellKnown::structure ? mapEntries(only, run) : repeated(only, run);
    }
    writer_.begin(kind == WellKnown::structure ? Kind::object : Kind::array, range(whole).begin);
    writer_.end(range(whole).end);
    return true;
}

void MessageReader::sayDropped(const Entries& entries, const Type& type) {
    for (const Entry& entry : entries) {
        note("protobuf.unknown.dropped",
             say("Field %1 is not seen: “%2” has no such field and no place for others.")
                 .arg(entry.number)
                 .arg(qs(type.full_name())),
             entry.begin);
    }
}

}  // namespace pb::doc::protobuf

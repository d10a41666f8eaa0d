#include "models/document/Formats.h"

#include "models/base/Text.h"
#include "models/document/FormatRows.h"

#include <algorithm>

namespace pb::doc {

namespace {

constexpr std::size_t headSize = 64 * 1024;

std::string lowerCase(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return lower;
}

QString allIds() {
    QString ids;
    for (const FormatInfo& format : formats()) {
        ids += ids.isEmpty() ? QString() : QStringLiteral(", ");
        ids += qs(format.id);
    }
    return ids;
}

bool hasSuffixOf(const FormatInfo& format, std::string_view lowerPath) {
    return std::any_of(format.suffixes.begin(), format.suffixes.end(),
                       [&](std::string_view suffix) { return lowerPath.ends_with(suffix); });
}

/// The likest of the formats; those of the same likeness in the order of the table.
const FormatInfo* likest(const std::vector<const FormatInfo*>& candidates, std::string_view head) {
    const FormatInfo* best = nullptr;
    int most = 0;
    for (const FormatInfo* candidate : candidates) {
        const int likeness = candidate->likeness(head);
        if (likeness > most) {
            most = likeness;
            best = candidate;
        }
    }
    return best;
}

bool areSameScalars(Value left, Value right) {
    switch (left.kind()) {
        case Kind::boolean:
            return left.boolean() == right.boolean();
        case Kind::number:
            return left.digits() == right.digits();
        case Kind::string:
            return left.text() == right.text();
        default:
            return true;
    }
}

}  // namespace

const std::vector<FormatInfo>& formats() {
    static const std::vector<FormatInfo> table = {
        jsonFormat(),
        jsonLinesFormat(),
        yamlFormat(),
        xmlFormat(),
        csvFormat(),
        fixedWidthFormat(),
        idocFormat(),
        x12Format(),
        edifactFormat(),
        avroFormat(),
        protobufFormat(),
    };
    return table;
}

const FormatInfo* formatById(std::string_view id) {
    const auto found =
        std::find_if(formats().begin(), formats().end(), [id](const FormatInfo& format) { return format.id == id; });
    return found == formats().end() ? nullptr : &*found;
}

Result<const FormatInfo*> detectFormat(std::string_view path, std::string_view bytes) {
    const std::string_view head = bytes.substr(0, headSize);
    const std::string lowerPath = lowerCase(path);
    std::vector<const FormatInfo*> all;
    std::vector<const FormatInfo*> named;
    for (const FormatInfo& format : formats()) {
        all.push_back(&format);
        if (hasSuffixOf(format, lowerPath)) {
            named.push_back(&format);
        }
    }
    if (const FormatInfo* found = likest(named, head)) {
        return found;
    }
    if (!named.empty()) {
        return named.front();  // its reader says what is wrong with the bytes
    }
    if (const FormatInfo* found = likest(all, head)) {
        return found;
    }
    return fail(ErrorCode::unsupported, say("Cannot tell the format. Neither the name nor the first bytes say it."),
                say("Name it with --format; there are %1.").arg(allIds()), {std::string(path)});
}

Result<const FormatInfo*> formatOf(std::string_view id, const CodecSettings& settings, std::string_view path,
                                   std::string_view bytes) {
    const Value named = settings.layout.find("format");
    const std::string_view wanted = id.empty() ? named.text() : id;
    if (wanted.empty()) {
        return detectFormat(path, bytes);
    }
    if (const FormatInfo* format = formatById(wanted)) {
        return format;
    }
    return fail(ErrorCode::wrongUse, say("There is no format “%1”.").arg(qs(clipped(wanted, 60))),
                say("There are %1.").arg(allIds()), id.empty() ? named.place() : Place());
}

bool isWholeOf(Value root, Format format) {
    return root && root.index() == 0 && root.document()->format() == format;
}

bool isSameTree(Value left, Value right) {
    if (left.kind() != right.kind() || left.name() != right.name() || left.size() != right.size()) {
        return false;
    }
    if (!left.isValid() || !left.node().isContainer()) {
        return left.isValid() == right.isValid() && areSameScalars(left, right);
    }
    auto other = right.children().begin();
    for (const Value child : left.children()) {
        if (!isSameTree(child, *other)) {
            return false;
        }
        ++other;
    }
    return true;
}

Result<DocumentPtr> asJsonDocument(Value root) {
    return readJson(writeJson(root));
}

bool Codec::readsAs(std::string_view bytes, Value root) const {
    const auto again = read(bytes, nullptr);
    return again && isSameTree((*again)->root(), root);
}

Done Codec::stream(std::string_view bytes, const EachDocument& each, const Passed&) const {
    PB_TRY(document, read(bytes, nullptr));
    each(std::move(document), 0);
    return {};
}

}  // namespace pb::doc

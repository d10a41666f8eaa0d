#include "models/base/Address.h"

#include "models/base/Text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace pb {

namespace {

constexpr std::array<std::pair<AddressKind, std::string_view>, 16> words{{
    {AddressKind::workspace, "workspace"}, {AddressKind::system, "system"}, {AddressKind::connection, "connection"},
    {AddressKind::contract, "contract"}, {AddressKind::schema, "schema"}, {AddressKind::map, "map"},
    {AddressKind::route, "route"}, {AddressKind::channel, "channel"}, {AddressKind::message, "msg"},
    {AddressKind::deadLetter, "dead-letter"}, {AddressKind::cause, "cause"}, {AddressKind::environment, "environment"},
    {AddressKind::release, "release"}, {AddressKind::sample, "sample"}, {AddressKind::test, "test"},
    {AddressKind::file, "file"},
}};

tl::unexpected<Error> notAnAddress(std::string_view text, const QString& reason) {
    return fail(ErrorCode::invalidInput,
                say("Cannot read the address “%1”. %2").arg(qs(clipped(text, 200)), reason),
                say("An address looks like “map:order-to-idoc/lines[].qty” or “msg:kafka-dev/orders/3@1042”."));
}

/// What must not stand bare; `keepSlash` for parts and paths, whose slashes mean something.
bool needsEscape(char c, bool keepSlash) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte == 0x7f) return true;
    return c == ':' || c == '@' || c == '%' || (c == '/' && !keepSlash);
}

std::string escaped(std::string_view text, bool keepSlash) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (!needsEscape(c, keepSlash)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

int hexDigit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

Result<std::string> unescaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hexDigit(text[i + 2]) : -1;
        if (high < 0 || low < 0) return notAnAddress(text, say("A “%” must be followed by two hex digits."));
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

template <typename Number>
bool readNumber(std::string_view text, Number& out) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return !text.empty() && error == std::errc() && end == text.data() + text.size();
}

Result<Address> parseMessage(std::string_view text, std::string_view rest) {
    const auto wrong = [&] {
        return notAnAddress(text, say("A message needs connection/channel/partition@offset."));
    };
    const std::size_t first = rest.find('/');
    const std::size_t at = rest.rfind('@');
    if (first == std::string_view::npos || at == std::string_view::npos || at < first) return wrong();
    const std::size_t last = rest.substr(0, at).rfind('/');
    if (last <= first) return wrong();
    Address out;
    out.kind = AddressKind::message;
    if (!readNumber(rest.substr(last + 1, at - last - 1), out.partition)) return wrong();
    if (!readNumber(rest.substr(at + 1), out.offset)) return wrong();
    PB_TRY(name, unescaped(rest.substr(0, first)));
    PB_TRY(channel, unescaped(rest.substr(first + 1, last - first - 1)));
    if (name.empty() || channel.empty()) return wrong();
    out.name = std::move(name);
    out.part = std::move(channel);
    return out;
}

Result<Address> parseFile(std::string_view text, std::string_view rest) {
    Address out;
    out.kind = AddressKind::file;
    std::array<int*, 2> fields{&out.line, &out.column};
    const std::size_t colon = rest.find(':');
    std::string_view tail = colon == std::string_view::npos ? std::string_view() : rest.substr(colon);
    for (int* field : fields) {
        if (tail.empty()) break;
        tail.remove_prefix(1);
        const std::size_t end = std::min(tail.find(':'), tail.size());
        if (!readNumber(tail.substr(0, end), *field) || *field < 1) {
            return notAnAddress(text, say("Line and column are numbers from 1."));
        }
        tail.remove_prefix(end);
    }
    if (!tail.empty()) return notAnAddress(text, say("Nothing can follow the column."));
    PB_TRY(path, unescaped(rest.substr(0, colon)));
    out.name = std::move(path);
    return out;
}

}  // namespace

Result<Address> Address::parse(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return notAnAddress(text, say("It has no “:” after its kind."));
    const std::string_view word = text.substr(0, colon);
    const std::string_view rest = text.substr(colon + 1);
    for (const auto& [kind, name] : words) {
        if (name != word) continue;
        if (kind == AddressKind::message) return parseMessage(text, rest);
        if (kind == AddressKind::file) return parseFile(text, rest);
        const std::size_t slash = rest.find('/');
        PB_TRY(object, unescaped(rest.substr(0, slash)));
        PB_TRY(part, unescaped(slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1)));
        return of(kind, std::move(object), std::move(part));
    }
    return notAnAddress(text, say("There is no kind “%1”.").arg(qs(word)));
}

Address Address::of(AddressKind kind, std::string name, std::string part) {
    Address out;
    out.kind = kind;
    out.name = std::move(name);
    out.part = std::move(part);
    return out;
}

Address Address::message(std::string connection, std::string channel, std::int64_t partition, std::int64_t offset) {
    Address out = of(AddressKind::message, std::move(connection), std::move(channel));
    out.partition = partition;
    out.offset = offset;
    return out;
}

Address Address::file(std::string path, int line, int column) {
    Address out = of(AddressKind::file, std::move(path));
    out.line = line;
    out.column = line > 0 ? column : 0;
    return out;
}

std::string Address::print() const {
    std::string out = std::string(wordFor(kind)) + ':';
    if (kind == AddressKind::message) {
        return out + escaped(name, false) + '/' + escaped(part, false) + '/' + std::to_string(partition) + '@' +
               std::to_string(offset);
    }
    if (kind == AddressKind::file) {
        out += escaped(name, true);
        if (line > 0) out += ':' + std::to_string(line);
        if (line > 0 && column > 0) out += ':' + std::to_string(column);
        return out;
    }
    out += escaped(name, false);
    if (!part.empty()) out += '/' + escaped(part, true);
    return out;
}

std::string_view wordFor(AddressKind kind) {
    for (const auto& [value, word] : words) {
        if (value == kind) return word;
    }
    return "file";
}

}  // namespace pb

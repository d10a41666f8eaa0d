#include "models/jsonata/functions/Natives.h"
#include "models/jsonata/syntax/Unicode.h"

#include "models/base/Text.h"
#include "models/base/Words.h"
#include "models/document/Utf8.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>

namespace pb::jsonata {

namespace {

Word string(Call& call) {
    const Word given = call.argument(0);
    const Word value = isOwnArray(given) && given.array->isWrapper ? given.array->items[0] : given;
    if (!value.isDefined() || (value.is(Tag::text) && !call.has(1))) {
        return value;
    }
    return call.heap.text(printed(value, isTruthy(call.argument(1))));
}

/// Position of Array.prototype.slice: negative counts from the end.
std::size_t slicePosition(double position, double size) {
    position = std::trunc(position);
    position = position < 0 ? std::max(0.0, size + position) : std::min(position, size);
    return static_cast<std::size_t>(position);
}

Word substring(Call& call) {
    if (!call.has(0)) {
        return {};
    }
    const std::string_view text = textOf(call.argument(0));
    const auto size = static_cast<double>(doc::countCodePoints(text));
    double start = call.has(1) ? numberOf(call.argument(1)) : 0;
    start = size + start < 0 ? 0 : start;
    double end = size;
    if (call.has(2)) {
        const double length = numberOf(call.argument(2));
        if (!(length > 0)) {
            return call.heap.wrap({});
        }
        end = start >= 0 ? start + length : size + start + length;
    }
    const std::size_t first = slicePosition(start, size), last = slicePosition(end, size);
    if (last <= first) {
        return call.heap.wrap({});
    }
    const bool isAscii = static_cast<double>(text.size()) == size;
    const std::size_t from = isAscii ? first : byteOfPoint(text, first);
    const std::size_t length = isAscii ? last - first : byteOfPoint(text.substr(from), last - first);
    return call.heap.wrap(text.substr(from, length));
}

Word substringBefore(Call& call) {
    if (!call.has(0) || !call.has(1)) {
        return call.argument(0);
    }
    const std::string_view text = textOf(call.argument(0));
    const std::size_t at = text.find(textOf(call.argument(1)));
    return at == std::string_view::npos ? call.argument(0) : call.heap.wrap(text.substr(0, at));
}

Word substringAfter(Call& call) {
    if (!call.has(0) || !call.has(1)) {
        return call.argument(0);
    }
    const std::string_view text = textOf(call.argument(0)), wanted = textOf(call.argument(1));
    const std::size_t at = text.find(wanted);
    return at == std::string_view::npos ? call.argument(0) : call.heap.wrap(text.substr(at + wanted.size()));
}

/// Bytes of ASCII with another case of the 26 letters from `first` on.
std::uint64_t withOtherCase(std::uint64_t bytes, unsigned char first) {
    constexpr unsigned char letters = 26;
    const std::uint64_t fromFirst = bytes + words::eachByte * (0x80u - first);
    const std::uint64_t behindLast = bytes + words::eachByte * (0x80u - first - letters);
    constexpr int toCaseBit = 2;  // from the high bit of a byte
    return bytes ^ (fromFirst & ~behindLast & words::highBits) >> toCaseBit;
}

/// `first`: of the letters of ASCII whose case changes.
Word cased(Call& call, unsigned char first, QString (QString::*unicode)() const&) {
    if (!call.has(0)) {
        return {};
    }
    const std::string_view text = textOf(call.argument(0));
    char* changed = call.heap.makeMany<char>(text.size());
    const auto change = [&](std::size_t at, std::size_t size) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, text.data() + at, size);
        const std::uint64_t other = withOtherCase(bytes, first);
        std::memcpy(changed + at, &other, size);
        return (bytes & words::highBits) == 0;
    };
    constexpr std::size_t step = words::size;
    bool isAscii = true;
    for (std::size_t at = 0; isAscii && at + step <= text.size(); at += step) {
        isAscii = change(at, step);
    }
    if (isAscii && text.size() % step != 0) {  // the last bytes, with some of those before them where there are any
        isAscii = text.size() > step ? change(text.size() - step, step) : change(0, text.size());
    }
    return isAscii ? call.heap.wrap({changed, text.size()}) : call.heap.text(utf8((qs(text).*unicode)()));
}

Word lowercase(Call& call) { return cased(call, 'A', &QString::toLower); }
Word uppercase(Call& call) { return cased(call, 'a', &QString::toUpper); }

Word length(Call& call) {
    return call.has(0) ? Word::ofNumber(static_cast<double>(doc::countCodePoints(textOf(call.argument(0))))) : Word();
}

/// Runs of white space become one blank; those at the ends go.
Word trim(Call& call) {
    if (!call.has(0)) {
        return {};
    }
    std::string out;
    bool isPending = false;
    for (const char c : textOf(call.argument(0))) {
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            isPending = !out.empty();
            continue;
        }
        if (isPending) {
            out.push_back(' ');
            isPending = false;
        }
        out.push_back(c);
    }
    return call.heap.text(out);
}

Word pad(Call& call) {
    if (!call.has(0)) {
        return {};
    }
    const std::string_view text = textOf(call.argument(0));
    const std::string_view given = call.has(2) ? textOf(call.argument(2)) : std::string_view(" ");
    const std::string_view filling = given.empty() ? std::string_view(" ") : given;
    const double width = call.has(1) ? std::trunc(numberOf(call.argument(1))) : 0;
    const double missing = std::fabs(width) - static_cast<double>(doc::countCodePoints(text));
    if (!(missing > 0)) {
        return call.argument(0);
    }
    call.caller.checkLength(static_cast<std::size_t>(std::min(missing, 1e18)));
    std::string padding;
    std::size_t at = 0;
    for (double i = 0; i < missing; ++i) {
        const std::size_t size = utf8Length(filling[at]);
        padding.append(filling.substr(at, size));
        at = at + size >= filling.size() ? 0 : at + size;
    }
    return call.heap.text(width > 0 ? std::string(text) + padding : padding + std::string(text));
}

Word join(Call& call) {
    if (!call.has(0)) {
        return {};
    }
    const std::string_view separator = call.has(1) ? textOf(call.argument(1)) : std::string_view();
    std::string out;
    bool isFirst = true;
    for (const Word item : Items(call.argument(0))) {
        out.append(isFirst ? std::string_view() : separator).append(textOf(item));
        isFirst = false;
    }
    return call.heap.text(out);
}

constexpr std::array natives = {
    Native{"string", "<x-b?:s>", string, 1},
    Native{"substring", "<s-nn?:s>", substring, 3},
    Native{"substringBefore", "<s-s:s>", substringBefore, 2},
    Native{"substringAfter", "<s-s:s>", substringAfter, 2},
    Native{"lowercase", "<s-:s>", lowercase, 1},
    Native{"uppercase", "<s-:s>", uppercase, 1},
    Native{"length", "<s-:n>", length, 1},
    Native{"trim", "<s-:s>", trim, 1},
    Native{"pad", "<s-ns?:s>", pad, 3},
    Native{"join", "<a<s>s?:s>", join, 2},
};

}  // namespace

std::span<const Native> textFunctions() { return natives; }

}  // namespace pb::jsonata

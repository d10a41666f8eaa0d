#include "models/jsonata/functions/IntegerPicture.h"
#include "models/jsonata/functions/Natives.h"
#include "models/jsonata/functions/NumberPicture.h"
#include "models/jsonata/syntax/Unicode.h"

#include <array>
#include <cmath>

namespace pb::jsonata {

namespace {

NumberSymbols symbolsOf(Word options) {
    NumberSymbols symbols;
    if (!options.is(Tag::object)) {
        return symbols;
    }
    const auto read = [&](std::string_view name, char32_t& symbol) {
        const Word value = memberOf(options, name);
        const std::u32string points = value.is(Tag::text) ? toPoints(textOf(value)) : std::u32string();
        symbol = points.empty() ? symbol : points[0];
    };
    read("decimal-separator", symbols.decimal);
    read("grouping-separator", symbols.grouping);
    read("exponent-separator", symbols.exponent);
    read("percent", symbols.percent);
    read("per-mille", symbols.perMille);
    read("zero-digit", symbols.zero);
    read("digit", symbols.digit);
    read("pattern-separator", symbols.pattern);
    if (const Word minus = memberOf(options, "minus-sign"); minus.is(Tag::text)) {
        symbols.minus = toPoints(textOf(minus));
    }
    return symbols;
}

Word formatted(Call& call) {
    if (!call.has(0) || !call.has(1)) {
        return {};
    }
    return call.heap.text(formatNumber(numberOf(call.argument(0)), textOf(call.argument(1)), symbolsOf(call.argument(2))));
}

Word formatInteger(Call& call) {
    if (!call.has(0) || !call.has(1)) {
        return {};
    }
    const double value = std::floor(numberOf(call.argument(0)));
    return call.heap.text(IntegerPicture::read(textOf(call.argument(1))).format(value));
}

Word parseInteger(Call& call) {
    if (!call.has(0) || !call.has(1)) {
        return {};
    }
    return Word::ofNumber(IntegerPicture::read(textOf(call.argument(1))).parse(textOf(call.argument(0))));
}

constexpr std::array natives = {
    Native{"formatNumber", "<n-so?:s>", formatted, 3},
    Native{"formatInteger", "<n-s:s>", formatInteger, 2},
    Native{"parseInteger", "<s-s:n>", parseInteger, 2},
};

}  // namespace

std::span<const Native> pictureFunctions() { return natives; }

}  // namespace pb::jsonata

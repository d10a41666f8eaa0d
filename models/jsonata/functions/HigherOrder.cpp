#include "models/jsonata/functions/Natives.h"

#include <array>
#include <vector>

namespace pb::jsonata {

namespace {

/// Calls `each(item, position)` for the items of the first argument until it returns false.
template <typename Each>
void forEachItem(Call& call, Each each) {
    double position = 0;
    for (const Word item : Items(call.argument(0))) {
        if (!each(item, Word::ofNumber(position++))) {
            return;
        }
    }
}

Word sequenceOf(const Call& call, const std::vector<Word>& items) {
    call.caller.checkLength(items.size());
    return Word::of(call.heap.sequence(items));
}

Word map(Call& call) {
    if (!call.has(0)) {
        return {};
    }
    std::vector<Word> results;
    forEachItem(call, [&](Word item, Word position) {
        const Word result = call.callback(call.argument(1), item, position, call.argument(0));
        if (result.isDefined()) {
            results.push_back(result);
        }
        return true;
    });
    return sequenceOf(call, results);
}

Word filter(Call& call) {
    if (!call.has(0)) {
        return {};
    }
    std::vector<Word> kept;
    forEachItem(call, [&](Word item, Word position) {
        if (isTruthy(call.callback(call.argument(1), item, position, call.argument(0)))) {
            kept.push_back(item);
        }
        return true;
    });
    return sequenceOf(call, kept);
}

Word single(Call& call) {
    if (!call.has(0)) {
        return {};
    }
    bool found = false;
    Word match;
    forEachItem(call, [&](Word item, Word position) {
        const bool fits = !call.has(1) || isTruthy(call.callback(call.argument(1), item, position, call.argument(0)));
        if (fits && found) {
            raise("D3138", {}, 1);
        }
        match = fits ? item : match;
        found = found || fits;
        return true;
    });
    if (!found) {
        raise("D3139", {}, 1);
    }
    return match;
}

Word reduce(Call& call) {
    if (!call.has(0)) {
        return {};
    }
    const Word function = call.argument(1);
    const int arity = arityOf(function);
    if (arity < 2) {
        raise("D3050", {}, 1);
    }
    Word result = call.argument(2);
    bool isFirst = !result.isDefined();
    forEachItem(call, [&](Word item, Word position) {
        if (isFirst) {
            isFirst = false;
            result = item;
            return true;
        }
        const std::array<Word, 4> all = {result, item, position, call.argument(0)};
        result = call.caller.apply(function, std::span(all).first(static_cast<std::size_t>(std::min(arity, 4))));
        return true;
    });
    return result;
}

constexpr std::array natives = {
    Native{"map", "<af>", map, 2},
    Native{"filter", "<af>", filter, 2},
    Native{"single", "<af?>", single, 2},
    Native{"reduce", "<afj?:j>", reduce, 3},
};

}  // namespace

std::span<const Native> higherOrderFunctions() { return natives; }

}  // namespace pb::jsonata

#include "models/jsonata/functions/Natives.h"

#include <array>

namespace pb::jsonata {

namespace {

Word sum(Call& call) {
    if (!call.has(0)) {
        return {};
    }
    double total = 0;
    for (const Word item : Items(call.argument(0))) {
        total += numberOf(item);
    }
    return Word::ofNumber(total);
}

Word count(Call& call) { return Word::ofNumber(static_cast<double>(Items(call.argument(0)).size())); }

template <typename IsBetter>
Word extreme(Call& call, IsBetter isBetter) {
    Word best;
    double value = 0;
    for (const Word item : Items(call.argument(0))) {
        const double candidate = numberOf(item);
        if (!best.isDefined() || isBetter(candidate, value)) {
            best = item;
            value = candidate;
        }
    }
    return best;
}

Word max(Call& call) {
    return extreme(call, [](double a, double b) { return a > b; });
}
Word min(Call& call) {
    return extreme(call, [](double a, double b) { return a < b; });
}

Word average(Call& call) {
    const auto size = static_cast<double>(Items(call.argument(0)).size());
    return size == 0 ? Word() : Word::ofNumber(sum(call).number / size);
}

constexpr std::array natives = {
    Native{"sum", "<a<n>:n>", sum, 1},         Native{"count", "<a:n>", count, 1}, Native{"max", "<a<n>:n>", max, 1},
    Native{"min", "<a<n>:n>", min, 1},         Native{"average", "<a<n>:n>", average, 1},
};

}  // namespace

std::span<const Native> aggregateFunctions() { return natives; }

}  // namespace pb::jsonata

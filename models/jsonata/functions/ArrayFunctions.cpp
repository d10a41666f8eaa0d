#include "models/jsonata/functions/Natives.h"
#include "models/jsonata/run/MergeSort.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>
#include <vector>

namespace pb::jsonata {

namespace {

std::vector<Word> itemsOf(Word array) {
    const Items items(array);
    std::vector<Word> all;
    all.reserve(items.size());
    for (const Word item : items) {
        all.push_back(item);
    }
    return all;
}

Word arrayOf(const Call& call, const std::vector<Word>& items) {
    call.caller.checkLength(items.size());
    return Word::of(call.heap.array(items));
}

Word append(Call& call) {
    if (!call.has(0) || !call.has(1)) {
        return call.has(0) ? call.argument(0) : call.argument(1);
    }
    std::vector<Word> all = itemsOf(call.argument(0));
    const std::vector<Word> more = itemsOf(call.argument(1));
    all.insert(all.end(), more.begin(), more.end());
    return arrayOf(call, all);
}

Word reverse(Call& call) {
    const Word array = call.argument(0);
    if (!call.has(0) || lengthOf(array) <= 1) {
        return array;
    }
    std::vector<Word> all = itemsOf(array);
    std::reverse(all.begin(), all.end());
    return arrayOf(call, all);
}

Word shuffle(Call& call) {
    const Word array = call.argument(0);
    if (!call.has(0) || lengthOf(array) <= 1) {
        return array;
    }
    std::vector<Word> all = itemsOf(array);
    for (std::size_t i = all.size() - 1; i > 0; --i) {
        const auto other = static_cast<std::size_t>(call.caller.random() * static_cast<double>(i + 1));
        std::swap(all[i], all[std::min(other, i)]);
    }
    return arrayOf(call, all);
}

/// Items by contents: scalars through a table, containers by comparison with each other.
Word distinct(Call& call) {
    const Word array = call.argument(0);
    if (!isArray(array) || lengthOf(array) <= 1) {
        return array;
    }
    std::unordered_set<std::string> scalars;
    std::vector<Word> containers, kept;
    for (const Word item : Items(array)) {
        bool isNew = false;
        if (item.isContainer() || item.is(Tag::function)) {
            call.caller.tick();
            isNew = std::none_of(containers.begin(), containers.end(), [&](Word other) { return areEqual(item, other); });
            if (isNew) {
                containers.push_back(item);
            }
        } else {
            std::string key(1, letterOf(item));
            if (item.is(Tag::number)) {
                const double value = numberOf(item) + 0.0;  // -0 is 0
                key.append(reinterpret_cast<const char*>(&value), sizeof value);
            } else if (item.is(Tag::text)) {
                key.append(textOf(item));
            } else {
                key.push_back(item.isTrue ? '1' : '0');
            }
            isNew = scalars.insert(std::move(key)).second;
        }
        if (isNew) {
            kept.push_back(item);
        }
    }
    Word result = arrayOf(call, kept);
    result.array->isSequence = isSequence(array);
    return result;
}

Word zip(Call& call) {
    std::size_t length = call.arguments.empty() ? 0 : Items(call.argument(0)).size();
    std::vector<std::vector<Word>> columns;
    for (const Word argument : call.arguments) {
        columns.push_back(itemsOf(argument));
        length = std::min(length, columns.back().size());
    }
    std::vector<Word> rows;
    for (std::size_t i = 0; i < length; ++i) {
        std::vector<Word> row;
        for (const auto& column : columns) {
            row.push_back(column[i]);
        }
        rows.push_back(arrayOf(call, row));
    }
    return arrayOf(call, rows);
}

bool goesAfter(const Call& call, Word left, Word right) {
    if (call.has(1)) {
        const std::array<Word, 2> pair = {left, right};
        return isTruthy(call.caller.apply(call.argument(1), pair));
    }
    return compareValues(left, right) > 0;
}

Word sort(Call& call) {
    const Word array = call.argument(0);
    if (!call.has(0) || lengthOf(array) <= 1) {
        return array;
    }
    std::vector<Word> all = itemsOf(array);
    if (!call.has(1)) {
        const auto numbers = std::count_if(all.begin(), all.end(), isNumeric);
        const auto texts = std::count_if(all.begin(), all.end(), [](Word item) { return item.is(Tag::text); });
        if (static_cast<std::size_t>(std::max(numbers, texts)) != all.size()) {
            raise("D3070", {}, 1);
        }
    }
    mergeSort(all, [&](Word left, Word right) { return goesAfter(call, left, right); });
    return arrayOf(call, all);
}

constexpr std::array natives = {
    Native{"append", "<xx:a>", append, 2},    Native{"reverse", "<a:a>", reverse, 1}, Native{"shuffle", "<a:a>", shuffle, 1},
    Native{"distinct", "<x:x>", distinct, 1}, Native{"zip", "<a+>", zip, 0},          Native{"sort", "<af?:a>", sort, 2},
};

}  // namespace

std::span<const Native> arrayFunctions() { return natives; }

}  // namespace pb::jsonata

#pragma once

#include <cstddef>
#include <vector>

namespace pb::jsonata {

/// Stable, and safe with a comparison that contradicts itself, as a program's own may: halves are sorted and merged;
/// `goesAfter(a, b)` says that a belongs behind b.
template <typename T, typename GoesAfter>
void mergeSort(std::vector<T>& items, const GoesAfter& goesAfter) {
    if (items.size() <= 1) {
        return;
    }
    const auto middle = items.begin() + static_cast<std::ptrdiff_t>(items.size() / 2);
    std::vector<T> left(items.begin(), middle), right(middle, items.end());
    mergeSort(left, goesAfter);
    mergeSort(right, goesAfter);
    auto l = left.begin(), r = right.begin();
    for (T& item : items) {
        const bool takesRight = l == left.end() || (r != right.end() && goesAfter(*l, *r));
        item = takesRight ? *r++ : *l++;
    }
}

}  // namespace pb::jsonata

#pragma once

#include "models/base/platform/Pages.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace pb {

/// Memory of which large blocks are backed by large pages: for what grows with its input and is filled at once.
template <typename T>
struct LargePages {
    using value_type = T;

    LargePages() = default;
    template <typename Other>
    explicit LargePages(const LargePages<Other>&) {}

    T* allocate(std::size_t count) {
        T* const block = std::allocator<T>().allocate(count);
        platform::adviseLargePages(block, count * sizeof(T));
        return block;
    }
    void deallocate(T* block, std::size_t count) { std::allocator<T>().deallocate(block, count); }
    friend bool operator==(const LargePages&, const LargePages&) { return true; }
};

template <typename T>
using LargeVector = std::vector<T, LargePages<T>>;

}  // namespace pb

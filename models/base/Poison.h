#pragma once

#include <cstddef>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define PB_HAS_ADDRESS_SANITIZER
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define PB_HAS_ADDRESS_SANITIZER
#endif

#ifdef PB_HAS_ADDRESS_SANITIZER
#include <sanitizer/asan_interface.h>
#endif

namespace pb {

/// Memory that is kept but holds nothing now: AddressSanitizer reports whoever uses it. Nothing in other builds.
inline void poison([[maybe_unused]] const void* block, [[maybe_unused]] std::size_t bytes) {
#ifdef PB_HAS_ADDRESS_SANITIZER
    __asan_poison_memory_region(block, bytes);
#endif
}

inline void unpoison([[maybe_unused]] const void* block, [[maybe_unused]] std::size_t bytes) {
#ifdef PB_HAS_ADDRESS_SANITIZER
    __asan_unpoison_memory_region(block, bytes);
#endif
}

}  // namespace pb

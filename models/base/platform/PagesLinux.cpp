#if defined(__linux__)

#include "models/base/platform/Pages.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>

namespace pb::platform {

namespace {

/// For the pages that lie in the block whole.
void advise(const void* block, std::size_t bytes, int advice) {
    const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    const std::uintptr_t begin = (reinterpret_cast<std::uintptr_t>(block) + page - 1) / page * page;
    const std::uintptr_t end = (reinterpret_cast<std::uintptr_t>(block) + bytes) / page * page;
    if (begin < end) {
        ::madvise(reinterpret_cast<void*>(begin), end - begin, advice);  // NOLINT(performance-no-int-to-ptr): page border
    }
}

}  // namespace

void adviseLargePages(const void* block, std::size_t bytes) {
    constexpr std::size_t smallest = 4u << 20;
    if (bytes >= smallest) {
        advise(block, bytes, MADV_HUGEPAGE);
    }
}

void forgetPages(const void* block, std::size_t bytes) { advise(block, bytes, MADV_DONTNEED); }

}  // namespace pb::platform

#endif

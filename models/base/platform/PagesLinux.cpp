#if defined(__linux__)

#include "models/base/platform/Pages.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>

namespace pb::platform {

void adviseLargePages(const void* block, std::size_t bytes) {
    constexpr std::size_t smallest = 4u << 20;
    if (bytes < smallest) {
        return;
    }
    const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    const std::uintptr_t begin = (reinterpret_cast<std::uintptr_t>(block) + page - 1) / page * page;
    const std::uintptr_t end = (reinterpret_cast<std::uintptr_t>(block) + bytes) / page * page;
    ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);  // NOLINT(performance-no-int-to-ptr): page border
}

}  // namespace pb::platform

#endif

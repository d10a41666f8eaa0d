#if !defined(__linux__)

#include "models/base/platform/Pages.h"

namespace pb::platform {

void adviseLargePages(const void*, std::size_t) {}
void forgetPages(const void*, std::size_t) {}

}  // namespace pb::platform

#endif

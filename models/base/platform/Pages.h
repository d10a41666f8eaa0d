#pragma once

#include <cstddef>

namespace pb::platform {

/// Asks the system to back a large block that is about to be filled with large pages: the first touch of 100 MB then
/// costs a tenth. A hint without any effect on contents; nothing happens for small blocks or where there is no such call.
void adviseLargePages(const void* block, std::size_t bytes);

/// The block, a part of a mapped file, takes no memory until it is touched again. A hint too.
void forgetPages(const void* block, std::size_t bytes);

}  // namespace pb::platform

#pragma once

#include <cstddef>
#include <functional>
#include <string>

namespace pb::bench {

/// The best of some rounds, in MB/s (10^6 bytes) of processor time: other programs on the machine do not count.
double speed(std::size_t bytes, const std::function<void()>& work);
void require(bool good, const char* what);
void row(const char* name, std::size_t bytes, double megabytesPerSecond, double limit);

/// Files of that size, mapped record by record by the program: the most memory that it has, of its own and with the pages
/// of the files that it maps (its libraries, the input).
void memoryRows(std::size_t bytes, const std::string& program);

void ediRows(std::size_t bytes);
void csvRows(std::size_t bytes);
void xmlRows(std::size_t bytes);

}  // namespace pb::bench

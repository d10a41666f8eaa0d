#pragma once

#include <string>
#include <vector>

namespace pb::bench {

/// Web orders of about 1.2 kB, one document each.
std::vector<std::string> webOrders(int count);
/// {"lines": […]} of about 500 B a line.
std::string orderLines(int count);
/// A list of customers of about 220 B.
std::string customerRecords(int count);

}  // namespace pb::bench

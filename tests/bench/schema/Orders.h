#pragma once

#include <string>
#include <vector>

namespace pb::bench {

/// Orders of about 1,000 bytes that meet order.schema.json, all a little different.
std::vector<std::string> orders(int count);

/// The same with three mistakes each: a text for a quantity, a country of three letters, an unknown name.
std::vector<std::string> wrongOrders(int count);

}  // namespace pb::bench

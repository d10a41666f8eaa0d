#pragma once

#include <string>

namespace pb::bench {

/// Orders of about 1.2 kB with customer, addresses and lines, as one JSON array or one a line.
std::string jsonOrders(std::size_t bytes, bool asLines);
/// Flat records of about 220 bytes.
std::string jsonRecords(std::size_t bytes);
/// Order lines with a header, about 90 bytes a row, some cells in quotes.
std::string csvLines(std::size_t bytes);
/// One interchange of purchase orders, each of 48 segments.
std::string x12Orders(std::size_t bytes);
/// One document of orders with six lines each.
std::string xmlOrders(std::size_t bytes);

}  // namespace pb::bench

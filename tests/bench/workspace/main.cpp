#include "models/workspace/SearchIndex.h"
#include "tests/bench/Table.h"

#include <string>

using namespace pb::workspace;

/// How long a query takes over 10,000 names.
int main() {
    SearchIndex index;
    constexpr int count = 10'000;
    for (int i = 0; i < count; ++i) {
        const std::string name = "sales-order-" + std::to_string(i * 7919 % count) + "-to-idocSegment" + std::to_string(i);
        index.add({pb::Address::of(pb::AddressKind::map, name), name, "maps/" + name + ".jsonata"});
    }
    pb::bench::Table table("Search over 10,000 names");
    for (const char* query : {"s", "order", "segment99", "map 1234", "soidoc", "nothing at all"}) {
        constexpr int rounds = 20;
        const auto start = std::chrono::steady_clock::now();
        std::size_t hits = 0;
        for (int i = 0; i < rounds; ++i) hits += index.find(query, 50).size();
        const std::string what = std::string(query) + " (" + std::to_string(hits / rounds) + " hits)";
        table.row(what.c_str(), pb::bench::secondsSince(start) * 1000 / rounds, "ms", "≤ 5");
    }
}

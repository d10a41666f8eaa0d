#include "models/workspace/SearchIndex.h"

#include <chrono>
#include <cstdio>
#include <string>

using namespace pb::workspace;

/// Prints how long a query takes over 10,000 names. The budget is 5 ms.
int main() {
    SearchIndex index;
    constexpr int count = 10'000;
    for (int i = 0; i < count; ++i) {
        const std::string name = "sales-order-" + std::to_string(i * 7919 % count) + "-to-idocSegment" + std::to_string(i);
        index.add({pb::Address::of(pb::AddressKind::map, name), name, "maps/" + name + ".jsonata"});
    }
    std::printf("%-24s %8s %10s\n", "query", "hits", "ms");
    for (const char* query : {"s", "order", "segment99", "map 1234", "soidoc", "nothing at all"}) {
        constexpr int rounds = 20;
        const auto start = std::chrono::steady_clock::now();
        std::size_t hits = 0;
        for (int i = 0; i < rounds; ++i) hits = index.find(query, 50).size();
        const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
        std::printf("%-24s %8zu %10.2f\n", query, hits, took.count() / rounds);
    }
}

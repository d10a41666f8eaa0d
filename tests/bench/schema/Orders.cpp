#include "tests/bench/schema/Orders.h"

namespace pb::bench {

namespace {

std::string padded(int number, int width) {
    std::string digits = std::to_string(number);
    return std::string(digits.size() < static_cast<std::size_t>(width) ? static_cast<std::size_t>(width) - digits.size() : 0, '0') + digits;
}

std::string line(int seed) {
    return R"({"sku":"AB-)" + padded(seed % 10000, 4) + R"(-x)" + std::to_string(seed % 97) + R"(","qty":)" +
           std::to_string(1 + seed % 40) + R"(,"price":)" + std::to_string(1 + seed % 500) + "." + padded(seed % 100, 2) +
           R"(,"unit":")" + (seed % 2 == 0 ? "PCE" : "KGM") + R"("})";
}

std::string address(int seed, const char* country) {
    return R"({"street":"Hauptstr. )" + std::to_string(seed % 300) + R"(","city":"Freiburg","zip":"79)" + padded(seed % 1000, 3) +
           R"(","country":")" + country + R"("})";
}

std::string order(int seed, const char* country, const std::string& lastLine, const char* more) {
    std::string out = R"({"id":"ORD-)" + padded(seed, 8) + R"(","created":"2026-11-)" + padded(1 + seed % 28, 2) +
                      R"(T08:30:)" + padded(seed % 60, 2) + R"(.250+01:00","source":"https://shop.example.com/orders/)" +
                      std::to_string(seed) + R"(","tags":["web","b2b"],"customer":{"number":")" + padded(seed, 8) +
                      R"(","name":"Muster & Söhne GmbH","email":"einkauf)" + std::to_string(seed % 50) +
                      R"(@muster.example","address":)" + address(seed, country) + R"(},"shipTo":)" + address(seed + 1, "DE") +
                      R"(,"currency":"EUR","lines":[)";
    for (int i = 0; i < 4; ++i) {
        out += line(seed * 7 + i) + ",";
    }
    out += lastLine + R"(],"payment":)";
    out += seed % 2 == 0 ? R"({"kind":"card","last4":"4242","expires":"09/28"})"
                         : R"({"kind":"transfer","iban":"DE02120300000000202051","due":"2026-12-24"})";
    return out + R"(,"window":["2026-11-20","2026-11-27"],"priority":"normal","express":true,"carrier":"DPD","total":)" +
           std::to_string(seed % 5000) + ".95" + more + "}";
}

}  // namespace

std::vector<std::string> orders(int count) {
    std::vector<std::string> all;
    for (int i = 0; i < count; ++i) {
        all.push_back(order(i, "CH", line(i), ""));
    }
    return all;
}

std::vector<std::string> wrongOrders(int count) {
    std::vector<std::string> all;
    for (int i = 0; i < count; ++i) {
        all.push_back(order(i, "CHE", R"({"sku":"AB-1234-x","qty":"12","price":1})", R"(,"colour":"red")"));
    }
    return all;
}

}  // namespace pb::bench

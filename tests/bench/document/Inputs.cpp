#include "tests/bench/document/Inputs.h"

#include <random>

namespace pb::bench {

namespace {

const char* const cities[] = {"Hamburg", "Lyon", "Kraków", "Gent", "Malmö", "Porto"};
const char* const products[] = {"Hex bolt M8x40", "Bearing 6204-2RS", "Gear wheel 40T", "Cable tie 200 mm",
                                "Valve 1/2\\\" brass"};

std::string quoted(const std::string& text) {
    return "\"" + text + "\"";
}

void addOrder(std::mt19937& random, int number, std::string& out) {
    const auto pick = [&random](int count) { return static_cast<int>(random() % static_cast<unsigned>(count)); };
    out += R"({"orderNumber":"SO-)" + std::to_string(4500000 + number) + R"(","date":"2026-11-)" +
           std::to_string(10 + pick(19)) + R"(","currency":"EUR","customer":{"id":)" +
           std::to_string(10000 + pick(9000)) + R"(,"name":"Customer )" + std::to_string(pick(900)) +
           R"( GmbH","vat":"DE)" + std::to_string(100000000 + pick(899999999)) +
           R"(","address":{"street":"Lange Straße )" + std::to_string(pick(200)) + R"(","city":)" +
           quoted(cities[pick(6)]) + R"(,"zip":")" + std::to_string(10000 + pick(89999)) +
           R"(","country":"DE"}},"express":)" + (pick(2) ? "true" : "false") + R"(,"note":null,"lines":[)";
    const int lines = 5 + pick(4);
    for (int i = 0; i < lines; ++i) {
        out += i > 0 ? "," : "";
        out += R"({"position":)" + std::to_string((i + 1) * 10) + R"(,"sku":"MAT-)" +
               std::to_string(100000 + pick(90000)) + R"(","description":)" + quoted(products[pick(5)]) +
               R"(,"quantity":)" + std::to_string(1 + pick(500)) + R"(,"price":)" + std::to_string(pick(900)) + "." +
               std::to_string(10 + pick(89)) + R"(,"unit":"PCE","taxRate":19.0})";
    }
    out += R"(],"total":)" + std::to_string(pick(100000)) + ".50}";
}

}  // namespace

std::string jsonOrders(std::size_t bytes, bool asLines) {
    std::mt19937 random(1);
    std::string out = asLines ? "" : "[";
    for (int number = 0; out.size() < bytes; ++number) {
        out += number > 0 && !asLines ? "," : "";
        addOrder(random, number, out);
        out += asLines ? "\n" : "";
    }
    return asLines ? out : out + "]";
}

std::string jsonRecords(std::size_t bytes) {
    std::mt19937 random(2);
    std::string out = "[";
    for (int number = 0; out.size() < bytes; ++number) {
        out += number > 0 ? ",\n" : "";
        out += R"({"id":)" + std::to_string(number) + R"(,"guid":")" + std::to_string(random()) + "-" +
               std::to_string(random()) + R"(","active":true,"balance":)" + std::to_string(random() % 100000) +
               R"(.25,"age":)" + std::to_string(random() % 90) +
               R"(,"name":"Ann Example","email":"ann.example@example.org","city":")" + cities[random() % 6] +
               R"(","score":0.)" + std::to_string(random() % 1000000) + "}";
    }
    return out + "]";
}

std::string csvLines(std::size_t bytes) {
    std::mt19937 random(3);
    std::string out = "order,position,sku,description,quantity,price,currency,city,date\r\n";
    for (int number = 0; out.size() < bytes; ++number) {
        out += "SO-" + std::to_string(4500000 + number / 5) + "," + std::to_string((number % 5 + 1) * 10) + ",MAT-" +
               std::to_string(100000 + random() % 90000) + ",";
        out += random() % 4 == 0 ? "\"Valve 1/2\"\" brass, long\"" : "Hex bolt M8x40 zinc";
        out += "," + std::to_string(1 + random() % 500) + "," + std::to_string(random() % 900) + ".95,EUR," +
               cities[random() % 6] + ",2026-11-" + std::to_string(10 + random() % 19) + "\r\n";
    }
    return out;
}

}  // namespace pb::bench

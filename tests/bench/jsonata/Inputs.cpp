#include "tests/bench/jsonata/Inputs.h"

#include <array>

namespace pb::bench {

namespace {

std::string text(const char* name, const std::string& value) { return "\"" + std::string(name) + "\":\"" + value + "\""; }
std::string number(const char* name, const std::string& digits) { return "\"" + std::string(name) + "\":" + digits; }
std::string cents(int value) { return std::to_string(value / 100) + "." + std::to_string(10 + value % 90); }

template <std::size_t count>
std::string pick(const std::array<const char*, count>& choices, int seed) {
    return choices[static_cast<std::size_t>(seed) % count];
}

constexpr std::array<const char*, 5> cities{"Freiburg", "Köln", "Basel", "Strasbourg", "Linz"};
constexpr std::array<const char*, 3> countries{"DE", "CH", "AT"};

std::string orderLine(int seed) {
    return "{" + text("sku", "AB-" + std::to_string(10'000 + seed % 9'000)) + "," + number("quantity", std::to_string(1 + seed % 40)) + "," +
           text("unit", seed % 3 == 0 ? "m" : "pcs") + "," + number("unitPrice", cents(199 + seed * 37 % 9'000)) + "," +
           number("weight", cents(seed * 13 % 4'000)) + "," + text("colour", seed % 2 == 0 ? "black" : "white") + "}";
}

}  // namespace

std::vector<std::string> webOrders(int count) {
    std::vector<std::string> orders;
    for (int i = 0; i < count; ++i) {
        std::string order = "{" + text("orderNumber", "W-" + std::to_string(100'000 + i)) + "," + text("placedAt", "2026-11-24T13:27:42Z") + "," +
                            text("channel", i % 2 == 0 ? "web" : "marketplace") + "," + text("currency", i % 5 == 0 ? "CHF" : "EUR") +
                            ",\"customer\":{" + text("id", "C-" + std::to_string(2'000 + i % 900)) + "," + text("name", "Muster & Söhne GmbH") + "," +
                            text("email", "Einkauf" + std::to_string(i % 50) + "@Muster.example") + ",\"address\":{" + text("street", "Hauptstr. 12") +
                            "," + text("postcode", std::to_string(10'000 + i % 80'000)) + "," + text("city", pick(cities, i)) + "," +
                            text("country", pick(countries, i)) + "}},\"payment\":{" + text("method", i % 3 == 0 ? "card" : "invoice") + "," +
                            number("days", "30") + "},\"shipping\":{\"express\":" + (i % 4 == 0 ? "true" : "false") +
                            (i % 2 == 0 ? ",\"carrier\":\"DPD\"" : "") + "},\"tags\":[\"b2b\",\"repeat\"],\"lines\":[";
        for (int line = 0; line < 6; ++line) order += (line > 0 ? "," : "") + orderLine(i * 7 + line);
        orders.push_back(order + "]," + text("comment", "Bitte an der Rampe 3 abgeben, Anlieferung nur bis 15 Uhr.") + "}");
    }
    return orders;
}

std::string orderLines(int count) {
    std::string out = "{\"lines\":[";
    for (int i = 0; i < count; ++i) {
        std::string line = orderLine(i);
        line.pop_back();
        out += (i > 0 ? "," : "") + line + "," + text("group", "G" + std::to_string(i % 23)) + "," + text("state", i % 4 == 0 ? "open" : "done") + "," +
               text("description", std::string(340, static_cast<char>('a' + i % 26))) + "}";
    }
    return out + "]}";
}

std::string customerRecords(int count) {
    std::string out = "[";
    for (int i = 0; i < count; ++i) {
        out += std::string(i > 0 ? "," : "") + "{" + number("id", std::to_string(i)) + "," + text("first", "Anna") + "," +
               text("last", "Schulz" + std::to_string(i % 1'000)) + "," + text("email", "Anna.Schulz" + std::to_string(i) + "@Example.org") +
               ",\"address\":{" + text("street", "Domkloster 4") + "," + text("zip", std::to_string(10'000 + i % 80'000)) + "," +
               text("city", pick(cities, i)) + "," + text("country", pick(countries, i)) + "}," + text("status", i % 3 == 0 ? "active" : "dormant") + "," +
               number("amount", cents(i * 7 % 100'000)) + "," + text("since", "2019-03-01") + "}";
    }
    return out + "]";
}

}  // namespace pb::bench

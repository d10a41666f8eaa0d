#include "models/document/Csv.h"
#include "models/document/Xml.h"
#include "tests/bench/document/Bench.h"
#include "tests/bench/document/Inputs.h"

#include <cstdio>
#include <string>

namespace pb::bench {

using namespace pb::doc;

namespace {

std::shared_ptr<const void> borrowed(const std::string& text) {
    return {&text, [](const void*) {}};
}

}  // namespace

std::string xmlOrders(std::size_t bytes) {
    std::string text = "<?xml version=\"1.0\"?>\n<Orders>\n";
    for (std::size_t order = 0; text.size() < bytes; ++order) {
        text += "  <Order id=\"" + std::to_string(order) + "\">\n    <Customer>Example Stores</Customer>\n";
        for (int line = 0; line < 6; ++line) {
            text += "    <Line><Sku>A-" + std::to_string(line) +
                    "</Sku><Quantity>12</Quantity><Price>9.95</Price><Text>Garden hose, 15 m</Text></Line>\n";
        }
        text += "  </Order>\n";
    }
    return text + "</Orders>\n";
}

void csvRows(std::size_t bytes) {
    const std::string text = csvLines(bytes);
    row("CSV lines: tree", text.size(),
        speed(text.size(), [&] { require(readCsv(text, borrowed(text)).has_value(), "CSV"); }), 0);
    row("CSV lines: row by row", text.size(), speed(text.size(), [&] {
            require(streamCsv(text, [](const DocumentPtr&, std::uint64_t) { return true; }).has_value(), "CSV rows");
        }), 0);
}

void xmlRows(std::size_t bytes) {
    const std::string text = xmlOrders(bytes);
    row("XML orders: tree", text.size(),
        speed(text.size(), [&] { require(readXml(text, borrowed(text)).has_value(), "XML"); }), 0);
    const auto each = [](const DocumentPtr&, std::uint64_t) { return true; };
    row("XML orders: order by order", text.size(), speed(text.size(), [&] {
            require(readXmlElements(text, "Orders/Order", each).has_value(), "XML elements");
        }), 0);
}

}  // namespace pb::bench

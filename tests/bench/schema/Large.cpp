#include "tests/bench/schema/Large.h"

#include "models/document/Json.h"
#include "models/schema/TreeImport.h"
#include "models/schema/Validator.h"
#include "tests/bench/Table.h"

#include <algorithm>
#include <ctime>
#include <functional>
#include <string>
#include <utility>

namespace pb::bench {

namespace {

constexpr int fieldCount = 10'000, fieldsPerType = 50, rounds = 7;
constexpr std::size_t openApiSize = 47'000'000;

/// Milliseconds of processor time, best of the rounds: other work on the machine does not count.
double milliseconds(const std::function<void()>& pass, int count = rounds) {
    double best = 1e9;
    for (int i = 0; i < count; ++i) {
        const std::clock_t begin = std::clock();
        pass();
        best = std::min(best, 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
    }
    return best;
}

/// A text for each type and each of its fields, with a number.
std::string typesOf(const std::function<std::string(int type)>& begin, const std::function<std::string(int type, int field)>& field,
                    const std::string& end) {
    std::string text;
    for (int type = 0; type < fieldCount / fieldsPerType; ++type) {
        text += begin(type);
        for (int i = 0; i < fieldsPerType; ++i) {
            text += field(type, i);
        }
        text += end;
    }
    return text;
}

std::string largeXsd() {
    const auto number = [](int value) { return std::to_string(value); };
    return R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">)" +
           typesOf([&](int type) { return "<xs:element name=\"t" + number(type) + "\"><xs:complexType><xs:sequence>\n"; },
                   [&](int, int field) {
                       return "<xs:element name=\"f" + number(field) + "\" minOccurs=\"0\"><xs:annotation><xs:documentation>Field " +
                              number(field) + "</xs:documentation></xs:annotation><xs:simpleType><xs:restriction base=\"xs:string\">" +
                              "<xs:maxLength value=\"35\"/></xs:restriction></xs:simpleType></xs:element>\n";
                   },
                   "</xs:sequence></xs:complexType></xs:element>\n") +
           "</xs:schema>";
}

std::string largeAvro() {
    std::string text = R"({"type": "record", "name": "Root", "fields": [)";
    bool first = true;
    text += typesOf(
        [&](int type) {
            const std::string name = std::to_string(type);
            const std::string comma = std::exchange(first, false) ? "" : ",\n";
            return comma + R"({"name": "t)" + name + R"(", "type": {"type": "record", "name": "T)" + name +
                   R"(", "fields": [{"name": "first", "type": "int"})";
        },
        [](int, int field) {
            return R"(,{"name": "f)" + std::to_string(field) + R"(", "type": ["null", "string"], "default": null, "doc": "A field"})";
        },
        "]}}");
    return text + "]}";
}

std::string largeProto() {
    std::string root = "message Root {\n";
    const std::string types = typesOf(
        [&](int type) {
            const std::string number = std::to_string(type);
            root += "  T" + number + " t" + number + " = " + std::to_string(type + 1) + ";\n";
            return "message T" + number + " {\n";
        },
        [](int, int field) {
            return "  // Field " + std::to_string(field) + "\n  string f" + std::to_string(field) + " = " + std::to_string(field + 1) + ";\n";
        },
        "}\n");
    return "syntax = \"proto3\";\npackage shop;\n" + types + root + "}\n";
}

void timeTrees(Table& table) {
    const std::string xsd = largeXsd(), avro = largeAvro(), proto = largeProto();
    const auto load = [](const std::string& text) {
        return [&text](const std::string&) -> Result<std::string> { return text; };
    };
    const auto check = [](const Result<schema::Tree>& tree) {
        if (!tree) {
            std::abort();
        }
    };
    table.row("XSD of 10,000 fields: tree", milliseconds([&] { check(schema::treeFromXsd(xsd, "large.xsd")); }), "ms", "≤ 100");
    table.row("Avro schema of 10,000 fields: tree", milliseconds([&] { check(schema::treeFromAvro(avro)); }), "ms", "≤ 100");
    table.row("Protobuf of 10,000 fields: tree",
              milliseconds([&] { check(schema::treeFromProtobuf("large.proto", load(proto))); }), "ms", "≤ 100");
}

/// Schemas that refer to the next ones. `isConnected`: each reaches all; else ten of them reach each other.
std::string largeOpenApi(bool isConnected) {
    constexpr int group = 10;
    std::string schemas;
    int count = 0;
    for (; schemas.size() < openApiSize; ++count) {
        const int next = isConnected || count % group != group - 1 ? count + 1 : count + 1 - group;
        schemas += count == 0 ? "" : ",";
        schemas += "\"S" + std::to_string(count) + R"(": {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}, "next": {"$ref": "#/components/schemas/S)" +
                   std::to_string(next) + "\"}";
        for (int i = 0; i < 30; ++i) {
            const std::string number = std::to_string(i);
            schemas += ", \"field" + number + R"(": {"type": "string", "maxLength": 35, "description": "What field )" + number +
                       R"( of this object says to those who read it"})";
        }
        schemas += "}}\n";
    }
    schemas += ", \"S" + std::to_string(count) + R"(": {"type": "object"})";
    return R"({"openapi": "3.1.0", "info": {"title": "Large", "version": "1"}, "components": {"schemas": {)" + schemas + "}}}";
}

void timeOpenApi(Table& table, bool isConnected, const char* compileTitle) {
    const std::string text = largeOpenApi(isConnected);
    doc::DocumentPtr document;
    const double load = milliseconds([&] { document = *doc::readJson(text, nullptr); }, 2);
    if (!isConnected) {
        table.row("OpenAPI of 47 MB: load", load, "ms");
    }
    const auto instance = doc::readJson(std::string(R"({"id": 1, "next": {"id": 2, "next": {"id": 3, "field1": "x"}}})"));
    const double first = milliseconds([&] {
        const auto validator = schema::Validator::compile(document, document->root().follow("/components/schemas/S5000"));
        if (!validator || !validator->isValid((*instance)->root())) {
            std::abort();
        }
    }, 1);
    table.row(compileTitle, first, "ms", "≤ 50");
}

}  // namespace

void timeLargeSchemas() {
    Table table("Large schemas");
    timeTrees(table);
    timeOpenApi(table, false, "OpenAPI of 47 MB: first validation, 10 schemas reached");
    timeOpenApi(table, true, "OpenAPI of 47 MB: first validation, all are reached");
}

}  // namespace pb::bench

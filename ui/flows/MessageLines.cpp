#include "ui/flows/MessageLines.h"

#include "models/base/Text.h"
#include "models/document/Json.h"

namespace pb::ui {

namespace {

void writeBytes(std::string& out, const std::optional<std::string>& bytes) {
    if (!bytes) {
        out += "null";
    } else if (isUtf8(*bytes)) {
        doc::writeJsonString(*bytes, out);
    } else {
        out += "{\"base64\":";
        doc::writeJsonString(toBase64(*bytes), out);
        out += '}';
    }
}

void writeHeaders(std::string& out, const std::vector<flow::Header>& headers) {
    out += '[';
    for (std::size_t i = 0; i < headers.size(); ++i) {
        out += i == 0 ? "[" : ",[";
        doc::writeJsonString(headers[i].name, out);
        out += ',';
        writeBytes(out, headers[i].value);
        out += ']';
    }
    out += ']';
}

}  // namespace

std::string messageLines(std::span<const flow::Message> messages, const std::string& connection) {
    std::string out;
    for (const flow::Message& message : messages) {
        out += "{\"connection\":";
        doc::writeJsonString(connection, out);
        out += ",\"channel\":";
        doc::writeJsonString(message.position.channel, out);
        out += ",\"partition\":" + std::to_string(message.position.partition) + ",\"offset\":" + std::to_string(message.position.offset);
        out += ",\"timestamp\":";
        doc::writeJsonString(isoTime(message.timestamp), out);
        out += ",\"key\":";
        writeBytes(out, message.key);
        out += ",\"headers\":";
        writeHeaders(out, message.headers);
        out += ",\"body\":";
        writeBytes(out, message.hasBody ? std::optional(message.body) : std::nullopt);
        out += "}\n";
    }
    return out;
}

}  // namespace pb::ui

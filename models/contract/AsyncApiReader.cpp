#include "models/contract/ContractParts.h"

namespace pb::contract {

namespace {

std::string textOf(doc::Value value, std::string_view name) { return std::string(value.find(name).text()); }

MessageSchema messageOf(const References& references, doc::Value item, std::string_view name, const std::string& contentType) {
    const doc::Value definition = references.resolve(item);
    MessageSchema message;
    message.name = definition.find("name") ? textOf(definition, "name") : std::string(name);
    message.contentType = definition.find("contentType") ? textOf(definition, "contentType") : contentType;
    message.payload = definition.find("payload");
    if (const doc::Value inner = message.payload.find("schema"); inner && message.payload.find("schemaFormat")) {
        message.payload = inner;  // multi-format schema object of AsyncAPI 3
    }
    message.headers = definition.find("headers");
    message.definition = definition;
    return message;
}

/// AsyncAPI 2: the messages stand below publish and subscribe, alone or in a oneOf.
void addMessagesOf2(const References& references, doc::Value channel, const std::string& contentType, ContractChannel& made) {
    for (const std::string_view side : {"publish", "subscribe"}) {
        const doc::Value message = channel.find(side).find("message");
        if (const doc::Value choices = message.find("oneOf")) {
            for (const doc::Value choice : choices.children()) {
                made.messages.push_back(messageOf(references, choice, choice.name(), contentType));
            }
        } else if (message) {
            made.messages.push_back(messageOf(references, message, side, contentType));
        }
    }
}

}  // namespace

void readAsyncApi(const References& references, ContractKind kind, ContractParts& parts) {
    const doc::Value root = references.root()->root();
    const std::string contentType = textOf(root, "defaultContentType");
    for (const doc::Value item : root.find("channels").children()) {
        const doc::Value channel = references.resolve(item);
        ContractChannel made;
        made.name = item.name();
        made.address = kind == ContractKind::asyncApi3 && channel.find("address") ? textOf(channel, "address") : made.name;
        made.definition = channel;
        if (kind == ContractKind::asyncApi2) {
            addMessagesOf2(references, channel, contentType, made);
        }
        for (const doc::Value message : channel.find("messages").children()) {
            made.messages.push_back(messageOf(references, message, message.name(), contentType));
        }
        parts.channels.push_back(std::move(made));
    }
    for (const doc::Value server : root.find("servers").children()) {
        parts.servers.push_back(textOf(server, server.find("url") ? "url" : "host"));
    }
}

}  // namespace pb::contract

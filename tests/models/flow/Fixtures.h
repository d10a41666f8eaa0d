#pragma once

#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/flow/DeadLetter.h"

#include <string>
#include <vector>

namespace pb::test {

/// The lines of a dump: {channel, partition, offset, timestamp, key_b64, value_b64, headers: [[name, base64 or null], …]}.
inline std::vector<flow::Message> messagesOf(const std::string& lines) {
    std::vector<flow::Message> out;
    (void)doc::readJsonLines(lines, [&](const doc::DocumentPtr& document, std::uint64_t) {
        const doc::Value root = document->root();
        flow::Message message;
        message.position.channel = root.find("channel").text();
        message.position.partition = static_cast<std::int32_t>(root.find("partition").number());
        message.position.offset = static_cast<std::int64_t>(root.find("offset").number());
        message.timestamp = static_cast<Millis>(root.find("timestamp").number());
        if (root.find("key_b64").is(doc::Kind::string)) message.key = fromBase64(root.find("key_b64").text());
        message.hasBody = root.find("value_b64").is(doc::Kind::string);
        message.body = fromBase64(root.find("value_b64").text());
        for (const doc::Value header : root.find("headers").children()) {
            flow::Header& added = message.headers.emplace_back();
            added.name = header.at(0).text();
            if (header.at(1).is(doc::Kind::string)) added.value = fromBase64(header.at(1).text());
        }
        out.push_back(std::move(message));
        return true;
    });
    return out;
}

/// One line of fields for a golden file.
inline std::string summaryOf(const flow::DeadLetter& letter) {
    std::string out = letter.convention + " | " + letter.origin.channel + "/" + std::to_string(letter.origin.partition) + "@" +
                      std::to_string(letter.origin.offset) + " | " + letter.group + " | " + letter.stage + " | x" +
                      std::to_string(letter.attempts) + " | " + letter.rootClass + " | " + letter.topUserFrame + " | " +
                      letter.messageTemplate;
    return out;
}

}  // namespace pb::test

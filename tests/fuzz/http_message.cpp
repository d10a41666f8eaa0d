#include "connectors/http/MessageParser.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using pb::connectors::http::MessageParser;
using pb::connectors::http::ParserLimits;

namespace {

struct Outcome {
    bool good = true;
    std::string body;
    int status = 0;
    std::size_t taken = 0;
};

Outcome parse(std::string_view bytes, std::size_t piece, MessageParser::Role role) {
    ParserLimits limits;
    limits.bodyBytes = 1u << 16;
    MessageParser parser(role, limits);
    Outcome outcome;
    while (outcome.taken < bytes.size() && !parser.isComplete()) {
        const auto taken = parser.feed(bytes.substr(outcome.taken, piece));
        if (!taken) {
            outcome.good = false;
            return outcome;
        }
        outcome.taken += *taken;
        outcome.body += parser.takeBody();
    }
    outcome.good = parser.close().has_value();
    outcome.status = parser.status();
    return outcome;
}

}  // namespace

/// However the bytes are cut, the message is the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    for (const auto role : {MessageParser::Role::request, MessageParser::Role::response}) {
        const Outcome whole = parse(bytes, bytes.size() + 1, role);
        const Outcome pieces = parse(bytes, 1, role);
        if (whole.good != pieces.good || (whole.good && (whole.body != pieces.body || whole.taken != pieces.taken || whole.status != pieces.status))) {
            std::abort();
        }
    }
    return 0;
}

#include "models/flow/Cause.h"
#include "models/flow/MessageView.h"

#include <cstddef>
#include <cstdint>

using namespace pb::flow;

/// The first byte chooses a convention, the rest is split at 0xff into the values of the headers it reads.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Conventions conventions;
    if (size == 0) return 0;
    const auto all = conventions.all();
    const Convention& convention = *all[data[0] % all.size()];
    std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
    Message message;
    message.headers.push_back({convention.signature.front(), std::string(rest)});
    for (const FieldRule& rule : convention.rules) {
        const std::size_t end = std::min(rest.find('\xff'), rest.size());
        message.headers.push_back({rule.header, std::string(rest.substr(0, end))});
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    message.body = rest;
    const DeadLetter letter = conventions.normalise(message);
    CauseGroups groups;
    groups.add(letter);
    (void)groups.groups().front().title();
    (void)framesOf(letter.stack);
    (void)readProblem(letter.detail);
    (void)propertiesOf(letter);
    const BodyView view = viewOf(message, 4096);
    for (std::size_t i = 0; i < view.text.size(); i += 7) (void)view.rawOffset(i);
    return 0;
}

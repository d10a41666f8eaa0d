#include "models/flow/Message.h"

namespace pb::flow {

const Header* Message::header(std::string_view name) const {
    for (const Header& each : headers) {
        if (each.name == name) {
            return &each;
        }
    }
    return nullptr;
}

std::string_view Message::headerText(std::string_view name) const {
    const Header* found = header(name);
    return found && found->value ? std::string_view(*found->value) : std::string_view();
}

}  // namespace pb::flow

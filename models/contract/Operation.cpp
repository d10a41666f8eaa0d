#include "models/contract/Contract.h"

#include <algorithm>

namespace pb::contract {

const Parameter* Operation::parameter(std::string_view wanted, Parameter::In place) const {
    const auto found = std::find_if(parameters.begin(), parameters.end(), [&](const Parameter& one) {
        return one.name == wanted && one.in == place;
    });
    return found == parameters.end() ? nullptr : &*found;
}

const Response* Operation::responseFor(int status) const {
    const std::string exact = std::to_string(status);
    for (const std::string& wanted : {exact, exact.substr(0, 1) + "XX", std::string("default")}) {
        const auto found = std::find_if(responses.begin(), responses.end(), [&](const Response& one) { return one.status == wanted; });
        if (found != responses.end()) {
            return &*found;
        }
    }
    return nullptr;
}

}  // namespace pb::contract

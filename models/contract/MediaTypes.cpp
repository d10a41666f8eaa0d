#include "models/contract/Check.h"

#include <algorithm>

namespace pb::contract {

namespace {

std::string essence(std::string_view contentType) {
    std::string_view cut = contentType.substr(0, contentType.find(';'));
    while (cut.ends_with(' ') || cut.ends_with('\t')) {
        cut.remove_suffix(1);
    }
    while (cut.starts_with(' ')) {
        cut.remove_prefix(1);
    }
    std::string lower(cut);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return lower;
}

}  // namespace

bool mediaTypeFits(std::string_view contentType, std::string_view range) {
    const std::string type = essence(contentType);
    const std::string wanted = essence(range);
    if (type == wanted || wanted == "*/*") {
        return !type.empty();
    }
    const auto star = wanted.find('*');
    if (star == std::string::npos || type.size() + 1 < wanted.size()) {
        return false;
    }
    return type.starts_with(wanted.substr(0, star)) && type.ends_with(wanted.substr(star + 1));
}

bool isJsonMediaType(std::string_view contentType) {
    const std::string type = essence(contentType);
    return type == "application/json" || type == "text/json" || type.ends_with("+json");
}

}  // namespace pb::contract

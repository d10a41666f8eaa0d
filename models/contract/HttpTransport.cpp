#include "models/contract/HttpTransport.h"

#include <algorithm>

namespace pb::contract {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool sameName(std::string_view left, std::string_view right) {
    return left.size() == right.size() && std::equal(left.begin(), left.end(), right.begin(), [](char a, char b) {
               return lower(a) == lower(b);
           });
}

}  // namespace

std::string_view headerValue(const HttpHeaders& headers, std::string_view name) {
    for (const auto& [header, value] : headers) {
        if (sameName(header, name)) {
            return value;
        }
    }
    return {};
}

bool hasHeaderLine(const HttpHeaders& headers, std::string_view name) {
    return std::any_of(headers.begin(), headers.end(), [&](const auto& line) { return sameName(line.first, name); });
}

}  // namespace pb::contract

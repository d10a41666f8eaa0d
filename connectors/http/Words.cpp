#include "connectors/http/Words.h"

#include <algorithm>

namespace pb::connectors::http {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool isTokenChar(char c) {
    const bool letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return letterOrDigit || (c != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos);
}

std::string_view member(std::string_view& list) {
    const auto comma = list.find(',');
    std::string_view word = list.substr(0, comma);
    list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
    while (!word.empty() && (word.front() == ' ' || word.front() == '\t')) {
        word.remove_prefix(1);
    }
    while (!word.empty() && (word.back() == ' ' || word.back() == '\t')) {
        word.remove_suffix(1);
    }
    return word;
}

}  // namespace

bool isToken(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), isTokenChar);
}

bool sameWord(std::string_view left, std::string_view right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

std::string joinedHeader(const contract::HttpHeaders& headers, std::string_view name) {
    std::string joined;
    for (const auto& [header, value] : headers) {
        if (sameWord(header, name)) {
            joined.append(joined.empty() ? "" : ", ").append(value);
        }
    }
    return joined;
}

bool hasToken(std::string_view list, std::string_view token) {
    while (!list.empty()) {
        if (sameWord(member(list), token)) {
            return true;
        }
    }
    return false;
}

bool endsWithToken(std::string_view list, std::string_view token) {
    std::string_view last;
    while (!list.empty()) {
        last = member(list);
    }
    return sameWord(last, token);
}

}  // namespace pb::connectors::http

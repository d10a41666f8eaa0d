#include "models/contract/Curl.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace pb::contract {

namespace {

bool isBare(char c) {
    const bool letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return letterOrDigit || std::string_view("-_./:=@%+,").find(c) != std::string_view::npos;
}

/// A printf format that prints the bytes: octal escapes for all that is not plain.
std::string printfFormat(std::string_view bytes) {
    std::string out;
    for (const char c : bytes) {
        if (isBare(c) || c == ' ') {
            out.append(c == '%' ? 2 : 1, c);
            continue;
        }
        std::array<char, 5> escape{};
        std::snprintf(escape.data(), escape.size(), "\\%03o", static_cast<unsigned>(static_cast<unsigned char>(c)));
        out.append(escape.data());
    }
    return out;
}

void addHeaders(const HttpRequest& request, std::string& out) {
    for (const auto& [name, value] : request.headers) {
        // curl drops a header whose value is empty unless it ends in a semicolon.
        out += " -H " + shellQuoted(value.empty() ? name + ";" : name + ": " + value);
    }
    if (!request.body.empty() && headerValue(request.headers, "Content-Type").empty()) {
        out += " -H Content-Type:";  // or curl calls it a form
    }
}

}  // namespace

std::string shellQuoted(std::string_view text) {
    if (!text.empty() && std::all_of(text.begin(), text.end(), isBare)) {
        return std::string(text);
    }
    std::string out = "'";
    for (const char c : text) {
        c == '\'' ? out.append("'\\''") : out.append(1, c);
    }
    return out + "'";
}

std::string curlCommand(const HttpRequest& request) {
    const bool hasNul = request.body.find('\0') != std::string::npos;
    std::string out;
    if (hasNul) {
        out = "printf '" + printfFormat(request.body) + "' | ";
    }
    out += "curl -i";
    if (request.url.find_first_of("[]{}") != std::string::npos) {
        out += " -g";
    }
    if (request.url.find("/.") != std::string::npos) {
        out += " --path-as-is";
    }
    if (request.method == "HEAD") {
        out += " --head";
    } else if (request.method != (request.body.empty() ? "GET" : "POST")) {
        out += " -X " + shellQuoted(request.method);
    }
    addHeaders(request, out);
    if (hasNul) {
        out += " --data-binary @-";
    } else if (!request.body.empty()) {
        out += " --data-raw " + shellQuoted(request.body);  // --data would read a file after @
    }
    return out + " -- " + shellQuoted(request.url);
}

}  // namespace pb::contract

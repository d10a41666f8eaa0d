#include "connectors/http/MessageParser.h"
#include "connectors/http/Words.h"
#include "models/base/Text.h"

#include <algorithm>
#include <array>

namespace pb::connectors::http {

namespace {

bool breaksLine(std::string_view text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

bool usuallyHasBody(std::string_view method) {
    return method == "POST" || method == "PUT" || method == "PATCH";
}

void addLine(std::string& head, std::string_view name, std::string_view value) {
    head.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

bool isIdempotent(std::string_view method) {
    static constexpr std::array<std::string_view, 6> safeToRepeat{"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"};
    return std::find(safeToRepeat.begin(), safeToRepeat.end(), method) != safeToRepeat.end();
}

Result<std::string> requestHead(const contract::HttpRequest& request, std::string_view authority,
                                std::string_view target) {
    if (!isToken(request.method)) {
        return fail(ErrorCode::wrongUse, say("“%1” is no HTTP method.").arg(qs(clipped(request.method, 40))));
    }
    std::string head;
    head.append(request.method).append(" ").append(target).append(" HTTP/1.1\r\n");
    if (!contract::hasHeaderLine(request.headers, "Host")) {
        addLine(head, "Host", authority);
    }
    for (const auto& [name, value] : request.headers) {
        if (!isToken(name) || breaksLine(value)) {
            return fail(ErrorCode::wrongUse, say("The header “%1” cannot be sent. Its name or value holds a character "
                                                 "that ends the line.").arg(qs(clipped(name, 40))));
        }
        addLine(head, name, value);
    }
    const bool framed = contract::hasHeaderLine(request.headers, "Content-Length") || contract::hasHeaderLine(request.headers, "Transfer-Encoding");
    if (!framed && (!request.body.empty() || usuallyHasBody(request.method))) {
        addLine(head, "Content-Length", std::to_string(request.body.size()));
    }
    return head.append("\r\n");
}

std::string responseHead(const contract::HttpResponse& response, bool keepAlive) {
    std::string head = "HTTP/1.1 " + std::to_string(response.status) + " " + response.reason + "\r\n";
    for (const auto& [name, value] : response.headers) {
        addLine(head, name, value);
    }
    if (!contract::hasHeaderLine(response.headers, "Content-Length") && !contract::hasHeaderLine(response.headers, "Transfer-Encoding") &&
        response.status != 204 && response.status != 304) {
        addLine(head, "Content-Length", std::to_string(response.body.size()));
    }
    if (!keepAlive) {
        addLine(head, "Connection", "close");
    }
    return head.append("\r\n");
}

}  // namespace pb::connectors::http

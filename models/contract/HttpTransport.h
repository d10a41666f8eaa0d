#pragma once

#include "models/base/Progress.h"
#include "models/base/Result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pb::contract {

/// Header lines in order, case kept, duplicates kept.
using HttpHeaders = std::vector<std::pair<std::string, std::string>>;
std::string_view headerValue(const HttpHeaders& headers, std::string_view name);  ///< first, name without case
bool hasHeaderLine(const HttpHeaders& headers, std::string_view name);            ///< name without case

struct HttpLimits {
    std::int64_t connectMs = 5'000;
    std::int64_t totalMs = 30'000;
    std::size_t bodyBytes = 64u << 20;
};

/// One request, sent exactly so: no redirect, decompression, retry or cookie unless asked.
struct HttpRequest {
    std::string method = "GET";
    std::string url;                  ///< absolute
    HttpHeaders headers;
    std::string body;
    HttpLimits limits;
    bool followRedirects = false;
};

struct HttpTimings {                  ///< milliseconds; -1 = did not happen (connection reused, no TLS)
    double name = -1, connect = -1, tls = -1, firstByte = -1, total = -1;
};

struct TlsFacts {
    std::string protocol, cipher, subject, issuer;
    std::int64_t notAfter = 0;        ///< Millis
};

struct HttpResponse {
    int status = 0;
    std::string reason;
    HttpHeaders headers;
    HttpHeaders trailers;
    std::string body;
    HttpTimings timings;
    std::optional<TlsFacts> tls;
};

/// Receives the response as it comes. Returning false ends the exchange.
class HttpEvents {
public:
    virtual ~HttpEvents() = default;
    virtual bool onHeaders(int status, std::string_view reason, const HttpHeaders& headers) = 0;
    virtual bool onChunk(std::string_view bytes) = 0;
    virtual void onTrailers(const HttpHeaders&) {}
};

/// What the domain asks of HTTP. Blocking, callable from any worker thread; errors: unreachable (name, port, TLS,
/// time-out), limit, cancelled. A response of any status is no error.
class HttpTransport {
public:
    virtual ~HttpTransport() = default;
    virtual Result<HttpResponse> exchange(const HttpRequest& request, HttpEvents* events, StopToken stop) = 0;
    Result<HttpResponse> send(const HttpRequest& request, StopToken stop) { return exchange(request, nullptr, stop); }
};

/// Signs a request, or adds what the profile needs: bearer, DPoP proof, SigV4, certificate. Single flight, cached.
class TokenSource {
public:
    virtual ~TokenSource() = default;
    virtual Done authorize(HttpRequest& request, StopToken stop) = 0;
    /// After a 401 or a nonce challenge: true = try once more.
    virtual Result<bool> renew(const HttpResponse& refusal, StopToken stop) = 0;
};

}  // namespace pb::contract

#pragma once

#include "models/contract/HttpTransport.h"

#include <memory>
#include <string>

namespace pb::connectors::http {

/// How a TLS peer is judged, and what is shown to it. PEM texts; empty = the system's.
struct TlsOptions {
    std::string caPem;              ///< trusted instead of the system's authorities
    std::string certificatePem, keyPem;  ///< client certificate
    bool verify = true;             ///< false accepts any certificate: for looking at broken servers only
    std::string serverName;         ///< SNI and name check, where it differs from the host
};

struct ClientOptions {
    TlsOptions tls;
    int keepAliveMs = 2'000;        ///< an idle connection is not used again after that; 0 = one exchange each
    int connectionsPerHost = 32;    ///< idle ones that are kept
};

/// How far an exchange came.
enum class Step { name, port, tls, sending, answer };

/// HTTP/1.1 over Qt's sockets, exactly as told: header order and case kept, nothing decompressed, no cookie, no retry
/// (one exception: an idempotent request on a kept connection that the server closed without a byte of answer is sent
/// again on a fresh one, RFC 9112 §9.3.1). Host and Content-Length are added where they are missing; whoever gives them
/// decides, right or wrong. With HttpEvents the chunks go there and HttpResponse::body stays empty; when HttpEvents has
/// had enough, the result is the response so far.
///
/// All sockets live on one own thread; exchange() waits in the caller's thread, calls HttpEvents there, and gives up
/// within 100 ms of the stop. Errors say which step failed: name, port, TLS, sending, answer, limit. A request that is
/// not idempotent and may have reached the server before the failure gives ErrorCode::unknownOutcome.
class HttpClient final : public contract::HttpTransport {
public:
    explicit HttpClient(ClientOptions options = {});
    ~HttpClient() override;  ///< ends what is under way

    Result<contract::HttpResponse> exchange(const contract::HttpRequest& request, contract::HttpEvents* events,
                                            StopToken stop) override;
    /// The same, and how far it came: for probes.
    Result<contract::HttpResponse> exchange(const contract::HttpRequest& request, contract::HttpEvents* events,
                                            StopToken stop, Step& reached);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace pb::connectors::http

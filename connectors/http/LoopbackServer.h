#pragma once

#include "models/base/Result.h"
#include "models/contract/HttpTransport.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace pb::connectors::http {

/// Answers a request; the url of the request is its target ("/orders?limit=3"). Called on the server's thread.
using RequestHandler = std::function<contract::HttpResponse(const contract::HttpRequest&)>;

struct LoopbackOptions {
    std::uint16_t port = 0;      ///< 0 = any free one
    int answerDelayMs = 0;
    std::size_t bodyBytes = 64u << 20;
};

/// HTTP/1.1 on 127.0.0.1 only: keep-alive, pipelining in order, chunked requests, 100-continue, own thread.
class LoopbackServer {
public:
    static Result<std::unique_ptr<LoopbackServer>> start(const LoopbackOptions& options, RequestHandler handler);
    ~LoopbackServer();
    std::uint16_t port() const;

private:
    struct Impl;
    explicit LoopbackServer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace pb::connectors::http

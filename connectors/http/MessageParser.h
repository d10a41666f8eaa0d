#pragma once

#include "models/base/Result.h"
#include "models/contract/HttpTransport.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace pb::connectors::http {

struct ParserLimits {
    std::size_t headBytes = 256u << 10;   ///< start line and headers; also trailers
    std::size_t headerLines = 1'000;
    std::size_t bodyBytes = 64u << 20;
};

/// Takes one HTTP/1.1 message apart as its bytes come (RFC 9112): content-length, chunked with trailers, or until the
/// peer closes. Interim 1xx responses are passed over. Lenient where a client may be (bare LF, folded lines, blanks before
/// the colon of a response), strict where leniency lets two readers disagree on where a message ends.
class MessageParser {
public:
    enum class Role { request, response };

    explicit MessageParser(Role role, const ParserLimits& limits = {}) : role_(role), limits_(limits) {}

    /// The response answers HEAD: whatever its headers say, no body follows.
    void expectNoBody() { noBody_ = true; }

    /// Takes what belongs to this message; the number of bytes taken, less than all only when the message is complete.
    Result<std::size_t> feed(std::string_view bytes);
    /// The peer has closed: the end of a message that lasts until then, else an error that says what is missing.
    Done close();

    bool hasHead() const { return stage_ > Stage::head; }
    bool isComplete() const { return stage_ == Stage::complete; }
    bool isEmpty() const { return stage_ == Stage::head && line_.empty() && headBytes_ == 0; }
    /// Whether the connection can carry another message after this one.
    bool keepsAlive() const;

    const std::string& method() const { return word_; }
    const std::string& target() const { return target_; }
    int status() const { return status_; }
    const std::string& reason() const { return target_; }
    const contract::HttpHeaders& headers() const { return headers_; }
    const contract::HttpHeaders& trailers() const { return trailers_; }
    bool wantsContinue() const;       ///< a request that waits for "100 Continue" (RFC 9110 §10.1.1)

    std::string takeBody();           ///< body bytes that came since the last call
    std::uint64_t bodyBytes() const { return bodySeen_; }

private:
    enum class Stage { head, fixed, untilClose, chunkSize, chunkData, chunkEnd, trailers, complete };

    Result<bool> takeLine(std::string_view& rest);   ///< true = line_ holds a whole line
    Done onLine();
    Done onStartLine();
    Done onRequestLine();
    Done onStatusLine();
    Done onHeaderLine(contract::HttpHeaders& into);
    Done onHeadEnd();
    Done decideFraming();
    Result<bool> contentLength(std::uint64_t& length) const;
    Done onChunkSize();
    Done takeBytes(std::string_view& rest);
    bool endsLines() const;

    Role role_;
    ParserLimits limits_;
    Stage stage_ = Stage::head;
    bool noBody_ = false;
    bool hasStart_ = false;
    bool isOld_ = false;              ///< HTTP/1.0
    std::string line_;
    std::size_t headBytes_ = 0;
    std::string word_;                ///< method
    std::string target_;              ///< request target or reason
    int status_ = 0;
    contract::HttpHeaders headers_, trailers_;
    std::uint64_t left_ = 0;          ///< of the body or chunk
    std::uint64_t bodySeen_ = 0;
    std::string body_;
};

/// The head of a request: "POST /x HTTP/1.1", Host first where it is missing, the headers as given, Content-Length where
/// neither it nor Transfer-Encoding is given and there is a body or the method usually has one. Names and values with
/// line breaks or NUL are refused (ErrorCode::wrongUse).
Result<std::string> requestHead(const contract::HttpRequest& request, std::string_view authority,
                                std::string_view target);
std::string responseHead(const contract::HttpResponse& response, bool keepAlive);

/// GET, HEAD, OPTIONS, TRACE, PUT, DELETE (RFC 9110 §9.2.2): sending twice changes no more than sending once.
bool isIdempotent(std::string_view method);

}  // namespace pb::connectors::http

#include "connectors/http/MessageParser.h"

#include "connectors/http/Words.h"
#include "models/base/Text.h"

#include <algorithm>
#include <charconv>

namespace pb::connectors::http {

namespace {

constexpr std::size_t maxChunkLine = 4'096;

tl::unexpected<Error> notHttp(const QString& why) {
    return fail(ErrorCode::refused, say("This is not a proper HTTP message. %1").arg(why));
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

Result<std::size_t> MessageParser::feed(std::string_view bytes) {
    std::string_view rest = bytes;
    while (!rest.empty() && stage_ != Stage::complete) {
        if (!endsLines()) {
            PB_CHECK(takeBytes(rest));
            continue;
        }
        PB_TRY(whole, takeLine(rest));
        if (whole) {
            PB_CHECK(onLine());
            line_.clear();
        }
    }
    return bytes.size() - rest.size();
}

bool MessageParser::endsLines() const {
    return stage_ != Stage::fixed && stage_ != Stage::untilClose && stage_ != Stage::chunkData;
}

Result<bool> MessageParser::takeLine(std::string_view& rest) {
    const auto newline = rest.find('\n');
    const bool whole = newline != std::string_view::npos;
    const std::size_t size = whole ? newline + 1 : rest.size();
    const bool chunkLine = stage_ == Stage::chunkSize || stage_ == Stage::chunkEnd;
    if (!chunkLine) {
        headBytes_ += size;
    }
    if (headBytes_ > limits_.headBytes || (chunkLine && line_.size() + size > maxChunkLine)) {
        return fail(ErrorCode::limit, say("The headers of the message are longer than %1 bytes.")
                                          .arg(chunkLine ? maxChunkLine : limits_.headBytes));
    }
    line_.append(rest.substr(0, whole ? newline : size));
    rest.remove_prefix(size);
    if (whole && line_.ends_with('\r')) {
        line_.pop_back();
    }
    return whole;
}

Done MessageParser::onLine() {
    switch (stage_) {
        case Stage::chunkSize:
            return onChunkSize();
        case Stage::chunkEnd:
            if (!line_.empty()) {
                return notHttp(say("A chunk is longer than its length says."));
            }
            stage_ = Stage::chunkSize;
            return {};
        case Stage::trailers:
            if (line_.empty()) {
                stage_ = Stage::complete;
                return {};
            }
            return onHeaderLine(trailers_);
        default:
            break;
    }
    if (!hasStart_) {
        return line_.empty() ? Done() : onStartLine();  // RFC 9112 §2.2: empty lines before a request are passed over
    }
    return line_.empty() ? onHeadEnd() : onHeaderLine(headers_);
}

Done MessageParser::onStartLine() {
    hasStart_ = true;
    return role_ == Role::request ? onRequestLine() : onStatusLine();
}

Done MessageParser::onRequestLine() {
    const auto first = line_.find(' ');
    const auto last = line_.rfind(' ');
    const std::string_view line = line_;
    if (first == std::string::npos || first == last || !isToken(line.substr(0, first))) {
        return notHttp(say("The request line is “%1”.").arg(qs(clipped(line_, 80))));
    }
    const std::string_view version = line.substr(last + 1);
    if (!version.starts_with("HTTP/1.") || version.size() != 8) {
        return notHttp(say("The version is “%1”; 1.0 and 1.1 are understood.").arg(qs(clipped(version, 20))));
    }
    word_ = line.substr(0, first);
    target_ = line.substr(first + 1, last - first - 1);
    isOld_ = version == "HTTP/1.0";
    return target_.empty() ? Done(notHttp(say("The request names no target."))) : Done();
}

Done MessageParser::onStatusLine() {
    const std::string_view line = line_;
    const bool versionFits = line.starts_with("HTTP/1.") && line.size() >= 12 && line[8] == ' ';
    const bool digitsFit = versionFits && (line.size() == 12 || line[12] == ' ');
    const char* begin = line.data() + (digitsFit ? 9 : 0);
    int status = 0;
    const auto [end, error] = digitsFit ? std::from_chars(begin, begin + 3, status) : std::from_chars_result{begin, {}};
    if (!digitsFit || error != std::errc() || end != begin + 3 || status < 100) {
        return notHttp(say("The answer begins with “%1”.").arg(qs(clipped(line_, 80))));
    }
    status_ = status;
    isOld_ = line[7] == '0';
    target_ = line.size() > 13 ? line.substr(13) : std::string_view();
    return {};
}

Done MessageParser::onHeaderLine(contract::HttpHeaders& into) {
    const std::string_view line = line_;
    if (line.front() == ' ' || line.front() == '\t') {  // obs-fold, RFC 9112 §5.2
        if (into.empty() || role_ == Role::request) {
            return notHttp(say("A header line is folded."));
        }
        into.back().second.append(" ").append(trimmed(line));
        return {};
    }
    const auto colon = line.find(':');
    std::string_view name = line.substr(0, colon == std::string_view::npos ? 0 : colon);
    if (role_ == Role::response) {
        name = trimmed(name);
    }
    if (!isToken(name)) {
        return notHttp(say("A header line is “%1”.").arg(qs(clipped(line_, 80))));
    }
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (value.find('\0') != std::string_view::npos) {
        return notHttp(say("The header “%1” holds a NUL.").arg(qs(name)));
    }
    if (into.size() >= limits_.headerLines) {
        return fail(ErrorCode::limit, say("The message has more than %1 header lines.").arg(limits_.headerLines));
    }
    into.emplace_back(name, value);
    return {};
}

Done MessageParser::onHeadEnd() {
    const bool interim = role_ == Role::response && status_ >= 100 && status_ < 200 && status_ != 101;
    if (interim) {
        headers_.clear();
        hasStart_ = false;
        return {};
    }
    return decideFraming();
}

/// RFC 9112 §6.3.
Done MessageParser::decideFraming() {
    const bool isResponse = role_ == Role::response;
    if (isResponse && (noBody_ || status_ == 101 || status_ == 204 || status_ == 304)) {
        stage_ = Stage::complete;
        return {};
    }
    std::uint64_t length = 0;
    PB_TRY(hasLength, contentLength(length));
    const std::string coding = joinedHeader(headers_, "Transfer-Encoding");
    if (!coding.empty()) {
        const bool chunked = endsWithToken(coding, "chunked");
        if (!isResponse && (!chunked || hasLength)) {
            return notHttp(say("Where the request ends is not clear: Transfer-Encoding is “%1”.").arg(qs(coding)));
        }
        stage_ = chunked ? Stage::chunkSize : Stage::untilClose;
        return {};
    }
    if (!hasLength) {
        stage_ = isResponse ? Stage::untilClose : Stage::complete;
        return {};
    }
    if (length > limits_.bodyBytes) {
        return fail(ErrorCode::limit,
                    say("The body has %1 bytes; the limit is %2 bytes.").arg(length).arg(limits_.bodyBytes));
    }
    left_ = length;
    stage_ = length == 0 ? Stage::complete : Stage::fixed;
    return {};
}

Result<bool> MessageParser::contentLength(std::uint64_t& length) const {
    bool found = false;
    for (const auto& [name, text] : headers_) {
        if (!sameWord(name, "Content-Length")) {
            continue;
        }
        std::uint64_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (text.empty() || error != std::errc() || end != text.data() + text.size() || (found && value != length)) {
            return notHttp(say("Content-Length is “%1”.").arg(qs(clipped(joinedHeader(headers_, name), 80))));
        }
        length = value;
        found = true;
    }
    return found;
}

Done MessageParser::onChunkSize() {
    const std::string_view digits = trimmed(std::string_view(line_).substr(0, line_.find(';')));
    std::uint64_t size = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) {
        return notHttp(say("The length of a chunk is “%1”.").arg(qs(clipped(line_, 40))));
    }
    if (size > limits_.bodyBytes || bodySeen_ + size > limits_.bodyBytes) {
        return fail(ErrorCode::limit, say("The body is longer than the limit of %1 bytes.").arg(limits_.bodyBytes));
    }
    left_ = size;
    stage_ = size == 0 ? Stage::trailers : Stage::chunkData;
    return {};
}

Done MessageParser::takeBytes(std::string_view& rest) {
    const bool open = stage_ == Stage::untilClose;
    const std::size_t size = open ? rest.size() : static_cast<std::size_t>(std::min<std::uint64_t>(left_, rest.size()));
    if (bodySeen_ + size > limits_.bodyBytes) {
        return fail(ErrorCode::limit, say("The body is longer than the limit of %1 bytes.").arg(limits_.bodyBytes));
    }
    body_.append(rest.substr(0, size));
    rest.remove_prefix(size);
    bodySeen_ += size;
    if (open) {
        return {};
    }
    left_ -= size;
    if (left_ == 0) {
        stage_ = stage_ == Stage::fixed ? Stage::complete : Stage::chunkEnd;
    }
    return {};
}

Done MessageParser::close() {
    if (stage_ == Stage::complete) {
        return {};
    }
    if (stage_ == Stage::untilClose) {
        stage_ = Stage::complete;
        return {};
    }
    if (stage_ == Stage::fixed) {
        return fail(ErrorCode::unreachable, say("The connection was closed after %1 of %2 bytes of the body.")
                                                .arg(bodySeen_)
                                                .arg(bodySeen_ + left_));
    }
    return fail(ErrorCode::unreachable,
                stage_ == Stage::head ? say("The connection was closed before the end of the headers.")
                                      : say("The connection was closed after %1 bytes of the body, before its last chunk.")
                                            .arg(bodySeen_));
}

bool MessageParser::keepsAlive() const {
    if (!isComplete() || status_ == 101) {
        return false;
    }
    const std::string connection = joinedHeader(headers_, "Connection");
    if (hasToken(connection, "close")) {
        return false;
    }
    if (role_ == Role::response && !noBody_ && status_ != 204 && status_ != 304 &&
        contract::headerValue(headers_, "Content-Length").empty() &&
        !endsWithToken(joinedHeader(headers_, "Transfer-Encoding"), "chunked")) {
        return false;  // it lasted until the peer closed
    }
    return !isOld_ || hasToken(connection, "keep-alive");
}

bool MessageParser::wantsContinue() const {
    return role_ == Role::request && sameWord(contract::headerValue(headers_, "Expect"), "100-continue");
}

std::string MessageParser::takeBody() {
    std::string taken;
    taken.swap(body_);
    return taken;
}

}  // namespace pb::connectors::http

#include "models/document/Json.h"
#include "models/document/JsonDiagnosis.h"
#include "models/document/JsonTokens.h"
#include "models/document/JsonTree.h"
#include "models/document/TreeWriter.h"
#include "models/document/Utf8.h"

#include "models/base/Text.h"

#include <algorithm>
#include <utility>

namespace pb::doc {

namespace {

constexpr std::size_t windowSize = 1 << 20;
constexpr std::string_view blanks = " \t\r\n";

/// Reads a stream window by window. A window ends at a line break wherever it can, so that it cuts no string.
class LineReader {
public:
    LineReader(std::string_view bytes, const EachDocument& each, const JsonLimits& limits, std::shared_ptr<const void> owner)
        : bytes_(bytes), owner_(std::move(owner)), each_(each), limits_(limits) {}

    Done read() {
        at_ = bytes_.starts_with(utf8Mark) ? utf8Mark.size() : 0;
        std::size_t size = windowSize;
        bool mayBeOneDocument = true;  // all that is left, on many lines
        while (!stopped_ && skipBlanks()) {
            const std::size_t before = at_;
            PB_CHECK(readWindow(size));
            if (at_ == before && std::exchange(mayBeOneDocument, false)) {
                readLarge(bytes_.substr(at_));
            }
            size = at_ == before ? size * 2 : windowSize;
        }
        return {};
    }

private:
    bool skipBlanks() {
        at_ = std::min(bytes_.find_first_not_of(blanks, at_), bytes_.size());
        return at_ < bytes_.size();
    }

    std::string_view windowOf(std::size_t size) const {
        const std::string_view rest = bytes_.substr(at_);
        if (rest.size() <= size) {
            return rest;
        }
        std::size_t lineBreak = rest.rfind('\n', size - 1);
        if (lineBreak == std::string_view::npos) {
            lineBreak = rest.find('\n', size);
        }
        return lineBreak == std::string_view::npos ? rest : rest.substr(0, lineBreak + 1);
    }

    /// Moves behind the documents that the window holds whole; it may be none.
    Done readWindow(std::size_t size) {
        const std::string_view window = windowOf(size);
        if (window.size() > windowSize && isOneALine_ && readLarge(window)) {
            return {};
        }
        const bool isLast = at_ + window.size() == bytes_.size();
        switch (tokens_.find(window)) {
            case JsonTokens::Outcome::found:
                return readTokens(window, isLast);
            case JsonTokens::Outcome::refused:
                return readOneByOne(window);
            case JsonTokens::Outcome::noMemory:
                break;
        }
        return fail(ErrorCode::limit, say("Cannot read the JSON lines. There is not enough memory for a line."));
    }

    bool readLarge(std::string_view text);
    Done readTokens(std::string_view window, bool isLast);
    Done readOneByOne(std::string_view window);
    Done deliver(Result<DocumentPtr> document);

    std::string_view bytes_;
    std::shared_ptr<const void> owner_;
    const EachDocument& each_;
    JsonLimits limits_;
    JsonTokens tokens_;
    DocumentPtr model_;  ///< the document before
    bool isOneALine_ = true;  ///< as far as it was read: documents end with their line
    std::size_t at_ = 0;
    bool stopped_ = false;
};

/// Behind the tokens of the value that begins at `token`: brackets are only counted; null when the value goes on
/// behind the last token.
const std::uint32_t* endOfValue(std::string_view text, const std::uint32_t* token, const std::uint32_t* last) {
    int depth = 0;
    while (token != last) {
        const char c = text[*token++];
        if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            --depth;
        }
        if (depth <= 0) {
            return token;
        }
    }
    return nullptr;
}

/// Behind the tokens of the line that `token` stands in.
const std::uint32_t* endOfLine(std::string_view text, const std::uint32_t* token, const std::uint32_t* last) {
    const std::size_t line = std::min(text.find('\n', *token), text.size());
    std::ptrdiff_t step = 64;
    while (last - token > step && token[step] < line) {
        token += step;
        step *= 2;
    }
    return std::lower_bound(token, last - token > step ? token + step : last, line);
}

Done LineReader::readTokens(std::string_view window, bool isLast) {
    const std::size_t windowBegin = at_;
    const std::uint32_t* token = tokens_.begin();
    while (token != tokens_.end() && !stopped_) {
        const std::uint32_t* end = nullptr;
        DocumentPtr line;
        if (isOneALine_) {
            end = endOfLine(window, token, tokens_.end());
            line = tryJsonTree(window.substr(*token, *end - *token), owner_, token, end, 0u - *token, limits_, std::move(model_));
            isOneALine_ = line != nullptr;
        }
        if (!line) {
            end = endOfValue(window, token, tokens_.end());
            if (!end && !isLast) {
                return {};
            }
            end = end ? end : tokens_.end();
        }
        const std::size_t size = *end - *token;
        at_ = windowBegin + *token;
        PB_CHECK(deliver(line ? Result<DocumentPtr>(std::move(line))
                              : buildJsonTree(window.substr(*token, size), owner_, token, end, 0u - *token, limits_, std::move(model_))));
        at_ += size;
        token = end;
    }
    return {};
}

/// One document that stands here, as large as the text. False where it is none, which is found out again with all that can be
/// said about it.
bool LineReader::readLarge(std::string_view text) {
    text = text.substr(0, text.find_last_not_of(blanks) + 1);
    DocumentPtr document = text.size() <= limits_.bytes ? tryJsonTree(text, owner_, tokens_, limits_, std::move(model_)) : nullptr;
    if (!document) {
        return false;
    }
    model_ = asModel(document);
    stopped_ = !each_(std::move(document), at_);
    at_ += text.size();
    return true;
}

/// A window that holds something wrong: what stands before it is still delivered.
Done LineReader::readOneByOne(std::string_view window) {
    const std::size_t windowEnd = at_ + window.size();
    while (!stopped_ && skipBlanks() && at_ < windowEnd) {
        JsonScanner scanner(bytes_, limits_);
        std::size_t end = 0;
        if (!scanner.scanValue(at_, end)) {
            return fail(jsonError(scanner.fault(), bytes_));
        }
        PB_CHECK(deliver(readJson(bytes_.substr(at_, end - at_), owner_, limits_)));
        at_ = end;
    }
    return {};
}

/// An error tells its place in the stream, not in the document.
Done LineReader::deliver(Result<DocumentPtr> document) {
    if (!document) {
        JsonScanner scanner(bytes_, limits_);
        std::size_t end = 0;
        return fail(scanner.scanValue(at_, end) ? std::move(document.error()) : jsonError(scanner.fault(), bytes_));
    }
    model_ = asModel(*document);
    stopped_ = !each_(std::move(*document), at_);
    return {};
}

}  // namespace

Done readJsonLines(std::string_view bytes, const EachDocument& each, const JsonLimits& limits, std::shared_ptr<const void> owner) {
    return LineReader(bytes, each, limits, std::move(owner)).read();
}

}  // namespace pb::doc

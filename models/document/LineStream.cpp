#include "models/document/LineStream.h"

#include "models/document/Utf8.h"

namespace pb::doc {

namespace {

class PieceReader {
public:
    PieceReader(std::string begun, const ByteSource& source, const EachDocument& each, std::size_t pieceSize)
        : held_(std::move(begun)), source_(source), each_(each), pieceSize_(pieceSize) {}

    Done read() {
        std::size_t size = pieceSize_;
        for (bool isLast = false; !isLast && !isStopped_;) {
            const std::size_t before = held_.size();
            PB_CHECK(source_(held_, size));
            isLast = held_.size() - before < size;
            const std::uint64_t settled = settled_;
            PB_CHECK(readPiece(isLast));
            size = settled_ == settled ? size * 2 : pieceSize_;
        }
        return {};
    }

private:
    /// The whole lines of what is held, all of it at the end. A document that goes on behind them waits for the rest.
    Done readPiece(bool isLast) {
        const std::size_t end = isLast ? held_.size() : held_.rfind('\n') + 1;
        std::size_t delivered = 0;
        const Done done = readJsonLines(std::string_view(held_).substr(0, end), [&](DocumentPtr document, std::uint64_t firstByte) {
            delivered = static_cast<std::size_t>(firstByte) + document->bytes().size();
            isStopped_ = !each_(std::move(document), settled_ + firstByte);
            return !isStopped_;
        });
        if (!done && (isLast || !isCut(done.error(), end))) {
            return fail(inStream(done.error()));
        }
        settle(done && !isStopped_ ? end : delivered);
        return {};
    }

    /// Whether only blanks follow the place of the error.
    bool isCut(const Error& error, std::size_t end) const {
        const std::string_view lines = std::string_view(held_).substr(0, end);
        return error.place.byte != Place::npos && lines.find_first_not_of(" \t\r\n", error.place.byte) == std::string_view::npos;
    }

    Error inStream(Error error) const {
        error.place.line += lines_;
        error.place.byte += settled_;
        return error;
    }

    void settle(std::size_t size) {
        lines_ += static_cast<int>(countLineBreaks(std::string_view(held_).substr(0, size)));
        settled_ += size;
        held_.erase(0, size);
    }

    std::string held_;
    const ByteSource& source_;
    const EachDocument& each_;
    std::size_t pieceSize_;
    std::uint64_t settled_ = 0;  ///< bytes of the stream before those held
    int lines_ = 0;              ///< line ends in them
    bool isStopped_ = false;
};

}  // namespace

Done streamJsonLines(std::string begun, const ByteSource& source, const EachDocument& each, std::size_t pieceSize) {
    return PieceReader(std::move(begun), source, each, pieceSize).read();
}

}  // namespace pb::doc

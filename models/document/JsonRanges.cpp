#include "models/document/JsonPointer.h"
#include "models/document/JsonStream.h"

namespace pb::doc {

namespace {

/// Keeps the pointer of where it is: a node does not know its own.
class RangeWriter {
public:
    explicit RangeWriter(const TextPiece& each) : each_(each) {}

    void write(Value value) {
        out_ += "{\"pointer\":";
        writeJsonString(pointer_, out_);
        out_ += ",\"range\":[" + std::to_string(value.range().begin) + "," + std::to_string(value.range().end) + "]}\n";
        if (out_.size() >= jsonPieceSize) {
            finish();
        }
        const std::size_t size = pointer_.size();
        std::size_t position = 0;
        for (const Value child : value.children()) {
            pointer_ += '/';
            if (value.is(Kind::array)) {
                pointer_ += std::to_string(position++);
            } else {
                appendPointerToken(child.name(), pointer_);
            }
            write(child);
            pointer_.resize(size);
        }
    }

    void finish() {
        each_(out_);
        out_.clear();
    }

private:
    const TextPiece& each_;
    std::string out_, pointer_;
};

}  // namespace

void streamRanges(Value value, const TextPiece& each) {
    RangeWriter writer(each);
    writer.write(value);
    writer.finish();
}

}  // namespace pb::doc

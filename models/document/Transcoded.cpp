#include "models/document/Transcoded.h"

#include <algorithm>

namespace pb::doc {

Transcoded::Transcoded(Charset charset, std::string_view bytes)
    : sourceSize_(bytes.size()), isWide_(!isSingleByte(charset)) {
    decodeText(charset, bytes, text_);
}

/// A character of one to three bytes of UTF-8 is one unit of the source; one of four bytes is two units of UTF-16.
std::size_t Transcoded::byteOf(std::size_t textOffset) const {
    if (textOffset < knownText_) {
        knownText_ = knownByte_ = 0;
    }
    const std::size_t unit = isWide_ ? 2 : 1;
    while (knownText_ < textOffset && knownText_ < text_.size()) {
        const auto lead = static_cast<unsigned char>(text_[knownText_]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        knownText_ += length;
        knownByte_ += length == 4 ? 2 * unit : unit;
    }
    return std::min(knownByte_, sourceSize_);
}

}  // namespace pb::doc

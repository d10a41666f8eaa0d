#pragma once

#include "models/document/Charset.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace pb::doc {

/// Bytes of a charset as UTF-8 text, and where each character of it stands in the bytes.
class Transcoded {
public:
    Transcoded(Charset charset, std::string_view bytes);

    std::string_view text() const { return text_; }
    /// The byte of the source at which the character at `textOffset` begins. Fast when asked for in rising order.
    std::size_t byteOf(std::size_t textOffset) const;

private:
    std::string text_;
    std::size_t sourceSize_;
    bool isWide_;
    mutable std::size_t knownText_ = 0, knownByte_ = 0;  ///< where the last answer was
};

}  // namespace pb::doc

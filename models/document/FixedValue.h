#pragma once

#include "models/document/Charset.h"
#include "models/base/Result.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace pb::doc {

/// A field of a fixed-width record.
struct FixedField {
    enum class Kind {
        text,
        number,  ///< digits as text, a sign before or behind them
        packed,  ///< two digits a byte, the last half byte is the sign (COMP-3)
        zoned,   ///< a digit a byte, the sign in the zone of the last one (DISPLAY with sign)
        binary,  ///< two's complement, most significant byte first (COMP)
    };
    Kind kind = Kind::text;
    std::size_t begin = 0;   ///< in the record: bytes, or characters where the charset is UTF-8
    std::size_t length = 0;
    int decimals = 0;        ///< digits behind the decimal point, which stands in no text
    bool isSigned = true;
    bool isRight = false;    ///< justified
    char pad = ' ';          ///< ASCII
};

/// What the bytes of a field say.
struct FixedContent {
    enum class Kind { nothing, text, number, wrong };  ///< wrong: no number; `text` shows what stands there
    Kind kind = Kind::nothing;
    std::string text;          ///< UTF-8, or the digits of a JSON number
    std::size_t begin = 0;     ///< of the text without padding, in the field's bytes; of other kinds the whole field
    std::size_t end = 0;
};
FixedContent decodeFixed(const FixedField& field, Charset charset, std::string_view bytes);

/// The bytes of the field. The error is why the text does not fit ("It has 12 characters, the field has 10.").
tl::expected<std::string, QString> encodeFixed(const FixedField& field, Charset charset, std::string_view text,
                                               bool isNull);

}  // namespace pb::doc

#pragma once

#include "models/document/Charset.h"
#include "models/document/edi/Tokenizer.h"

#include <string>

namespace pb::doc::edi {

/// The text of a part in UTF-8.
class TextDecoder {
public:
    Charset charset = Charset::utf8;
    char release = '\0';

    /// Valid as long as the part's bytes and until the next call.
    std::string_view text(const Part& part) {
        if (part.isPlain) {
            return part.raw();
        }
        raw_.clear();
        unescape(part.raw(), release, raw_);
        if (charset == Charset::utf8) {
            return raw_;
        }
        decoded_.clear();
        decodeText(charset, raw_, decoded_);
        return decoded_;
    }

private:
    std::string raw_, decoded_;
};

}  // namespace pb::doc::edi

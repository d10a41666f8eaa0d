#pragma once

#include "models/jsonata/run/Raise.h"

#include <cstddef>

namespace pb::jsonata {

/// Neither a picture, nor the text that it makes, nor the pattern that reads such a text may have more bytes: D1023.
inline constexpr std::size_t longestPicture = 10'000;

inline void checkPictureLength(std::size_t bytes) {
    if (bytes > longestPicture) {
        raise("D1023", std::to_string(longestPicture));
    }
}

}  // namespace pb::jsonata

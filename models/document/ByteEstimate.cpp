#include "models/document/ByteEstimate.h"

#include <algorithm>
#include <cstdint>

namespace pb::doc {

ByteEstimate::ByteEstimate(std::string_view text) : size_(text.size()) {
    constexpr std::size_t samples = 16;
    constexpr std::size_t sampleSize = 16 * 1024;
    const std::size_t step = std::max(text.size() / samples, sampleSize);
    for (std::size_t at = 0; at < text.size(); at += step) {
        const std::string_view sample = text.substr(at, sampleSize);
        for (const char c : sample) {
            ++counts_[static_cast<std::uint8_t>(c)];
        }
        counted_ += sample.size();
    }
}

std::size_t ByteEstimate::of(char byte) const {
    return counted_ == 0 ? 0 : counts_[static_cast<std::uint8_t>(byte)] * size_ / counted_;
}

}  // namespace pb::doc

#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace pb::doc {

/// About how often each byte stands in a text, by samples of it: for memory that is asked for before the text is read.
class ByteEstimate {
public:
    explicit ByteEstimate(std::string_view text);

    std::size_t of(char byte) const;

private:
    std::array<std::size_t, 256> counts_{};
    std::size_t counted_ = 0;
    std::size_t size_;
};

}  // namespace pb::doc

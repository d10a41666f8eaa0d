#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pb::schema {

/// Whether values repeat, in bounded memory: exact for the first 1,024 values, from then on by a sample of their hashes
/// that is halved whenever it fills.
class Repetition {
public:
    static constexpr std::size_t mostHashes = 1024;

    void add(std::string_view value);
    bool found() const { return found_; }
    void setFound();

    /// base64 of the level (one byte) and the hashes (eight bytes each, little endian); "" where nothing was added.
    std::string memory() const;
    /// False where the text is no such memory.
    bool restore(std::string_view memory);

private:
    bool isSampled(std::uint64_t hash) const { return level_ == 0 || hash >> (64 - level_) == 0; }
    void insert(std::uint64_t hash);
    void halve();

    std::vector<std::uint64_t> slots_;  ///< open addressing by the low bits; 0 = empty
    std::size_t count_ = 0;
    int level_ = 0;  ///< sampled are hashes whose `level_` highest bits are 0
    bool found_ = false;
};

}  // namespace pb::schema

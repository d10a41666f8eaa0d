#include "models/flow/MessageStore.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace pb::flow {

/// The rows and the bytes they point to. Chunks have a fixed size, so that bytes never move; the next block goes on in the
/// chunk that this one has begun.
struct MessageStore::Block {
    std::array<const char*, rowsPerBlock> rows{};
    std::vector<std::shared_ptr<char[]>> chunks;
    char* free = nullptr;
    std::size_t freeBytes = 0, allocated = 0;

    Block() = default;
    explicit Block(const Block& before) : chunks{before.chunks.back()}, free(before.free), freeBytes(before.freeBytes) {}

    char* take(std::size_t bytes) {
        if (bytes > freeBytes) {
            const std::size_t size = std::max(bytes, chunkBytes);
            chunks.push_back(std::shared_ptr<char[]>(new char[size]));
            free = chunks.back().get();
            freeBytes = size;
            allocated += size;
        }
        char* const out = free;
        free += bytes;
        freeBytes -= bytes;
        return out;
    }
};

struct MessageStore::Row {
    std::uint64_t channel = 0, partition = 0, offset = 0;
    Fingerprint cause = 0;
    std::string_view message;
};

std::uint32_t MessageStore::channelNumber(const std::string& channel) {
    if (!channels_) channels_ = std::make_shared<const std::vector<std::string>>();
    const auto found = std::ranges::find(*channels_, channel);
    const auto number = static_cast<std::uint32_t>(found - channels_->begin());
    if (found != channels_->end()) return number;
    auto more = *channels_;
    more.push_back(channel);
    channels_ = std::make_shared<const std::vector<std::string>>(std::move(more));
    return number;
}

std::uint32_t MessageStore::append(const Message& message, Fingerprint cause) {
    if (size_ % rowsPerBlock == 0) blocks_.push_back(blocks_.empty() ? std::make_shared<Block>() : std::make_shared<Block>(*blocks_.back()));
    packed_.clear();
    putVarint(channelNumber(message.position.channel), packed_);
    putVarint(zigzag(message.position.partition), packed_);
    putVarint(zigzag(message.position.offset), packed_);
    packed_ += cause != 0 ? '\1' : '\0';
    if (cause != 0) packed_.append(reinterpret_cast<const char*>(&cause), sizeof cause);
    packMessage(message.timestamp, message.key, message.headers, message.body, message.hasBody, packed_);
    std::string length;
    putVarint(packed_.size(), length);

    Block& block = *blocks_.back();
    char* const place = block.take(length.size() + packed_.size());
    std::memcpy(place, length.data(), length.size());
    std::memcpy(place + length.size(), packed_.data(), packed_.size());
    block.rows[size_ % rowsPerBlock] = place;
    return size_++;
}

std::size_t MessageStore::memoryBytes() const {
    std::size_t out = sizeof *this;
    for (const auto& block : blocks_) out += sizeof(Block) + block->allocated;
    return out;
}

void MessageStore::clear() { *this = MessageStore(); }

MessageStore::Row MessageStore::rowAt(std::uint32_t row) const {
    const char* const begin = blocks_[row / rowsPerBlock]->rows[row % rowsPerBlock];
    std::string_view rest(begin, 10);  // of which no more is read than the length takes
    std::uint64_t length = 0;
    takeVarint(rest, length);
    rest = std::string_view(rest.data(), static_cast<std::size_t>(length));
    Row out;
    takeVarint(rest, out.channel);
    takeVarint(rest, out.partition);
    takeVarint(rest, out.offset);
    const bool hasCause = rest[0] != '\0';
    rest.remove_prefix(1);
    if (hasCause) {
        std::memcpy(&out.cause, rest.data(), sizeof out.cause);
        rest.remove_prefix(sizeof out.cause);
    }
    out.message = rest;
    return out;
}

MessageRef MessageStore::at(std::uint32_t row) const {
    MessageRef out;
    if (row >= size_) return out;
    std::string_view bytes = rowAt(row).message;
    unpackMessage(bytes, out);
    return out;
}

Position MessageStore::position(std::uint32_t row) const {
    if (row >= size_) return {};
    const Row found = rowAt(row);
    return {(*channels_)[static_cast<std::size_t>(found.channel)], static_cast<std::int32_t>(unzigzag(found.partition)),
            unzigzag(found.offset)};
}

Message MessageStore::message(std::uint32_t row) const {
    Message out;
    out.position = position(row);
    copyTo(at(row), out);
    return out;
}

Fingerprint MessageStore::cause(std::uint32_t row) const { return row < size_ ? rowAt(row).cause : 0; }

}  // namespace pb::flow

#pragma once

#include "models/base/Progress.h"
#include "models/flow/DeadLetter.h"
#include "models/flow/MessageCodec.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pb::flow {

/// Many messages in chunks of packed bytes: payload plus at most 40 bytes a message. Rows are numbered in the order of
/// arrival and never move. One writer; readers on other threads take a snapshot(), which costs a few pointers. Memory
/// that a reader can see is never written again.
class MessageStore {
public:
    /// The row of the message. `cause` is the fingerprint of a dead letter, 0 for any other message. Never on a snapshot.
    std::uint32_t append(const Message& message, Fingerprint cause = 0);
    std::uint32_t size() const { return size_; }
    std::size_t memoryBytes() const;
    void clear();

    MessageRef at(std::uint32_t row) const;        ///< valid as long as the store or a snapshot of it
    Position position(std::uint32_t row) const;
    Message message(std::uint32_t row) const;      ///< a copy
    Fingerprint cause(std::uint32_t row) const;

    /// The rows of now, for a worker: shares the bytes, is not changed by a later append or clear().
    MessageStore snapshot() const { return *this; }

private:
    static constexpr std::uint32_t rowsPerBlock = 4096;
    static constexpr std::size_t chunkBytes = 256 * 1024;
    struct Block;
    struct Row;
    Row rowAt(std::uint32_t row) const;
    std::uint32_t channelNumber(const std::string& channel);

    std::vector<std::shared_ptr<Block>> blocks_;
    std::shared_ptr<const std::vector<std::string>> channels_;   ///< replaced, not changed, by a new one
    std::uint32_t size_ = 0;
    std::string packed_;   ///< reused
};

/// What to keep of a list of messages. Empty members let everything through; all that are given must hold.
struct MessageFilter {
    std::string text{};        ///< UTF-8; ASCII letters without regard to case unless `matchesCase`
    bool matchesCase = false;
    bool inBody = true, inKey = true, inHeaders = true;
    std::string headerName{};  ///< the text is sought in headers of this name only
    std::vector<Fingerprint> causes{};
    Millis from = 0, to = 0;   ///< half-open [from, to); 0 = open
    bool isEmpty() const;
    friend bool operator==(const MessageFilter&, const MessageFilter&) = default;
};

/// A filter made ready to be asked a million times. Immutable, thread-safe.
class CompiledFilter {
public:
    explicit CompiledFilter(MessageFilter filter);
    bool matches(const MessageRef& message, Fingerprint cause) const;

    /// The matching rows of [from, to), in order. Stops early (with what it has) when asked to.
    std::vector<std::uint32_t> run(const MessageStore& store, std::uint32_t from, std::uint32_t to, StopToken stop,
                                   Progress& progress = Progress::none()) const;

private:
    bool matchesText(const MessageRef& message) const;
    bool contains(std::string_view bytes) const;
    bool containsFolded(std::string_view bytes) const;

    MessageFilter filter_;
    std::string folded_;   ///< the text in lower case, when case does not matter
};

}  // namespace pb::flow

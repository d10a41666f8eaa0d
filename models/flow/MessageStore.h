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
/// arrival and never move. One writer; readers on other threads take a snapshot(), which costs a few pointers.
class MessageStore {
public:
    MessageStore();

    /// The row of the message. `cause` is the fingerprint of a dead letter, 0 for any other message.
    std::uint32_t append(const Message& message, Fingerprint cause = 0);
    std::uint32_t size() const { return static_cast<std::uint32_t>(size_); }
    std::size_t memoryBytes() const;
    void clear();

    MessageRef at(std::uint32_t row) const;        ///< valid until clear()
    Position position(std::uint32_t row) const;
    Message message(std::uint32_t row) const;      ///< a copy
    Fingerprint cause(std::uint32_t row) const;

    /// The rows of now, for a worker: shares the chunks, is not changed by later appends or clear().
    MessageStore snapshot() const;

private:
    static constexpr std::size_t rowsPerBlock = 4096;
    struct Block;   ///< rows, their bytes; filled in order, then never changed
    std::string_view bytesOf(std::uint32_t row) const;

    std::vector<std::shared_ptr<Block>> blocks_;
    std::shared_ptr<std::vector<std::string>> channels_;
    std::size_t size_ = 0;
};

/// What to keep of a list of messages. Empty members let everything through; all that are given must hold.
struct MessageFilter {
    std::string text;          ///< UTF-8; ASCII letters without regard to case unless `matchesCase`
    bool matchesCase = false;
    bool inBody = true, inKey = true, inHeaders = true;
    std::string headerName;    ///< the text is sought in headers of this name only
    std::vector<Fingerprint> causes;
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
    std::string lower_, upper_;  ///< of the text, when case does not matter
};

}  // namespace pb::flow

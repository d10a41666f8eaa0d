#pragma once

#include "models/document/Formats.h"

#include <cstdint>
#include <vector>

namespace pb::doc {

/// What is wrong with encoded bytes (Avro, Protobuf) at one place.
struct Misreading {
    std::uint32_t node = 0;         ///< of the document: the value that is meant, or that has the place
    std::size_t byte = 0;
    QString reason;                 ///< whole sentences that do not name the value
    const char* rule = "encoding";  ///< "encoding", "type", "enum", "range", "required" or "depth"
};

/// The first ones.
class Misreadings {
public:
    static constexpr std::size_t most = 1000;

    void add(Misreading misreading) {
        ++count_;
        if (all_.size() < most) {
            all_.push_back(std::move(misreading));
        }
    }
    std::size_t count() const { return count_; }  ///< with those that are not kept
    const std::vector<Misreading>& all() const { return all_; }

private:
    std::vector<Misreading> all_;
    std::size_t count_ = 0;
};

/// What could be read of bytes. A value that could not be read is null, or as much of it as is good.
struct Reading {
    DocumentPtr document;
    Misreadings misreadings;  ///< in the order of reading
};

/// A codec whose reader goes on behind what is wrong as long as it knows where the next value begins.
class CheckingCodec : public Codec {
public:
    /// An error where the bytes have no beginning, or more than a document can hold.
    virtual Result<Reading> readAll(std::string_view bytes) const = 0;
};

}  // namespace pb::doc

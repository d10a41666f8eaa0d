#pragma once

#include "models/base/Words.h"
#include "models/document/JsonNumber.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace pb::jsonata {

/// Text that is appended to a string. Short pieces are gathered in a room of its own first, so that they cost no call;
/// `flushed` moves them to the string, which is to be done at the end too.
class ResultText {
public:
    explicit ResultText(std::string& out) : out_(out) {}
    ResultText(const ResultText&) = delete;
    ResultText& operator=(const ResultText&) = delete;

    void append(char c) {
        if (used_ == room_.size()) {
            flushed();
        }
        room_[used_++] = c;
    }
    PB_ALWAYS_INLINE void append(std::string_view text) {
        if (text.size() > room_.size() - used_) {
            flushed().append(text);
            return;
        }
        words::copy(text.data(), text.size(), room_.data() + used_);
        used_ += text.size();
    }
    void append(double value) {
        if (room_.size() - used_ < doc::longestJsonNumber) {
            flushed();
        }
        char* const begin = room_.data() + used_;
        used_ += static_cast<std::size_t>(doc::writeJsonNumber(value, begin) - begin);
    }

    /// Of all that the string has by then.
    std::size_t size() const { return out_.size() + used_; }
    void cut(std::size_t size) {
        if (size >= out_.size()) {
            used_ = size - out_.size();
        } else {
            used_ = 0;
            out_.resize(size);
        }
    }
    char& operator[](std::size_t position) { return position >= out_.size() ? room_[position - out_.size()] : out_[position]; }

    /// The string with everything in it.
    std::string& flushed() {
        out_.append(room_.data(), used_);
        used_ = 0;
        return out_;
    }

private:
    std::string& out_;
    std::size_t used_ = 0;
    std::array<char, 4096> room_;
};

}  // namespace pb::jsonata

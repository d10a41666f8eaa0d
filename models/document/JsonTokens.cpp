#include "models/document/JsonTokens.h"

#include "models/base/platform/Pages.h"
#include "models/document/Utf8.h"

#include <simdjson.h>

#include <algorithm>

namespace pb::doc {

namespace {

/// The first `size` bytes, or a few less where these end in the midst of a character.
std::string_view wholeSequences(std::string_view bytes, std::size_t size) {
    constexpr std::size_t longest = 4;
    std::size_t end = std::min(size, bytes.size());
    for (std::size_t i = 1; i < longest && end < bytes.size() && (bytes[end] & 0xc0) == 0x80; ++i) {
        --end;
    }
    return bytes.substr(0, end);
}

}  // namespace

bool isValidUtf8(std::string_view bytes, const Passed& passed) {
    constexpr std::size_t pieceSize = 1 << 20;
    const std::size_t most = passed ? pieceSize : bytes.size();
    for (std::size_t at = 0; at < bytes.size();) {
        const std::string_view piece = wholeSequences(bytes.substr(at), most);
        if (!simdjson::validate_utf8(piece.data(), piece.size())) {
            return false;
        }
        at += piece.size();
        if (passed) {
            passed(at);
        }
    }
    return true;
}

struct JsonTokens::Impl {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
    std::size_t capacity = 0;
};

JsonTokens::JsonTokens() : impl_(std::make_unique<Impl>()) {}

JsonTokens::~JsonTokens() = default;

JsonTokens::Outcome JsonTokens::find(std::string_view text) {
    if (!impl_->parser || text.size() > impl_->capacity) {
        constexpr std::size_t unusedDepth = 1;
        const std::size_t capacity = std::max<std::size_t>(text.size(), 64);
        const auto error = simdjson::get_active_implementation()->create_dom_parser_implementation(
            capacity, unusedDepth, impl_->parser);
        if (error != simdjson::SUCCESS) {
            return Outcome::noMemory;
        }
        impl_->capacity = capacity;
        constexpr std::size_t usualDensity = 4;  // bytes of text a token
        platform::adviseLargePages(begin(), capacity / usualDensity * sizeof(std::uint32_t));
    }
    const auto error = impl_->parser->stage1(reinterpret_cast<const std::uint8_t*>(text.data()), text.size(),
                                             simdjson::stage1_mode::regular);
    return error == simdjson::SUCCESS ? Outcome::found : Outcome::refused;
}

/// Most likely outside of strings: behind the last object that ends there, else behind any comma. `end` where there is none.
std::size_t JsonTokenWindows::cutBefore(std::size_t end) const {
    constexpr std::size_t searched = 4096;
    const std::size_t from = std::max(end_, end - std::min(end, searched));
    const std::string_view tail = text_.substr(from, end - from);
    for (const std::string_view wanted : {std::string_view("},"), std::string_view(",")}) {
        if (const std::size_t found = tail.rfind(wanted); found != std::string_view::npos) {
            return from + found + wanted.size();
        }
    }
    return end;
}

/// Quotes tell: a window that ends in a string has an odd number of them, which the search refuses. Then a larger one is tried.
JsonTokens::Outcome JsonTokenWindows::next() {
    begin_ = end_;
    for (std::size_t size = size_;; size *= 2) {
        const std::size_t most = std::min(begin_ + size, text_.size());
        const std::size_t end = most == text_.size() ? most : cutBefore(most);
        if (end == most && most != text_.size()) {
            continue;
        }
        outcome_ = tokens_.find(text_.substr(begin_, end - begin_));
        if (outcome_ != JsonTokens::Outcome::refused || end == text_.size()) {
            end_ = end;
            return outcome_;
        }
    }
}

const std::uint32_t* JsonTokens::begin() const {
    return impl_->parser->structural_indexes.get();
}

const std::uint32_t* JsonTokens::end() const {
    return begin() + impl_->parser->n_structural_indexes;
}

}  // namespace pb::doc

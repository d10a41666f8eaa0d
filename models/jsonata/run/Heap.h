#pragma once

#include "models/base/Poison.h"
#include "models/jsonata/run/Word.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace pb::jsonata {

/// Where a run puts what it makes: memory that only grows and is given up at once. Nothing in it has a destructor.
class Heap {
public:
    explicit Heap(std::size_t limit) : limit_(limit) {}
    Heap(const Heap&) = delete;
    Heap& operator=(const Heap&) = delete;

    void* allocate(std::size_t bytes) {
        bytes = (bytes + 7) & ~std::size_t{7};
        if (bytes > static_cast<std::size_t>(end_ - at_)) {
            grow(bytes);
        }
        void* result = at_;
        at_ += bytes;
        unpoison(result, bytes);
        return result;
    }

    template <typename T>
    T* make() {
        static_assert(std::is_trivially_destructible_v<T>);
        return new (allocate(sizeof(T))) T();
    }
    template <typename T>
    T* makeMany(std::size_t count) {
        static_assert(std::is_trivially_destructible_v<T>);
        return static_cast<T*>(allocate(sizeof(T) * count));
    }

    std::string_view copy(std::string_view text);
    Word text(std::string_view text) { return wrap(copy(text)); }
    /// A text whose bytes live long enough already.
    Word wrap(std::string_view text) {
        auto* view = make<std::string_view>();
        *view = text;
        return Word::ofText(view);
    }

    Array* array(std::size_t capacity = 0);
    Array* array(std::span<const Word> items);
    Array* sequence(std::span<const Word> items) {
        Array* made = array(items);
        made->isSequence = true;
        return made;
    }
    void push(Array& array, Word item);

    Object* object(std::size_t capacity = 0);
    void append(Object& object, std::string_view key, Word value);  ///< the key is new and its bytes live long enough
    void set(Object& object, std::string_view key, Word value);     ///< copies a new key
    void remove(Object& object, std::string_view key);

    /// How far it had grown.
    struct Mark {
        std::size_t chunk = 0;
        std::byte* at = nullptr;
        std::byte* end = nullptr;
    };
    Mark mark() const { return {current_, at_, end_}; }
    /// Gives up what was made since; the memory is kept.
    void release(Mark mark);
    void clear() { release({}); }
    std::size_t used() const { return used_; }

private:
    struct Chunk {
        std::unique_ptr<std::byte[]> bytes;
        std::size_t size = 0;
    };
    void grow(std::size_t bytes);
    void reserve(Object& object, std::size_t capacity);

    std::vector<Chunk> chunks_;
    std::size_t current_ = 0;  ///< chunks before it are full
    std::byte* at_ = nullptr;
    std::byte* end_ = nullptr;
    std::size_t used_ = 0;
    std::size_t limit_;
};

/// Index of the member, or npos.
std::size_t indexOf(const Object& object, std::string_view key);

}  // namespace pb::jsonata

#include "models/jsonata/run/Heap.h"

#include "models/base/platform/Pages.h"
#include "models/jsonata/run/Raise.h"

#include <algorithm>
#include <cstring>

namespace pb::jsonata {

namespace {

constexpr std::size_t firstChunk = std::size_t{16} << 10;
constexpr std::size_t largestChunk = std::size_t{8} << 20;
constexpr std::size_t indexedFrom = 12;  ///< smaller objects are searched one by one
constexpr std::uint32_t emptyCell = 0xffffffffu;

std::size_t hashOf(std::string_view key) { return std::hash<std::string_view>{}(key); }

void enter(Object& object, std::uint32_t position) {
    std::size_t cell = hashOf(object.keys[position]) & (object.indexSize - 1);
    while (object.index[cell] != emptyCell) {
        cell = (cell + 1) & (object.indexSize - 1);
    }
    object.index[cell] = position;
}

void rebuild(Object& object) {
    std::fill_n(object.index, object.indexSize, emptyCell);
    for (std::uint32_t i = 0; i < object.size; ++i) {
        enter(object, i);
    }
}

}  // namespace

void Heap::grow(std::size_t bytes) {
    if (current_ < chunks_.size()) {
        ++current_;
    }
    while (current_ < chunks_.size() && chunks_[current_].size < bytes) {
        ++current_;
    }
    if (current_ >= chunks_.size()) {
        const std::size_t next = chunks_.empty() ? firstChunk : std::min(chunks_.back().size * 2, largestChunk);
        const std::size_t size = std::max(bytes, next);
        used_ += size;
        if (used_ > limit_) {
            raise("D1021");
        }
        chunks_.push_back({std::make_unique_for_overwrite<std::byte[]>(size), size});
        platform::adviseLargePages(chunks_.back().bytes.get(), size);
        current_ = chunks_.size() - 1;
    }
    at_ = chunks_[current_].bytes.get();
    end_ = at_ + chunks_[current_].size;
}

void Heap::release(Mark mark) {
    const bool isAll = mark.at == nullptr && !chunks_.empty();
    for (std::size_t i = mark.chunk + 1; i <= current_ && i < chunks_.size(); ++i) {
        poison(chunks_[i].bytes.get(), chunks_[i].size);
    }
    current_ = mark.chunk;
    at_ = isAll ? chunks_[0].bytes.get() : mark.at;
    end_ = isAll ? at_ + chunks_[0].size : mark.end;
    poison(at_, static_cast<std::size_t>(end_ - at_));
}

std::string_view Heap::copy(std::string_view text) {
    if (text.empty()) {
        return {};
    }
    char* bytes = makeMany<char>(text.size());
    std::memcpy(bytes, text.data(), text.size());
    return {bytes, text.size()};
}

Array* Heap::array(std::size_t capacity) {
    Array* made = make<Array>();
    made->capacity = static_cast<std::uint32_t>(capacity);
    made->items = capacity == 0 ? nullptr : makeMany<Word>(capacity);
    return made;
}

Array* Heap::array(std::span<const Word> items) {
    Array* made = array(items.size());
    std::copy(items.begin(), items.end(), made->items);
    made->size = static_cast<std::uint32_t>(items.size());
    return made;
}

void Heap::push(Array& array, Word item) {
    if (array.size == array.capacity) {
        const std::size_t capacity = std::max<std::size_t>(4, std::size_t{array.capacity} * 2);
        Word* items = makeMany<Word>(capacity);
        std::copy(array.begin(), array.end(), items);
        array.items = items;
        array.capacity = static_cast<std::uint32_t>(capacity);
    }
    array.items[array.size++] = item;
}

Object* Heap::object(std::size_t capacity) {
    Object* made = make<Object>();
    if (capacity != 0) {
        reserve(*made, capacity);
    }
    return made;
}

void Heap::reserve(Object& object, std::size_t capacity) {
    auto* keys = makeMany<std::string_view>(capacity);
    auto* values = makeMany<Word>(capacity);
    std::copy_n(object.keys, object.size, keys);
    std::copy_n(object.values, object.size, values);
    if (object.origins) {
        auto* origins = makeMany<std::uint32_t>(capacity);
        std::copy_n(object.origins, object.size, origins);
        object.origins = origins;
    }
    object.keys = keys;
    object.values = values;
    object.shape = nullptr;
    object.capacity = static_cast<std::uint32_t>(capacity);
    if (capacity > indexedFrom) {
        object.indexSize = 32;
        while (object.indexSize < capacity * 2) {
            object.indexSize *= 2;
        }
        object.index = makeMany<std::uint32_t>(object.indexSize);
        rebuild(object);
    }
}

void Heap::append(Object& object, std::string_view key, Word value) {
    if (object.size >= object.capacity) {
        reserve(object, std::max<std::size_t>(4, std::size_t{object.size} * 2));
    }
    const_cast<std::string_view*>(object.keys)[object.size] = key;
    object.values[object.size] = value;
    if (object.origins) {
        object.origins[object.size] = 0;
    }
    ++object.size;
    if (object.index) {
        enter(object, object.size - 1);
    }
}

void Heap::set(Object& object, std::string_view key, Word value) {
    const std::size_t position = indexOf(object, key);
    if (position != std::string_view::npos) {
        object.values[position] = value;
        if (object.origins) {
            object.origins[position] = 0;
        }
    } else {
        append(object, copy(key), value);
    }
}

void Heap::remove(Object& object, std::string_view key) {
    const std::size_t position = indexOf(object, key);
    if (position == std::string_view::npos) {
        return;
    }
    if (object.capacity == 0) {
        reserve(object, object.size);
    }
    auto* keys = const_cast<std::string_view*>(object.keys);
    std::copy(keys + position + 1, keys + object.size, keys + position);
    std::copy(object.values + position + 1, object.values + object.size, object.values + position);
    if (object.origins) {
        std::copy(object.origins + position + 1, object.origins + object.size, object.origins + position);
    }
    --object.size;
    if (object.index) {
        rebuild(object);
    }
}

std::size_t indexOf(const Object& object, std::string_view key) {
    if (!object.index) {
        for (std::size_t i = 0; i < object.size; ++i) {
            if (object.keys[i] == key) {
                return i;
            }
        }
        return std::string_view::npos;
    }
    std::size_t cell = hashOf(key) & (object.indexSize - 1);
    while (object.index[cell] != emptyCell) {
        if (object.keys[object.index[cell]] == key) {
            return object.index[cell];
        }
        cell = (cell + 1) & (object.indexSize - 1);
    }
    return std::string_view::npos;
}

}  // namespace pb::jsonata

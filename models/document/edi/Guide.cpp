#include "models/document/edi/Guide.h"

#include <algorithm>
#include <bit>

namespace pb::doc::edi {

const Code* ElementDef::code(std::string_view value) const {
    const auto found = std::lower_bound(codes.begin(), codes.end(), value,
                                        [](const Code& code, std::string_view wanted) { return code.value < wanted; });
    return found != codes.end() && found->value == value ? &*found : nullptr;
}

void ElementDef::indexCodes() {
    codeBits_ = static_cast<int>(std::bit_width(codes.size() * 2 + 1));
    packedCodes_.assign(std::size_t{1} << codeBits_, 0);
    for (const Code& code : codes) {
        std::size_t slot = mixed(packed(code.value), codeBits_);
        while (packedCodes_[slot] != 0) {
            slot = (slot + 1) & (packedCodes_.size() - 1);
        }
        packedCodes_[slot] = packed(code.value);
    }
}

void CompositeDef::index() {
    const auto nested = std::find_if(fields.begin(), fields.end(),
                                     [](const Slot& slot) { return slot.composite || slot.most > 1; });
    flat = nested == fields.end() ? static_cast<std::size_t>(-1) : static_cast<std::size_t>(nested - fields.begin());
    mandatory = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(fields.size(), 64); ++i) {
        mandatory |= std::uint64_t{fields[i].isMandatory} << i;
    }
}

const SegmentDef* Dictionary::segment(std::string_view tag) const {
    const auto found = segments.find(tag);
    return found == segments.end() ? nullptr : &found->second;
}

void Guide::index() {
    items = 0;
    index(root);
}

void Guide::index(Loop& loop) {
    loop.tags.clear();
    loop.bitsFrom.assign(loop.items.size() + 1, 0);
    loop.mandatories.assign(loop.items.size() + 1, loop.items.size());
    for (std::size_t i = loop.items.size(); i-- > 0;) {
        loop.bitsFrom[i] = loop.bitsFrom[i + 1] | bitOf(loop.items[i].tag);
        loop.mandatories[i] = loop.items[i].isMandatory ? i : loop.mandatories[i + 1];
    }
    for (Item& item : loop.items) {
        loop.tags.push_back(item.tag);
        item.number = items++;
        if (item.loop) {
            index(*item.loop);
        }
    }
}

bool Guide::knows(std::string_view tag) const {
    return std::binary_search(tags.begin(), tags.end(), tag);
}

}  // namespace pb::doc::edi

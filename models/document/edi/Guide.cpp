#include "models/document/edi/Guide.h"

#include <algorithm>

namespace pb::doc::edi {

const Code* ElementDef::code(std::string_view value) const {
    const auto found = std::lower_bound(codes.begin(), codes.end(), value,
                                        [](const Code& code, std::string_view wanted) { return code.value < wanted; });
    return found != codes.end() && found->value == value ? &*found : nullptr;
}

bool ElementDef::hasCode(std::string_view value) const {
    return std::binary_search(packedCodes.begin(), packedCodes.end(), packed(value));
}

const SegmentDef* Dictionary::segment(std::string_view tag) const {
    const auto found = segments.find(tag);
    return found == segments.end() ? nullptr : &found->second;
}

bool Guide::knows(std::string_view tag) const {
    return std::binary_search(tags.begin(), tags.end(), tag);
}

}  // namespace pb::doc::edi

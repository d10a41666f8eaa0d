#pragma once

#include "models/base/Finding.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace pb::doc::edi {

enum class IssueKind : std::uint8_t {
    interchangeTrailerMissing, interchangeReferenceDiffers, groupCountDiffers, interchangeStray,
    groupTrailerMissing, groupReferenceDiffers, setCountDiffers, groupHeaderMissing, groupStray,
    setTrailerMissing, setReferenceDiffers, segmentCountDiffers, guideMissing,
    segmentUnknown, segmentUnexpected, segmentMissing, segmentTooOften, loopTooOften, segmentUnterminated, segmentEmpty,
    elementMissing, elementRequired, elementTooMany, elementTooShort, elementTooLong, elementCharacters, elementCode,
    elementDate, elementTime, elementExcluded, elementTooOften, lineBreaks, charset,
};

/// What an issue is about; an acknowledgement reports it there.
enum class IssueLevel : std::uint8_t { note, interchange, group, set, segment, element };

/// What the standards say of one kind. X12 codes are of the data element of the level: I18, 716, 718, 720, 723;
/// EDIFACT codes of 0085.
struct IssueTraits {
    IssueLevel level = IssueLevel::note;
    Severity severity = Severity::error;
    const char* rule = "";
    const char* x12 = "";
    const char* edifact = "";
};
const IssueTraits& traitsOf(IssueKind kind);

/// Something that does not fit, with what an acknowledgement has to say about it.
struct Issue {
    IssueKind kind = IssueKind::segmentUnknown;
    int interchange = 0, group = -1, set = -1;  ///< ordinals in their parent, from 0; -1 = outside
    std::uint32_t segment = 0;                  ///< number in the set; ST and UNH are 1
    std::uint16_t element = 0, component = 0;    ///< positions from 1; 0 = none
    std::string tag;                            ///< segment, or loop
    std::string loop;                           ///< of the segment
    std::string elementId;                      ///< "353"
    std::string title;                          ///< of the element or segment
    std::string value;                          ///< as it came, clipped
    std::string wanted;                         ///< what would have been right
    std::size_t byte = 0;                       ///< in the document
};

Finding findingOf(const Issue& issue);

}  // namespace pb::doc::edi

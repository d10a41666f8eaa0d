#pragma once

#include "models/document/edi/Guide.h"
#include "models/document/edi/SegmentText.h"

namespace pb::doc::edi {

/// What stands under "unexpected": segments by the number they had.
class StrayTexts {
public:
    static Result<StrayTexts> of(Value parent);

    /// Writes those whose number is at most `next`.
    Done writeUpTo(std::size_t next, SegmentText& text);

private:
    std::map<std::size_t, Value> segments_;
};

/// Writes one set: by its guide, else in the order in which its members stand.
class SetText {
public:
    SetText(SegmentText& text, const Guide* guide) : text_(text), guide_(guide) {}

    Done write(Value set, const Fill& header, std::string_view reference);

private:
    Done writeTrailer(Value set, std::string_view reference);
    Done writeLoop(const Loop& loop, Value object);
    Done writeItem(const Item& item, Value value);
    Done writeInOrder(Value object);
    Done writeMember(std::string_view name, Value value);
    Done writeSegment(std::string_view tag, Value elements, const Fill& fill = {});
    bool isFrame(std::string_view name) const;

    SegmentText& text_;
    const Guide* guide_;
    StrayTexts strays_;
    std::size_t before_ = 0;  ///< segments of the file in front of the set
    int depth_ = 0;
};

}  // namespace pb::doc::edi

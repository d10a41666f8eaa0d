#pragma once

#include "models/document/edi/Edi.h"
#include "models/document/edi/SetText.h"

namespace pb::doc::edi {

/// Writes a tree: the envelope, with what it leaves out.
class Writer {
public:
    Writer(const EdiStyle& style, const EdiOptions& options);

    Result<std::string> write(Value root);

private:
    Done writeInterchange(Value interchange);
    Done writeX12Header(Value interchange);
    Done writeEdifactHeader(Value interchange);
    Done writeChildren(Value interchange);
    Done writeGroup(Value group);
    Done writeGroupHeader(Value group);
    Done writeSets(Value sets);
    Done writeSet(Value set);
    Done writeTrailer(std::string_view tag, Value parent, std::size_t count, const std::string& reference);
    Done writeStrays(Value parent, StrayTexts& strays, std::size_t before);
    Done checkMembers(Value object, std::initializer_list<std::string_view> known) const;
    Result<const Guide*> guideFor(Value set) const;
    Result<Delimiters> delimitersOf(Value interchange) const;

    bool isX12() const { return text_.standard == Standard::x12; }

    const EdiStyle& style_;
    const Guides& guides_;
    SegmentText text_;
    std::string date_, time_;  ///< CCYYMMDD, HHMM
    std::string interchangeReference_, groupReference_, version_;
    std::uint64_t nextInterchange_, nextGroup_;
    std::uint64_t nextSet_ = 1;
    std::size_t groups_ = 0, sets_ = 0;
    Value isa_;
};

}  // namespace pb::doc::edi

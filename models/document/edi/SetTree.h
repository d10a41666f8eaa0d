#pragma once

#include "models/document/edi/Checker.h"
#include "models/document/edi/Cursor.h"
#include "models/document/edi/SegmentTree.h"

#include <map>

namespace pb::doc::edi {

/// Segments that have no place, by their number; written as the last member of what they stand in.
class Strays {
public:
    void add(std::uint32_t number, const Segment& segment) { segments_.emplace(number, segment); }
    void write(SegmentTree& tree, const Dictionary* dictionary);

private:
    std::map<std::uint32_t, Segment> segments_;
};

/// Writes the segments of one set into the tree, by its guide or by position, and checks them.
class SetTree {
public:
    SetTree(SegmentTree& tree, TextDecoder& decoder, Checker::Report report)
        : tree_(tree), report_(report), checker_(decoder, std::move(report)) {}

    /// As the next value. No guide: by position, with the dictionary's knowledge of segments.
    void open(const Segment& header, const Guide* guide, const Dictionary* dictionary, char decimal, bool checks);
    void add(const Segment& segment);  ///< the trailer too
    void close();                      ///< what is mandatory and did not come is reported

    std::uint32_t segments() const { return number_; }
    /// Name of the loop in which the segment stands; empty outside of loops.
    std::string loopName() const;

private:
    void addByPosition(const Segment& segment);
    void addByGuide(const Segment& segment);
    void leave(std::size_t depth);
    void enter(const Segment& segment);
    void reportMissing(const char* at, const std::string& loop);
    void reportSegment(IssueKind kind, std::string tag, std::string wanted, const char* at, std::string loop);
    void check(const Segment& segment, const SegmentDef* definition);
    bool isTrailer(const Segment& segment) const;
    void name(const Item& item, const char* at);
    void forgetNames();

    SegmentTree& tree_;
    Checker::Report report_;
    Checker checker_;
    Cursor cursor_;
    const Guide* guide_ = nullptr;
    const Dictionary* dictionary_ = nullptr;
    char decimal_ = '.';
    bool checks_ = true;
    bool hasList_ = false;            ///< without a guide: "segments" is open
    std::vector<std::uint8_t> hasArray_;   ///< by level of the cursor: the array of its item is open
    std::vector<std::uint32_t> names_;     ///< ids in the document, by the numbers of the guide's items
    std::uint32_t namesGeneration_ = 0;    ///< the document that they are of
    const Guide* namesGuide_ = nullptr;
    std::vector<const Item*> missing_;
    std::uint32_t number_ = 0;
    const char* end_ = nullptr;
    Strays strays_;
};

}  // namespace pb::doc::edi

#pragma once

#include "models/document/edi/Checker.h"
#include "models/document/edi/Cursor.h"
#include "models/document/edi/SegmentTree.h"

#include <map>

namespace pb::doc::edi {

/// Segments that have no place, by their number; written as the last member of what they stand in.
class Strays {
public:
    void add(std::uint32_t number, const Segment& segment);
    void write(SegmentTree& tree, const Dictionary* dictionary);

private:
    struct Kept {
        Segment segment;
        std::vector<Part> parts;
    };
    std::map<std::uint32_t, Kept> segments_;
};

/// Writes the segments of one set into the tree, by its guide or by position, and checks them.
class SetTree {
public:
    SetTree(SegmentTree& tree, TextDecoder& decoder, Checker::Report report)
        : tree_(tree), report_(report), checker_(decoder, std::move(report)) {}

    /// As the next value. No guide: by position, with the dictionary's knowledge of segments.
    void begin(const Segment& header, const Guide* guide, const Dictionary* dictionary, char decimal, bool checks);
    PB_ALWAYS_INLINE void add(const Segment& segment);  ///< the trailer too
    void close();                      ///< what is mandatory and did not come is reported

    std::uint32_t segments() const { return number_; }
    /// Name of the loop in which the segment stands; empty outside of loops.
    std::string loopName() const;

private:
    void addByPosition(const Segment& segment);
    void addByGuide(const Segment& segment);
    void leave(std::size_t depth);
    void enter(const Segment& segment, std::size_t depth);
    void open(Cursor::Level& level, const char* at);
    bool isPlaced(const Cursor::Step& step, const Segment& segment);
    void reportUnterminated(const Segment& segment);
    void reportMissing(const char* at, const std::string& loop);
    void reportSegment(IssueKind kind, std::string tag, std::string wanted, const char* at, std::string loop);
    bool isTrailer(const Segment& segment) const;
    void forgetNames();

    struct ItemNames {  ///< of an item of the guide, in the present document
        std::uint32_t id = Node::noName;
        SegmentTree::Names* elements = nullptr;  ///< not of a loop
        std::uint64_t kept = Checker::nothingKept;
    };
    ItemNames& namesOf(const Item& item);

    SegmentTree& tree_;
    Checker::Report report_;
    Checker checker_;
    Cursor cursor_;
    const Guide* guide_ = nullptr;
    const Dictionary* dictionary_ = nullptr;
    char decimal_ = '.';
    bool checks_ = true;
    bool hasList_ = false;            ///< without a guide: "segments" is open
    std::vector<ItemNames> names_;         ///< by the numbers of the guide's items
    std::uint32_t namesGeneration_ = 0;    ///< the document that they are of
    const Guide* namesGuide_ = nullptr;
    std::vector<const Item*> missing_;
    std::uint32_t number_ = 0;
    const char* end_ = nullptr;
    Strays strays_;
};

PB_ALWAYS_INLINE void SetTree::add(const Segment& segment) {
    ++number_;
    if (!segment.isTerminated) {
        reportUnterminated(segment);
    }
    guide_ ? addByGuide(segment) : addByPosition(segment);
    end_ = segment.end;
}

}  // namespace pb::doc::edi

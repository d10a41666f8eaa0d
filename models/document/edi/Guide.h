#pragma once

#include "models/document/edi/Delimiters.h"
#include "models/document/edi/Packed.h"

#include <array>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pb::doc::edi {

/// A bit for a packed tag, so that most tags that are not among others are known by one instruction.
inline std::uint64_t bitOf(std::uint64_t tag) {
    return std::uint64_t{1} << mixed(tag, 6);
}

/// How the text of an element is to be read. X12.6 §3.5; EDIFACT's `a`, `an` and `n` are A, AN and R.
enum class ElementType : std::uint8_t {
    an,       ///< any text
    a,        ///< no digits
    integer,  ///< X12 Nd: digits with `decimals` implied places
    real,     ///< digits with a decimal sign
    id,       ///< a code
    date,     ///< YYMMDD or CCYYMMDD
    time,     ///< HHMM, HHMMSS, HHMMSSD, HHMMSSDD
};

struct Code {
    std::string value;
    std::string text;
};

struct ElementDef {
    std::string id;     ///< "353", "2005"
    std::string title;
    ElementType type = ElementType::an;
    std::uint8_t decimals = 0;
    std::uint32_t least = 1, most = 0;  ///< length in characters, without sign and decimal sign
    bool isClosed = false;              ///< no code but those listed
    std::vector<Code> codes;            ///< by value

    const Code* code(std::string_view value) const;  ///< null when it is not listed
    bool hasCode(std::string_view value) const {
        const std::uint64_t code = packed(value);
        std::size_t slot = mixed(code, codeBits_);
        while (packedCodes_[slot] != code && packedCodes_[slot] != 0) {
            slot = (slot + 1) & (packedCodes_.size() - 1);
        }
        return code != 0 && packedCodes_[slot] == code;
    }
    void indexCodes();  ///< when all of them are there

private:
    std::vector<std::uint64_t> packedCodes_ = std::vector<std::uint64_t>(2);  ///< open addressing, 0 = free
    int codeBits_ = 1;  ///< their number is 2 ^ that
};

struct CompositeDef;

/// One position of a segment or a composite. Neither element nor composite: the position is not used.
struct Slot {
    std::string id;
    const ElementDef* element = nullptr;
    const CompositeDef* composite = nullptr;
    bool isMandatory = false;
    std::uint32_t most = 1;  ///< repeats
};

/// A rule between positions (1-based). X12.6 §3.8.3: P all or none, R at least one, E at most one, C if the first then
/// all others, L if the first then at least one other.
struct Relation {
    char kind = 'P';
    std::vector<std::uint8_t> positions;
    std::uint64_t mask = 0;   ///< the positions as bits, 1 is the lowest; 0 where one is beyond 64
    std::uint64_t first = 0;  ///< the bit of the first one

    /// Whether elements that are there, as bits, keep the rule.
    bool isKeptBy(std::uint64_t there) const {
        const std::uint64_t bits = there & mask;
        switch (kind) {
            case 'P':
                return bits == 0 || bits == mask;
            case 'R':
                return bits != 0;
            case 'E':
                return (bits & (bits - 1)) == 0;
            case 'C':
                return (bits & first) == 0 || bits == mask;
            default:
                return (bits & first) == 0 || bits != first;
        }
    }
};

struct CompositeDef {
    std::string id;  ///< "C507"
    std::string title;
    std::vector<Slot> fields;
    std::vector<Relation> relations;
    std::size_t flat = 0;         ///< so many positions may come before one that is a composite or repeats
    std::uint64_t mandatory = 0;  ///< the mandatory ones of the first 64 positions, as bits, 1 is the lowest

    void index();  ///< fills what stands beside the fields
};

/// The same for a segment; `id` is its tag.
using SegmentDef = CompositeDef;

/// Elements, composites and segments of one release.
struct Dictionary {
    std::map<std::string, ElementDef, std::less<>> elements;
    std::map<std::string, CompositeDef, std::less<>> composites;
    std::map<std::string, SegmentDef, std::less<>> segments;

    const SegmentDef* segment(std::string_view tag) const;
};

struct Loop;

/// A segment or a loop at one position of a set.
struct Item {
    std::string name;  ///< the key in the tree: "REF", "N1Loop", "SG2"
    std::uint64_t tag = 0;  ///< packed; of a loop the tag of its first segment
    const SegmentDef* segment = nullptr;  ///< null for a loop, and for a segment that the dictionary does not know
    std::shared_ptr<Loop> loop;           ///< null for a segment
    std::string title;                    ///< of a loop
    bool isMandatory = false;
    std::uint32_t most = 1;
    std::uint32_t number = 0;  ///< different for every item of the guide

    static constexpr std::uint32_t unlimited = 0xffffffff;
    bool repeats() const { return most > 1; }
};

struct Loop {
    std::vector<Item> items;  ///< the first one is a segment, which begins the loop
    std::vector<std::uint64_t> tags;       ///< of the items, beside each other: they are searched for every segment
    std::vector<std::uint64_t> bitsFrom;   ///< by item: bitOf all tags from there on
    std::vector<std::size_t> mandatories;  ///< by item, and one behind the last: the first mandatory one from there on
};

/// The structure of one set (X12) or message (EDIFACT). Files and notation: resources/edi/README.md.
struct Guide {
    Standard standard = Standard::x12;
    std::string release;  ///< "004010", "d96a"
    std::string set;      ///< "850", "ORDERS"
    std::string group;    ///< X12 functional identifier (GS01): "PO"
    std::string title;
    Loop root;            ///< from ST to SE, from UNH to UNT
    std::uint32_t items = 0;  ///< in all loops
    std::vector<std::string> tags;  ///< of all segments in it, sorted
    std::shared_ptr<const Dictionary> dictionary;

    bool knows(std::string_view tag) const;
    void index();  ///< fills what its loops have beside their items

private:
    void index(Loop& loop);
};

}  // namespace pb::doc::edi

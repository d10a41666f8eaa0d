#pragma once

#include "models/document/ByteFinder.h"
#include "models/document/edi/Delimiters.h"
#include "models/document/edi/Packed.h"

#include <array>
#include <span>
#include <string_view>
#include <vector>

namespace pb::doc::edi {

/// A piece of a segment between delimiters.
struct Part {
    enum Opens : std::uint8_t { element, repetition, component };  ///< which separator stands in front of it

    const char* begin = nullptr;
    std::uint32_t size = 0;
    Opens opens = element;
    bool isPlain = true;  ///< the bytes are the text, printable ASCII: no release character, no control character

    std::string_view raw() const { return {begin, size}; }
};

/// The first part is the tag. Line ends in front of it belong to nothing. The parts are those of the tokenizer, until its
/// next segment.
struct Segment {
    const char* begin = nullptr;
    const char* end = nullptr;   ///< its terminator, or the end of the bytes
    std::span<const Part> parts;
    std::uint64_t key = 0;  ///< the tag, packed
    bool isFlat = true;     ///< each part is plain and an element of its own
    bool isTerminated = true;

    std::string_view raw() const { return {begin, static_cast<std::size_t>(end - begin)}; }
    std::string_view tag() const { return parts.front().raw(); }
};

/// Cuts bytes into segments, of any number of interchanges, X12 and EDIFACT. Memory: one segment. A segment and its parts
/// are limited to 4 GiB.
class Tokenizer {
public:
    explicit Tokenizer(std::string_view bytes) : bytes_(bytes), found_(bytes, {}) { at_ = skipFiller(bytes_, 0); }

    bool isAtEnd() const { return at_ >= bytes_.size(); }
    std::size_t at() const { return at_; }  ///< begin of the next segment, or of UNA
    bool isAtInterchange() const {
        const char first = isAtEnd() ? '\0' : bytes_[at_];
        return (first == 'I' || first == 'U') && beginsInterchange(bytes_, at_);
    }

    /// Takes the delimiters of the interchange that begins here; the next segment is its ISA or UNB.
    Result<Header> openInterchange();

    /// The next segment, empty ones left out and counted; false at the end.
    bool next(Segment& segment);

    std::size_t emptySegments() const { return emptySegments_; }

private:
    enum Class : std::uint8_t { plain, special, release, terminator, opensElement, opensRepetition, opensComponent };

    void setDelimiters(const Delimiters& delimiters);
    const char* cutIsa(Segment& segment);
    const char* cut(Segment& segment);
    Part* growParts();
    void skipLineEnds();

    std::string_view bytes_;
    std::size_t at_ = 0;
    std::size_t emptySegments_ = 0;
    Delimiters delimiters_;
    std::array<Class, 256> classes_{};
    ByteFinder<5, true> found_;  ///< all that is not plain
    std::vector<Part> parts_ = std::vector<Part>(32);  ///< room for those of the present segment
    bool isIsaNext_ = false;
};

/// The text of a part as it was meant: released characters without their release character, without line ends.
void unescape(std::string_view raw, char release, std::string& out);

}  // namespace pb::doc::edi

#pragma once

#include "models/document/TreeWriter.h"
#include "models/document/edi/Elements.h"
#include "models/document/edi/Guide.h"
#include "models/document/edi/TextDecoder.h"

#include <array>
#include <unordered_map>

namespace pb::doc::edi {

/// Writes segments into a tree: {"BEG01": "00", "BEG03": "4711"}; composites {"DTM01": {"DTM0101": "137"}}.
class SegmentTree {
public:
    explicit SegmentTree(TextDecoder& decoder) : decoder_(decoder) {}

    /// A new document, whose bytes begin at `base`. `isAlike`: the one before lends it its names.
    void begin(TreeWriter& writer, const char* base, bool isAlike);

    TreeWriter& writer() { return *writer_; }
    std::uint32_t generation() const { return generation_; }  ///< another one for every document with names of its own
    std::uint32_t offset(const char* at) const { return static_cast<std::uint32_t>(at - base_); }

    /// The next value's name; `at` is where what it names begins.
    void name(std::string_view name, const char* at);
    void nameByTag(const Segment& segment);

    /// Ids of the names that a tag's elements have in the present document, and in those that lend it their names.
    struct Names {
        std::string tag;
        std::uint32_t generation = 0;
        std::uint32_t id = none;
        std::vector<std::uint32_t> elements;
        std::vector<std::vector<std::uint32_t>> components;
    };
    Names& namesOf(std::string_view tag);  ///< stays where it is as long as the generation does

    /// As the next value. Without a definition an element is a composite when it has several components.
    void write(const Segment& segment, const SegmentDef* definition) {
        write(segment, definition, namesOf(decoder_.text(segment.parts.front())));
    }
    void write(const Segment& segment, const SegmentDef* definition, Names& names) {
        if (names.elements.size() < segment.parts.size()) {
            names.elements.resize(segment.parts.size(), none);
        }
        const bool isFlat = segment.isFlat && (!definition || segment.parts.size() - 1 <= definition->flat);
        isFlat ? writeFlat(segment, names) : writeNested(segment, definition, names);
    }

private:
    static constexpr std::uint32_t none = 0xffffffff;
    static constexpr std::size_t mostTags = 10'000;  ///< that are remembered

    void writeFlat(const Segment& segment, Names& names);
    void writeNested(const Segment& segment, const SegmentDef* definition, Names& names);
    std::uint32_t elementId(Names& names, std::size_t element);
    std::uint32_t componentId(Names& names, std::size_t element, std::size_t component);
    void writeNesting(Parts parts, Names& names);
    void writeElement(Parts parts, const Slot* slot, Names& names, std::size_t position);
    void writeValue(Parts parts, bool isComposite, Names& names, std::size_t position);
    void writeMember(std::uint32_t id, const Part& part);
    void writeText(const Part& part);

    TextDecoder& decoder_;
    TreeWriter* writer_ = nullptr;
    const char* base_ = nullptr;
    std::uint32_t generation_ = 0;
    std::unordered_map<std::uint64_t, Names> names_;
    std::array<std::pair<std::uint64_t, Names*>, 64> recent_{};  ///< of names_, by a hash of the key
    std::unordered_map<std::string_view, std::uint32_t> fixed_;
};

}  // namespace pb::doc::edi

#include "models/document/edi/SegmentTree.h"

#include <span>

namespace pb::doc::edi {

namespace {

std::string positionOf(std::size_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

void SegmentTree::begin(TreeWriter& writer, const char* base, bool isAlike) {
    writer_ = &writer;
    base_ = base;
    if (!isAlike) {
        fixed_.clear();
    }
    const bool isFull = names_.size() > mostTags;
    if (isFull) {
        names_.clear();
        recent_.fill({});
    }
    generation_ += isFull || !isAlike ? 1 : 0;
}

void SegmentTree::name(std::string_view name, const char* at) {
    const auto [found, isNew] = fixed_.try_emplace(name, 0);
    if (isNew) {
        found->second = writer_->intern(name);
    }
    writer_->internedName(found->second, offset(at));
}

SegmentTree::Names& SegmentTree::namesOf(std::string_view tag) {
    const std::uint64_t key = packed(tag);
    auto& [recentKey, recent] = recent_[mixed(key, 6)];
    if (recent && recentKey == key && key != 0 && recent->generation == generation_) {
        return *recent;
    }
    Names& names = names_[key];
    recentKey = key;
    recent = &names;
    if (names.generation != generation_ || key == 0) {
        names.tag = tag;
        names.generation = generation_;
        names.id = writer_->intern(std::string(tag));
        names.elements.clear();
        names.components.clear();
    }
    return names;
}

std::uint32_t SegmentTree::elementId(Names& names, std::size_t element) {
    if (element >= names.elements.size()) {
        names.elements.resize(element + 1, none);
    }
    std::uint32_t& id = names.elements[element];
    id = id == none ? writer_->intern(names.tag + positionOf(element)) : id;
    return id;
}

std::uint32_t SegmentTree::componentId(Names& names, std::size_t element, std::size_t component) {
    if (element >= names.components.size()) {
        names.components.resize(element + 1);
    }
    std::vector<std::uint32_t>& ids = names.components[element];
    if (component >= ids.size()) {
        ids.resize(component + 1, none);
    }
    std::uint32_t& id = ids[component];
    id = id == none ? writer_->intern(names.tag + positionOf(element) + positionOf(component)) : id;
    return id;
}

void SegmentTree::nameByTag(const Segment& segment) {
    writer_->internedName(namesOf(decoder_.text(segment.parts.front())).id, offset(segment.begin));
}

void SegmentTree::writeFlat(const Segment& segment, Names& names) {
    TreeWriter& writer = *writer_;
    const std::uint32_t* const ids = names.elements.data();  // as many as it has parts: they stay there
    const std::uint32_t object = writer.beginFlat(offset(segment.begin));
    const Part* const parts = segment.parts.data();
    for (std::size_t position = 1; position < segment.parts.size(); ++position) {
        if (const Part& part = parts[position]; part.size > 0) {
            const std::uint32_t id = ids[position] != none ? ids[position] : elementId(names, position);
            const std::uint32_t begin = offset(part.begin);
            const ByteRange range{begin, begin + part.size};
            writer.flatText(id, begin, range, range);
        }
    }
    writer.endFlat(object, offset(segment.end));
}

void SegmentTree::writeNested(const Segment& segment, const SegmentDef* definition, Names& names) {
    writer_->begin(Kind::object, offset(segment.begin));
    const std::uint32_t* const ids = names.elements.data();  // as many as it has parts: they stay there
    const std::span<const Slot> fields = definition ? std::span<const Slot>(definition->fields) : std::span<const Slot>();
    const Part* const end = segment.parts.data() + segment.parts.size();
    const Part* at = partsFrom(segment.parts.data(), end, Part::element).last;
    if (at != segment.parts.data() + 1) {
        writeNesting({segment.parts.data() + 1, at}, names);
    }
    for (std::size_t position = 1; at != end; ++position) {
        const Slot* slot = position <= fields.size() ? &fields[position - 1] : nullptr;
        if (isAlone(at, end) && !(slot && (slot->composite || slot->most > 1))) {
            if (at->size > 0) {
                writeMember(ids[position] != none ? ids[position] : elementId(names, position), *at);
            }
            ++at;
            continue;
        }
        const Parts parts = partsFrom(at, end, Part::element);
        if (!parts.isEmpty()) {
            writer_->internedName(elementId(names, position), offset(at->begin));
            writeElement(parts, slot, names, position);
        }
        at = parts.last;
    }
    writer_->end(offset(segment.end));
}

/// Components of the tag (ISO 9735 §9.2, explicit nesting) are element 00.
void SegmentTree::writeNesting(Parts parts, Names& names) {
    if (!parts.isEmpty()) {
        writer_->internedName(elementId(names, 0), offset(parts.beginByte()));
        writeValue(parts, true, names, 0);
    }
}

void SegmentTree::writeElement(Parts parts, const Slot* slot, Names& names, std::size_t position) {
    const bool isComposite = slot && slot->composite;
    const Parts first = partsFrom(parts.first, parts.last, Part::repetition);
    if (first.last == parts.last && !(slot && slot->most > 1)) {
        writeValue(parts, isComposite, names, position);
        return;
    }
    writer_->begin(Kind::array, offset(parts.beginByte()));
    for (const Part* at = parts.first; at != parts.last;) {
        const Parts one = partsFrom(at, parts.last, Part::repetition);
        writeValue(one, isComposite, names, position);
        at = one.last;
    }
    writer_->end(offset(parts.endByte()));
}

void SegmentTree::writeValue(Parts parts, bool isComposite, Names& names, std::size_t position) {
    if (parts.size() == 1 && !isComposite) {
        writeText(*parts.first);
        return;
    }
    writer_->begin(Kind::object, offset(parts.beginByte()));
    std::size_t component = 0;
    for (const Part& part : parts) {
        ++component;
        if (part.size > 0) {
            writeMember(componentId(names, position, component), part);
        }
    }
    writer_->end(offset(parts.endByte()));
}

void SegmentTree::writeMember(std::uint32_t id, const Part& part) {
    const std::uint32_t begin = offset(part.begin);
    if (part.isPlain) {
        const ByteRange range{begin, begin + part.size};
        writer_->internedText(id, begin, range, range);
    } else {
        writer_->internedName(id, begin);
        writeText(part);
    }
}

void SegmentTree::writeText(const Part& part) {
    const std::uint32_t begin = offset(part.begin);
    const ByteRange range{begin, begin + part.size};
    if (part.isPlain) {
        writer_->scalar(Kind::string, range, begin, part.size);
    } else {
        writer_->ownedText(Kind::string, decoder_.text(part), range);
    }
}

}  // namespace pb::doc::edi

#include "models/document/edi/Checker.h"

#include "models/base/Text.h"

#include <algorithm>

namespace pb::doc::edi {

namespace {

constexpr std::size_t longestValue = 99;  ///< X12 element 724

std::string nameOf(const Relation& relation) {
    std::string name(1, relation.kind);
    for (const std::uint8_t position : relation.positions) {
        name += (position < 10 ? "0" : "") + std::to_string(position);
    }
    return name;
}

bool areDigits(std::string_view text) {
    bool areAll = true;
    for (const char c : text) {
        areAll = areAll && c >= '0' && c <= '9';
    }
    return areAll;
}

/// Tells quickly of most texts of printable ASCII that nothing is wrong with them; of others nothing.
inline bool isSurelySoundText(std::string_view text, const ElementDef& element, char decimal) {
    if (text.size() < element.least || text.size() > element.most || (element.isClosed && !element.hasCode(text))) {
        return false;
    }
    switch (element.type) {
        case ElementType::an:
        case ElementType::id:
            return true;
        case ElementType::integer:
        case ElementType::real: {
            const std::size_t point = element.type == ElementType::real ? text.find(decimal) : std::string_view::npos;
            return point == std::string_view::npos ? areDigits(text)
                                                   : text.size() > 1 && areDigits(text.substr(0, point)) &&
                                                         areDigits(text.substr(point + 1));
        }
        default:
            return !faultOf(text, element, decimal);
    }
}

bool areKept(const SegmentDef& definition, std::uint64_t there) {
    return (there & definition.mandatory) == definition.mandatory &&
           std::all_of(definition.relations.begin(), definition.relations.end(),
                       [&](const Relation& relation) { return relation.mask != 0 && relation.isKeptBy(there); });
}

}  // namespace

void Checker::report(IssueKind kind, At at, const Slot* slot, const char* where, std::string value, std::string wanted) {
    Issue issue;
    issue.kind = kind;
    issue.element = at.element;
    issue.component = at.component;
    if (slot) {
        issue.elementId = slot->element ? slot->element->id : std::string();
        issue.title = slot->element ? slot->element->title : slot->composite ? slot->composite->title : std::string();
    }
    issue.value = std::move(value);
    issue.wanted = std::move(wanted);
    report_(std::move(issue), where);
}

bool Checker::isSurelySound(const Segment& segment, const SegmentDef& definition, std::uint64_t& kept) const {
    constexpr std::size_t mostPositions = 63;  // fewer bits than `nothingKept` has
    const std::size_t count = segment.parts.size() - 1;
    const std::size_t positions = definition.fields.size();
    if (!segment.isFlat || count > definition.flat || count > positions || positions > mostPositions) {
        return false;
    }
    const Part* part = segment.parts.data();
    std::uint64_t there = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if ((++part)->size > 0) {
            const ElementDef* const element = definition.fields[i].element;
            there |= std::uint64_t{1} << i;
            if (element && !isSurelySoundText(part->raw(), *element, decimal_)) {
                return false;
            }
        }
    }
    if (there != kept && !areKept(definition, there)) {
        return false;
    }
    kept = there;
    return true;
}

void Checker::checkEach(const Segment& segment, const SegmentDef& definition) {
    const Part* const end = segment.parts.data() + segment.parts.size();
    const Part* at = partsFrom(segment.parts.data(), end, Part::element).last;
    const std::size_t count = definition.fields.size();
    std::size_t position = 0;
    std::uint64_t there = 0;
    present_.resize(std::max(present_.size(), count));
    for (; at != end && position < count; ++position) {
        const Parts parts = isAlone(at, end) ? Parts{at, at + 1} : partsFrom(at, end, Part::element);
        const Slot& slot = definition.fields[position];
        const At where{static_cast<std::uint16_t>(position + 1), 0};
        const bool isThere = at->size > 0 || (parts.size() > 1 && !parts.isEmpty());
        present_[position] = isThere ? at->begin : nullptr;
        there |= isThere && position < 64 ? std::uint64_t{1} << position : 0;
        if (isThere && parts.size() == 1 && !slot.composite) {
            checkValue(*at, slot, where);
        } else if (isThere) {
            checkElement(parts, slot, where);
        } else if (slot.isMandatory) {
            report(IssueKind::elementMissing, where, &slot, at->begin, {}, {});
        }
        at = parts.last;
    }
    for (std::size_t missing = position; missing < count; ++missing) {
        present_[missing] = nullptr;
        if (definition.fields[missing].isMandatory) {
            report(IssueKind::elementMissing, {static_cast<std::uint16_t>(missing + 1), 0}, &definition.fields[missing],
                   segment.end, {}, {});
        }
    }
    if (at != end && !Parts{at, end}.isEmpty()) {
        report(IssueKind::elementTooMany, {static_cast<std::uint16_t>(position + 1), 0}, nullptr, at->begin,
               clipped(decoder_.text(*at), longestValue), std::to_string(count));
    }
    checkRelations(definition, {}, present_, there, segment.end);
}

void Checker::checkElement(Parts parts, const Slot& slot, At at) {
    std::uint32_t repeats = 0;
    for (const Part* next = parts.first; next != parts.last;) {
        const Parts one = partsFrom(next, parts.last, Part::repetition);
        next = one.last;
        ++repeats;
        if (slot.composite) {
            checkComposite(one, *slot.composite, at);
            continue;
        }
        if (one.first->size > 0) {
            checkValue(*one.first, slot, at);
        }
        if (slot.element && one.size() > 1) {
            report(IssueKind::elementTooMany, {at.element, 2}, &slot, one.first[1].begin,
                   clipped(decoder_.text(one.first[1]), longestValue), "1");
        }
    }
    if (repeats > slot.most && !slot.id.empty()) {
        report(IssueKind::elementTooOften, at, &slot, parts.beginByte(), {}, std::to_string(slot.most));
    }
}

void Checker::checkComposite(Parts parts, const CompositeDef& composite, At at) {
    if (parts.isEmpty()) {
        return;
    }
    components_.assign(composite.fields.size(), nullptr);
    std::uint64_t there = 0;
    for (std::size_t i = 0; i < composite.fields.size(); ++i) {
        const Slot& slot = composite.fields[i];
        at.component = static_cast<std::uint16_t>(i + 1);
        if (i < parts.size() && parts.first[i].size > 0) {
            components_[i] = parts.first[i].begin;
            there |= i < 64 ? std::uint64_t{1} << i : 0;
            checkValue(parts.first[i], slot, at);
        } else if (slot.isMandatory) {
            report(IssueKind::elementMissing, at, &slot, i < parts.size() ? parts.first[i].begin : parts.endByte(), {}, {});
        }
    }
    const Parts more{parts.first + std::min(parts.size(), composite.fields.size()), parts.last};
    if (more.size() > 0 && !more.isEmpty()) {
        at.component = static_cast<std::uint16_t>(composite.fields.size() + 1);
        report(IssueKind::elementTooMany, at, nullptr, more.beginByte(),
               clipped(decoder_.text(*more.first), longestValue), std::to_string(composite.fields.size()));
    }
    checkRelations(composite, at, components_, there, parts.endByte());
}

void Checker::checkValue(const Part& part, const Slot& slot, At at) {
    if (!slot.element) {
        return;
    }
    if (part.isPlain && isSurelySoundText(part.raw(), *slot.element, decimal_)) {
        return;
    }
    const std::string_view text = decoder_.text(part);
    if (auto fault = faultOf(text, *slot.element, decimal_)) {
        report(fault->kind, at, &slot, part.begin, clipped(text, longestValue), std::move(fault->wanted));
    }
}

void Checker::checkRelations(const CompositeDef& definition, At at, const std::vector<const char*>& present,
                             std::uint64_t there, const char* end) {
    for (const Relation& relation : definition.relations) {
        if (relation.mask == 0 || !relation.isKeptBy(there)) {
            checkRelation(relation, definition, at, present, end);
        }
    }
}

/// `at` names the element when the rule is one of a composite.
void Checker::checkRelation(const Relation& relation, const CompositeDef& definition, At at,
                            const std::vector<const char*>& present, const char* end) {
    const std::size_t positions = definition.fields.size();
    std::size_t there = 0;
    std::size_t missing = 0;      // the first position that is not there
    std::size_t superfluous = 0;  // the second position that is there
    for (const std::uint8_t position : relation.positions) {
        const bool isThere = position <= positions && present[position - 1];
        there += isThere ? 1 : 0;
        missing = !isThere && missing == 0 ? position : missing;
        superfluous = isThere && there == 2 ? position : superfluous;
    }
    const bool isFirstThere = relation.positions.front() <= positions && present[relation.positions.front() - 1];
    const std::size_t all = relation.positions.size();
    const bool lacks = (relation.kind == 'P' && there > 0 && there < all) || (relation.kind == 'R' && there == 0) ||
                       (relation.kind == 'C' && isFirstThere && there < all) ||
                       (relation.kind == 'L' && isFirstThere && there < 2);
    const bool exceeds = relation.kind == 'E' && there > 1;
    const std::size_t position = exceeds ? superfluous : missing;
    if ((lacks || exceeds) && position <= positions) {
        const auto number = static_cast<std::uint16_t>(position);
        const At where = at.element > 0 ? At{at.element, number} : At{number, 0};
        report(lacks ? IssueKind::elementRequired : IssueKind::elementExcluded, where, &definition.fields[position - 1],
               exceeds ? present[position - 1] : end, {}, nameOf(relation));
    }
}

}  // namespace pb::doc::edi

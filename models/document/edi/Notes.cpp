#include "models/document/edi/Notes.h"

#include "models/document/edi/SegmentText.h"

#include <charconv>

namespace pb::doc {

using namespace edi;

/// Walks the tree along the guides.
class EdiNotes::Writer {
public:
    Writer(EdiNotes& notes, const Guides& guides) : notes_(notes), guides_(guides) {}

    Done interchange(Value interchange) {
        const bool isX12 = !interchange.find("UNB");
        const Standard standard = isX12 ? Standard::x12 : Standard::edifact;
        PB_TRY(service, guides_.dictionary(standard, {}));
        notes_.dictionaries_.push_back(service);
        segments(interchange, *service);
        PB_CHECK(sets(interchange.find("sets"), standard, {}));
        for (const Value group : interchange.find("groups").children()) {
            segments(group, *service);
            PB_CHECK(sets(group.find("sets"), standard, plainText(group.find("GS"), "GS08")));
        }
        return {};
    }

private:
    Done sets(Value list, Standard standard, const std::string& groupVersion) {
        for (const Value set : list.children()) {
            const Value identifier = set.find("UNH").find("UNH02");
            const bool isX12 = standard == Standard::x12;
            const std::string version =
                isX12 ? groupVersion : plainText(identifier, "UNH0202") + plainText(identifier, "UNH0203");
            PB_TRY(guide, guides_.find(standard, version, isX12 ? plainText(set.find("ST"), "ST01") : plainText(identifier, "UNH0201")));
            if (guide) {
                note(set).title = &guide->title;
                loop(set, guide->root, *guide->dictionary);
                continue;
            }
            PB_TRY(dictionary, guides_.dictionary(standard, version));
            notes_.dictionaries_.push_back(dictionary);
            segments(set, *dictionary);
            for (const Value one : set.find("segments").children()) {
                segments(one, *dictionary);
            }
        }
        return {};
    }

    void loop(Value object, const Loop& loop, const Dictionary& dictionary) {
        for (const Item& item : loop.items) {
            const Value value = object.find(item.name);
            if (!value) {
                continue;
            }
            note(value).title = item.loop ? &item.title : item.segment ? &item.segment->title : nullptr;
            if (!item.loop) {
                repeated(value, item.segment);
            } else if (value.is(Kind::array)) {
                for (const Value one : value.children()) {
                    this->loop(one, *item.loop, dictionary);
                }
            } else {
                this->loop(value, *item.loop, dictionary);
            }
        }
    }

    void segments(Value parent, const Dictionary& dictionary) {
        for (const Value member : parent.children()) {
            if (const SegmentDef* const definition = dictionary.segment(member.name())) {
                note(member).title = &definition->title;
                repeated(member, definition);
            }
        }
    }

    void repeated(Value value, const SegmentDef* definition) {
        if (!definition) {
            return;
        }
        if (value.is(Kind::object)) {
            fields(value, *definition, definition->id.size());
        }
        for (const Value one : value.is(Kind::array) ? value.children() : Children()) {
            fields(one, *definition, definition->id.size());
        }
    }

    /// `prefix`: length of the name in front of the position.
    void fields(Value object, const CompositeDef& definition, std::size_t prefix) {
        for (const Value member : object.children()) {
            const std::string_view digits = member.name().substr(std::min(prefix, member.name().size()));
            std::size_t position = 0;
            std::from_chars(digits.data(), digits.data() + digits.size(), position);
            if (position == 0 || position > definition.fields.size()) {
                continue;
            }
            const Slot& slot = definition.fields[position - 1];
            if (member.is(Kind::array)) {
                for (const Value one : member.children()) {
                    field(one, slot, prefix + digits.size());
                }
            }
            field(member, slot, prefix + digits.size());
        }
    }

    void field(Value value, const Slot& slot, std::size_t prefix) {
        if (slot.composite) {
            note(value).title = &slot.composite->title;
            if (value.is(Kind::object)) {
                fields(value, *slot.composite, prefix);
            }
        } else if (slot.element) {
            note(value).title = &slot.element->title;
            note(value).element = slot.element;
            const Code* const code = value.is(Kind::string) ? slot.element->code(value.text()) : nullptr;
            note(value).code = code ? &code->text : nullptr;
        }
    }

    EdiNote& note(Value value) { return notes_.notes_[value.index()]; }

    EdiNotes& notes_;
    const Guides& guides_;
};

Result<EdiNotes> EdiNotes::of(DocumentPtr document, const Guides& guides) {
    EdiNotes notes;
    notes.document_ = std::move(document);
    notes.notes_.resize(notes.document_->nodes().size());
    for (const Value interchange : notes.document_->root().find("interchanges").children()) {
        PB_CHECK(Writer(notes, guides).interchange(interchange));
    }
    return notes;
}

EdiNote EdiNotes::of(Value value) const {
    return value.document() == document_.get() ? notes_[value.index()] : EdiNote();
}

}  // namespace pb::doc

#include "models/document/edi/SetTree.h"

namespace pb::doc::edi {

void Strays::add(std::uint32_t number, const Segment& segment) {
    segments_.try_emplace(number, Kept{segment, {segment.parts.begin(), segment.parts.end()}});
}

void Strays::write(SegmentTree& tree, const Dictionary* dictionary) {
    if (segments_.empty()) {
        return;
    }
    TreeWriter& writer = tree.writer();
    const char* const begin = segments_.begin()->second.segment.begin;
    const char* const end = segments_.rbegin()->second.segment.end;
    tree.name("unexpected", begin);
    writer.begin(Kind::object, tree.offset(begin));
    for (auto& [number, kept] : segments_) {
        Segment& segment = kept.segment;
        segment.parts = kept.parts;
        writer.internedName(writer.intern(std::to_string(number)), tree.offset(segment.begin));
        writer.begin(Kind::object, tree.offset(segment.begin));
        tree.nameByTag(segment);
        tree.write(segment, dictionary ? dictionary->segment(segment.tag()) : nullptr);
        writer.end(tree.offset(segment.end));
    }
    writer.end(tree.offset(end));
    segments_.clear();
}

void SetTree::begin(const Segment& header, const Guide* guide, const Dictionary* dictionary, char decimal, bool checks) {
    guide_ = guide;
    dictionary_ = dictionary;
    decimal_ = decimal;
    checks_ = checks;
    hasList_ = false;
    number_ = 0;
    tree_.writer().begin(Kind::object, tree_.offset(header.begin));
    if (guide_) {
        cursor_.start(*guide_);
        forgetNames();
    }
    add(header);
}

/// Ids are those of one document, numbers those of one guide.
void SetTree::forgetNames() {
    if (namesGuide_ != guide_ || namesGeneration_ != tree_.generation()) {
        names_.assign(guide_->items, {});
        namesGuide_ = guide_;
        namesGeneration_ = tree_.generation();
    }
}

PB_ALWAYS_INLINE SetTree::ItemNames& SetTree::namesOf(const Item& item) {
    ItemNames& names = names_[item.number];
    if (names.id == Node::noName) {
        names.id = tree_.writer().intern(item.name);
        names.elements = item.loop ? nullptr : &tree_.namesOf(item.name);
    }
    return names;
}

bool SetTree::isTrailer(const Segment& segment) const {
    return segment.tag() == "SE" || segment.tag() == "UNT";
}

void SetTree::addByPosition(const Segment& segment) {
    TreeWriter& writer = tree_.writer();
    const bool isInList = number_ > 1 && !isTrailer(segment);
    if (hasList_ && !isInList) {
        writer.end(tree_.offset(end_));
        hasList_ = false;
    }
    if (isInList) {
        if (!hasList_) {
            tree_.name("segments", segment.begin);
            writer.begin(Kind::array, tree_.offset(segment.begin));
            hasList_ = true;
        }
        writer.begin(Kind::object, tree_.offset(segment.begin));
    }
    const SegmentDef* const definition = dictionary_ ? dictionary_->segment(segment.tag()) : nullptr;
    tree_.nameByTag(segment);
    tree_.write(segment, definition);
    if (checks_ && definition && !isInList) {
        checker_.check(segment, *definition, decimal_);
    }
    if (isInList) {
        writer.end(tree_.offset(segment.end));
    }
}

/// Reports a segment that the guide has no place for, or not this often. Whether it has a place in the tree all the same.
bool SetTree::isPlaced(const Cursor::Step& step, const Segment& segment) {
    if (!step.isFound) {
        reportSegment(guide_->knows(segment.tag()) ? IssueKind::segmentUnexpected : IssueKind::segmentUnknown,
                      std::string(segment.tag()), guide_->set, segment.begin, loopName());
        return false;
    }
    const Item& item = cursor_.level(step.depth).loop->items[step.item];
    reportSegment(item.loop ? IssueKind::loopTooOften : IssueKind::segmentTooOften, std::string(segment.tag()),
                  std::to_string(item.most), segment.begin, item.loop ? item.name : loopName());
    return item.repeats();
}

/// Ends the loops above a level, in the tree too.
PB_ALWAYS_INLINE void SetTree::leave(std::size_t depth) {
    TreeWriter& writer = tree_.writer();
    while (cursor_.depth() > depth) {
        if (cursor_.level().hasArray) {
            writer.end(tree_.offset(end_));
        }
        writer.end(tree_.offset(end_));
        cursor_.leave(missing_);
    }
}

/// The name of what the level stands on, and its array.
PB_ALWAYS_INLINE void SetTree::open(Cursor::Level& level, const char* at) {
    if (level.hasArray) {
        return;
    }
    TreeWriter& writer = tree_.writer();
    const Item& item = level.present();
    writer.internedName(namesOf(item).id, tree_.offset(at));
    if (item.repeats()) {
        writer.beginPlain(Kind::array, tree_.offset(at));
        level.hasArray = true;
    }
}

/// Writes the item that the cursor stands on since it went from `depth`; a loop is opened with its first segment.
PB_ALWAYS_INLINE void SetTree::enter(const Segment& segment, std::size_t depth) {
    if (cursor_.depth() > depth) {
        open(cursor_.level(depth), segment.begin);
        tree_.writer().beginPlain(Kind::object, tree_.offset(segment.begin));
    }
    open(cursor_.level(), segment.begin);
    const Item& item = cursor_.level().present();
    ItemNames& names = namesOf(item);
    tree_.write(segment, item.segment, *names.elements);
    if (checks_ && item.segment) {
        checker_.check(segment, *item.segment, decimal_, names.kept);
    }
}

void SetTree::addByGuide(const Segment& segment) {
    const Cursor::Step step = cursor_.find(segment.key);
    if ((!step.isFound || step.isTooOften) && !isPlaced(step, segment)) {
        strays_.add(number_, segment);
        return;
    }
    leave(step.depth);
    if (Cursor::Level& level = cursor_.level(); level.hasArray && step.item != level.item) {
        tree_.writer().end(tree_.offset(end_));
        level.hasArray = false;
    }
    cursor_.go(step, missing_);
    if (!missing_.empty()) {
        const std::string* const loop = cursor_.level(step.depth).name;
        reportMissing(segment.begin, loop ? *loop : std::string());
    }
    enter(segment, step.depth);
}

void SetTree::reportUnterminated(const Segment& segment) {
    reportSegment(IssueKind::segmentUnterminated, std::string(segment.tag()), {}, segment.end, loopName());
}

void SetTree::reportMissing(const char* at, const std::string& loop) {
    for (const Item* item : missing_) {
        if (item->name != "SE" && item->name != "UNT") {
            const Item& first = item->loop ? item->loop->items.front() : *item;
            reportSegment(IssueKind::segmentMissing, first.name, {}, at, loop);
        }
    }
    missing_.clear();
}

void SetTree::reportSegment(IssueKind kind, std::string tag, std::string wanted, const char* at, std::string loop) {
    Issue issue;
    issue.kind = kind;
    issue.wanted = std::move(wanted);
    issue.loop = std::move(loop);
    const SegmentDef* const definition = dictionary_ ? dictionary_->segment(tag) : nullptr;
    issue.title = definition ? definition->title : std::string();
    issue.tag = std::move(tag);
    report_(std::move(issue), at);
}

void SetTree::close() {
    TreeWriter& writer = tree_.writer();
    if (hasList_) {
        writer.end(tree_.offset(end_));
        hasList_ = false;
    }
    if (guide_) {
        leave(0);
        if (cursor_.level().hasArray) {
            writer.end(tree_.offset(end_));
        }
        cursor_.finish(missing_);
        reportMissing(end_, {});
        strays_.write(tree_, dictionary_);
    }
    writer.end(tree_.offset(end_));
}

std::string SetTree::loopName() const {
    return guide_ && cursor_.isInLoop() ? *cursor_.level().name : std::string();
}

}  // namespace pb::doc::edi

#include "models/document/edi/SetTree.h"

namespace pb::doc::edi {

void Strays::write(SegmentTree& tree, const Dictionary* dictionary) {
    if (segments_.empty()) {
        return;
    }
    TreeWriter& writer = tree.writer();
    tree.name("unexpected", segments_.begin()->second.begin);
    writer.begin(Kind::object, tree.offset(segments_.begin()->second.begin));
    for (const auto& [number, segment] : segments_) {
        writer.internedName(writer.intern(std::to_string(number)), tree.offset(segment.begin));
        writer.begin(Kind::object, tree.offset(segment.begin));
        tree.nameByTag(segment);
        tree.write(segment, dictionary ? dictionary->segment(segment.tag()) : nullptr);
        writer.end(tree.offset(segment.end));
    }
    writer.end(tree.offset(segments_.rbegin()->second.end));
    segments_.clear();
}

void SetTree::open(const Segment& header, const Guide* guide, const Dictionary* dictionary, char decimal, bool checks) {
    guide_ = guide;
    dictionary_ = dictionary;
    decimal_ = decimal;
    checks_ = checks;
    hasList_ = false;
    number_ = 0;
    tree_.writer().begin(Kind::object, tree_.offset(header.begin));
    if (guide_) {
        cursor_.start(*guide_);
        hasArray_.assign(1, 0);
        forgetNames();
    }
    add(header);
}

void SetTree::add(const Segment& segment) {
    ++number_;
    if (!segment.isTerminated) {
        reportSegment(IssueKind::segmentUnterminated, std::string(segment.tag()), {}, segment.end, loopName());
    }
    guide_ ? addByGuide(segment) : addByPosition(segment);
    end_ = segment.end;
}

/// Ids are those of one document, numbers those of one guide.
void SetTree::forgetNames() {
    if (namesGuide_ != guide_ || namesGeneration_ != tree_.generation()) {
        names_.assign(guide_->items, Node::noName);
        namesGuide_ = guide_;
        namesGeneration_ = tree_.generation();
    }
}

void SetTree::name(const Item& item, const char* at) {
    std::uint32_t& id = names_[item.number];
    id = id == Node::noName ? tree_.writer().intern(item.name) : id;
    tree_.writer().internedName(id, tree_.offset(at));
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
    check(segment, isInList ? nullptr : definition);
    if (isInList) {
        writer.end(tree_.offset(segment.end));
    }
}

void SetTree::addByGuide(const Segment& segment) {
    const Cursor::Step step = cursor_.find(packed(segment.tag()));
    const bool isRepeat = step.isFound && step.isTooOften;
    const Item* const item = step.isFound ? &cursor_.levels()[step.depth].loop->items[step.item] : nullptr;
    if (isRepeat) {
        reportSegment(item->loop ? IssueKind::loopTooOften : IssueKind::segmentTooOften, std::string(segment.tag()),
                      std::to_string(item->most), segment.begin, item->loop ? item->name : loopName());
    }
    if (!item || (isRepeat && !item->repeats())) {
        if (!item) {
            reportSegment(guide_->knows(segment.tag()) ? IssueKind::segmentUnexpected : IssueKind::segmentUnknown,
                          std::string(segment.tag()), guide_->set, segment.begin, loopName());
        }
        strays_.add(number_, segment);
        return;
    }
    leave(step.depth);
    const bool isSameItem = step.item == cursor_.levels().back().item && hasArray_.back();
    if (hasArray_.back() && !isSameItem) {
        tree_.writer().end(tree_.offset(end_));
        hasArray_.back() = 0;
    }
    const std::string* const loop = cursor_.levels().back().name;
    cursor_.go(step, missing_);
    if (!missing_.empty()) {
        reportMissing(segment.begin, loop ? *loop : std::string());
    }
    enter(segment);
}

/// Ends the loops above a level, in the tree; the cursor still stands in them until only the level is left.
void SetTree::leave(std::size_t depth) {
    TreeWriter& writer = tree_.writer();
    while (hasArray_.size() > depth + 1) {
        if (hasArray_.back()) {
            writer.end(tree_.offset(end_));
        }
        writer.end(tree_.offset(end_));
        hasArray_.pop_back();
    }
    cursor_.leave(depth, missing_);
}

/// Writes the item that the cursor stands on; a loop is opened with its first segment.
void SetTree::enter(const Segment& segment) {
    TreeWriter& writer = tree_.writer();
    const std::uint32_t begin = tree_.offset(segment.begin);
    const auto open = [&](const Item& item, std::size_t level) {
        if (!hasArray_[level]) {
            name(item, segment.begin);
        }
        if (item.repeats() && !hasArray_[level]) {
            writer.begin(Kind::array, begin);
            hasArray_[level] = 1;
        }
    };
    const std::size_t depth = hasArray_.size() - 1;
    if (cursor_.levels().size() > hasArray_.size()) {
        const Cursor::Level& parent = cursor_.levels()[depth];
        open(parent.loop->items[parent.item], depth);
        writer.begin(Kind::object, begin);
        hasArray_.push_back(0);
    }
    open(cursor_.item(), hasArray_.size() - 1);
    tree_.write(segment, cursor_.item().segment);
    check(segment, cursor_.item().segment);
}

void SetTree::check(const Segment& segment, const SegmentDef* definition) {
    if (checks_ && definition) {
        checker_.check(segment, *definition, decimal_);
    }
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
        if (hasArray_.back()) {
            writer.end(tree_.offset(end_));
        }
        cursor_.finish(missing_);
        reportMissing(end_, {});
        strays_.write(tree_, dictionary_);
    }
    writer.end(tree_.offset(end_));
}

std::string SetTree::loopName() const {
    const bool isInLoop = guide_ && !cursor_.levels().empty() && cursor_.levels().back().name;
    return isInLoop ? *cursor_.levels().back().name : std::string();
}

}  // namespace pb::doc::edi

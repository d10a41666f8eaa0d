#include "models/document/TreeWriter.h"

#include "models/base/Text.h"
#include "models/document/Builder.h"

#include <algorithm>
#include <array>

namespace pb::doc {

namespace {

struct OwnedBytes {
    std::shared_ptr<const void> owner;
    std::string_view bytes;
};

OwnedBytes owned(std::string_view bytes, std::shared_ptr<const void> owner) {
    if (owner || bytes.empty()) {
        return {std::move(owner), bytes};
    }
    auto copy = std::make_shared_for_overwrite<char[]>(bytes.size());
    std::memcpy(copy.get(), bytes.data(), bytes.size());
    const std::string_view view(copy.get(), bytes.size());
    return {std::shared_ptr<const void>(std::move(copy), view.data()), view};
}

}  // namespace

/// A Document that std::make_shared can make: one allocation less.
struct TreeWriter::Made : Document {
    Made() = default;
};

TreeWriter::TreeWriter(std::string_view bytes, std::shared_ptr<const void> owner, Format format, DocumentPtr alike)
    : document_(std::make_shared<Made>()), alike_(std::move(alike)) {
    constexpr std::size_t usualDepth = 8;
    levels_.resize(usualDepth);
    document_->format_ = format;
    start(bytes, std::move(owner));
}

void TreeWriter::restart(std::string_view bytes, std::shared_ptr<const void> owner, Format format, DocumentPtr alike) {
    document_ = std::make_shared<Made>();
    document_->format_ = format;
    alike_ = std::move(alike);
    stamps_.clear();
    uncountedFindings_ = 0;
    anyDuplicates_ = overfull_ = false;
    start(bytes, std::move(owner));
}

void TreeWriter::start(std::string_view bytes, std::shared_ptr<const void> owner) {
    nodes_ = &document_->nodes_;
    if (!alike_) {
        ownNames_ = std::make_shared<NameSet>();
    }
    names_ = alike_ ? alike_->names_.get() : ownNames_.get();
    OwnedBytes kept = owned(bytes, std::move(owner));
    document_->owner_ = std::move(kept.owner);
    document_->bytes_ = kept.bytes;
    top_ = levels_.data();
    *top_ = {};
    if (alike_) {
        level().shape = &alike_->nodes_;
        level().predicted = 0;
    }
}

void TreeWriter::growLevels() {
    const std::ptrdiff_t depth = top_ - levels_.data();
    levels_.resize(levels_.size() * 2);
    top_ = levels_.data() + depth;
}

bool TreeWriter::isSlice(std::string_view text) const {
    const std::less_equal<const char*> notAfter;
    const std::string_view all = document_->bytes_;
    return notAfter(all.data(), text.data()) && notAfter(text.data() + text.size(), all.data() + all.size());
}

void TreeWriter::name(std::string_view name, std::uint32_t begin) {
    Level& level = this->level();
    level.mayRepeatNames = true;
    nameId_ = intern(name);
    nameBegin_ = begin;
    like_ = nothing;
    const std::uint32_t predicted = level.predicted;
    if (predicted != nothing && (*level.shape)[predicted].nameId() == nameId_) {
        const std::uint32_t next = after(*level.shape, predicted);
        like_ = predicted;
        level.predicted = next < level.predictedEnd ? next : nothing;
    }
}

std::uint32_t TreeWriter::intern(std::string_view name) {
    const std::uint32_t hash = NameSet::hashOf(name);
    if (const std::uint32_t known = names_->find(name, hash); known != NameSet::none) {
        return known;
    }
    if (names_->size() >= maxNames) {
        overfull_ = true;
        return 0;
    }
    if (!ownNames_) {
        constexpr std::uint32_t extra = 32;
        ownNames_ = std::make_shared<NameSet>(*names_, extra);
        names_ = ownNames_.get();
    }
    return ownNames_->add(name, hash);
}

void TreeWriter::ownedText(Kind kind, std::string_view text, ByteRange range) {
    std::string& arena = document_->arena_;
    if (arena.size() + text.size() > 0xffffffffu) {
        overfull_ = true;
        text = {};
    }
    const auto offset = static_cast<std::uint32_t>(arena.size());
    arena.append(text);
    scalar(kind, range, offset, static_cast<std::uint32_t>(text.size()));
    nodes_->back().nameAndKind |= Node::ownedText;
}

void TreeWriter::text(Kind kind, std::string_view text, ByteRange range) {
    if (isSlice(text)) {
        const auto offset = static_cast<std::uint32_t>(text.data() - document_->bytes_.data());
        scalar(kind, range, offset, static_cast<std::uint32_t>(text.size()));
    } else {
        ownedText(kind, text, range);
    }
}

void TreeWriter::repeat(std::uint32_t node) {
    const std::uint32_t end = after(*nodes_, node);
    const std::uint32_t shift = size() - node;
    ++level().count;
    for (std::uint32_t from = node; from < end; ++from) {
        Node copy = (*nodes_)[from];
        if (copy.isContainer()) {
            copy.a += shift;
        }
        if (from == node) {
            copy.nameBegin = nameBegin_;
            copy.nameAndKind = nameId_ << 8 | (copy.nameAndKind & 0xff & ~Node::likeBefore);
        }
        nodes_->add(copy);
    }
    nameId_ = Node::noName;
    nameBegin_ = 0;
    like_ = nothing;
}

/// Small objects are decided here; of large ones the stamps tell.
bool TreeWriter::mayHoldDuplicates(std::uint32_t object) const {
    constexpr std::uint32_t small = 16;
    std::array<std::uint32_t, small> seen;
    std::uint32_t count = 0;
    if ((*nodes_)[object].b > small) {
        return true;
    }
    for (std::uint32_t child = object + 1; child < (*nodes_)[object].a; child = after(*nodes_, child)) {
        const std::uint32_t name = (*nodes_)[child].nameId();
        if (std::find(seen.begin(), seen.begin() + count, name) != seen.begin() + count) {
            return true;
        }
        seen[count++] = name;
    }
    return false;
}

void TreeWriter::reportDuplicateNames(std::uint32_t object) {
    stamps_.resize(names_->size(), nothing);
    for (std::uint32_t child = object + 1; child < (*nodes_)[object].a; child = after(*nodes_, child)) {
        std::uint32_t& stamp = stamps_[(*nodes_)[child].nameId()];
        if (stamp == object) {
            anyDuplicates_ = true;
            Finding found;
            found.severity = Severity::warning;
            found.rule = "document.name.duplicate";
            found.sentence = say("The name “%1” is there more than once in the same object.")
                                 .arg(qs(clipped((*names_)[(*nodes_)[child].nameId()], 100)));
            found.why = say("Most readers keep only the last value; the others are lost.");
            found.place.byte = (*nodes_)[child].nameBegin;
            finding(std::move(found));
        }
        stamp = object;
    }
}

void TreeWriter::finding(Finding finding) {
    if (document_->findings_.size() < Builder::maxFindings) {
        document_->findings_.push_back(std::move(finding));
    } else {
        ++uncountedFindings_;
    }
}

void TreeWriter::fillPlaces() {
    std::vector<Finding>& findings = document_->findings_;
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding& left, const Finding& right) { return left.place.byte < right.place.byte; });
    Place known = firstPlace();
    for (Finding& finding : findings) {
        if (finding.place.byte != Place::npos && finding.place.line == 0) {
            known = placeFrom(known, document_->bytes_, finding.place.byte);
            finding.place.line = known.line;
            finding.place.column = known.column;
        }
    }
    if (uncountedFindings_ > 0) {
        Finding more;
        more.severity = Severity::warning;
        more.rule = "document.findings.limit";
        more.sentence = say("%1 more findings are not listed.").arg(uncountedFindings_);
        findings.push_back(std::move(more));
    }
}

Error TreeWriter::overfullError() {
    return {ErrorCode::limit,
            say("Cannot keep the document. It has more than 16,777,215 different names or more than 4 GiB of decoded "
                "text."),
            say("Split it into smaller documents.")};
}

void TreeWriter::keepFirst(std::size_t size) {
    OwnedBytes kept = owned(document_->bytes_.substr(0, size), nullptr);
    document_->owner_ = std::move(kept.owner);
    document_->bytes_ = kept.bytes;
}

std::shared_ptr<Document> TreeWriter::finish() {
    if (!document_->findings_.empty()) {
        fillPlaces();
    }
    document_->names_ = ownNames_ ? std::move(ownNames_) : alike_->names_;
    return std::move(document_);
}

DocumentPtr asModel(const DocumentPtr& document) {
    constexpr std::uint32_t mostNames = 512;  // of documents that go on inventing names, a set would grow without end
    // A finding may be of names that are there twice, which nothing may be alike.
    return document->findings().empty() && document->nameCount() <= mostNames ? document : nullptr;
}

}  // namespace pb::doc

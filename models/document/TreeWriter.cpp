#include "models/document/TreeWriter.h"

#include "models/base/Text.h"
#include "models/base/platform/Pages.h"
#include "models/document/Builder.h"

#include <algorithm>

namespace pb::doc {

std::uint32_t hashName(std::string_view name) {
    constexpr std::uint64_t factor = 0x9e3779b97f4a7c15u;
    std::uint64_t hash = name.size() * factor;
    std::size_t at = 0;
    for (; at + 8 <= name.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, name.data() + at, 8);
        hash = (hash ^ word) * factor;
        hash ^= hash >> 29;
    }
    std::uint64_t rest = 0;
    if (at < name.size()) {
        std::memcpy(&rest, name.data() + at, name.size() - at);
    }
    hash = (hash ^ rest) * factor;
    return static_cast<std::uint32_t>(hash >> 32);
}

namespace {

struct OwnedBytes {
    std::shared_ptr<const void> owner;
    std::string_view bytes;
};

OwnedBytes owned(std::string_view bytes, std::shared_ptr<const void> owner) {
    if (owner || bytes.empty()) {
        return {std::move(owner), bytes};
    }
    auto copy = std::make_shared<const std::string>(bytes);
    const std::string_view view = *copy;
    return {std::move(copy), view};
}

}  // namespace

TreeWriter::TreeWriter(std::string_view bytes, std::shared_ptr<const void> owner, Format format)
    : document_(new Document), nodes_(document_->nodes_) {
    OwnedBytes kept = owned(bytes, std::move(owner));
    document_->owner_ = std::move(kept.owner);
    document_->bytes_ = kept.bytes;
    document_->format_ = format;
    levels_.reserve(16);
    levels_.push_back({});
}

void TreeWriter::reserve(std::size_t nodes) {
    nodes_.reserve(nodes);
    platform::adviseLargePages(nodes_.data(), nodes * sizeof(Node));
}

/// Out of the hot path, which then has no call in it.
void TreeWriter::growNodes() {
    constexpr std::size_t least = 64;
    reserve(std::max(least, nodes_.capacity() * 2));
}

bool TreeWriter::isSlice(std::string_view text) const {
    const std::less_equal<const char*> notAfter;
    const std::string_view all = document_->bytes_;
    return notAfter(all.data(), text.data()) && notAfter(text.data() + text.size(), all.data() + all.size());
}

void TreeWriter::name(std::string_view name, std::uint32_t begin) {
    Level& level = levels_.back();
    level.mayRepeatNames = true;
    nameId_ = intern(name);
    nameBegin_ = begin;
    like_ = nothing;
    const std::uint32_t predicted = level.predicted;
    if (predicted != nothing && nodes_[predicted].nameId() == nameId_) {
        const std::uint32_t next = after(predicted);
        like_ = predicted;
        level.predicted = next < level.predictedEnd ? next : nothing;
    }
}

std::uint32_t TreeWriter::intern(std::string_view name) {
    std::vector<std::uint32_t>& buckets = document_->nameBuckets_;
    std::vector<std::string_view>& names = document_->names_;
    if ((names.size() + 1) * 2 > buckets.size()) {
        growBuckets();
    }
    const std::size_t mask = buckets.size() - 1;
    std::size_t slot = hashName(name) & mask;
    for (; buckets[slot] != 0; slot = (slot + 1) & mask) {
        if (names[buckets[slot] - 1] == name) {
            return buckets[slot] - 1;
        }
    }
    if (names.size() >= maxNames) {
        overfull_ = true;
        return 0;
    }
    if (!isSlice(name)) {
        name = document_->ownedNames_.emplace_back(name);
    }
    names.push_back(name);
    buckets[slot] = static_cast<std::uint32_t>(names.size());
    return buckets[slot] - 1;
}

void TreeWriter::growBuckets() {
    std::vector<std::uint32_t>& buckets = document_->nameBuckets_;
    const std::vector<std::string_view>& names = document_->names_;
    buckets.assign(std::max<std::size_t>(64, buckets.size() * 2), 0);
    const std::size_t mask = buckets.size() - 1;
    for (std::size_t id = 0; id < names.size(); ++id) {
        std::size_t slot = hashName(names[id]) & mask;
        while (buckets[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        buckets[slot] = static_cast<std::uint32_t>(id + 1);
    }
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
    nodes_.back().nameAndKind |= Node::ownedText;
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
    const std::uint32_t end = after(node);
    const std::uint32_t shift = size() - node;
    ++levels_.back().count;
    for (std::uint32_t from = node; from < end; ++from) {
        Node copy = nodes_[from];
        if (copy.isContainer()) {
            copy.a += shift;
        }
        if (from == node) {
            copy.nameBegin = nameBegin_;
            copy.nameAndKind = nameId_ << 8 | (copy.nameAndKind & 0xff);
        }
        nodes_.push_back(copy);
    }
    nameId_ = Node::noName;
    nameBegin_ = 0;
    like_ = nothing;
}

void TreeWriter::reportDuplicateNames(std::uint32_t object) {
    stamps_.resize(document_->names_.size(), nothing);
    for (std::uint32_t child = object + 1; child < nodes_[object].a; child = after(child)) {
        std::uint32_t& stamp = stamps_[nodes_[child].nameId()];
        if (stamp == object) {
            anyDuplicates_ = true;
            Finding found;
            found.severity = Severity::warning;
            found.rule = "document.name.duplicate";
            found.sentence = say("The name “%1” is there more than once in the same object.")
                                 .arg(qs(clipped(document_->names_[nodes_[child].nameId()], 100)));
            found.why = say("Most readers keep only the last value; the others are lost.");
            found.place.byte = nodes_[child].nameBegin;
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
    fillPlaces();
    return std::move(document_);
}

}  // namespace pb::doc

#include "models/base/Text.h"
#include "models/document/ByteEstimate.h"
#include "models/document/edi/Reader.h"

#include <algorithm>
#include <charconv>

namespace pb::doc::edi {

namespace {

/// A set or interchange document borrows the stream until it is finished.
std::shared_ptr<const void> borrowed(std::string_view bytes) {
    return {std::shared_ptr<const void>(), bytes.data()};
}

constexpr std::size_t mostBytes = 0xffffffffu;
constexpr std::size_t longestReference = 40;
constexpr std::size_t mostGuides = 256;  ///< that a reader remembers

}  // namespace

void Reader::beginDocument(const char* at) {
    const bool isAlike = model_ != nullptr;
    if (unit_ != Unit::file) {
        const std::string_view rest = bytes_.substr(static_cast<std::size_t>(at - bytes_.data()));
        const Format format = bytes_.substr(tokens_.at()).starts_with("UN") || !isX12() ? Format::edifact : Format::x12;
        if (writer_) {
            writer_->restart(rest, borrowed(rest), format, std::move(model_));
        } else {
            writer_ = std::make_unique<TreeWriter>(rest, borrowed(rest), format);
        }
    }
    hasDocument_ = true;
    base_ = at;
    tree_.begin(*writer_, base_, isAlike);
    writer_->reserve(unit_ == Unit::file ? likelyNodes() : lastNodes_);
    if (writesEnvelope()) {
        writer_->begin(Kind::object, 0);
        const char* const first = bytes_.data() + tokens_.at();
        tree_.name("interchanges", first);
        writer_->begin(Kind::array, tree_.offset(first));
    }
}

/// A node an element, two or three a segment, as samples of the bytes have them; pages that are not needed are not touched.
std::size_t Reader::likelyNodes() const {
    const auto header = findHeader(bytes_, tokens_.at());
    if (!header) {
        return 0;
    }
    const ByteEstimate bytes(bytes_);
    const Delimiters& found = header->delimiters;
    const std::size_t nodes = bytes.of(found.element) + 2 * bytes.of(found.component) + 3 * bytes.of(found.terminator);
    return nodes + nodes / 8 + 16;
}

void Reader::finishDocument(const char* end) {
    if (writesEnvelope()) {
        writer_->end(tree_.offset(end_));
        writer_->end(tree_.offset(end));
    }
    if (static_cast<std::size_t>(end - base_) > mostBytes) {
        failure_ = Error{ErrorCode::limit, say("Cannot keep the document. It has more than 4 GiB."),
                         say("Read its interchanges one by one.")};
    } else if (writer_->isOverfull()) {
        failure_ = TreeWriter::overfullError();
    }
    if (unit_ == Unit::file) {
        return;
    }
    if (!failure_) {
        writer_->keepFirst(static_cast<std::size_t>(end - base_));
        lastNodes_ = writer_->size();
        const DocumentPtr document = writer_->finish();
        model_ = asModel(document);
        isStopped_ = !(*each_)(document, static_cast<std::uint64_t>(base_ - bytes_.data()));
    }
    isStopped_ = isStopped_ || failure_;
    hasDocument_ = false;
}

void Reader::writeSegment(const Segment& segment) {
    const SegmentDef* const definition = dictionary_->segment(segment.tag());
    tree_.nameByTag(segment);
    tree_.write(segment, definition);
    if (options_.checks && definition) {
        checker_.check(segment, *definition, delimiters_.decimal);
    }
}

void Reader::endObject(Strays& strays) {
    strays.write(tree_, dictionary_.get());
    writer_->end(tree_.offset(end_));
}

std::string_view Reader::value(const Segment& segment, std::size_t element, std::size_t component) {
    std::size_t at = 0;
    std::size_t inside = 1;
    for (const Part& part : segment.parts) {
        at += &part != segment.parts.data() && part.opens == Part::element ? 1 : 0;
        inside = part.opens == Part::component ? inside + 1 : 1;
        if (at == element && inside == component) {
            return decoder_.text(part);
        }
    }
    return {};
}

const Reader::Known& Reader::knownFor(const Segment& header) {
    const std::string set(value(header, isX12() ? 1 : 2));
    std::string version = version_;
    if (!isX12()) {
        version = value(header, 2, 2);
        version += value(header, 2, 3);
    }
    if (known_.size() > mostGuides) {
        known_.clear();
    }
    const auto [found, isNew] = known_.try_emplace(version + "/" + set);
    Known& known = found->second;
    if (isNew) {
        if (auto done = lookUp(known, version, set); !done) {
            failure_ = std::move(done).error();
            isStopped_ = true;
        }
    }
    if (!known.guide) {
        Issue issue;
        issue.kind = IssueKind::guideMissing;
        issue.wanted = clipped(set + " " + version, longestReference);
        report(std::move(issue), header.begin);
    }
    return known;
}

Done Reader::lookUp(Known& known, std::string_view version, std::string_view set) const {
    PB_TRY(guide, guides_.find(standard_, version, set));
    known.guide = guide;
    if (guide) {
        known.dictionary = guide->dictionary;
        return {};
    }
    PB_TRY(dictionary, guides_.dictionary(standard_, version));
    known.dictionary = std::move(dictionary);
    return {};
}

/// UNB01 names the character set (ISO 9735, 0001); a text that is UTF-8 although it is not named is read as that.
void Reader::chooseCharset(const Header& header, const Segment& segment) {
    decoder_.charset = isWholeUtf8_ ? Charset::utf8 : Charset::cp1252;
    if (header.standard == Standard::x12) {
        return;
    }
    const std::string level(value(segment, 1));
    const bool isUnicode = level == "UNOW" || level == "UNOX" || level == "UNOY";
    if (level.size() == 4 && level >= "UNOC" && level <= "UNOK" && !isUnicode) {
        decoder_.charset = Charset::latin1;
    }
    if (level != "UNOC" && decoder_.charset == Charset::latin1) {
        Issue issue;
        issue.kind = IssueKind::charset;
        issue.value = level;
        report(std::move(issue), segment.begin);
    }
}

void Reader::compareReference(IssueKind kind, const Segment& trailer, std::size_t element, const std::string& wanted) {
    const std::string found(value(trailer, element));
    if (found != wanted) {
        Issue issue;
        issue.kind = kind;
        issue.element = static_cast<std::uint16_t>(element);
        issue.value = clipped(found, longestReference);
        issue.wanted = clipped(wanted, longestReference);
        report(std::move(issue), trailer.begin);
    }
}

void Reader::compareCount(IssueKind kind, const Segment& trailer, std::size_t element, std::size_t wanted) {
    const std::string found(value(trailer, element));
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(found.data(), found.data() + found.size(), number);
    if (error != std::errc() || end != found.data() + found.size() || number != wanted) {
        Issue issue;
        issue.kind = kind;
        issue.element = static_cast<std::uint16_t>(element);
        issue.value = clipped(found, longestReference);
        issue.wanted = std::to_string(wanted);
        report(std::move(issue), trailer.begin);
    }
}

void Reader::reportTrailer(IssueKind kind, std::string_view tag) {
    Issue issue;
    issue.kind = kind;
    issue.wanted = tag;
    report(std::move(issue), end_);
}

void Reader::report(Issue issue, const char* at) {
    if (!hasDocument_) {
        return;
    }
    issue.interchange = interchanges_;
    issue.group = group_.isOpen ? interchange_.children - 1 : -1;
    issue.set = setFrame_.isOpen ? (group_.isOpen ? group_ : interchange_).children - 1 : -1;
    issue.segment = setFrame_.isOpen ? std::max(set_.segments(), 1u) : 0;
    if (setFrame_.isOpen && traitsOf(issue.kind).level == IssueLevel::element) {
        issue.loop = set_.loopName();
    }
    if (issue.tag.empty() && current_) {
        issue.tag = clipped(decoder_.text(current_->parts.front()), longestReference);
    }
    issue.byte = static_cast<std::size_t>(at - base_);
    writer_->finding(findingOf(issue));
    if (issues_.size() >= EdiReading::mostIssues) {
        hasAllIssues_ = false;
    } else if (unit_ == Unit::file) {
        issues_.push_back(std::move(issue));
    }
}

}  // namespace pb::doc::edi

#include "models/document/edi/Reader.h"

#include "models/base/Text.h"
#include "models/document/Utf8.h"

#include <charconv>

namespace pb::doc::edi {

namespace {

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = std::min(text.find_first_not_of(' '), text.size());
    return text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

std::string setVersion(std::string_view isaVersion) {
    return std::string(isaVersion) + "0";  // ISA12 "00401" and GS08 "004010"
}

}  // namespace

Reader::Reader(std::string_view bytes, std::shared_ptr<const void> owner, const EdiOptions& options, Unit unit,
               const EachInterchange* each, const Passed& passed)
    : options_(options),
      guides_(options.guides ? *options.guides : Guides::builtIn()),
      unit_(unit),
      each_(each),
      bytes_(bytes),
      tokens_({}),
      tree_(decoder_),
      set_(tree_, decoder_, [this](Issue issue, const char* at) { report(std::move(issue), at); }),
      checker_(decoder_, [this](Issue issue, const char* at) { report(std::move(issue), at); }) {
    if (unit_ == Unit::file) {
        writer_ = std::make_unique<TreeWriter>(bytes, std::move(owner), Format::x12);
        bytes_ = writer_->bytes();
    }
    tokens_ = Tokenizer(bytes_);
    base_ = bytes_.data();
    isWholeUtf8_ = isValidUtf8(bytes_, passed);
}

Result<EdiReading> Reader::read() {
    if (unit_ == Unit::file) {
        PB_TRY(header, findHeader(bytes_, tokens_.at()));
        writer_->setFormat(header.standard == Standard::x12 ? Format::x12 : Format::edifact);
        beginDocument(bytes_.data());
    }
    do {
        PB_CHECK(readInterchange());
    } while (!tokens_.isAtEnd() && !isStopped_);
    if (tokens_.emptySegments() > 0 && unit_ == Unit::file) {
        Issue issue;
        issue.kind = IssueKind::segmentEmpty;
        issue.value = std::to_string(tokens_.emptySegments());
        report(std::move(issue), bytes_.data());
    }
    if (unit_ == Unit::file) {
        finishDocument(bytes_.data() + bytes_.size());
    }
    if (failure_) {
        return fail(std::move(*failure_));
    }
    return EdiReading{unit_ == Unit::file ? DocumentPtr(writer_->finish()) : nullptr, std::move(issues_), hasAllIssues_};
}

PB_ALWAYS_INLINE void Reader::take(const Segment& segment) {
    group_.segments += group_.isOpen ? 1 : 0;
    if (segment.key == tags_.group) {
        closeSet(nullptr);
        closeGroup(nullptr);
        openGroup(&segment);
    } else if (segment.key == tags_.set) {
        closeSet(nullptr);
        openSet(segment);
    } else if (setFrame_.isOpen && segment.key == tags_.setTrailer) {
        closeSet(&segment);
    } else if (group_.isOpen && segment.key == tags_.groupTrailer) {
        closeSet(nullptr);
        closeGroup(&segment);
    } else if (setFrame_.isOpen) {
        set_.add(segment);
    } else if (segment.key == packed("TA1") && !group_.isOpen && list_ <= List::interchangeAcknowledgements) {
        takeInterchangeAcknowledgement(segment);
    } else {
        takeStray(segment);
    }
}

Done Reader::readInterchange() {
    const char* const begin = bytes_.data() + tokens_.at();
    PB_TRY(header, tokens_.openInterchange());
    if (unit_ == Unit::interchange) {
        beginDocument(begin);
    }
    Segment segment;
    tokens_.next(segment);
    openInterchange(header, segment);
    while (!tokens_.isAtInterchange() && !isStopped_ && tokens_.next(segment)) {
        current_ = &segment;
        ++interchange_.segments;
        if (segment.key == tags_.interchangeTrailer) {
            closeInterchange(&segment);
            break;
        }
        take(segment);
        end_ = segment.end;
    }
    if (interchange_.isOpen) {
        closeInterchange(nullptr);
    }
    current_ = nullptr;
    ++interchanges_;
    if (unit_ == Unit::interchange) {
        finishDocument(std::min(end_ + (segment.isTerminated ? 1 : 0), bytes_.data() + bytes_.size()));
    }
    return failure_ ? Done(fail(std::move(*failure_))) : Done();
}

void Reader::openInterchange(const Header& header, const Segment& segment) {
    standard_ = header.standard;
    tags_ = isX12() ? Tags{packed("IEA"), packed("GS"), packed("GE"), packed("ST"), packed("SE")}
                    : Tags{packed("UNZ"), packed("UNG"), packed("UNE"), packed("UNH"), packed("UNT")};
    delimiters_ = header.delimiters;
    decoder_.release = delimiters_.release;
    chooseCharset(header, segment);
    current_ = &segment;
    interchange_ = {};
    interchange_.isOpen = true;
    interchange_.segments = 1;
    interchange_.reference = value(segment, isX12() ? 13 : 5);
    version_ = isX12() ? setVersion(value(segment, 12)) : std::string();
    auto dictionary = guides_.dictionary(standard_, version_);
    if (!dictionary) {
        failure_ = std::move(dictionary).error();
        isStopped_ = true;
        return;
    }
    dictionary_ = std::move(*dictionary);
    if (writesEnvelope()) {
        const char* const begin = header.advice != Header::npos ? bytes_.data() + header.advice : segment.begin;
        writer_->begin(Kind::object, tree_.offset(begin));
        if (header.advice != Header::npos) {
            tree_.name("UNA", begin);
            writer_->text(Kind::string, {begin + 3, unaSize - 3},
                          {tree_.offset(begin + 3), tree_.offset(begin + unaSize)});
        }
        writeSegment(segment);
    }
    end_ = segment.end;
}

void Reader::closeInterchange(const Segment* trailer) {
    closeSet(nullptr);
    closeGroup(nullptr);
    closeList();
    if (trailer) {
        compareCount(IssueKind::groupCountDiffers, *trailer, 1, static_cast<std::size_t>(interchange_.children));
        compareReference(IssueKind::interchangeReferenceDiffers, *trailer, 2, interchange_.reference);
        end_ = trailer->end;
    } else {
        reportTrailer(IssueKind::interchangeTrailerMissing, isX12() ? "IEA" : "UNZ");
    }
    if (writesEnvelope() && !failure_) {
        if (trailer) {
            writeSegment(*trailer);
        }
        endObject(interchange_.strays);
    }
    interchange_.isOpen = false;
}

void Reader::openGroup(const Segment* header) {
    openList(List::groups, header ? header->begin : current_->begin);
    group_ = {};
    group_.isOpen = true;
    group_.isImplicit = !header;
    group_.segments = header ? 1 : 0;
    ++interchange_.children;
    if (writesEnvelope()) {
        writer_->begin(Kind::object, tree_.offset(current_->begin));
    }
    if (header) {
        group_.reference = value(*header, isX12() ? 6 : 5);
        version_ = isX12() ? std::string(trimmed(value(*header, 8))) : std::string();
    }
    if (header && writesEnvelope()) {
        writeSegment(*header);
    }
}

void Reader::closeGroup(const Segment* trailer) {
    if (!group_.isOpen) {
        return;
    }
    if (writesEnvelope() && group_.children > 0) {
        writer_->end(tree_.offset(end_));
    }
    if (trailer) {
        compareCount(IssueKind::setCountDiffers, *trailer, 1, static_cast<std::size_t>(group_.children));
        compareReference(IssueKind::groupReferenceDiffers, *trailer, 2, group_.reference);
        end_ = trailer->end;
    } else if (!group_.isImplicit) {
        reportTrailer(IssueKind::groupTrailerMissing, isX12() ? "GE" : "UNE");
    }
    if (writesEnvelope()) {
        if (trailer) {
            writeSegment(*trailer);
        }
        endObject(group_.strays);
    }
    group_.isOpen = false;
}

void Reader::openSet(const Segment& header) {
    const bool standsAlone = !group_.isOpen && (isX12() || list_ == List::groups);
    if (standsAlone) {
        openGroup(nullptr);
        Issue issue;
        issue.kind = IssueKind::groupHeaderMissing;
        report(std::move(issue), header.begin);
    }
    Frame& parent = group_.isOpen ? group_ : interchange_;
    if (!group_.isOpen) {
        openList(List::sets, header.begin);
    } else if (group_.children == 0 && writesEnvelope()) {
        tree_.name("sets", header.begin);
        writer_->begin(Kind::array, tree_.offset(header.begin));
    }
    if (unit_ == Unit::set) {
        beginDocument(header.begin);
    }
    ++parent.children;
    setFrame_ = {};
    setFrame_.isOpen = true;
    setFrame_.reference = value(header, isX12() ? 2 : 1);
    const Known& known = knownFor(header);
    set_.begin(header, known.guide, known.dictionary.get(), delimiters_.decimal, options_.checks);
    end_ = header.end;
}

void Reader::closeSet(const Segment* trailer) {
    if (!setFrame_.isOpen) {
        return;
    }
    if (trailer) {
        set_.add(*trailer);
        compareCount(IssueKind::segmentCountDiffers, *trailer, 1, set_.segments());
        compareReference(IssueKind::setReferenceDiffers, *trailer, 2, setFrame_.reference);
        end_ = trailer->end;
    } else {
        reportTrailer(IssueKind::setTrailerMissing, isX12() ? "SE" : "UNT");
    }
    set_.close();
    setFrame_.isOpen = false;
    if (unit_ == Unit::set) {
        const bool isTerminated = end_ < bytes_.data() + bytes_.size();
        finishDocument(end_ + (isTerminated ? 1 : 0));
    }
}

void Reader::takeStray(const Segment& segment) {
    Issue issue;
    issue.kind = group_.isOpen ? IssueKind::groupStray : IssueKind::interchangeStray;
    report(std::move(issue), segment.begin);
    Frame& frame = group_.isOpen ? group_ : interchange_;
    if (writesEnvelope()) {
        frame.strays.add(frame.segments, segment);
    }
}

void Reader::takeInterchangeAcknowledgement(const Segment& segment) {
    openList(List::interchangeAcknowledgements, segment.begin);
    if (writesEnvelope()) {
        tree_.write(segment, dictionary_->segment(segment.tag()));
    }
}

void Reader::openList(List list, const char* at) {
    if (list_ == list) {
        return;
    }
    closeList();
    list_ = list;
    if (writesEnvelope()) {
        tree_.name(list == List::groups ? "groups" : list == List::sets ? "sets" : "TA1", at);
        writer_->begin(Kind::array, tree_.offset(at));
    }
}

void Reader::closeList() {
    if (list_ != List::none && writesEnvelope()) {
        writer_->end(tree_.offset(end_));
    }
    list_ = List::none;
}

}  // namespace pb::doc::edi

#include "models/document/edi/Tokenizer.h"

namespace pb::doc::edi {

namespace {

std::uint8_t byteOf(char c) {
    return static_cast<std::uint8_t>(c);
}

bool isPrintable(std::uint8_t byte) {
    return byte >= ' ' && byte < 0x7f;
}

}  // namespace

void Tokenizer::setDelimiters(const Delimiters& delimiters) {
    delimiters_ = delimiters;
    for (std::size_t byte = 0; byte < classes_.size(); ++byte) {
        classes_[byte] = isPrintable(static_cast<std::uint8_t>(byte)) ? plain : special;
    }
    if (delimiters.release != '\0') {
        classes_[byteOf(delimiters.release)] = release;
    }
    if (delimiters.repetition != '\0') {
        classes_[byteOf(delimiters.repetition)] = opensRepetition;
    }
    classes_[byteOf(delimiters.component)] = opensComponent;
    classes_[byteOf(delimiters.element)] = opensElement;
    classes_[byteOf(delimiters.terminator)] = terminator;
    const auto orTerminator = [&](char c) { return c == '\0' ? delimiters.terminator : c; };
    found_ = {bytes_, {delimiters.terminator, delimiters.element, delimiters.component, orTerminator(delimiters.repetition),
                       orTerminator(delimiters.release)}};
}

Result<Header> Tokenizer::openInterchange() {
    PB_TRY(header, findHeader(bytes_, at_));
    setDelimiters(header.delimiters);
    at_ = header.segment;
    isIsaNext_ = header.standard == Standard::x12;
    return header;
}

bool Tokenizer::next(Segment& segment) {
    while (!isAtEnd()) {
        segment.parts.clear();
        segment.begin = bytes_.data() + at_;
        if (isIsaNext_) {
            cutIsa(segment);
        } else {
            segment.end = cut(segment);
        }
        isIsaNext_ = false;
        segment.isTerminated = segment.end != bytes_.data() + bytes_.size();
        at_ = static_cast<std::size_t>(segment.end - bytes_.data()) + (segment.isTerminated ? 1 : 0);
        skipLineEnds();
        if (segment.end != segment.begin) {
            return true;
        }
        ++emptySegments_;
    }
    return false;
}

/// ISA shows the delimiters as values: only its element separator separates.
void Tokenizer::cutIsa(Segment& segment) {
    const std::size_t last = isaComponentSeparator(bytes_, at_);
    const std::string_view text = bytes_.substr(at_, last + 1 - at_);
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const bool isLast = segment.parts.size() == isaElements;
        const std::size_t end = isLast ? text.size() : text.find(delimiters_.element, begin);
        Part part;
        part.begin = text.data() + begin;
        part.size = static_cast<std::uint32_t>(end - begin);
        for (const char c : part.raw()) {
            part.isPlain = part.isPlain && isPrintable(byteOf(c));
        }
        segment.parts.push_back(part);
        begin = end + 1;
    }
    segment.end = text.data() + text.size();
}

const char* Tokenizer::cut(Segment& segment) {
    Part part;
    part.begin = segment.begin;
    found_.seek(at_);
    const auto close = [&](const char* end) {
        part.size = static_cast<std::uint32_t>(end - part.begin);
        segment.parts.push_back(part);
        return end;
    };
    for (std::size_t next = found_.take(); next < bytes_.size(); next = found_.take()) {
        const char* const at = bytes_.data() + next;
        const Class kind = classes_[byteOf(*at)];
        if (kind == terminator) {
            return close(at);
        }
        if (kind > terminator) {
            close(at);
            part = {at + 1, 0, static_cast<Part::Opens>(kind - opensElement), true};
            continue;
        }
        part.isPlain = false;
        if (kind == release) {
            found_.seek(next + 2);
        }
    }
    return close(bytes_.data() + bytes_.size());
}

void Tokenizer::skipLineEnds() {
    at_ = at_ < bytes_.size() && classes_[byteOf(bytes_[at_])] == plain && byteOf(bytes_[at_]) > ' '
              ? at_
              : skipFiller(bytes_, at_);
}

void unescape(std::string_view raw, char release, std::string& out) {
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (release != '\0' && raw[i] == release && i + 1 < raw.size()) {
            out.push_back(raw[++i]);
        } else if (raw[i] != '\r' && raw[i] != '\n') {
            out.push_back(raw[i]);
        }
    }
}

}  // namespace pb::doc::edi

#include "models/document/edi/Tokenizer.h"

#include <algorithm>
#include <bit>

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
        segment.begin = bytes_.data() + at_;
        segment.end = isIsaNext_ ? cutIsa(segment) : cut(segment);
        isIsaNext_ = false;
        segment.isTerminated = segment.end != bytes_.data() + bytes_.size();
        at_ = static_cast<std::size_t>(segment.end - bytes_.data()) + (segment.isTerminated ? 1 : 0);
        skipLineEnds();
        if (segment.end != segment.begin) {
            segment.key = packed(segment.tag());
            return true;
        }
        ++emptySegments_;
    }
    return false;
}

/// Most segments end with nothing or a line end, and the next begins with a letter.
PB_ALWAYS_INLINE void Tokenizer::skipLineEnds() {
    const std::string_view rest = bytes_.substr(at_);
    const std::size_t lineEnd = !rest.empty() && rest.front() == '\n' ? 1 : 0;
    const bool isLetterNext = lineEnd < rest.size() && rest[lineEnd] >= 'A' && rest[lineEnd] <= 'Z';
    at_ = isLetterNext ? at_ + lineEnd : skipFiller(bytes_, at_);
}

/// ISA shows the delimiters as values: only its element separator separates.
const char* Tokenizer::cutIsa(Segment& segment) {
    const std::size_t last = isaComponentSeparator(bytes_, at_);
    const std::string_view text = bytes_.substr(at_, last + 1 - at_);
    parts_.resize(std::max(parts_.size(), isaElements + 1));
    std::size_t count = 0;
    for (std::size_t begin = 0; begin <= text.size(); ++count) {
        const std::size_t end = count == isaElements ? text.size() : text.find(delimiters_.element, begin);
        Part& part = parts_[count];
        part = {text.data() + begin, static_cast<std::uint32_t>(end - begin), Part::element, true};
        for (const char c : part.raw()) {
            part.isPlain = part.isPlain && isPrintable(byteOf(c));
        }
        begin = end + 1;
    }
    segment.parts = {parts_.data(), count};
    segment.isFlat = false;
    return text.data() + text.size();
}

const char* Tokenizer::cut(Segment& segment) {
    Part* part = parts_.data();
    const Part* last = part + parts_.size() - 1;
    bool isFlat = true;
    const auto open = [&](const char* begin, Part::Opens opens) {
        part->begin = begin;
        part->opens = opens;
        part->isPlain = true;
    };
    const auto close = [&](const char* end) { part->size = static_cast<std::uint32_t>(end - part->begin); };
    const auto finish = [&](const char* end) {
        close(end);
        segment.parts = {parts_.data(), part + 1};
        segment.isFlat = isFlat;
        return end;
    };
    open(segment.begin, Part::element);
    found_.seek(at_);
    std::uint64_t mask = found_.mask();
    const char* block = found_.block();
    for (;;) {
        while (mask == 0) {
            if (!found_.advance()) {
                return finish(bytes_.data() + bytes_.size());
            }
            mask = found_.mask();
            block = found_.block();
        }
        const char* const at = block + static_cast<unsigned>(std::countr_zero(mask));
        mask &= mask - 1;
        const Class kind = classes_[byteOf(*at)];
        if (kind >= opensElement) {
            close(at);
            if (part++ == last) {
                part = growParts();
                last = parts_.data() + parts_.size() - 1;
            }
            open(at + 1, static_cast<Part::Opens>(kind - opensElement));
            isFlat = isFlat && kind == opensElement;
        } else if (kind == terminator) {
            return finish(at);
        } else {
            isFlat = part->isPlain = false;
            if (kind == release) {
                found_.seek(static_cast<std::size_t>(at - bytes_.data()) + 2);
                mask = found_.mask();
                block = found_.block();
            }
        }
    }
}

/// The first part that is new.
PB_NEVER_INLINE Part* Tokenizer::growParts() {
    const std::size_t size = parts_.size();
    parts_.resize(size * 2);
    return parts_.data() + size;
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

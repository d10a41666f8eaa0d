#include "models/document/YamlEvents.h"

#include "models/base/Text.h"
#include "models/document/Utf8.h"

#include <yaml.h>

#include <algorithm>

namespace pb::doc {

namespace {

/// libyaml counts code points; one byte offset is noted for every 64 of them.
class ByteOffsets {
public:
    ByteOffsets(std::string_view bytes, std::size_t from) : bytes_(bytes) {
        std::size_t character = 0;
        for (std::size_t at = from; at < bytes.size(); ++at) {
            if (isContinuation(at)) {
                continue;
            }
            if (character++ % stride == 0) {
                marks_.push_back(static_cast<std::uint32_t>(at));
            }
        }
    }

    std::uint32_t of(std::size_t character) const {
        if (character / stride >= marks_.size()) {
            return static_cast<std::uint32_t>(bytes_.size());
        }
        std::size_t at = marks_[character / stride];
        for (std::size_t left = character % stride; left > 0 && at < bytes_.size(); --left) {
            do {
                ++at;
            } while (at < bytes_.size() && isContinuation(at));
        }
        return static_cast<std::uint32_t>(at);
    }

private:
    static constexpr std::size_t stride = 64;
    bool isContinuation(std::size_t at) const { return (static_cast<unsigned char>(bytes_[at]) & 0xc0) == 0x80; }

    std::string_view bytes_;
    std::vector<std::uint32_t> marks_;
};

bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

class EventReader {
public:
    EventReader(std::string_view bytes, int maxDepth)
        : bytes_(bytes),
          maxDepth_(maxDepth),
          first_(bytes.starts_with(utf8Mark) ? utf8Mark.size() : 0),
          offsets_(bytes, first_) {
        const std::string_view text = bytes.substr(first_);
        yaml_parser_initialize(&parser_);
        yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
        yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    }
    EventReader(const EventReader&) = delete;
    EventReader& operator=(const EventReader&) = delete;
    ~EventReader() { yaml_parser_delete(&parser_); }

    Result<std::vector<YamlEvent>> read() {
        for (bool isLast = false; !isLast;) {
            yaml_event_t raw;
            if (yaml_parser_parse(&parser_, &raw) == 0) {
                return fail(syntaxError());
            }
            isLast = raw.type == YAML_STREAM_END_EVENT;
            add(raw);
            yaml_event_delete(&raw);
            if (depth_ > maxDepth_) {
                return fail(tooDeep());
            }
        }
        return std::move(events_);
    }

private:
    void add(const yaml_event_t& raw);
    void addScalar(const yaml_event_t& raw, YamlEvent event);
    void addCollection(YamlEvent::Type type, bool isFlow, YamlEvent event);
    std::uint32_t skipProperties(std::uint32_t from, std::uint32_t end) const;
    std::uint32_t trimBlock(std::uint32_t begin, std::uint32_t end) const;
    Error syntaxError() const;
    Error tooDeep() const;

    std::string_view bytes_;
    int maxDepth_;
    int depth_ = 0;
    std::size_t first_;  ///< behind a byte order mark, which libyaml would count as a column
    ByteOffsets offsets_;
    yaml_parser_t parser_;
    std::vector<YamlEvent> events_;
};

std::string textOr(const yaml_char_t* text) {
    return text ? reinterpret_cast<const char*>(text) : std::string();
}

YamlStyle styleOf(yaml_scalar_style_t style) {
    switch (style) {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE:
            return YamlStyle::singleQuoted;
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
            return YamlStyle::doubleQuoted;
        case YAML_LITERAL_SCALAR_STYLE:
            return YamlStyle::literal;
        case YAML_FOLDED_SCALAR_STYLE:
            return YamlStyle::folded;
        default:
            return YamlStyle::plain;
    }
}

void EventReader::add(const yaml_event_t& raw) {
    YamlEvent event;
    event.start = event.begin = offsets_.of(raw.start_mark.index);
    event.endByte = offsets_.of(raw.end_mark.index);
    switch (raw.type) {
        case YAML_DOCUMENT_START_EVENT:
            event.type = YamlEvent::Type::documentBegin;
            break;
        case YAML_DOCUMENT_END_EVENT:
            event.type = YamlEvent::Type::documentEnd;
            break;
        case YAML_ALIAS_EVENT:
            event.type = YamlEvent::Type::alias;
            event.text = textOr(raw.data.alias.anchor);
            break;
        case YAML_SCALAR_EVENT:
            return addScalar(raw, std::move(event));
        case YAML_MAPPING_START_EVENT:
            event.anchor = textOr(raw.data.mapping_start.anchor);
            event.tag = textOr(raw.data.mapping_start.tag);
            return addCollection(YamlEvent::Type::mappingBegin, raw.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE,
                                 std::move(event));
        case YAML_SEQUENCE_START_EVENT:
            event.anchor = textOr(raw.data.sequence_start.anchor);
            event.tag = textOr(raw.data.sequence_start.tag);
            return addCollection(YamlEvent::Type::sequenceBegin,
                                 raw.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE, std::move(event));
        case YAML_MAPPING_END_EVENT:
        case YAML_SEQUENCE_END_EVENT:
            event.type = YamlEvent::Type::end;
            --depth_;
            break;
        default:
            return;
    }
    events_.push_back(std::move(event));
}

void EventReader::addScalar(const yaml_event_t& raw, YamlEvent event) {
    const auto& scalar = raw.data.scalar;
    event.type = YamlEvent::Type::scalar;
    event.style = styleOf(scalar.style);
    event.text.assign(reinterpret_cast<const char*>(scalar.value), scalar.length);
    event.anchor = textOr(scalar.anchor);
    event.tag = textOr(scalar.tag);
    if (!event.anchor.empty() || !event.tag.empty()) {
        event.begin = skipProperties(event.start, event.endByte);
    }
    if (event.style == YamlStyle::literal || event.style == YamlStyle::folded) {
        event.endByte = trimBlock(event.begin, event.endByte);
    }
    events_.push_back(std::move(event));
}

void EventReader::addCollection(YamlEvent::Type type, bool isFlow, YamlEvent event) {
    event.type = type;
    ++depth_;
    event.style = isFlow ? YamlStyle::flow : YamlStyle::block;
    if (isFlow) {
        event.begin = event.endByte - 1;
    } else if (!event.anchor.empty() || !event.tag.empty()) {
        event.begin = event.endByte;
    }
    events_.push_back(std::move(event));
}

/// Behind anchors, tags, and the blanks and comments after them.
std::uint32_t EventReader::skipProperties(std::uint32_t at, std::uint32_t end) const {
    while (at < end && (bytes_[at] == '&' || bytes_[at] == '!')) {
        while (at < end && !isBlank(bytes_[at])) {
            ++at;
        }
        while (at < end && (isBlank(bytes_[at]) || bytes_[at] == '#')) {
            at = bytes_[at] == '#' ? static_cast<std::uint32_t>(std::min<std::size_t>(bytes_.find('\n', at), end))
                                   : at + 1;
        }
    }
    return at;
}

/// The line breaks behind a block scalar's last line are not part of its range.
std::uint32_t EventReader::trimBlock(std::uint32_t begin, std::uint32_t end) const {
    while (end > begin && isBlank(bytes_[end - 1])) {
        --end;
    }
    return end;
}

Error EventReader::tooDeep() const {
    return yamlError(ErrorCode::limit, bytes_, events_.back().start,
                     say("It is nested deeper than the limit of %1 levels.").arg(maxDepth_),
                     say("Make the document flatter."));
}

Error EventReader::syntaxError() const {
    const bool isReaderError = parser_.error == YAML_READER_ERROR;
    const std::size_t byte = isReaderError ? first_ + parser_.problem_offset : offsets_.of(parser_.problem_mark.index);
    if (parser_.error == YAML_MEMORY_ERROR) {
        return yamlError(ErrorCode::limit, bytes_, 0, say("There is not enough memory."), say("Split the file."));
    }
    if (isReaderError) {
        return yamlError(ErrorCode::invalidInput, bytes_, byte, say("This character is not allowed in YAML."),
                         say("Write it as an escape in double quotes, for example \"\\x01\"."));
    }
    const bool isTab = byte < bytes_.size() && bytes_[byte] == '\t';
    QString hint = isTab ? say("Indent with blanks: YAML allows no tabs there.")
                         : say("Check the indentation, the quotes and the colons of this line and the one before.");
    Error error =
        yamlError(ErrorCode::invalidInput, bytes_, byte, say("The text does not follow the rules of YAML here."), hint);
    if (parser_.problem) {
        error = std::move(error).because(Error(ErrorCode::invalidInput, qs(parser_.problem)));
    }
    return error;
}

}  // namespace

Result<std::vector<YamlEvent>> yamlEvents(std::string_view bytes, int maxDepth) {
    if (bytes.size() > 0xfffffff0u) {
        return fail(ErrorCode::limit, say("Cannot read the YAML. It is larger than the limit of 4 GiB."),
                    say("Split the file."));
    }
    if (!isUtf8(bytes)) {
        return fail(yamlError(ErrorCode::invalidInput, bytes, firstNonUtf8(bytes), say("The bytes are not UTF-8 here."),
                              say("Convert the file to UTF-8.")));
    }
    return EventReader(bytes, maxDepth).read();
}

Error yamlError(ErrorCode code, std::string_view bytes, std::size_t byte, const QString& reason, const QString& hint) {
    const Place place = placeFrom(firstPlace(), bytes, std::min(byte, bytes.size()));
    return {code, say("Cannot read the YAML. Line %1, column %2: %3").arg(place.line).arg(place.column).arg(reason),
            hint, place};
}

}  // namespace pb::doc

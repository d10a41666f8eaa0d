#include "models/document/edi/GuideText.h"

#include "models/base/Text.h"

#include <algorithm>
#include <charconv>

namespace pb::doc::edi {

namespace {

/// A line of a guide's text, cut into words.
struct Line {
    std::string_view text;  ///< without indentation and comment
    std::size_t indent = 0;
    int number = 0;

    bool isBlank() const { return text.empty(); }
};

class Lines {
public:
    Lines(std::string_view text, const std::string& name) : rest_(text), name_(name) {}

    /// The next line that says something.
    bool next(Line& line) {
        while (!rest_.empty()) {
            const std::size_t end = std::min(rest_.find('\n'), rest_.size());
            std::string_view text = rest_.substr(0, end);
            rest_.remove_prefix(std::min(end + 1, rest_.size()));
            text = text.substr(0, text.find('#'));
            text = text.substr(0, text.find_last_not_of(" \t\r") + 1);
            line.indent = std::min(text.find_first_not_of(' '), text.size());
            line.text = text.substr(line.indent);
            line.number = ++number_;
            if (!line.isBlank()) {
                return true;
            }
        }
        return false;
    }

    Error error(const Line& line, const QString& why) const {
        Place place;
        place.address = name_;
        place.line = line.number;
        return {ErrorCode::invalidInput, say("Cannot read the EDI guide. %1").arg(why),
                say("resources/edi/README.md tells how guides are written."), place};
    }

private:
    std::string_view rest_;
    const std::string& name_;
    int number_ = 0;
};

std::string_view takeWord(std::string_view& text) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(end);
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    return word;
}

bool takeNumber(std::string_view& text, std::uint32_t& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return error == std::errc();
}

bool readType(std::string_view word, ElementDef& element) {
    static constexpr std::pair<std::string_view, ElementType> types[] = {
        {"AN", ElementType::an}, {"A", ElementType::a},     {"R", ElementType::real},
        {"ID", ElementType::id}, {"DT", ElementType::date}, {"TM", ElementType::time}};
    for (const auto& [name, type] : types) {
        if (word == name) {
            element.type = type;
            return true;
        }
    }
    element.type = ElementType::integer;
    element.decimals = word.size() == 2 ? static_cast<std::uint8_t>(word[1] - '0') : 0;
    return word.size() == 2 && word[0] == 'N' && word[1] >= '0' && word[1] <= '9';
}

/// "2..2": least and most characters.
bool readLength(std::string_view word, ElementDef& element) {
    if (!takeNumber(word, element.least) || !word.starts_with("..")) {
        return false;
    }
    word.remove_prefix(2);
    return takeNumber(word, element.most) && word.empty() && element.most >= element.least && element.most > 0;
}

/// "353 ID 2..2 closed Purpose of the transaction set"
bool readElement(std::string_view text, ElementDef& element) {
    element.id = takeWord(text);
    if (!readType(takeWord(text), element) || !readLength(takeWord(text), element)) {
        return false;
    }
    if (text.starts_with("closed ")) {
        element.isClosed = true;
        takeWord(text);
    }
    element.title = text;
    return !text.empty();
}

/// "128!*3": an id, mandatory, at most three times.
bool readSlot(std::string_view word, Slot& slot) {
    const std::size_t star = std::min(word.find('*'), word.size());
    std::string_view repeats = word.substr(star);
    word = word.substr(0, star);
    slot.isMandatory = word.ends_with('!');
    word.remove_suffix(slot.isMandatory ? 1 : 0);
    slot.id = word == "-" ? std::string_view() : word;
    if (!repeats.empty()) {
        repeats.remove_prefix(1);
        return takeNumber(repeats, slot.most) && repeats.empty() && slot.most > 0;
    }
    return !word.empty();
}

/// "P0304"
bool readRelation(std::string_view word, Relation& relation) {
    if (word.size() < 5 || word.size() % 2 == 0 || std::string_view("PRECL").find(word[0]) == std::string_view::npos) {
        return false;
    }
    relation.kind = word[0];
    for (std::size_t i = 1; i < word.size(); i += 2) {
        unsigned position = 0;
        const auto [end, error] = std::from_chars(word.data() + i, word.data() + i + 2, position);
        if (error != std::errc() || end != word.data() + i + 2 || position == 0) {
            return false;
        }
        relation.positions.push_back(static_cast<std::uint8_t>(position));
    }
    const auto bit = [](std::uint8_t position) { return std::uint64_t{1} << (position - 1); };
    if (std::all_of(relation.positions.begin(), relation.positions.end(), [](std::uint8_t position) { return position <= 64; })) {
        for (const std::uint8_t position : relation.positions) {
            relation.mask |= bit(position);
        }
        relation.first = relation.positions.empty() ? 0 : bit(relation.positions.front());
    }
    return true;
}

/// "BEG Beginning of a purchase order = 353! 92! 324! | P0102"
bool readComposite(std::string_view text, CompositeDef& composite) {
    const std::size_t equals = text.find(" =");
    if (equals == std::string_view::npos) {
        return false;
    }
    std::string_view head = text.substr(0, equals);
    composite.id = takeWord(head);
    composite.title = head;
    text = text.substr(equals + 2);
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    bool isInRelations = false;
    while (!text.empty()) {
        const std::string_view word = takeWord(text);
        if (word == "|") {
            isInRelations = true;
        } else if (isInRelations ? !readRelation(word, composite.relations.emplace_back())
                                 : !readSlot(word, composite.fields.emplace_back())) {
            return false;
        }
    }
    return !composite.id.empty();
}

class DictionaryReader {
public:
    DictionaryReader(std::string_view text, const std::string& name, Dictionary& into, std::string& base)
        : lines_(text, name), into_(into), base_(base) {}

    Done read() {
        Line line;
        while (lines_.next(line)) {
            if (line.text.starts_with("like ")) {
                base_ = line.text.substr(5);
            } else if (line.text.starts_with('[')) {
                section_ = line.text;
            } else if (!readEntry(line)) {
                return fail(lines_.error(line, say("“%1” is no entry of the section %2.")
                                                   .arg(qs(clipped(line.text, 60)), qs(section_))));
            }
        }
        return {};
    }

private:
    bool readEntry(const Line& line) {
        if (section_ == "[elements]") {
            return line.indent > 0 ? readCode(line.text) : readElementLine(line.text);
        }
        CompositeDef composite;
        if (line.indent > 0 || !readComposite(line.text, composite)) {
            return false;
        }
        if (section_ == "[composites]") {
            into_.composites[composite.id] = std::move(composite);
            return true;
        }
        const std::string tag = composite.id;
        into_.segments[tag] = std::move(composite);
        return section_ == "[segments]" && tag.size() <= 3;
    }

    bool readElementLine(std::string_view text) {
        ElementDef element;
        if (!readElement(text, element)) {
            return false;
        }
        const std::string id = element.id;
        element_ = &(into_.elements[id] = std::move(element));
        return true;
    }

    bool readCode(std::string_view text) {
        const std::string_view value = takeWord(text);
        if (!element_ || text.empty() || packed(value) == 0) {
            return false;
        }
        element_->codes.push_back({std::string(value), std::string(text)});
        return true;
    }

    Lines lines_;
    Dictionary& into_;
    std::string& base_;
    std::string_view section_;
    ElementDef* element_ = nullptr;
};

Done connectSlots(Dictionary& dictionary, CompositeDef& of, const std::string& name, bool mayNest) {
    for (Slot& slot : of.fields) {
        const auto element = dictionary.elements.find(slot.id);
        const auto composite = dictionary.composites.find(slot.id);
        slot.element = element == dictionary.elements.end() ? nullptr : &element->second;
        slot.composite = mayNest && composite != dictionary.composites.end() ? &composite->second : nullptr;
        if (!slot.id.empty() && !slot.element && !slot.composite) {
            Place place;
            place.address = name;
            return fail(ErrorCode::invalidInput,
                        say("Cannot use the EDI dictionary. %1 names the element %2, which is not there.")
                            .arg(qs(of.id), qs(slot.id)),
                        say("Add a line for it to the section [elements]."), place);
        }
    }
    of.index();
    return {};
}

/// "N1Loop! *200 Parties"
bool readItem(std::string_view text, Item& item) {
    std::string_view name = takeWord(text);
    item.isMandatory = name.ends_with('!');
    name.remove_suffix(item.isMandatory ? 1 : 0);
    item.name = name;
    if (text.starts_with('*')) {
        std::string_view repeats = takeWord(text).substr(1);
        if (repeats.empty()) {
            item.most = Item::unlimited;
        } else if (!takeNumber(repeats, item.most) || !repeats.empty() || item.most == 0) {
            return false;
        }
    }
    item.title = text;
    return !name.empty();
}

class GuideReader {
public:
    GuideReader(std::string_view text, const std::string& name, Guide& guide) : lines_(text, name), guide_(guide) {}

    Done read() {
        if (!lines_.next(line_)) {
            return fail(lines_.error(line_, say("The file is empty.")));
        }
        guide_.set = takeWord(line_.text);
        guide_.title = line_.text;
        hasLine_ = lines_.next(line_);
        if (hasLine_ && line_.text.starts_with("group ")) {
            guide_.group = line_.text.substr(6);
            hasLine_ = lines_.next(line_);
        }
        const bool isX12 = guide_.standard == Standard::x12;
        addSegment(guide_.root, isX12 ? "ST" : "UNH");
        PB_CHECK(readLoop(guide_.root, 0, 0));
        if (hasLine_) {
            return fail(lines_.error(line_, say("The line is indented less than the first one.")));
        }
        addSegment(guide_.root, isX12 ? "SE" : "UNT");
        guide_.index();
        std::sort(guide_.tags.begin(), guide_.tags.end());
        return {};
    }

private:
    void addSegment(Loop& loop, std::string_view tag) {
        Item item;
        item.name = tag;
        item.isMandatory = true;
        loop.items.push_back(std::move(item));
        finish(loop.items.back());
    }

    /// The lines of one indentation; what is indented more makes the line before it a loop.
    Done readLoop(Loop& loop, std::size_t indent, int depth) {
        if (depth > maxDepth) {
            return fail(lines_.error(line_, say("Loops are nested more than %1 deep.").arg(maxDepth)));
        }
        while (hasLine_ && line_.indent == indent) {
            const Line line = line_;
            Item item;
            if (!readItem(line.text, item)) {
                return fail(lines_.error(line, say("“%1” is no segment and no loop.").arg(qs(clipped(line.text, 60)))));
            }
            hasLine_ = lines_.next(line_);
            if (hasLine_ && line_.indent > indent) {
                item.loop = std::make_shared<Loop>();
                PB_CHECK(readLoop(*item.loop, line_.indent, depth + 1));
            }
            if (!finish(item) || isTwice(loop, item)) {
                return fail(lines_.error(line, say("“%1” begins with a loop, or its name is there already.")
                                                   .arg(qs(item.name))));
            }
            loop.items.push_back(std::move(item));
        }
        return {};
    }

    bool finish(Item& item) {
        if (item.loop) {
            item.tag = item.loop->items.front().tag;
            return !item.loop->items.front().loop;
        }
        item.tag = packed(item.name);
        item.segment = guide_.dictionary->segment(item.name);
        guide_.tags.push_back(item.name);
        return item.tag != 0;
    }

    static bool isTwice(const Loop& loop, const Item& item) {
        return std::any_of(loop.items.begin(), loop.items.end(),
                           [&](const Item& other) { return other.name == item.name; });
    }

    static constexpr int maxDepth = 20;

    Lines lines_;
    Guide& guide_;
    Line line_;
    bool hasLine_ = false;
};

}  // namespace

Done readDictionary(std::string_view text, const std::string& name, Dictionary& into, std::string& base) {
    return DictionaryReader(text, name, into, base).read();
}

Done connect(Dictionary& dictionary, const std::string& name) {
    for (auto& [id, composite] : dictionary.composites) {
        PB_CHECK(connectSlots(dictionary, composite, name, false));
    }
    for (auto& [tag, segment] : dictionary.segments) {
        PB_CHECK(connectSlots(dictionary, segment, name, true));
    }
    for (auto& [id, element] : dictionary.elements) {
        std::sort(element.codes.begin(), element.codes.end(),
                  [](const Code& left, const Code& right) { return left.value < right.value; });
        element.indexCodes();
    }
    return {};
}

Result<std::unique_ptr<Guide>> readGuide(std::string_view text, const std::string& name, Standard standard,
                                         std::shared_ptr<const Dictionary> dictionary) {
    auto guide = std::make_unique<Guide>();
    guide->standard = standard;
    guide->dictionary = std::move(dictionary);
    PB_CHECK(GuideReader(text, name, *guide).read());
    return guide;
}

}  // namespace pb::doc::edi

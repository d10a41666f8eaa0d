#include "models/document/YamlTree.h"

#include "models/base/Text.h"
#include "models/document/Number.h"
#include "models/document/TreeWriter.h"
#include "models/document/YamlScalar.h"

#include <map>

namespace pb::doc {

namespace {

using Type = YamlEvent::Type;

/// YAML 1.2 §10.1-10.3.
constexpr std::string_view tagPrefix = "tag:yaml.org,2002:";

/// Reads one document out of the events.
class TreeReader {
public:
    TreeReader(std::string_view bytes, std::shared_ptr<const void> owner, const std::vector<YamlEvent>& events,
               const YamlLimits& limits)
        : bytes_(bytes), events_(events), limits_(limits), writer_(bytes, std::move(owner), Format::yaml) {}

    /// `at` stands behind documentBegin and is moved to documentEnd.
    Result<YamlTree> read(std::size_t& at) {
        do {
            PB_CHECK(take(at));
            ++at;
        } while (writer_.depth() > 0);
        YamlTree tree;
        if (writer_.isOverfull()) {
            return fail(TreeWriter::overfullError());
        }
        tree.document = writer_.finish();
        tree.eventOf = std::move(eventOf_);
        tree.keyStarts = std::move(keyStarts_);
        tree.aliases = std::move(aliases_);
        return tree;
    }

private:
    Done take(std::size_t at) {
        const YamlEvent& event = events_[at];
        if (event.type == Type::end) {
            close(event);
            return {};
        }
        if (writer_.depth() > 0 && writer_.isInObject() && !hasKey_) {
            return takeKey(event);
        }
        hasKey_ = false;
        eventOf_.push_back(static_cast<std::uint32_t>(at));
        keyStarts_.push_back(keyStart_);
        if (event.type == Type::alias) {
            return takeAlias(event);
        }
        if (!event.anchor.empty()) {
            anchors_[event.anchor] = {writer_.size(), false};
            keyTexts_.erase(event.anchor);
        }
        if (event.type == Type::scalar) {
            takeScalar(event);
            return {};
        }
        return open(at);
    }

    Done open(std::size_t at) {
        const YamlEvent& event = events_[at];
        noteTag(event);
        open_.push_back({at, event.anchor});
        if (!event.anchor.empty()) {
            anchors_[event.anchor].isOpen = true;
        }
        writer_.begin(event.type == Type::mappingBegin ? Kind::object : Kind::array, event.begin);
        lastEnd_ = event.endByte;
        return {};
    }

    void close(const YamlEvent& event) {
        const bool isFlow = events_[open_.back().event].style == YamlStyle::flow;
        lastEnd_ = isFlow ? event.endByte : lastEnd_;
        writer_.end(lastEnd_);
        if (const auto anchor = anchors_.find(open_.back().anchor); anchor != anchors_.end()) {
            anchor->second.isOpen = false;
        }
        open_.pop_back();
    }

    Done takeKey(const YamlEvent& event) {
        std::string_view name = event.text;
        if (event.type == Type::alias) {
            const auto text = keyTexts_.find(event.text);
            if (text == keyTexts_.end()) {
                return refuse(event, say("The key “*%1” does not stand for a text.").arg(qs(event.text)),
                              say("Write the key out."));
            }
            name = text->second;
        } else if (event.type != Type::scalar) {
            return refuse(event, say("A list or a map stands as a key."),
                          say("Use a text as key: JSON knows no others."));
        } else if (!event.anchor.empty()) {
            keyTexts_[event.anchor] = event.text;
        }
        const std::uint32_t from = textBegin(event);
        writer_.name(isThere(name, from, event.endByte) ? bytes_.substr(from, name.size()) : name, event.begin);
        keyStart_ = event.start;
        lastEnd_ = event.endByte;
        hasKey_ = true;
        return {};
    }

    Done takeAlias(const YamlEvent& event) {
        const auto anchor = anchors_.find(event.text);
        if (anchor == anchors_.end()) {
            if (const auto key = keyTexts_.find(event.text); key != keyTexts_.end()) {
                writer_.ownedText(Kind::string, key->second, {event.begin, event.endByte});
                lastEnd_ = event.endByte;
                return {};
            }
            return refuse(event, say("The alias “*%1” has no anchor before it.").arg(qs(event.text)),
                          say("Define “&%1” earlier in the document.").arg(qs(event.text)));
        }
        if (anchor->second.isOpen) {
            return refuse(event, say("The alias “*%1” stands inside of what it repeats.").arg(qs(event.text)),
                          say("Write the value out."));
        }
        const std::uint32_t size = writer_.sizeOf(anchor->second.node);
        repeated_ += size;
        if (repeated_ > limits_.aliasNodes) {
            return refuse(event, say("Aliases repeat more than the limit of %1 values.").arg(limits_.aliasNodes),
                          say("Write the values out, or split the document."), ErrorCode::limit);
        }
        writer_.repeat(anchor->second.node);
        aliases_[static_cast<std::uint32_t>(eventOf_.size() - 1)] = eventOf_.back();
        eventOf_.back() = YamlTree::fromAlias;
        eventOf_.resize(eventOf_.size() + size - 1, YamlTree::fromAlias);
        keyStarts_.resize(eventOf_.size(), 0);
        lastEnd_ = event.endByte;
        return {};
    }

    void takeScalar(const YamlEvent& event) {
        const ByteRange range{event.begin, event.endByte};
        lastEnd_ = event.endByte;
        if (!event.anchor.empty()) {
            keyTexts_[event.anchor] = event.text;
        }
        const YamlMeaning meaning = meaningOf(event);
        switch (meaning.kind) {
            case Kind::null:
                writer_.scalar(Kind::null, range, 0, 0);
                break;
            case Kind::boolean:
                writer_.scalar(Kind::boolean, range, 0, meaning.boolean ? 1 : 0);
                break;
            case Kind::number:
                text(Kind::number, meaning.digits, range, event.begin);
                break;
            default:
                text(Kind::string, event.text, range, textBegin(event));
        }
    }

    static std::uint32_t textBegin(const YamlEvent& event) {
        return event.style == YamlStyle::plain ? event.begin : event.begin + 1;
    }

    bool isThere(std::string_view text, std::uint32_t from, std::uint32_t end) const {
        return from <= end && end - from >= text.size() && bytes_.substr(from, text.size()) == text;
    }

    /// Kept as a slice where the bytes at `from` are the text itself.
    void text(Kind kind, std::string_view text, ByteRange range, std::uint32_t from) {
        if (isThere(text, from, range.end)) {
            writer_.scalar(kind, range, from, static_cast<std::uint32_t>(text.size()));
        } else {
            writer_.ownedText(kind, text, range);
        }
    }

    YamlMeaning meaningOf(const YamlEvent& event) {
        const std::string_view tag = event.tag;
        const std::string_view known = tag.starts_with(tagPrefix) ? tag.substr(tagPrefix.size()) : std::string_view();
        YamlMeaning meaning;
        if (tag.empty() && event.style == YamlStyle::plain) {
            meaning = meaningOfPlain(event.text);
            if (meaning.isDisputed) {
                noteDisputed(event);
            }
        } else if (known == "null" || known == "bool" || known == "int" || known == "float") {
            meaning = meaningOfPlain(event.text);
        } else if (known != "str" && tag != "!") {
            noteTag(event);
        }
        return meaning;
    }

    void noteDisputed(const YamlEvent& event) {
        note(event, "yaml.scalar.disputed", say("“%1” is a text here.").arg(qs(event.text)),
             say("Readers of YAML 1.1 see a number or a boolean. Put it in quotes."));
    }

    void noteTag(const YamlEvent& event) {
        if (!event.tag.empty() && !event.tag.starts_with(tagPrefix)) {
            note(event, "yaml.tag.unknown", say("The tag “%1” is not interpreted.").arg(qs(clipped(event.tag, 100))),
                 {});
        }
    }

    void note(const YamlEvent& event, const char* rule, const QString& sentence, const QString& why) {
        Finding found;
        found.severity = Severity::note;
        found.rule = rule;
        found.sentence = sentence;
        found.why = why;
        found.place.byte = event.start;
        writer_.finding(std::move(found));
    }

    Done refuse(const YamlEvent& event, const QString& reason, const QString& hint,
                ErrorCode code = ErrorCode::invalidInput) {
        return fail(yamlError(code, bytes_, event.start, reason, hint));
    }

    struct Anchor {
        std::uint32_t node = 0;
        bool isOpen = false;
    };
    struct OpenCollection {
        std::size_t event = 0;
        std::string anchor;
    };

    std::string_view bytes_;
    const std::vector<YamlEvent>& events_;
    YamlLimits limits_;
    TreeWriter writer_;
    std::vector<std::uint32_t> eventOf_;
    std::vector<std::uint32_t> keyStarts_;
    std::map<std::uint32_t, std::size_t> aliases_;
    std::vector<OpenCollection> open_;
    std::map<std::string, Anchor, std::less<>> anchors_;
    std::map<std::string, std::string, std::less<>> keyTexts_;
    std::size_t repeated_ = 0;
    std::uint32_t keyStart_ = 0;
    std::uint32_t lastEnd_ = 0;
    bool hasKey_ = false;
};

struct SharedBytes {
    std::shared_ptr<const void> owner;
    std::string_view bytes;
};

SharedBytes shared(std::string_view bytes, std::shared_ptr<const void> owner) {
    if (owner) {
        return {std::move(owner), bytes};
    }
    auto copy = std::make_shared<const std::string>(bytes);
    const std::string_view view = *copy;
    return {std::move(copy), view};
}

YamlTree nothing(const SharedBytes& source) {
    TreeWriter writer(source.bytes, source.owner, Format::yaml);
    writer.scalar(Kind::null, {0, 0}, 0, 0);
    YamlTree tree;
    tree.document = writer.finish();
    tree.events.emplace_back().type = Type::scalar;
    tree.eventOf = tree.keyStarts = {0};
    return tree;
}

}  // namespace

Result<YamlTree> readYamlTree(std::string_view bytes, std::shared_ptr<const void> owner, const YamlLimits& limits) {
    const SharedBytes source = shared(bytes, std::move(owner));
    PB_TRY(events, yamlEvents(source.bytes, limits.depth));
    if (events.empty()) {
        return nothing(source);
    }
    std::size_t at = 1;
    PB_TRY(tree, TreeReader(source.bytes, source.owner, events, limits).read(at));
    if (at + 1 < events.size()) {
        return fail(yamlError(ErrorCode::unsupported, source.bytes, events[at + 1].start,
                              say("A second document begins."), say("Read its documents one by one (patchbay-cli doc show --records), or split the file at “---”.")));
    }
    tree.events = std::move(events);
    return tree;
}

Result<DocumentPtr> readYaml(std::string_view bytes, std::shared_ptr<const void> owner, const YamlLimits& limits) {
    PB_TRY(tree, readYamlTree(bytes, std::move(owner), limits));
    return tree.document;
}

Result<DocumentPtr> readYaml(std::string bytes) {
    auto owner = std::make_shared<const std::string>(std::move(bytes));
    const std::string_view view = *owner;
    return readYaml(view, std::move(owner));
}

Result<std::vector<DocumentPtr>> readYamlDocuments(std::string_view bytes, std::shared_ptr<const void> owner,
                                                   const YamlLimits& limits) {
    const SharedBytes source = shared(bytes, std::move(owner));
    PB_TRY(events, yamlEvents(source.bytes, limits.depth));
    std::vector<DocumentPtr> documents;
    for (std::size_t at = 0; at < events.size(); ++at) {
        ++at;  // behind documentBegin
        PB_TRY(tree, TreeReader(source.bytes, source.owner, events, limits).read(at));
        documents.push_back(std::move(tree.document));
    }
    return documents;
}

}  // namespace pb::doc

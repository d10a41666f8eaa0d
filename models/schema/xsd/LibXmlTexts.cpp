#include "models/schema/xsd/LibXmlTexts.h"

#include <algorithm>

namespace pb::schema::xsd {

namespace {

bool isCompositor(std::string_view tag) { return tag == "sequence" || tag == "choice" || tag == "group"; }

bool isRepeated(const Node& node) {
    return node.has("maxOccurs") && node.attribute("maxOccurs") != "1" && node.attribute("maxOccurs") != "0";
}

/// Reads one file after the other, each element once.
class Reader {
public:
    explicit Reader(Files& files) : files_(files) {}

    LibXmlTexts run() {
        for (const File& file : files_.files()) {
            read(file);
        }
        return std::move(texts_);
    }

private:
    void read(const File& file) {
        std::vector<doc::ByteRange> patterns;
        std::vector<Node> waiting{{&file, file.schema, "schema", nullptr}};
        while (!waiting.empty()) {
            const Node node = waiting.back();
            waiting.pop_back();
            for (const Node& child : node.children()) {
                if (child.tag == "pattern" && node.tag == "restriction" && child.has("value")) {
                    patterns.push_back(child.value.range());
                } else {
                    waiting.push_back(child);
                }
            }
            const bool isLoop = isCompositor(node.tag) && isRepeated(node);
            texts_.hasLoopsInLoops = texts_.hasLoopsInLoops || (isLoop && hasLoopInside(node));
        }
        texts_.hadPatterns = texts_.hadPatterns || !patterns.empty();
        texts_.byPath[file.path] = patterns.empty() ? *file.bytes : blanked(file, patterns);
    }

    static std::string blanked(const File& file, const std::vector<doc::ByteRange>& patterns) {
        std::string text(file.document->bytes());
        const auto blank = [&](std::size_t begin, std::size_t end) {
            const auto at = [&](std::size_t byte) { return text.begin() + static_cast<std::ptrdiff_t>(byte); };
            std::replace_if(at(begin), at(end), [](char c) { return c != '\n'; }, ' ');
        };
        for (const doc::ByteRange& range : patterns) {
            blank(range.begin, range.end);
        }
        const bool isConverted = text.size() != file.bytes->size();
        const std::size_t declaration = isConverted ? text.find("<?xml ") : std::string::npos;
        if (declaration <= 3) {  // at most behind a byte order mark
            blank(declaration, std::min(text.find("?>") + 2, text.size()));
        }
        return text;
    }

    bool hasLoopInside(const Node& compositor) {
        std::vector<Node> waiting{compositor};
        while (!waiting.empty()) {
            const Node node = waiting.back();
            waiting.pop_back();
            if (!withoutLoops_.insert(node.id()).second) {
                continue;
            }
            const Component* const group =
                node.has("ref") ? files_.find(Symbol::group, node, files_.resolve(node, node.attribute("ref"))) : nullptr;
            for (const Node& child : group ? group->node.children() : node.children()) {
                const bool isParticle = isCompositor(child.tag) || child.tag == "element" || child.tag == "any";
                if (isParticle && isRepeated(child)) {
                    return true;
                }
                if (isCompositor(child.tag)) {
                    waiting.push_back(child);
                }
            }
        }
        return false;
    }

    Files& files_;
    LibXmlTexts texts_;
    std::set<std::pair<const File*, std::uint32_t>> withoutLoops_;  ///< looked at: one with a loop ends all looking
};

}  // namespace

LibXmlTexts textsForLibXml(Files& files) { return Reader(files).run(); }

}  // namespace pb::schema::xsd

#include "models/base/Text.h"
#include "models/base/regex/Reader.h"
#include "models/base/regex/Syntax.h"

#include <map>

namespace pb::regex {

namespace {

constexpr int maxNesting = 250;

/// Recursive descent over the pattern; the first mistake is kept in the Reader and ends everything.
class Parser {
public:
    Parser(std::string_view pattern, bool ignoreCase, bool multiline) : reader_(pattern) {
        out_.ignoreCase = ignoreCase;
        out_.multiline = multiline;
        out_.word = closed(wordCharacters());
    }

    Result<Pattern> run() {
        out_.root = disjunction();
        if (!reader_.hasFailed() && !reader_.atEnd()) reader_.fail(say("There is a “)” without its “(”."));
        resolveBackReferences(out_.root);
        if (reader_.hasFailed()) return pb::fail(reader_.error());
        return std::move(out_);
    }

private:
    CharSet closed(const CharSet& set) const { return out_.ignoreCase ? set.closedOverCase() : set; }

    Node setNode(CharSet set) const {
        Node node;
        node.type = NodeType::set;
        node.set = closed(std::move(set));
        return node;
    }

    static Node plain(NodeType type) {
        Node node;
        node.type = type;
        return node;
    }

    Node disjunction() {
        Node alternatives = plain(NodeType::alternation);
        do {
            alternatives.children.push_back(alternative());
        } while (!reader_.hasFailed() && reader_.take('|'));
        return alternatives.children.size() == 1 ? std::move(alternatives.children.front()) : std::move(alternatives);
    }

    Node alternative() {
        Node sequence = plain(NodeType::sequence);
        while (!reader_.hasFailed() && !reader_.atEnd() && reader_.peek() != '|' && reader_.peek() != ')') {
            sequence.children.push_back(term());
        }
        if (sequence.children.empty()) return plain(NodeType::empty);
        return sequence.children.size() == 1 ? std::move(sequence.children.front()) : std::move(sequence);
    }

    Node term() {
        if (reader_.take('^')) return plain(NodeType::lineStart);
        if (reader_.take('$')) return plain(NodeType::lineEnd);
        if (reader_.takeText("\\b")) return plain(NodeType::boundary);
        if (reader_.takeText("\\B")) {
            Node node = plain(NodeType::boundary);
            node.negative = true;
            return node;
        }
        for (const auto& [opening, behind, negative] : lookarounds) {
            if (reader_.takeText(opening)) return look(behind, negative);
        }
        Node item = atom();
        return quantified(std::move(item));
    }

    Node look(bool behind, bool negative) {
        Node node = plain(NodeType::look);
        node.behind = behind;
        node.negative = negative;
        node.children.push_back(body());
        return node;
    }

    /// What stands between an opening that was read and its ")".
    Node body() {
        if (++nesting_ > maxNesting) {
            reader_.failLimit(say("Groups are nested deeper than the limit of %1.").arg(maxNesting));
            return {};
        }
        Node inner = disjunction();
        --nesting_;
        if (!reader_.hasFailed() && !reader_.take(')')) reader_.fail(say("A group is not closed: “)” is missing."));
        return inner;
    }

    Node atom() {
        const CodePoint c = reader_.next();
        switch (c) {
        case '.': return dot();
        case '(': return group();
        case '[': return setNode(characterClass());
        case '\\': return escape();
        case '*': case '+': case '?': case '{':
            reader_.fail(say("A quantifier has nothing to repeat."));
            return {};
        case '}': case ']':
            reader_.fail(say("A bare “%1” must be written with a backslash.").arg(QChar(static_cast<char16_t>(c))));
            return {};
        default: return setNode(CharSet::single(c));
        }
    }

    Node dot() const {
        Node node = plain(NodeType::set);
        node.set = lineTerminators().inverted();
        return node;
    }

    Node group() {
        if (reader_.takeText("?:")) return body();
        if (reader_.takeText("?<")) {
            const std::string name = reader_.groupName();
            if (!names_.emplace(name, out_.groups + 1).second) {
                reader_.fail(say("Two groups have the name “%1”.").arg(qs(name)));
            }
        } else if (reader_.peek() == '?') {
            reader_.fail(say("After “(?” one of : = ! <= <! or a name in <…> must follow."));
            return {};
        }
        Node node = plain(NodeType::capture);
        node.group = ++out_.groups;
        node.children.push_back(body());
        return node;
    }

    Node escape() {
        const CodePoint c = reader_.peek();
        if (c >= '1' && c <= '9') {
            Node node = plain(NodeType::backReference);
            node.group = reader_.decimal();
            return node;
        }
        if (reader_.take('k')) {
            if (!reader_.take('<')) reader_.fail(say("After “\\k” a group's name in <…> must follow."));
            Node node = plain(NodeType::backReference);
            node.group = namedReference;
            wantedNames_.push_back(reader_.groupName());
            return node;
        }
        CharSet set;
        if (classEscape(set)) return setNode(std::move(set));
        return setNode(CharSet::single(reader_.characterEscape()));
    }

    /// \d \D \s \S \w \W \p{…} \P{…}, behind the backslash.
    bool classEscape(CharSet& set) {
        const CodePoint c = reader_.peek();
        switch (c) {
        case 'd': case 'D': set = digits(); break;
        case 's': case 'S': set = whiteSpace(); break;
        case 'w': case 'W': set = out_.word; break;
        case 'p': case 'P':
            reader_.next();
            set = reader_.property();
            break;
        default: return false;
        }
        if (c != 'p' && c != 'P') reader_.next();
        if (c == 'D' || c == 'S' || c == 'W' || c == 'P') set = set.inverted();
        return true;
    }

    CharSet characterClass() {
        const bool inverted = reader_.take('^');
        CharSet set;
        while (!reader_.hasFailed() && !reader_.take(']')) classRange(set);
        set.normalize();
        if (!inverted) return set;
        return closed(std::move(set)).inverted();
    }

    void classRange(CharSet& set) {
        CharSet first, last;
        const auto low = classAtom(first);
        if (reader_.hasFailed()) return;
        if (reader_.peek() != '-' || reader_.peek(1) == ']') {
            low ? set.add(*low, *low) : set.add(first);
            return;
        }
        reader_.next();
        const auto high = classAtom(last);
        if (reader_.hasFailed()) return;
        if (!low || !high) return reader_.fail(say("A class such as “\\d” cannot be an end of a range."));
        if (*low > *high) return reader_.fail(say("A range in a class is out of order."));
        set.add(*low, *high);
    }

    /// One code point, or nothing and a whole set.
    std::optional<CodePoint> classAtom(CharSet& set) {
        if (reader_.atEnd()) {
            reader_.fail(say("A class is not closed: “]” is missing."));
            return std::nullopt;
        }
        if (!reader_.take('\\')) return reader_.next();
        if (reader_.take('b')) return '\b';
        if (reader_.take('-')) return '-';
        if (classEscape(set)) return std::nullopt;
        return reader_.characterEscape();
    }

    Node quantified(Node item) {
        std::uint32_t min = 0, max = Node::unbounded;
        if (reader_.hasFailed()) return item;
        if (reader_.take('+')) {
            min = 1;
        } else if (reader_.take('?')) {
            max = 1;
        } else if (reader_.take('{')) {
            reader_.counts(min, max);
        } else if (!reader_.take('*')) {
            return item;
        }
        Node node = plain(NodeType::repeat);
        node.min = min;
        node.max = max;
        node.lazy = reader_.take('?');
        node.children.push_back(std::move(item));
        return node;
    }

    void resolveBackReferences(Node& node) {
        if (node.type == NodeType::backReference && !reader_.hasFailed()) {
            if (node.group == namedReference) {
                const std::string& name = wantedNames_[nextWanted_++];
                const auto found = names_.find(name);
                if (found == names_.end()) return reader_.fail(say("There is no group “%1”.").arg(qs(name)));
                node.group = found->second;
            }
            if (node.group > out_.groups) reader_.fail(say("There is no group %1.").arg(node.group));
        }
        for (Node& child : node.children) resolveBackReferences(child);
    }

    struct Lookaround {
        const char* opening;
        bool behind, negative;
    };
    static constexpr Lookaround lookarounds[] = {
        {"(?=", false, false}, {"(?!", false, true}, {"(?<=", true, false}, {"(?<!", true, true}};
    static constexpr std::uint32_t namedReference = 0;

    Reader reader_;
    Pattern out_;
    int nesting_ = 0;
    std::map<std::string, std::uint32_t> names_;
    std::vector<std::string> wantedNames_;  ///< of \k<…>, in the order of the text
    std::size_t nextWanted_ = 0;
};

}  // namespace

Result<Pattern> parse(std::string_view pattern, bool ignoreCase, bool multiline) {
    return Parser(pattern, ignoreCase, multiline).run();
}

}  // namespace pb::regex

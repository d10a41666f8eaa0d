#include "models/schema/check/Nfa.h"

namespace pb::schema {

namespace {

constexpr std::size_t mostStates = 600;
constexpr int mostRepeats = 100, deepest = 20;

Nfa::Class range(char first, char last) {
    Nfa::Class set;
    for (int c = first; c <= last; ++c) {
        set.set(static_cast<std::size_t>(c));
    }
    return set;
}

Nfa::Class one(char c) { return range(c, c); }

/// ECMA-262 CharacterClassEscape, as far as ASCII goes.
std::optional<Nfa::Class> escapeClass(char c) {
    const Nfa::Class digit = range('0', '9');
    const Nfa::Class word = digit | range('a', 'z') | range('A', 'Z') | one('_');
    const Nfa::Class space = range('\t', '\r') | one(' ');
    switch (c) {
        case 'd': return digit;
        case 'D': return ~digit;
        case 'w': return word;
        case 'W': return ~word;
        case 's': return space;
        case 'S': return ~space;
        case 't': return one('\t');
        case 'n': return one('\n');
        case 'r': return one('\r');
        case 'f': return one('\f');
        case 'v': return one('\v');
        default: break;
    }
    const bool letter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter || static_cast<unsigned char>(c) >= 0x80) {
        return std::nullopt;  // \b, \u, \p, back references …
    }
    return one(c);
}

}  // namespace

/// A recursive descent over the subset; `failed_` once it is left.
class NfaParser {
public:
    explicit NfaParser(std::string_view pattern) : rest_(pattern) {}

    std::optional<Nfa> parse() {
        const bool anchored = rest_.starts_with('^');
        rest_.remove_prefix(anchored ? 1 : 0);
        const bool closed = rest_.ends_with('$') && !rest_.ends_with("\\$");
        rest_.remove_suffix(closed ? 1 : 0);
        const Part whole = alternatives(0);
        if ((anchored || closed) && topAlternatives_) {
            return std::nullopt;  // the anchor belongs to one alternative only
        }
        if (failed_ || !rest_.empty()) {
            return std::nullopt;
        }
        nfa_.start_ = whole.first;
        nfa_.end_ = whole.last;
        const Nfa::Class any = ~Nfa::Class();
        if (!anchored) {
            loop(nfa_.start_ = before(whole.first), any);
        }
        if (!closed) {
            nfa_.end_ = after(whole.last);
            loop(nfa_.end_, any);
        }
        return std::move(nfa_);
    }

private:
    struct Part {
        std::uint32_t first = 0, last = 0;
    };

    std::uint32_t add() {
        failed_ = failed_ || nfa_.states_.size() >= mostStates;
        nfa_.states_.emplace_back();
        return static_cast<std::uint32_t>(nfa_.states_.size() - 1);
    }
    void link(std::uint32_t from, std::uint32_t to) { nfa_.states_[from].free.push_back(to); }
    std::uint32_t before(std::uint32_t state) {
        const std::uint32_t added = add();
        link(added, state);
        return added;
    }
    std::uint32_t after(std::uint32_t state) {
        const std::uint32_t added = add();
        link(state, added);
        return added;
    }
    Part character(const Nfa::Class& set) {
        const Part part{add(), add()};
        nfa_.states_[part.first].onClass = static_cast<std::uint32_t>(nfa_.classes_.size());
        nfa_.states_[part.first].next = part.last;
        nfa_.classes_.push_back(set);
        return part;
    }
    void loop(std::uint32_t state, const Nfa::Class& set) {
        const Part part = character(set);
        link(state, part.first);
        link(part.last, state);
    }

    Part alternatives(int depth) {
        Part all = sequence(depth);
        while (!failed_ && rest_.starts_with('|')) {
            topAlternatives_ = topAlternatives_ || depth == 0;
            rest_.remove_prefix(1);
            const Part other = sequence(depth);
            const Part both{add(), add()};
            for (const Part& each : {all, other}) {
                link(both.first, each.first);
                link(each.last, both.last);
            }
            all = both;
        }
        return all;
    }

    Part sequence(int depth) {
        const std::uint32_t empty = add();
        Part all{empty, empty};
        while (!failed_ && !rest_.empty() && rest_.front() != '|' && rest_.front() != ')') {
            const Part next = repeated(depth);
            link(all.last, next.first);
            all.last = next.last;
        }
        return all;
    }

    /// An atom with its quantifier. A counted atom is parsed once for each copy.
    Part repeated(int depth) {
        const std::string_view begin = rest_;
        Part part = atom(depth);
        int least = 1, most = 1;
        const std::string_view source = begin.substr(0, begin.size() - rest_.size());
        quantifier(least, most);
        const std::string_view next = rest_;
        if (least == 1 && most == 1) {
            return part;
        }
        const std::uint32_t empty = add();
        Part all{empty, empty};
        const int copies = most < 0 ? std::max(least, 1) : most;
        for (int i = 0; i < copies && !failed_; ++i) {
            if (i > 0) {
                rest_ = source;
                part = atom(depth);
            }
            if (i >= least) {
                link(part.first, part.last);
            }
            link(all.last, part.first);
            all.last = after(part.last);
        }
        if (most < 0) {
            link(part.last, part.first);
        }
        rest_ = next;
        return all;
    }

    void quantifier(int& least, int& most) {
        if (rest_.empty()) {
            return;
        }
        switch (rest_.front()) {
            case '*': least = 0; most = -1; break;
            case '+': least = 1; most = -1; break;
            case '?': least = 0; most = 1; break;
            case '{': return counts(least, most);
            default: return;
        }
        rest_.remove_prefix(rest_.substr(1).starts_with('?') ? 2 : 1);
    }

    void counts(int& least, int& most) {
        rest_.remove_prefix(1);
        least = most = number();
        if (rest_.starts_with(',')) {
            rest_.remove_prefix(1);
            most = rest_.starts_with('}') ? -1 : number();
        }
        failed_ = failed_ || !rest_.starts_with('}') || most == 0;
        rest_.remove_prefix(failed_ ? 0 : rest_.substr(1).starts_with('?') ? 2 : 1);
    }

    int number() {
        int value = -1;
        while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') {
            value = std::max(value, 0) * 10 + (rest_.front() - '0');
            rest_.remove_prefix(1);
            if (value > mostRepeats) {
                break;
            }
        }
        failed_ = failed_ || value < 0 || value > mostRepeats;
        return value;
    }

    Part atom(int depth) {
        const char c = rest_.front();
        rest_.remove_prefix(1);
        switch (c) {
            case '(': return group(depth);
            case '[': return character(bracket());
            case '.': return character(~(one('\n') | one('\r')));
            case '\\': return character(escape());
            case '^':
            case '$':
            case '*':
            case '+':
            case '?':
            case '{':
            case '}':
            case ']': failed_ = true; return {};
            default: failed_ = failed_ || static_cast<unsigned char>(c) >= 0x80;
        }
        return failed_ ? Part{} : character(one(c));
    }

    Part group(int depth) {
        if (rest_.starts_with("?:")) {
            rest_.remove_prefix(2);
        } else if (rest_.starts_with('?')) {
            failed_ = true;
        }
        failed_ = failed_ || depth >= deepest;
        if (failed_) {
            return {};
        }
        const Part inner = alternatives(depth + 1);
        failed_ = failed_ || !rest_.starts_with(')');
        rest_.remove_prefix(failed_ ? 0 : 1);
        return inner;
    }

    Nfa::Class escape() {
        const auto set = rest_.empty() ? std::nullopt : escapeClass(rest_.front());
        failed_ = failed_ || !set;
        rest_.remove_prefix(rest_.empty() ? 0 : 1);
        return set.value_or(Nfa::Class());
    }

    /// One member of a class in brackets; `single` is its character, or -1 for a set such as \d.
    Nfa::Class bracketMember(int& single) {
        const char c = rest_.front();
        rest_.remove_prefix(1);
        if (c != '\\') {
            failed_ = failed_ || static_cast<unsigned char>(c) >= 0x80;
            single = c;
            return failed_ ? Nfa::Class() : one(c);
        }
        const Nfa::Class set = escape();
        single = -1;
        for (std::size_t i = 0; set.count() == 1 && i < set.size(); ++i) {
            single = set[i] ? static_cast<int>(i) : single;
        }
        return set;
    }

    Nfa::Class bracket() {
        const bool negated = rest_.starts_with('^');
        rest_.remove_prefix(negated ? 1 : 0);
        Nfa::Class set;
        while (!failed_ && !rest_.empty() && rest_.front() != ']') {
            int first = -1, last = -1;
            set |= bracketMember(first);
            if (failed_ || rest_.size() < 2 || rest_.front() != '-' || rest_[1] == ']') {
                continue;
            }
            rest_.remove_prefix(1);
            bracketMember(last);
            failed_ = failed_ || first < 0 || last < first;
            set |= failed_ ? Nfa::Class() : range(static_cast<char>(first), static_cast<char>(last));
        }
        failed_ = failed_ || rest_.empty();
        rest_.remove_prefix(failed_ ? 0 : 1);
        return negated ? ~set : set;
    }

    std::string_view rest_;
    Nfa nfa_;
    bool failed_ = false, topAlternatives_ = false;
};

std::optional<Nfa> Nfa::parse(std::string_view pattern) { return NfaParser(pattern).parse(); }

}  // namespace pb::schema

#include "models/jsonata/functions/Matching.h"
#include "models/jsonata/syntax/Unicode.h"

#include <array>
#include <cmath>
#include <string>

namespace pb::jsonata {

namespace {

/// How often at most; negative ones are refused.
double limitOf(const Call& call, std::size_t index, const char* code) {
    const double limit = call.has(index) ? numberOf(call.argument(index)) : HUGE_VAL;
    if (limit < 0) {
        raise(code, shown(call.argument(index)), static_cast<int>(index) + 1);
    }
    return limit;
}

Word contains(Call& call) {
    if (!call.has(0) || !call.has(1)) {
        return {};
    }
    const Word token = call.argument(1);
    if (token.is(Tag::function)) {
        return Word::ofBoolean(Matching(call, call.argument(0), token).isFound());
    }
    const bool found = textOf(call.argument(0)).find(textOf(token)) != std::string_view::npos;
    return Word::ofBoolean(found);
}

Word match(Call& call) {
    if (!call.has(0)) {
        return {};
    }
    const double limit = limitOf(call, 2, "D3040");
    Array* results = call.heap.array();
    results->isSequence = true;
    if (limit == 0) {
        return Word::of(results);
    }
    const std::string_view text = textOf(call.argument(0));
    std::size_t units = 0, counted = 0;
    for (Matching matching(call, call.argument(0), call.argument(1)); matching.isFound() && results->size < limit; matching.next()) {
        const Matching::Found& found = matching.found();
        if (found.begin >= counted) {
            units += countUnits(text.substr(counted, found.begin - counted));
            counted = found.begin;
        }
        Object* object = call.heap.object(3);
        call.heap.append(*object, "match", call.heap.wrap(found.match));
        call.heap.append(*object, "index", Word::ofNumber(static_cast<double>(units)));
        call.heap.append(*object, "groups", Word::of(call.heap.array(found.groups)));
        call.heap.push(*results, Word::of(object));
        call.caller.checkLength(results->size);
    }
    return Word::of(results);
}

/// The replacement text of one match: $0 is the match, $1 … its groups, $$ a dollar.
class Substitution {
public:
    Substitution(std::string_view pattern, const Matching::Found& found) : pattern_(pattern), found_(found) {}

    std::string make() {
        while (at_ < pattern_.size()) {
            const std::size_t dollar = pattern_.find('$', at_);
            out_.append(pattern_.substr(at_, dollar - at_));
            if (dollar == std::string_view::npos) {
                break;
            }
            at_ = dollar + 1;
            replaceOne();
        }
        return std::move(out_);
    }

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    std::size_t number(std::size_t digits) const {
        std::size_t value = 0, count = 0;
        for (; count < digits && at_ + count < pattern_.size(); ++count) {
            const char c = pattern_[at_ + count];
            if (c < '0' || c > '9') {
                break;
            }
            value = value * 10 + static_cast<std::size_t>(c - '0');
        }
        return count == 0 ? none : value;
    }

    void replaceOne() {
        const char next = at_ < pattern_.size() ? pattern_[at_] : '\0';
        if (next == '$' || next == '0') {
            out_.append(next == '$' ? std::string_view("$") : found_.match);
            ++at_;
            return;
        }
        const std::size_t groups = found_.groups.size();
        const std::size_t digits = groups == 0 ? 1 : std::to_string(groups).size();
        std::size_t index = number(digits);
        if (digits > 1 && index != none && index > groups) {
            index = number(digits - 1);
        }
        if (index == none) {
            out_.push_back('$');
            return;
        }
        if (index >= 1 && index <= groups && found_.groups[index - 1].is(Tag::text)) {
            out_.append(textOf(found_.groups[index - 1]));
        }
        at_ += std::to_string(index).size();
    }

    std::string_view pattern_;
    const Matching::Found& found_;
    std::size_t at_ = 0;
    std::string out_;
};

std::string replaceText(std::string_view text, std::string_view wanted, std::string_view replacement, double limit) {
    std::string out;
    std::size_t at = 0;
    for (double count = 0; count < limit; ++count) {
        const std::size_t found = text.find(wanted, at);
        if (found == std::string_view::npos) {
            break;
        }
        out.append(text.substr(at, found - at)).append(replacement);
        at = found + wanted.size();
    }
    return out.append(text.substr(at));
}

std::string replacementOf(Call& call, Matching& matching) {
    const Word replacement = call.argument(2);
    if (!replacement.is(Tag::function)) {
        const std::string_view pattern = replacement.is(Tag::text) ? textOf(replacement) : std::string_view();
        return Substitution(pattern, matching.found()).make();
    }
    const Word object = matching.object();
    const Word made = call.caller.apply(replacement, std::span(&object, 1));
    if (!made.is(Tag::text)) {
        raise("D3012", shown(made));
    }
    return std::string(textOf(made));
}

Word replace(Call& call) {
    if (!call.has(0)) {
        return {};
    }
    const Word pattern = call.argument(1);
    const std::string_view text = textOf(call.argument(0));
    if (pattern.is(Tag::text) && textOf(pattern).empty()) {
        raise("D3010", "\"\"", 2);
    }
    const double limit = limitOf(call, 3, "D3011");
    if (pattern.is(Tag::text)) {
        const Word by = call.argument(2);
        return call.heap.text(replaceText(text, textOf(pattern), by.is(Tag::text) ? textOf(by) : std::string_view(), limit));
    }
    if (!pattern.is(Tag::function) || limit == 0) {
        return call.argument(0);
    }
    std::string out;
    std::size_t at = 0;
    double count = 0;
    for (Matching matching(call, call.argument(0), pattern); matching.isFound() && count < limit; matching.next(), ++count) {
        const std::size_t begin = matching.found().begin;
        out.append(text.substr(std::min(at, begin), begin - std::min(at, begin)));
        out.append(replacementOf(call, matching));
        at = std::min(text.size(), begin + matching.found().match.size());
    }
    return call.heap.text(out.append(text.substr(at)));
}

void splitText(Call& call, std::string_view separator, double limit, Array& parts) {
    const std::string_view text = textOf(call.argument(0));
    std::size_t at = 0;
    while (parts.size + 1.0 <= limit) {
        std::size_t end = text.find(separator, at);
        if (separator.empty()) {
            if (at >= text.size()) {
                return;
            }
            end = at + utf8Length(text[at]);
        }
        call.heap.push(parts, call.heap.wrap(text.substr(at, std::min(end, text.size()) - at)));
        if (end == std::string_view::npos) {
            return;
        }
        at = end + separator.size();
    }
}

void splitByMatches(Call& call, double limit, Array& parts) {
    const std::string_view text = textOf(call.argument(0));
    std::size_t at = 0;
    for (Matching matching(call, call.argument(0), call.argument(1)); matching.isFound() && parts.size < limit; matching.next()) {
        const std::size_t begin = std::max(at, matching.found().begin);
        call.heap.push(parts, call.heap.wrap(text.substr(at, begin - at)));
        at = std::max(begin, matching.found().end);
    }
    if (parts.size < limit) {
        call.heap.push(parts, call.heap.wrap(text.substr(at)));
    }
}

Word split(Call& call) {
    if (!call.has(0)) {
        return {};
    }
    const double limit = limitOf(call, 2, "D3020");
    Array* parts = call.heap.array();
    const Word separator = call.argument(1);
    if (separator.is(Tag::function) && limit > 0) {
        splitByMatches(call, limit, *parts);
    } else if (separator.is(Tag::text)) {
        splitText(call, textOf(separator), std::floor(limit), *parts);
    } else if (limit > 0) {
        call.heap.push(*parts, call.argument(0));
    }
    return Word::of(parts);
}

constexpr std::array natives = {
    Native{"contains", "<s-(sf):b>", contains, 2},
    Native{"match", "<s-f<s:o>n?:a<o>>", match, 3},
    Native{"replace", "<s-(sf)(sf)n?:s>", replace, 4},
    Native{"split", "<s-(sf)n?:a<s>>", split, 3},
};

}  // namespace

std::span<const Native> patternFunctions() { return natives; }

}  // namespace pb::jsonata

#include "models/jsonata/functions/Matching.h"

#include "models/base/Text.h"
#include "models/jsonata/syntax/Unicode.h"

#include <array>

namespace pb::jsonata {

namespace {

bool findIn(const Function& matcher, std::string_view text, std::size_t from, Regex::Match& match) {
    const auto found = matcher.expr->special->regex->find(text, from, match);
    if (!found) {
        raise("U1001", utf8(found.error().sentence));
    }
    if (*found && match.begin == match.end) {
        raise("D1004", std::string(matcher.expr->text));
    }
    return *found;
}

Word groupOf(Heap& heap, std::string_view text, std::pair<std::size_t, std::size_t> group) {
    return group.first == Regex::npos ? Word() : heap.wrap(text.substr(group.first, group.second - group.first));
}

std::size_t byteOfUnit(std::string_view text, double unit) {
    std::size_t at = 0;
    while (unit > 0 && at < text.size()) {
        const std::size_t size = utf8Length(text[at]);
        unit -= size == 4 ? 2 : 1;
        at = std::min(at + size, text.size());
    }
    return at;
}

}  // namespace

Word matchRegex(Heap& heap, const Function& matcher, Word text, std::size_t from) {
    Regex::Match match;
    if (!text.is(Tag::text) || !findIn(matcher, textOf(text), from, match)) {
        return {};
    }
    const std::string_view bytes = textOf(text);
    Array* groups = heap.array(match.groups.size());
    for (const auto& group : match.groups) {
        groups->items[groups->size++] = groupOf(heap, bytes, group);
    }
    Function* next = heap.make<Function>();
    next->kind = Function::Kind::nextMatch;
    next->expr = matcher.expr;
    next->input = text;
    next->from = match.end;
    Object* object = heap.object(5);
    heap.append(*object, "match", heap.wrap(bytes.substr(match.begin, match.end - match.begin)));
    heap.append(*object, "start", Word::ofNumber(static_cast<double>(countUnits(bytes.substr(0, match.begin)))));
    heap.append(*object, "end", Word::ofNumber(static_cast<double>(countUnits(bytes.substr(0, match.end)))));
    heap.append(*object, "groups", Word::of(groups));
    heap.append(*object, "next", Word::of(next));
    return Word::of(object);
}

Matching::Matching(Call& call, Word text, Word matcher) : call_(call), text_(text), matcher_(matcher) {
    isRegex_ = matcher.function->kind == Function::Kind::matcher;
    if (isRegex_) {
        search(0);
    } else {
        take(call.caller.apply(matcher, std::span(&text, 1)));
    }
}

void Matching::next() {
    if (isRegex_) {
        search(found_.end);
        return;
    }
    const Word next = memberOf(answer_, "next");
    take(next.is(Tag::function) ? call_.caller.apply(next, {}) : Word());
}

void Matching::search(std::size_t from) {
    call_.caller.tick();
    const std::string_view text = textOf(text_);
    Regex::Match match;
    isFound_ = (from == 0 || from < text.size()) && findIn(*matcher_.function, text, from, match);
    if (!isFound_) {
        return;
    }
    found_.begin = match.begin;
    found_.end = match.end;
    found_.match = text.substr(match.begin, match.end - match.begin);
    found_.groups.clear();
    for (const auto& group : match.groups) {
        found_.groups.push_back(groupOf(call_.heap, text, group));
    }
}

void Matching::take(Word answer) {
    answer_ = answer;
    isFound_ = isTruthy(answer);
    if (!isFound_) {
        return;
    }
    const auto member = [&](std::string_view key) { return answer.is(Tag::object) ? memberOf(answer, key) : Word(); };
    const Word start = member("start"), end = member("end"), groups = member("groups"), match = member("match");
    if (!start.is(Tag::number) && !end.is(Tag::number) && !isArray(groups) && !member("next").is(Tag::function)) {
        raise("T1010");
    }
    const std::string_view text = textOf(text_);
    found_.begin = start.is(Tag::number) ? byteOfUnit(text, numberOf(start)) : 0;
    found_.end = std::max(found_.begin, end.is(Tag::number) ? byteOfUnit(text, numberOf(end)) : found_.begin);
    found_.match = match.is(Tag::text) ? textOf(match) : std::string_view();
    found_.groups.clear();
    for (const Word group : Items(groups)) {
        found_.groups.push_back(group);
    }
}

Word Matching::object() {
    if (!isRegex_) {
        return answer_;
    }
    return matchRegex(call_.heap, *matcher_.function, text_, found_.begin);
}

}  // namespace pb::jsonata

#include "models/jsonata/functions/Natives.h"

#include <array>
#include <unordered_set>

namespace pb::jsonata {

namespace {

Word sequenceOf(const Call& call, const std::vector<Word>& items) { return Word::of(call.heap.sequence(items)); }

void collectKeys(Word value, const Call& call, std::unordered_set<std::string_view>& seen, std::vector<Word>& keys) {
    if (isArray(value)) {
        for (const Word item : Items(value)) {
            collectKeys(item, call, seen, keys);
        }
    } else if (value.is(Tag::object)) {
        forEachMember(value, [&](std::string_view key, Word) {
            if (seen.insert(key).second) {
                keys.push_back(call.heap.wrap(key));
            }
        });
    }
}

Word keys(Call& call) {
    std::unordered_set<std::string_view> seen;
    std::vector<Word> found;
    collectKeys(call.argument(0), call, seen, found);
    return sequenceOf(call, found);
}

void collectValues(Word value, std::string_view key, std::vector<Word>& found) {
    if (isArray(value)) {
        for (const Word item : Items(value)) {
            collectValues(item, key, found);
        }
    } else if (value.is(Tag::object)) {
        const Word member = memberOf(value, key);
        for (const Word item : Items(member)) {
            found.push_back(item);
        }
    }
}

Word lookup(Call& call) {
    const Word object = call.argument(0);
    if (!call.has(1)) {
        return {};
    }
    const std::string_view key = textOf(call.argument(1));
    if (object.is(Tag::object)) {
        return memberOf(object, key);
    }
    std::vector<Word> found;
    collectValues(object, key, found);
    return isArray(object) ? sequenceOf(call, found) : Word();
}

void spreadInto(Word value, const Call& call, std::vector<Word>& out) {
    if (isArray(value)) {
        for (const Word item : Items(value)) {
            spreadInto(item, call, out);
        }
        return;
    }
    if (!value.is(Tag::object)) {
        if (value.isDefined()) {
            out.push_back(value);
        }
        return;
    }
    forEachMember(value, [&](std::string_view key, Word member) {
        Object* single = call.heap.object(1);
        call.heap.append(*single, key, member);
        out.push_back(Word::of(single));
    });
}

Word spread(Call& call) {
    const Word value = call.argument(0);
    if (!value.isContainer()) {
        return value;
    }
    std::vector<Word> out;
    spreadInto(value, call, out);
    return isArray(value) && lengthOf(value) > 0 ? Word::of(call.heap.array(out)) : sequenceOf(call, out);
}

Word merge(Call& call) {
    if (!call.has(0)) {
        return {};
    }
    Object* merged = call.heap.object();
    for (const Word object : Items(call.argument(0))) {
        if (object.is(Tag::object)) {
            forEachMember(object, [&](std::string_view key, Word member) { call.heap.set(*merged, key, member); });
        }
    }
    return Word::of(merged);
}

Word each(Call& call) {
    std::vector<Word> results;
    if (call.argument(0).is(Tag::object)) {
        forEachMember(call.argument(0), [&](std::string_view key, Word member) {
            const Word result = call.callback(call.argument(1), member, call.heap.wrap(key), call.argument(0));
            if (result.isDefined()) {
                results.push_back(result);
            }
        });
    }
    return sequenceOf(call, results);
}

Word sift(Call& call) {
    if (!call.argument(0).is(Tag::object)) {
        return {};
    }
    Object* kept = call.heap.object();
    forEachMember(call.argument(0), [&](std::string_view key, Word member) {
        if (isTruthy(call.callback(call.argument(1), member, call.heap.wrap(key), call.argument(0)))) {
            call.heap.append(*kept, key, member);
        }
    });
    return kept->size == 0 ? Word() : Word::of(kept);
}

Word copied(const Call& call, Word value) {
    if (isArray(value)) {
        Array* copy = call.heap.array(lengthOf(value));
        for (const Word item : Items(value)) {
            copy->items[copy->size++] = copied(call, item);
        }
        return Word::of(copy);
    }
    if (value.is(Tag::object)) {
        Object* copy = call.heap.object(std::max<std::size_t>(1, memberCount(value)));
        forEachMember(value, [&](std::string_view key, Word member) { call.heap.append(*copy, key, copied(call, member)); });
        return Word::of(copy);
    }
    return value;
}

Word clone(Call& call) { return copied(call, call.argument(0)); }

constexpr std::array natives = {
    Native{"keys", "<x-:a<s>>", keys, 1},       Native{"lookup", "<x-s:x>", lookup, 2}, Native{"spread", "<x-:a<o>>", spread, 1},
    Native{"merge", "<a<o>:o>", merge, 1},      Native{"each", "<o-f:a>", each, 2},     Native{"sift", "<o-f?:o>", sift, 2},
    Native{"clone", "<(oa)-:o>", clone, 1},
};

}  // namespace

std::span<const Native> objectFunctions() { return natives; }

}  // namespace pb::jsonata

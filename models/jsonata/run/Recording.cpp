#include "models/jsonata/run/Recording.h"

#include <charconv>

namespace pb::jsonata {

namespace {

/// Appends "/token" as RFC 6901 writes it.
void appendToken(std::string_view name, std::string& pointer) {
    pointer.push_back('/');
    for (const char c : name) {
        if (c == '~' || c == '/') {
            pointer.append(c == '~' ? "~0" : "~1");
        } else {
            pointer.push_back(c);
        }
    }
}

/// Whether the first token of a pointer's rest is that name.
bool isToken(std::string_view token, std::string_view name) {
    std::string written;
    appendToken(name, written);
    return std::string_view(written).substr(1) == token;
}

}  // namespace

Provenance::Recording::Node Provenance::Recording::item(const Node& array, Word word) const {
    return {word, word.isInput || word.node == 0 ? array.record : &recorder.record(word.node)};
}

Provenance::Recording::Node Provenance::Recording::member(const Node& object, Word word, std::size_t position) const {
    const std::uint32_t* origins = object.word.isInput ? nullptr : object.word.object->origins;
    const std::uint32_t number = origins && origins[position] != 0 ? origins[position] : word.isInput ? 0 : word.node;
    return {word, number == 0 ? object.record : &recorder.record(number)};
}

void Provenance::Recording::describe(const Node& node, Origin& origin) const {
    origin.span = node.record->span;
    origin.sources.clear();
    origin.conditions.clear();
    if (node.word.isInput) {
        origin.sources.push_back(node.word.value());
    } else {
        for (const Word source : recorder.sources(node.record->sources)) {
            origin.sources.push_back(source.value());
        }
    }
    for (const std::uint32_t number : recorder.conditions(node.record->conditions)) {
        const TraceRecorder::Condition& condition = recorder.condition(number);
        Origin::Condition& told = origin.conditions.emplace_back();
        told.span = condition.span;
        for (const Word source : recorder.sources(condition.sources)) {
            told.sources.push_back(source.value());
        }
    }
}

bool Provenance::Recording::walk(const Node& node, Origin& origin, const std::function<bool(const Origin&)>& each) const {
    describe(node, origin);
    bool goesOn = each(origin);
    const std::size_t size = origin.outputPointer.size();
    std::size_t position = 0;
    if (isArray(node.word)) {
        for (const Word word : Items(node.word)) {
            appendToken(std::to_string(position++), origin.outputPointer);
            goesOn = goesOn && walk(item(node, word), origin, each);
            origin.outputPointer.resize(size);
        }
    } else if (node.word.is(Tag::object)) {
        forEachMember(node.word, [&](std::string_view key, Word word) {
            appendToken(key, origin.outputPointer);
            goesOn = goesOn && (!word.isDefined() || walk(member(node, word, position), origin, each));
            ++position;
            origin.outputPointer.resize(size);
        });
    }
    return goesOn;
}

void Provenance::Recording::forEach(const std::function<bool(const Origin&)>& each) const {
    Origin origin;
    if (result.isDefined()) {
        walk({result, &recorder.whole()}, origin, each);
    }
}

bool Provenance::Recording::find(const Node& from, std::string_view token, Node& found) const {
    if (isArray(from.word)) {
        std::size_t position = 0;
        const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), position);
        if (error != std::errc() || end != token.data() + token.size() || position >= lengthOf(from.word)) {
            return false;
        }
        found = item(from, itemAt(from.word, position));
        return true;
    }
    bool isFound = false;
    if (from.word.is(Tag::object)) {
        std::size_t position = 0;
        forEachMember(from.word, [&](std::string_view key, Word word) {
            if (!isFound && isToken(token, key)) {
                found = member(from, word, position);
                isFound = true;
            }
            ++position;
        });
    }
    return isFound;
}

std::optional<Origin> Provenance::Recording::at(std::string_view outputPointer) const {
    if (!result.isDefined()) {
        return std::nullopt;
    }
    Node node{result, &recorder.whole()};
    std::size_t reached = 0;
    while (reached < outputPointer.size()) {
        const std::size_t end = std::min(outputPointer.find('/', reached + 1), outputPointer.size());
        if (!find(Node(node), outputPointer.substr(reached + 1, end - reached - 1), node)) {
            break;
        }
        reached = end;
    }
    Origin origin;
    origin.outputPointer = outputPointer.substr(0, reached);
    describe(node, origin);
    return origin;
}

}  // namespace pb::jsonata

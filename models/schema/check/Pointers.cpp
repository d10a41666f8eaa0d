#include "models/schema/check/Pointers.h"

#include "models/schema/check/SchemaPath.h"

namespace pb::schema {

using doc::Value;

std::vector<Pointers::Place> Pointers::placesOf(const doc::Document& document) {
    std::vector<Place> places(document.nodes().size());
    std::vector<Value> waiting{document.root()};
    while (!waiting.empty()) {
        const Value value = waiting.back();
        waiting.pop_back();
        std::uint32_t position = 0;
        for (const Value child : value.children()) {
            places[child.index()] = {value.index(), position++};
            if (child.size() > 0) {
                waiting.push_back(child);
            }
        }
    }
    return places;
}

std::string Pointers::of(Value value) {
    constexpr std::uint32_t few = 64;
    Known& known = documents_[value.document()];
    if (!value.isValid() || ++known.asked <= few) {
        return value.pointer();
    }
    if (known.places.empty()) {
        known.places = placesOf(*value.document());
    }
    std::vector<std::uint32_t> steps;
    for (std::uint32_t at = value.index(); at != 0; at = known.places[at].parent) {
        steps.push_back(at);
    }
    std::string pointer;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        const bool isEntry = Value(value.document(), known.places[*step].parent).is(doc::Kind::array);
        const Value at(value.document(), *step);
        appendToken(isEntry ? std::to_string(known.places[*step].position) : std::string(at.name()), pointer);
    }
    return pointer;
}

}  // namespace pb::schema

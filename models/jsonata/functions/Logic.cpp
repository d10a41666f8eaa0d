#include "models/jsonata/functions/Natives.h"

#include <array>

namespace pb::jsonata {

namespace {

Word boolean(Call& call) { return call.has(0) ? Word::ofBoolean(isTruthy(call.argument(0))) : Word(); }
Word negation(Call& call) { return call.has(0) ? Word::ofBoolean(!isTruthy(call.argument(0))) : Word(); }
Word exists(Call& call) { return Word::ofBoolean(call.has(0)); }

Word type(Call& call) {
    (void)isNumeric(call.argument(0));  // refuses an infinite one
    switch (call.argument(0).tag) {
        case Tag::null: return call.heap.wrap("null");
        case Tag::boolean: return call.heap.wrap("boolean");
        case Tag::number: return call.heap.wrap("number");
        case Tag::text: return call.heap.wrap("string");
        case Tag::array: return call.heap.wrap("array");
        case Tag::object: return call.heap.wrap("object");
        case Tag::function: return call.heap.wrap("function");
        default: return {};
    }
}

std::string messageOf(const Call& call, std::size_t index, const char* otherwise) {
    return call.has(index) ? std::string(textOf(call.argument(index))) : std::string(otherwise);
}

Word error(Call& call) { raise("D3137", messageOf(call, 0, "$error() was called.")); }

Word assertion(Call& call) {
    if (!isTruthy(call.argument(0))) {
        raise("D3141", messageOf(call, 1, "$assert() found its condition false."));
    }
    return {};
}

Word eval(Call& call) {
    return call.has(0) ? call.caller.evaluate(textOf(call.argument(0)), call.argument(1), call) : Word();
}

constexpr std::array natives = {
    Native{"boolean", "<x-:b>", boolean, 1}, Native{"not", "<x-:b>", negation, 1},    Native{"exists", "<x:b>", exists, 1},
    Native{"type", "<x:s>", type, 1},        Native{"error", "<s?:x>", error, 1},     Native{"assert", "<bs?:x>", assertion, 2},
    Native{"eval", "<sx?:x>", eval, 2},
};

}  // namespace

std::span<const Native> logicFunctions() { return natives; }

}  // namespace pb::jsonata

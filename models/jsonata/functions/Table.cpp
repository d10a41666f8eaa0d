#include "models/jsonata/functions/Natives.h"

#include <unordered_map>

namespace pb::jsonata {

namespace {

struct Entry {
    const Native* native = nullptr;
    Signature signature;
};

const std::unordered_map<std::string_view, Entry>& table() {
    static const auto entries = [] {
        std::unordered_map<std::string_view, Entry> all;
        for (const auto group : {textFunctions(), patternFunctions(), encodingFunctions(), numberFunctions(), pictureFunctions(),
                                 aggregateFunctions(), arrayFunctions(), objectFunctions(), higherOrderFunctions(),
                                 logicFunctions(), dateFunctions()}) {
            for (const Native& native : group) {
                Entry& entry = all[native.name];
                entry.native = &native;
                Signature::parse(native.signature, entry.signature);
            }
        }
        return all;
    }();
    return entries;
}

}  // namespace

const Native* findNative(std::string_view name) {
    const auto found = table().find(name);
    return found == table().end() ? nullptr : found->second.native;
}

const Signature& signatureOf(const Native& native) { return table().at(native.name).signature; }

}  // namespace pb::jsonata

#include "models/contract/Shrinker.h"

#include "models/contract/JsonValue.h"
#include "models/document/Json.h"

namespace pb::contract {

namespace {

void addSimpler(const JsonValue& root, JsonPath& path, std::vector<JsonValue>& into);

void addWithout(const JsonValue& root, const JsonPath& path, const JsonValue& here, std::vector<JsonValue>& into) {
    for (const auto& [name, member] : here.members) {
        into.push_back(root);
        at(into.back(), path)->remove(name);
    }
    for (std::size_t i = 0; i < here.items.size(); ++i) {
        into.push_back(root);
        auto& items = at(into.back(), path)->items;
        items.erase(items.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

void descend(const JsonValue& root, JsonPath& path, const JsonValue& here, std::vector<JsonValue>& into) {
    for (const auto& [name, member] : here.members) {
        path.emplace_back(name);
        addSimpler(root, path, into);
        path.pop_back();
    }
    for (std::size_t i = 0; i < here.items.size(); ++i) {
        path.emplace_back(i);
        addSimpler(root, path, into);
        path.pop_back();
    }
}

/// All values that are one step smaller, big steps first.
void addSimpler(const JsonValue& root, JsonPath& path, std::vector<JsonValue>& into) {
    JsonValue copy = root;
    const JsonValue here = *at(copy, path);
    addWithout(root, path, here, into);
    const auto replace = [&](JsonValue simple) {
        if (!(simple == here)) {
            into.push_back(root);
            *at(into.back(), path) = std::move(simple);
        }
    };
    if (here.kind == doc::Kind::string && here.text.size() > 1) {
        replace(JsonValue::string("a"));
    } else if (here.kind == doc::Kind::number && here.text != "0" && here.text != "1") {
        replace(JsonValue::digits("0"));
        replace(JsonValue::digits("1"));
    }
    descend(root, path, here, into);
}

}  // namespace

Shrunk shrink(const Contract& contract, const Case& test, int maxRequests, const FailsAlike& failsAlike) {
    Shrunk result;
    const auto document = doc::readJson(test.request.body);
    if (!document) {
        return result;
    }
    JsonValue best = JsonValue::of((*document)->root());
    const OperationMatch match = contract.match(test.request.method, test.request.url);
    bool better = true;
    while (better) {
        better = false;
        std::vector<JsonValue> candidates;
        JsonPath path;
        addSimpler(best, path, candidates);
        for (auto& candidate : candidates) {
            HttpRequest request = test.request;
            request.body = candidate.json();
            const bool keeps = checkRequest(contract, match, request).empty();
            if (keeps == (test.kind == CaseKind::negative)) {
                continue;
            }
            if (result.tried >= maxRequests) {
                return result;
            }
            ++result.tried;
            const auto alike = failsAlike(request);
            if (!alike) {
                return result;
            }
            if (*alike) {
                best = std::move(candidate);
                result.request = std::move(request);
                better = true;
                break;
            }
        }
    }
    return result;
}

}  // namespace pb::contract

#include "models/base/Text.h"
#include "models/contract/Curl.h"
#include "models/contract/JsonValue.h"
#include "models/contract/Runner.h"

namespace pb::contract {

namespace {

const char* wordFor(Verdict verdict) {
    switch (verdict) {
        case Verdict::passed:
            return "passed";
        case Verdict::failed:
            return "failed";
        case Verdict::unreachable:
            return "unreachable";
        case Verdict::notRun:
            break;
    }
    return "not-run";
}

JsonValue rowOf(const Breach& breach) {
    JsonValue row = JsonValue::object();
    row.set("rule", JsonValue::string(breach.rule));
    row.set("sentence", JsonValue::string(utf8(breach.sentence)));
    row.set("part", JsonValue::string(breach.part));
    row.set("pointer", JsonValue::string(breach.instancePointer));
    row.set("keyword", JsonValue::string(breach.keyword));
    row.set("clause", JsonValue::string(breach.clause.pointer));
    row.set("file", JsonValue::string(breach.clause.file()));
    row.set("line", JsonValue::number(breach.clause.place.line));
    return row;
}

JsonValue rowOf(const Contract& contract, const RunResult& result, const CaseResult& one) {
    const Case& test = result.cases[one.test];
    JsonValue row = JsonValue::object();
    row.set("case", JsonValue::string(test.id));
    row.set("operation", JsonValue::string(contract.operations()[test.operation].label()));
    row.set("title", JsonValue::string(utf8(test.title)));
    row.set("verdict", JsonValue::string(wordFor(one.verdict)));
    row.set("status", JsonValue::number(one.response.status));
    row.set("ms", JsonValue::number(one.response.timings.total));
    if (one.error) {
        row.set("error", JsonValue::string(utf8(one.error->sentence)));
    }
    if (one.verdict == Verdict::failed) {
        JsonValue breaches = JsonValue::array();
        for (const auto& breach : one.breaches) {
            breaches.items.push_back(rowOf(breach));
        }
        row.set("breaches", std::move(breaches));
        row.set("curl", JsonValue::string(curlCommand(one.smallest.value_or(test.request))));
    }
    return row;
}

}  // namespace

std::string resultRows(const Contract& contract, const RunResult& result) {
    std::string out;
    for (const auto& one : result.results) {
        rowOf(contract, result, one).write(out);
        out += "\n";
    }
    return out;
}

}  // namespace pb::contract

#include "models/schema/check/Collect.h"

#include "models/base/Text.h"
#include "models/schema/check/Outline.h"

#include <algorithm>

namespace pb::schema {

namespace {

using doc::Kind;

QString limitSentence(const Run& run) {
    switch (run.limit) {
        case Limit::depth: return say("The limit of %1 nested schema evaluations was reached.").arg(Run::maxDepth);
        case Limit::work:
            return say("The limit of %1 schema evaluations, and %2 for each value, was reached.")
                .arg(Run::baseWork)
                .arg(Run::workPerNode);
        case Limit::units:
            return say("The limit of %1 evaluations, or %2 errors, in an output was reached.")
                .arg(Outline::mostUnits)
                .arg(Outline::mostErrors);
        case Limit::pattern: return say("The step limit of a regular expression was reached.");
        case Limit::schema: return say("The schema that is referred to here cannot be used. %1").arg(run.brokenSchema);
        default: return {};
    }
}

/// How far an instance is from a branch: a wrong type or constant says "not this one" louder than a missing field.
std::size_t distance(const std::vector<Violation>& violations, doc::Value instance) {
    std::size_t sum = 0;
    for (const Violation& violation : violations) {
        const bool here = violation.instance == instance;
        const bool kind = violation.keyword == "type" || violation.keyword == "const" || violation.keyword == "enum";
        sum += kind ? (here ? 10000u : 100u) : 1u;
    }
    return sum;
}

}  // namespace

Violation makeViolation(const Run& run, const SchemaPath& path, const Failure& failure) {
    Violation violation;
    violation.instance = run.valueOf(failure.node);
    violation.schema = failure.source;
    violation.missingName = failure.missing;
    violation.limit = failure.source.isValid() ? QString() : limitSentence(run);
    violation.schemaPointer = path.pointer();
    const bool never = failure.source.is(Kind::boolean) && !failure.source.boolean();
    violation.keyword = never ? path.keyword : failure.source.name();
    if (!never && failure.source.isValid()) {
        const bool byName = failure.source.name() == path.token && failure.source.parent().name() == path.keyword;
        if (byName) {  // dependentRequired: the path already ends at the name that asks
            violation.keyword = path.keyword;
        } else {
            appendToken(violation.keyword, violation.schemaPointer);
        }
    }
    for (const std::uint32_t position : {failure.first, failure.second}) {
        if (position != none) {
            violation.positions.push_back(position);
        }
    }
    return violation;
}

void Collect::addChoice(Run& run, const Step& step, const Failure& failure, const Scope* scope, const Path& path) {
    Violation violation = makeViolation(run, path, failure);
    std::size_t nearest = std::size_t(-1);
    for (std::uint32_t i = 0; i < step.b && run.limit == Limit::notHit; ++i) {
        std::vector<Violation> found;
        Collect inner(run_, found, most_, tests_);
        Evaluator<Collect>(run, inner).check(run.program().lists[step.a + i], failure.node, nullptr, scope,
                                             path.into(step.source, i));
        const std::size_t far = distance(found, violation.instance);
        if (!found.empty() && far < nearest) {
            nearest = far;
            violation.branches = std::move(found);
        }
    }
    out_.push_back(std::move(violation));
}

}  // namespace pb::schema

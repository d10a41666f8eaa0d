#include "models/schema/check/Collect.h"

#include "models/base/Text.h"

#include <algorithm>

namespace pb::schema {

namespace {

using doc::Kind;

/// RFC 6901 §3.
void appendToken(std::string_view token, std::string& out) {
    out.push_back('/');
    for (const char c : token) {
        if (c == '~' || c == '/') {
            out.append(c == '~' ? "~0" : "~1");
        } else {
            out.push_back(c);
        }
    }
}

QString limitSentence(Limit limit) {
    switch (limit) {
        case Limit::depth: return say("The limit of %1 nested schema evaluations was reached.").arg(Run::maxDepth);
        case Limit::work:
            return say("The limit of %1 schema evaluations, and %2 for each value, was reached.")
                .arg(Run::baseWork)
                .arg(Run::workPerNode);
        case Limit::pattern: return say("The step limit of a regular expression was reached.");
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

std::string Collect::Path::pointer() const {
    std::vector<const Path*> steps;
    for (const Path* at = this; at->outer != nullptr; at = at->outer) {
        steps.push_back(at);
    }
    std::string out;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        appendToken((*step)->keyword, out);
        if ((*step)->index != none) {
            out += "/" + std::to_string((*step)->index);
        } else if ((*step)->token.data() != nullptr) {
            appendToken((*step)->token, out);
        }
    }
    return out;
}

Violation Collect::make(const Path& path, const Failure& failure) const {
    Violation violation;
    violation.instance = run_.valueOf(failure.node);
    violation.schema = failure.source;
    violation.missingName = failure.missing;
    violation.limit = failure.source.isValid() ? QString() : limitSentence(run_.limit);
    violation.schemaPointer = path.pointer();
    const bool never = failure.source.is(Kind::boolean) && !failure.source.boolean();
    violation.keyword = never ? path.keyword : failure.source.name();
    if (!never && failure.source.isValid()) {
        const bool byName = !failure.missing.empty() && failure.source.name() == path.token;
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
    Violation violation = make(path, failure);
    std::size_t nearest = std::size_t(-1);
    for (std::uint32_t i = 0; i < step.b && run.limit == Limit::notHit; ++i) {
        std::vector<Violation> found;
        Collect inner(run_, found, most_);
        Evaluator<Collect>(run, inner).check(run.program.lists[step.a + i], failure.node, nullptr, scope,
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

#pragma once

#include "models/schema/check/Evaluator.h"
#include "models/schema/compile/Units.h"

namespace pb::schema {

template <class Report>
bool Evaluator<Report>::step(const Step& step, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path) {
    bool good = true;
    switch (step.op) {
        case Op::reference: return check(step.a, node, marks, scope, path.into(step.source));
        case Op::deferredReference: return deferredReference(step, node, marks, scope, path);
        case Op::dynamicReference: return dynamicReference(step, node, marks, scope, path);
        case Op::allOf: return allOf(step, node, marks, scope, path);
        case Op::anyOf:
        case Op::oneOf: return choice(step, node, marks, scope, path);
        case Op::condition: return condition(step, node, marks, scope, path);
        case Op::enumeration: good = isOneOf(step.a, node); break;
        case Op::typeUnion: good = matchesUnion(step, node, marks, scope, path); break;
        case Op::typeBan: good = !matchesUnion(step, node, nullptr, scope, path); break;
        case Op::negation: good = negation(step, node, scope, path); break;
        default: break;
    }
    return good || failed(path, {node, step.source, {}, none, none});
}

/// A check whose failure is none of the instance's: errors are not reported.
template <class Report>
bool Evaluator<Report>::quiet(BlockId id, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path) {
    if constexpr (Report::keepsAnnotations) {
        const std::size_t begin = report_.unitCount();
        const bool good = check(id, node, marks, scope, path);
        report_.silence(begin, 1);
        return good;
    } else if constexpr (Report::stopsAtFirst) {
        return check(id, node, marks, scope, path);
    } else if (report_.tests() != nullptr) {
        Recorder report{*report_.tests()};
        return Evaluator<Recorder>(run_, report).check(id, node, marks, scope, {});
    } else {
        Quick report;
        return Evaluator<Quick>(run_, report).check(id, node, marks, scope, {});
    }
}

/// The same; what it evaluated counts only where it holds.
template <class Report>
bool Evaluator<Report>::quietlyMarking(BlockId id, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path) {
    if (marks == nullptr) {
        return quiet(id, node, nullptr, scope, path);
    }
    Marks inner;
    const bool holds = quiet(id, node, &inner, scope, path);
    if (holds) {
        marks->merge(inner);
    }
    return holds;
}

template <class Report>
bool Evaluator<Report>::negation(const Step& step, std::uint32_t node, const Scope* scope, const Path& path) {
    if constexpr (Report::keepsAnnotations) {
        const std::size_t begin = report_.unitCount();
        const bool holds = quiet(step.a, node, nullptr, scope, path.into(step.source));
        report_.drop(begin);
        return !holds;
    } else {
        return !quiet(step.a, node, nullptr, scope, path);
    }
}

template <class Report>
bool Evaluator<Report>::deferredReference(const Step& step, std::uint32_t node, Marks* marks, const Scope* scope,
                                          const Path& path) {
    Unit& unit = *program_.deferred[step.a];
    const Program* const other = unit.program();
    if (other == nullptr) {
        run_.brokenSchema = unit.reason();
        return hitLimit(Limit::schema, node, path);
    }
    run_.switchTo(*other);
    const bool good = Evaluator(run_, report_).check(other->root, node, marks, scope, path.into(step.source));
    run_.switchTo(program_);
    return good;
}

/// 2020-12 core §8.2.3.2: the outermost resource of the dynamic scope that has the anchor.
template <class Report>
bool Evaluator<Report>::dynamicReference(const Step& step, std::uint32_t node, Marks* marks, const Scope* scope,
                                         const Path& path) {
    BlockId target = step.a;
    for (const Scope* at = scope; at != nullptr; at = at->outer) {
        const auto found = program_.dynamicTargets.find({at->resource, step.b});
        target = found == program_.dynamicTargets.end() ? target : found->second;
    }
    return check(target, node, marks, scope, path.into(step.source));
}

template <class Report>
bool Evaluator<Report>::allOf(const Step& step, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path) {
    bool good = true;
    for (std::uint32_t i = 0; i < step.b && goesOn(good); ++i) {
        good = check(program_.lists[step.a + i], node, marks, scope, path.into(step.source, i)) && good;
    }
    return good;
}

/// anyOf and oneOf. Branches are tried quietly; only when the choice failed are their errors collected.
template <class Report>
bool Evaluator<Report>::choice(const Step& step, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path) {
    const bool any = step.op == Op::anyOf;
    const bool tryAll = Report::keepsAnnotations || (any && marks != nullptr);
    const std::uint32_t enough = tryAll ? none : any ? 1 : 2;
    std::uint32_t matching = 0;
    Failure failure{node, step.source, {}, none, none};
    const std::size_t begin = report_.unitCount();
    for (std::uint32_t i = 0; i < step.b && matching < enough; ++i) {
        if (quietlyMarking(program_.lists[step.a + i], node, marks, scope, path.into(step.source, i))) {
            ++matching;
            (matching == 1 ? failure.first : failure.second) = matching <= 2 ? i : failure.second;
        }
    }
    if (any ? matching > 0 : matching == 1) {
        return true;
    }
    if constexpr (Report::keepsAnnotations) {
        report_.silence(matching == 0 ? begin : report_.unitCount(), -1);
    } else if constexpr (!Report::stopsAtFirst) {
        if (matching == 0) {
            report_.addChoice(run_, step, failure, scope, path);
            return false;
        }
    }
    return failed(path, failure);
}

/// Draft 3 §5.1: type names and schemas in one list. The first entry of the list is the mask of the names.
template <class Report>
bool Evaluator<Report>::matchesUnion(const Step& step, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path) {
    Block names;
    names.types = static_cast<std::uint8_t>(program_.lists[step.a]);
    names.integersBySpelling = true;
    if (hasType(names, node)) {
        return true;
    }
    for (std::uint32_t i = 1; i < step.b; ++i) {
        if (quiet(program_.lists[step.a + i], node, marks, scope, path.into(step.source, i - 1))) {
            return true;
        }
    }
    return false;
}

template <class Report>
bool Evaluator<Report>::condition(const Step& step, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path) {
    const Condition& rule = program_.conditions[step.a];
    const bool holds = quietlyMarking(rule.test.block, node, marks, scope, path.into(step.source));
    const Branch& next = holds ? rule.thenBranch : rule.elseBranch;
    return next.block == none || check(next.block, node, marks, scope, path.into(next.source));
}

template <class Report>
bool Evaluator<Report>::isOneOf(std::uint32_t enumeration, std::uint32_t node) {
    return tested(ValueTest::What::enumeration, node, {enumeration, 1}, program_.enums[enumeration].contains(run_.valueOf(node)));
}

template <class Report>
bool Evaluator<Report>::texts(const Range& steps, std::uint32_t node, const Path& path) {
    if (steps.count == 0) {
        return true;
    }
    const std::string_view text = run_.document.textOf(run_.nodes[node]);
    if constexpr (Report::stopsAtFirst) {
        return tested(ValueTest::What::texts, node, steps, meetsAll(run_, program_, steps, text));
    } else {
        bool good = true;
        for (std::uint32_t i = steps.first; i < steps.first + steps.count && goesOn(good); ++i) {
            const Step& step = program_.steps[i];
            const bool holds = tested(ValueTest::What::texts, node, {i, 1}, meets(run_, program_, step, text));
            good = (holds || failed(path, {node, step.source, {}, none, none})) && good;
        }
        return good;
    }
}

template <class Report>
bool Evaluator<Report>::numbers(const Range& steps, std::uint32_t node, const Path& path) {
    if (steps.count == 0) {
        return true;
    }
    const NumberUnderTest number(run_.document.textOf(run_.nodes[node]));
    if constexpr (Report::stopsAtFirst) {
        return tested(ValueTest::What::numbers, node, steps, meetsAll(program_, steps, number));
    } else {
        bool good = true;
        for (std::uint32_t i = steps.first; i < steps.first + steps.count && goesOn(good); ++i) {
            const Step& step = program_.steps[i];
            const bool holds = tested(ValueTest::What::numbers, node, {i, 1}, number.meets(step.op, program_.numbers[step.a]));
            good = (holds || failed(path, {node, step.source, {}, none, none})) && good;
        }
        return good;
    }
}

}  // namespace pb::schema

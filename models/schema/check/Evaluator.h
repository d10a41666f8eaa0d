#pragma once

#include "models/schema/check/ValueTests.h"

namespace pb::schema {

/// What failed, where.
struct Failure {
    std::uint32_t node = 0;
    doc::Value source;         ///< the keyword's value
    std::string_view missing;  ///< a name that is not there, or that is wrong
    std::uint32_t first = none, second = none;  ///< positions: equal elements, matching branches
};

/// The report of the fast verdict: keeps nothing, the first failure ends it.
struct Quick {
    static constexpr bool stopsAtFirst = true, keepsAnnotations = false, keepsTests = false;
    struct Path {
        template <class... Step>
        Path into(const Step&...) const { return {}; }
    };
    bool isFull() const { return true; }
    std::size_t unitCount() const { return 0; }
    void add(const Path&, const Failure&) {}
};

/// The report of the fast verdict that also keeps the tests of values which the verdict came from.
struct Recorder {
    static constexpr bool stopsAtFirst = true, keepsAnnotations = false, keepsTests = true;
    using Path = Quick::Path;
    bool isFull() const { return true; }
    std::size_t unitCount() const { return 0; }
    void add(const Path&, const Failure&) {}
    void keep(const ValueTest& test) { tests.push_back(test); }

    std::vector<ValueTest>& tests;
};

/// Runs blocks of a program against nodes of a document. A Report says what becomes of failures and whether to go on.
template <class Report>
class Evaluator {
public:
    using Path = typename Report::Path;

    Evaluator(Run& run, Report& report) : run_(run), program_(run.program()), report_(report) {}

    PB_ALWAYS_INLINE bool check(BlockId id, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path) {
        if constexpr (Report::stopsAtFirst) {
            return checkVerdict(program_.blocks[program_.blocks[id].shortcut], node, marks, scope, path);
        } else {
            return checkWhole(program_.blocks[id], node, marks, scope, path);
        }
    }

private:
    PB_ALWAYS_INLINE bool checkVerdict(const Block& block, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path) {
        if (block.isLeaf) {
            return hasType(block, node) && (!block.hasSteps || checkLeaf(block, node));
        }
        return checkWhole(block, node, marks, scope, path);
    }
    bool checkLeaf(const Block& block, std::uint32_t node);
    bool checkWhole(const Block& block, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path);
    PB_ALWAYS_INLINE bool checkWithin(const Block& block, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path);
    bool checkWithUnevaluated(const Block& block, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path);
    bool checkParts(const Block& block, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path);
    bool checkUnevaluated(const Unevaluated& rule, std::uint32_t node, const Marks& seen, const Scope* scope, const Path& path);

    bool step(const Step& step, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path);
    bool deferredReference(const Step& step, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path);
    bool dynamicReference(const Step& step, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path);
    bool allOf(const Step& step, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path);
    bool choice(const Step& step, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path);
    bool matchesUnion(const Step& step, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path);
    bool negation(const Step& step, std::uint32_t node, const Scope* scope, const Path& path);
    bool condition(const Step& step, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path);
    bool quiet(BlockId id, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path);
    bool quietlyMarking(BlockId id, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path);

    bool isOneOf(std::uint32_t enumeration, std::uint32_t node);
    bool texts(const Range& steps, std::uint32_t node, const Path& path);
    bool numbers(const Range& steps, std::uint32_t node, const Path& path);

    bool object(const ObjectRule& rule, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path);
    bool members(const ObjectRule& rule, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path, Bits& present);
    PB_ALWAYS_INLINE bool member(const ObjectRule& rule, const Property* property, std::uint32_t node, const Scope* scope,
                                 const Path& path, bool& evaluated);
    bool patternMember(const ObjectRule& rule, std::uint32_t node, const Scope* scope, const Path& path, bool& evaluated);
    bool memberName(const Branch& names, std::uint32_t node, const Scope* scope, const Path& path);
    bool presence(const ObjectRule& rule, std::uint32_t node, const Bits& present, const Path& path);
    bool dependencies(const ObjectRule& rule, std::uint32_t node, const Bits& present, Marks* marks, const Scope* scope,
                      const Path& path);

    bool array(const ArrayRule& rule, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path);
    bool elements(const ArrayRule& rule, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path);
    bool contains(const ArrayRule& rule, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path);

    /// The outcome of a test of a value, kept where the report wants it.
    PB_ALWAYS_INLINE bool tested(ValueTest::What what, std::uint32_t node, const Range& steps, bool holds) const {
        if constexpr (Report::keepsTests) {
            report_.keep({what, holds, node, &program_, steps});
        }
        return holds;
    }
    bool failed(const Path& path, const Failure& failure) {
        report_.add(path, failure);
        return false;
    }
    bool hitLimit(Limit limit, std::uint32_t node, const Path& path) {
        run_.limit = limit;
        return failed(path, {node, {}, {}, none, none});
    }
    bool goesOn(bool good) const { return good || (!Report::stopsAtFirst && !report_.isFull() && run_.limit == Limit::notHit); }
    PB_ALWAYS_INLINE bool hasType(const Block& block, std::uint32_t node) const {
        return (block.types & bitOf(run_.nodes[node].kind())) != 0 || isWantedInteger(block, node);
    }
    bool isWantedInteger(const Block& block, std::uint32_t node) const;

    Run& run_;
    const Program& program_;
    Report& report_;
};

template <class Report>
bool Evaluator<Report>::isWantedInteger(const Block& block, std::uint32_t node) const {
    if (run_.nodes[node].kind() != doc::Kind::number || (block.types & integerBit) == 0) {
        return false;
    }
    const std::string_view digits = run_.document.textOf(run_.nodes[node]);
    return block.integersBySpelling ? tested(ValueTest::What::integerSpelling, node, {}, isSpeltAsInteger(digits))
                                    : tested(ValueTest::What::integer, node, {}, isInteger(digits));
}

/// Behind the type, for the verdict, which needs neither path nor marks nor scope here.
template <class Report>
bool Evaluator<Report>::checkLeaf(const Block& block, std::uint32_t node) {
    for (std::uint32_t i = 0; i < block.steps.count; ++i) {
        if (!isOneOf(program_.steps[block.steps.first + i].a, node)) {
            return false;
        }
    }
    switch (run_.nodes[node].kind()) {
        case doc::Kind::string: return texts(block.stringSteps, node, {});
        case doc::Kind::number: return numbers(block.numberSteps, node, {});
        default: return true;
    }
}

template <class Report>
PB_ALWAYS_INLINE bool Evaluator<Report>::checkWithin(const Block& block, std::uint32_t node, Marks* marks, const Scope* scope,
                                                     const Path& path) {
    return block.unevaluated == none ? checkParts(block, node, marks, scope, path)
                                     : checkWithUnevaluated(block, node, marks, scope, path);
}

template <class Report>
bool Evaluator<Report>::checkWhole(const Block& block, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path) {
    if (run_.limit != Limit::notHit) {
        return false;
    }
    if (run_.depth >= Run::maxDepth || run_.work == 0) {
        return hitLimit(run_.work == 0 ? Limit::work : Limit::depth, node, path);
    }
    ++run_.depth;
    --run_.work;
    if constexpr (Report::keepsAnnotations) {
        report_.enter(block, node, path);
    }
    bool good = false;
    if (block.never) {
        failed(path, {node, block.schema, {}, none, none});
    } else if (!hasType(block, node)) {
        failed(path, {node, block.typeSource, {}, none, none});
    } else {
        const Scope inner{block.resource, scope};
        const bool entersResource = program_.hasDynamic && scope->resource != block.resource;
        good = checkWithin(block, node, marks, entersResource ? &inner : scope, path);
    }
    if constexpr (Report::keepsAnnotations) {
        report_.leave(block, node, good);
    }
    --run_.depth;
    return good;
}

template <class Report>
bool Evaluator<Report>::checkWithUnevaluated(const Block& block, std::uint32_t node, Marks* marks, const Scope* scope,
                                             const Path& path) {
    const Unevaluated& rule = program_.unevaluated[block.unevaluated];
    Marks seen;
    bool good = checkParts(block, node, &seen, scope, path);
    if (goesOn(good)) {
        good = checkUnevaluated(rule, node, seen, scope, path) && good;
    }
    if (good && marks != nullptr) {
        const bool isObject = run_.nodes[node].kind() == doc::Kind::object;
        marks->merge(seen);
        marks->all = marks->all || (isObject ? rule.properties : rule.items).block != none;
    }
    return good;
}

template <class Report>
bool Evaluator<Report>::checkParts(const Block& block, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path) {
    bool good = true;
    const Step* const steps = program_.steps.data();
    for (std::uint32_t i = block.steps.first; i < block.steps.first + block.steps.count && goesOn(good); ++i) {
        good = step(steps[i], node, marks, scope, path) && good;
    }
    if (!goesOn(good)) {
        return false;
    }
    switch (run_.nodes[node].kind()) {
        case doc::Kind::string: return texts(block.stringSteps, node, path) && good;
        case doc::Kind::number: return numbers(block.numberSteps, node, path) && good;
        case doc::Kind::object:
            return (block.object == none || object(program_.objects[block.object], node, marks, scope, path)) && good;
        case doc::Kind::array:
            return (block.array == none || array(program_.arrays[block.array], node, marks, scope, path)) && good;
        default: return good;
    }
}

template <class Report>
bool Evaluator<Report>::checkUnevaluated(const Unevaluated& rule, std::uint32_t node, const Marks& seen, const Scope* scope,
                                         const Path& path) {
    const bool isObject = run_.nodes[node].kind() == doc::Kind::object;
    const Branch& branch = isObject ? rule.properties : rule.items;
    if (!run_.nodes[node].isContainer() || branch.block == none || seen.all) {
        return true;
    }
    bool good = true;
    std::uint32_t position = 0;
    const std::uint32_t end = run_.nodes[node].a;
    for (std::uint32_t child = node + 1; child < end && goesOn(good); child = after(run_.nodes, child), ++position) {
        if (!seen.has(position)) {
            good = check(branch.block, child, nullptr, scope, path.into(branch.source)) && good;
        }
    }
    return good;
}

}  // namespace pb::schema

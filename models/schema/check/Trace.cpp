#include "models/schema/check/Trace.h"

#include <algorithm>
#include <utility>

namespace pb::schema {

namespace {

bool allDiffer(doc::Value array) {
    std::uint32_t first = none, second = none;
    return !findEqualElements(array, first, second);
}

PB_ALWAYS_INLINE bool comesOutTheSame(const ValueTest& test, Run& run) {
    using What = ValueTest::What;
    const auto value = [&] { return run.valueOf(test.node); };
    const auto text = [&] { return run.document.textOf(run.nodes[test.node]); };
    bool holds = false;
    switch (test.what) {
        case What::integer: holds = isInteger(text()); break;
        case What::integerSpelling: holds = isSpeltAsInteger(text()); break;
        case What::enumeration: holds = test.program->enums[test.steps.first].contains(value()); break;
        case What::texts: holds = meetsAll(run, *test.program, test.steps, text()); break;
        case What::numbers: holds = meetsAll(*test.program, test.steps, NumberUnderTest(text())); break;
        case What::unique: holds = allDiffer(value()); break;
    }
    return holds == test.holds;
}

}  // namespace

void Trace::record(std::vector<ValueTest> tests) {
    tests_ = std::move(tests);
    isRecorded_ = true;
}

void Trace::giveUp() {
    isGivenUp_ = true;
    tests_ = {};
}

bool Trace::fits(Run& run) {
    constexpr std::uint32_t fewMisses = 16;
    for (const ValueTest& test : tests_) {
        if (!comesOutTheSame(test, run)) {
            if (++missed_ > fewMisses + fitted_ / 2) {
                giveUp();
            }
            return false;
        }
    }
    ++fitted_;
    return run.limit == Limit::notHit;
}

namespace {

/// Which elements are equal is no test: it is looked at each time.
bool saysMoreThanItsTests(const Violation& violation) {
    return violation.keyword == "uniqueItems" ||
           std::any_of(violation.branches.begin(), violation.branches.end(), saysMoreThanItsTests);
}

void moveTo(const doc::Document& document, std::vector<Violation>& violations) {
    for (Violation& violation : violations) {
        violation.instance = {&document, violation.instance.index()};
        moveTo(document, violation.branches);
    }
}

}  // namespace

void KnownViolations::record(std::vector<ValueTest> tests, std::size_t most, const std::vector<Violation>& found) {
    if (std::any_of(found.begin(), found.end(), saysMoreThanItsTests)) {
        return trace.giveUp();
    }
    trace.record(std::move(tests));
    limit = most;
    violations = found;
}

std::vector<Violation> KnownViolations::of(const doc::Document& document) const {
    std::vector<Violation> same = violations;
    moveTo(document, same);
    return same;
}

/// Kind and name of each node, and how many children it has; a hash of all of them.
std::uint64_t Traces::readShape(const doc::Document& document) {
    constexpr std::uint64_t factor = 0x9e3779b97f4a7c15u;
    const doc::NodeArray& nodes = document.nodes();
    shape_.resize(nodes.size());
    const auto mix = [&](std::uint64_t lane, std::size_t i) {
        const doc::Node& node = nodes[i];
        const std::uint64_t children = node.isContainer() ? node.b : 0;
        shape_[i] = children << 32 | node.nameAndKindAlone();
        lane = (lane ^ shape_[i]) * factor;
        return lane ^ lane >> 29;
    };
    std::uint64_t even = nodes.size(), odd = factor;
    std::size_t i = 0;
    for (; i + 1 < nodes.size(); i += 2) {
        even = mix(even, i);
        odd = mix(odd, i + 1);
    }
    even = i < nodes.size() ? mix(even, i) : even;
    return (even ^ odd >> 7) * factor;
}

KnownShape* Traces::of(const doc::Document& document) {
    if (document.nodes().size() > mostNodes) {
        return nullptr;
    }
    const std::uint64_t hash = readShape(document);
    Known& known = known_[hash >> 58];
    if (known.hash != hash || known.names != document.names()) {
        known = {hash, document.names(), {}, {}};
        return nullptr;
    }
    if (known.shape.empty()) {
        known.shape = shape_;
    }
    return known.shape == shape_ ? &known.judged : nullptr;
}

}  // namespace pb::schema

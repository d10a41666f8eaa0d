#include "models/schema/Validator.h"

#include "models/schema/check/Collect.h"
#include "models/schema/check/Outline.h"
#include "models/schema/check/Trace.h"
#include "models/schema/compile/Units.h"

#include <algorithm>

namespace pb::schema {

struct Validator::Impl {
    std::unique_ptr<Units> units;  ///< null where everything was compiled at once
    Program program;
};

Result<Validator> Validator::compile(doc::DocumentPtr document, doc::Value root, const CompileOptions& options) {
    auto units = std::make_unique<Units>(options);
    PB_TRY(program, units->compile(std::move(document), root));
    if (units->isEmpty()) {
        units.reset();
    }
    return Validator(std::make_shared<const Impl>(Impl{std::move(units), std::move(program)}));
}

const std::vector<Finding>& Validator::findings() const { return impl_->program.findings; }

namespace {

template <class Report>
bool evaluate(Run& run, Report& report, doc::Value instance) {
    const Program& program = run.program();
    const Scope scope{program.blocks[program.root].resource, nullptr};
    return Evaluator<Report>(run, report).check(program.root, instance.index(), nullptr, &scope, {}) &&
           run.limit == Limit::notHit;
}

std::vector<Violation> collect(Run& run, doc::Value instance, std::size_t limit, std::vector<ValueTest>* tests = nullptr) {
    std::vector<Violation> found;
    Collect report(run, found, limit, tests);
    evaluate(run, report, instance);
    const bool unnamed = run.limit != Limit::notHit &&
                         std::none_of(found.begin(), found.end(), [](const Violation& each) { return !each.limit.isEmpty(); });
    if (unnamed) {
        report.add({}, {instance.index(), {}, {}, none, none});
    }
    std::stable_sort(found.begin(), found.end(), [](const Violation& left, const Violation& right) {
        return left.instance.index() < right.instance.index();
    });
    return found;
}

bool judge(Run& run, doc::Value instance) {
    Quick report;
    return evaluate(run, report, instance);
}

/// Judges by what is known, or makes it known.
bool judgeByTrace(Run& run, KnownVerdict& known, doc::Value instance) {
    if (known.trace.isRecorded()) {
        if (known.trace.fits(run)) {
            return known.verdict;
        }
        run.limit = Limit::notHit;
        return judge(run, instance);
    }
    std::vector<ValueTest> tests;
    Recorder report{tests};
    known.verdict = evaluate(run, report, instance);
    if (run.limit == Limit::notHit) {
        known.trace.record(std::move(tests));
    } else {
        known.trace.giveUp();
    }
    return known.verdict;
}

std::vector<Violation> collectByTrace(Run& run, KnownViolations& known, doc::Value instance, std::size_t limit) {
    if (known.trace.isRecorded()) {
        if (limit == known.limit && known.trace.fits(run)) {
            return known.of(*instance.document());
        }
        run.limit = Limit::notHit;
        return collect(run, instance, limit);
    }
    std::vector<ValueTest> tests;
    std::vector<Violation> found = collect(run, instance, limit, &tests);
    if (run.limit == Limit::notHit) {
        known.record(std::move(tests), limit, found);
    } else {
        known.trace.giveUp();
    }
    return found;
}

}  // namespace

bool Validator::isValid(doc::Value instance) const {
    if (!instance.isValid()) {
        return false;
    }
    NameMaps names;
    Run run(impl_->program, *instance.document(), names);
    return judge(run, instance);
}

std::vector<Violation> Validator::violations(doc::Value instance, std::size_t limit) const {
    if (!instance.isValid() || limit == 0) {
        return {};
    }
    NameMaps names;
    Run run(impl_->program, *instance.document(), names);
    return collect(run, instance, limit);
}

struct Checker::Memory {
    NameMaps names;
    Traces traces;

    KnownShape* shapeOf(doc::Value instance) { return instance.index() == 0 ? traces.of(*instance.document()) : nullptr; }
};

Checker::Checker(Validator validator) : validator_(std::move(validator)), memory_(std::make_unique<Memory>()) {}

Checker::~Checker() = default;

bool Checker::isValid(doc::Value instance) {
    if (!instance.isValid()) {
        return false;
    }
    Run run(validator_.impl_->program, *instance.document(), memory_->names);
    KnownShape* const known = memory_->shapeOf(instance);
    const bool isTraced = known != nullptr && !known->verdict.trace.isGivenUp();
    return isTraced ? judgeByTrace(run, known->verdict, instance) : judge(run, instance);
}

std::vector<Violation> Checker::violations(doc::Value instance, std::size_t limit) {
    if (!instance.isValid() || limit == 0) {
        return {};
    }
    Run run(validator_.impl_->program, *instance.document(), memory_->names);
    KnownShape* const known = memory_->shapeOf(instance);
    const bool isTraced = known != nullptr && !known->violations.trace.isGivenUp();
    return isTraced ? collectByTrace(run, known->violations, instance, limit) : collect(run, instance, limit);
}

namespace {

std::vector<OutputUnit> outlineOf(const Program& program, doc::Value instance) {
    if (!instance.isValid()) {
        OutputUnit nothing;
        nothing.valid = false;
        return {nothing};
    }
    NameMaps names;
    Run run(program, *instance.document(), names);
    Outline report(run);
    evaluate(run, report, instance);
    return report.units();
}

}  // namespace

std::vector<Annotation> Validator::annotations(doc::Value instance) const {
    std::vector<Annotation> all;
    const std::vector<OutputUnit> units = outlineOf(impl_->program, instance);
    for (const OutputUnit& unit : units) {
        for (const auto& [keyword, value] : unit.annotations) {
            if (unit.dropped) {
                continue;
            }
            std::string path = unit.evaluationPath;
            appendToken(keyword, path);
            all.push_back({unit.instance, keyword, value, std::move(path), unit.schemaLocation});
        }
    }
    return all;
}

std::string Validator::output(doc::Value instance, OutputFormat format) const {
    if (format == OutputFormat::flag) {
        return isValid(instance) ? R"({"valid": true})" : R"({"valid": false})";
    }
    return writeOutput(outlineOf(impl_->program, instance), format);
}

}  // namespace pb::schema

#include "models/schema/Validator.h"

#include "models/schema/check/Collect.h"
#include "models/schema/check/Outline.h"
#include "models/schema/compile/Compiler.h"

#include <algorithm>

namespace pb::schema {

struct Validator::Impl {
    Program program;
};

Result<Validator> Validator::compile(doc::DocumentPtr document, doc::Value root, const CompileOptions& options) {
    PB_TRY(program, Compiler(options).compile(std::move(document), root));
    return Validator(std::make_shared<const Impl>(Impl{std::move(program)}));
}

const std::vector<Finding>& Validator::findings() const { return impl_->program.findings; }

bool Validator::isValid(doc::Value instance) const {
    return Checker(*this).isValid(instance);
}

Checker::Checker(Validator validator) : validator_(std::move(validator)), names_(std::make_unique<NameMap>()) {}

Checker::~Checker() = default;

bool Checker::isValid(doc::Value instance) {
    if (!instance.isValid()) {
        return false;
    }
    const Program& program = validator_.impl_->program;
    Run run(program, *instance.document(), *names_);
    Quick report;
    const Scope scope{program.blocks[program.root].resource, nullptr};
    return Evaluator<Quick>(run, report).check(program.root, instance.index(), nullptr, &scope, {}) &&
           run.limit == Limit::notHit;
}

std::vector<Violation> Validator::violations(doc::Value instance, std::size_t limit) const {
    std::vector<Violation> found;
    if (!instance.isValid() || limit == 0) {
        return found;
    }
    const Program& program = impl_->program;
    NameMap names;
    Run run(program, *instance.document(), names);
    Collect report(run, found, limit);
    const Scope scope{program.blocks[program.root].resource, nullptr};
    Evaluator<Collect> evaluator(run, report);
    evaluator.check(program.root, instance.index(), nullptr, &scope, {});
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

namespace {

std::vector<OutputUnit> outlineOf(const Program& program, doc::Value instance) {
    if (!instance.isValid()) {
        OutputUnit nothing;
        nothing.valid = false;
        return {nothing};
    }
    NameMap names;
    Run run(program, *instance.document(), names);
    Outline report(run);
    const Scope scope{program.blocks[program.root].resource, nullptr};
    Evaluator<Outline>(run, report).check(program.root, instance.index(), nullptr, &scope, {});
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

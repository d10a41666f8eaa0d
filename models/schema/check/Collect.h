#pragma once

#include "models/schema/Validator.h"
#include "models/schema/check/EvaluatorContainers.h"
#include "models/schema/check/EvaluatorSteps.h"
#include "models/schema/check/SchemaPath.h"

namespace pb::schema {

Violation makeViolation(const Run& run, const SchemaPath& path, const Failure& failure);

/// The report that keeps every failure as a Violation, up to a number, and where they are wanted the tests of values that
/// these came from.
class Collect {
public:
    static constexpr bool stopsAtFirst = false, keepsAnnotations = false, keepsTests = true;

    using Path = SchemaPath;

    Collect(const Run& run, std::vector<Violation>& out, std::size_t most, std::vector<ValueTest>* tests)
        : run_(run), out_(out), most_(most), tests_(tests) {}

    std::size_t unitCount() const { return 0; }
    bool isFull() const { return out_.size() >= most_; }
    void add(const Path& path, const Failure& failure) { out_.push_back(makeViolation(run_, path, failure)); }
    void keep(const ValueTest& test) {
        if (tests_ != nullptr) {
            tests_->push_back(test);
        }
    }
    std::vector<ValueTest>* tests() const { return tests_; }
    /// A choice that no branch fits: the errors of the nearest one hang under it.
    void addChoice(Run& run, const Step& step, const Failure& failure, const Scope* scope, const Path& path);

private:
    const Run& run_;
    std::vector<Violation>& out_;
    std::size_t most_;
    std::vector<ValueTest>* tests_;
};

}  // namespace pb::schema

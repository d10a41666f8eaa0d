#pragma once

#include "models/schema/Validator.h"
#include "models/schema/check/EvaluatorContainers.h"
#include "models/schema/check/EvaluatorSteps.h"

namespace pb::schema {

/// The report that keeps every failure as a Violation, up to a number.
class Collect {
public:
    static constexpr bool stopsAtFirst = false;

    /// The way from the root schema, as a chain on the stack.
    struct Path {
        const Path* outer = nullptr;
        std::string_view keyword, token;
        std::uint32_t index = none;

        Path into(doc::Value keywordValue) const { return {this, keywordValue.name(), {}, none}; }
        Path into(doc::Value keywordValue, std::uint32_t position) const { return {this, keywordValue.name(), {}, position}; }
        Path into(std::string_view inner, std::uint32_t position) const { return {this, inner, {}, position}; }
        Path into(std::string_view inner, doc::Value member) const { return {this, inner, member.name(), none}; }
        std::string pointer() const;
    };

    Collect(const Run& run, std::vector<Violation>& out, std::size_t most) : run_(run), out_(out), most_(most) {}

    bool isFull() const { return out_.size() >= most_; }
    void add(const Path& path, const Failure& failure) { out_.push_back(make(path, failure)); }
    /// A choice that no branch fits: the errors of the nearest one hang under it.
    void addChoice(Run& run, const Step& step, const Failure& failure, const Scope* scope, const Path& path);

private:
    Violation make(const Path& path, const Failure& failure) const;
    const Run& run_;
    std::vector<Violation>& out_;
    std::size_t most_;
};

}  // namespace pb::schema

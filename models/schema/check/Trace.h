#pragma once

#include "models/schema/check/Evaluator.h"

#include <array>
#include <memory>
#include <vector>

namespace pb::schema {

/// The report of the fast verdict that also keeps the tests of values which the verdict came from.
struct Recorder {
    static constexpr bool stopsAtFirst = true, keepsAnnotations = false, keepsTests = true;
    using Path = Quick::Path;
    bool isFull() const { return true; }
    std::size_t unitCount() const { return 0; }
    void add(const Path&, const Failure&) {}
    void keep(const ValueTest& test) { tests.push_back(test); }

    std::vector<ValueTest> tests;
};

/// How documents of one shape came to their verdict. A verdict is a function of the shape and of the tests of values that
/// were made on the way; where each comes out as before, so does the verdict, and nothing else needs to be looked at.
class Trace {
public:
    bool isRecorded() const { return isRecorded_; }
    void record(std::vector<ValueTest> tests, bool verdict);
    /// Whether every test comes out as recorded: then `verdict` is this document's as well.
    bool fits(Run& run);
    bool verdict() const { return verdict_; }
    /// Values of this shape decide too often otherwise, or a limit was hit: it is no longer tried.
    bool isGivenUp() const { return isGivenUp_; }
    void giveUp();

private:
    std::vector<ValueTest> tests_;
    bool isRecorded_ = false, isGivenUp_ = false, verdict_ = false;
    std::uint32_t fitted_ = 0, missed_ = 0;
};

/// The shapes that came last, each with its trace. A shape is worth one when it comes a second time.
class Traces {
public:
    static constexpr std::size_t mostNodes = 4096, mostShapes = 64;

    /// The trace of a document's shape, to be used or to be recorded; null where there is none to be.
    Trace* of(const doc::Document& document);

private:
    struct Known {
        std::uint64_t hash = 0;
        std::shared_ptr<const doc::NameSet> names;
        std::vector<std::uint64_t> shape;  ///< empty until it comes a second time
        Trace trace;
    };
    std::uint64_t readShape(const doc::Document& document);
    std::array<Known, mostShapes> known_;  ///< by hash
    std::vector<std::uint64_t> shape_;  ///< of the document that was asked for last
};

}  // namespace pb::schema

#pragma once

#include "models/schema/Validator.h"
#include "models/schema/check/ValueTests.h"

#include <array>
#include <memory>
#include <vector>

namespace pb::schema {

/// How documents of one shape were judged. What a judgement says is a function of the shape and of the tests of values that
/// were made on the way; where each comes out as before, it says the same, and nothing else needs to be looked at.
class Trace {
public:
    bool isRecorded() const { return isRecorded_; }
    void record(std::vector<ValueTest> tests);
    /// Whether every test comes out as recorded: then what was said before is true of this document as well.
    bool fits(Run& run);
    /// Values of this shape decide too often otherwise, or a limit was hit: it is no longer tried.
    bool isGivenUp() const { return isGivenUp_; }
    void giveUp();

private:
    std::vector<ValueTest> tests_;
    bool isRecorded_ = false, isGivenUp_ = false;
    std::uint32_t fitted_ = 0, missed_ = 0;
};

/// What was said of documents of one shape.
struct KnownVerdict {
    Trace trace;
    bool verdict = false;
};
struct KnownViolations {
    Trace trace;
    std::size_t limit = 0;               ///< that was asked for
    std::vector<Violation> violations;   ///< of the document that came then, which may be gone

    void record(std::vector<ValueTest> tests, std::size_t most, const std::vector<Violation>& found);
    /// The same ones of another document.
    std::vector<Violation> of(const doc::Document& document) const;
};
struct KnownShape {
    KnownVerdict verdict;
    KnownViolations violations;
};

/// The shapes that came last. A shape is worth remembering when it comes a second time.
class Traces {
public:
    static constexpr std::size_t mostNodes = 4096, mostShapes = 64;

    /// What is known of a document's shape, to be used or to be recorded; null where nothing is to be.
    KnownShape* of(const doc::Document& document);

private:
    struct Known {
        std::uint64_t hash = 0;
        std::shared_ptr<const doc::NameSet> names;
        std::vector<std::uint64_t> shape;  ///< empty until it comes a second time
        KnownShape judged;
    };
    std::uint64_t readShape(const doc::Document& document);
    std::array<Known, mostShapes> known_;  ///< by hash
    std::vector<std::uint64_t> shape_;  ///< of the document that was asked for last
};

}  // namespace pb::schema

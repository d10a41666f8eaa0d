#pragma once

#include "models/schema/Validator.h"
#include "models/schema/check/Collect.h"
#include "models/schema/check/Pointers.h"

#include <string>
#include <utility>
#include <vector>

namespace pb::schema {

/// One evaluation of a schema object against a value: the node of the standard output formats.
struct OutputUnit {
    std::size_t parent = noParent;
    std::string evaluationPath;
    std::string schemaLocation;  ///< base URI + "#" + pointer
    doc::Value instance;
    std::string instanceLocation;  ///< its pointer
    bool valid = true;
    bool dropped = false;  ///< inside of a `not` or of a schema that failed
    int silent = 0;        ///< how many applicators above do not care that it failed
    std::vector<std::pair<std::string, QString>> errors;
    std::vector<std::pair<std::string, doc::Value>> annotations;

    static constexpr std::size_t noParent = ~std::size_t{0};
};

/// The report that keeps the whole evaluation, with the annotations of every schema that held.
class Outline {
public:
    static constexpr bool stopsAtFirst = false, keepsAnnotations = true, keepsTests = false;
    using Path = SchemaPath;

    /// Beyond, the evaluation ends: what it reports would fill the memory.
    static constexpr std::size_t mostUnits = 100'000, mostErrors = 10'000;

    explicit Outline(Run& run) : run_(run) {}

    bool isFull() const { return false; }
    std::size_t unitCount() const { return units_.size(); }
    void add(const Path& path, const Failure& failure);
    void enter(const Block& block, std::uint32_t node, const Path& path);
    void leave(const Block& block, std::uint32_t node, bool good);
    void silence(std::size_t begin, int by);
    void drop(std::size_t begin);

    const std::vector<OutputUnit>& units() const { return units_; }

private:
    void annotate(OutputUnit& unit, const Block& block);
    void hitLimit(const Path& path, std::uint32_t node);
    Run& run_;
    std::vector<OutputUnit> units_;
    std::vector<std::size_t> open_;
    std::size_t errors_ = 0;
    Pointers pointers_;
};

/// The units as JSON in one of the formats.
std::string writeOutput(const std::vector<OutputUnit>& units, OutputFormat format);

}  // namespace pb::schema

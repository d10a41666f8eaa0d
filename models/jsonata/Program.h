#pragma once

#include "models/base/Clock.h"
#include "models/base/Result.h"
#include "models/document/Document.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pb::jsonata {

/// A range of bytes of the expression's source.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    friend bool operator==(const Span&, const Span&) = default;
};

/// What the reference calls an error: "S0201", "T2001" …; position is a byte of the source.
struct Failure {
    std::string code;
    std::uint32_t position = 0;
    std::string token;   ///< what stood there, or the function's name
    std::string value;   ///< the value that was wrong, as JSON; may be empty
    int index = 0;       ///< 1-based argument, where the code is about one
    QString message;
    Error error() const;  ///< as the rest of the house shows it, with line and column of the source
    std::string source;   ///< the expression, to compute them
};

template <typename T>
using Outcome = tl::expected<T, Failure>;

/// Limits of one run; reaching one is a Failure with a code of its own (time and depth: U1001).
struct Limits {
    int depth = 10'000;                      ///< calls inside of calls
    std::int64_t milliseconds = 0;           ///< 0 = none
    std::uint64_t sequenceLength = 10'000'000;
    std::size_t memory = std::size_t{4} << 30;
};

/// What a run may see of the outside. Everything is injected, so a preview is reproducible.
struct Environment {
    std::vector<std::pair<std::string, doc::Value>> bindings;  ///< names without "$": variables, headers, lookup tables
    const Clock* clock = nullptr;                              ///< null = the system's
    std::uint64_t randomSeed = 0;                              ///< 0 = from the system
    Limits limits;
    std::stop_token stop;
};

/// The result: JSON bytes, or nothing at all (undefined). A function as result is `null`.
struct Output {
    bool defined = false;
    std::string json;
};

/// Why one node of the output is what it is.
struct Origin {
    std::string outputPointer;              ///< RFC 6901 in the output
    std::vector<doc::Value> sources;        ///< input nodes the value was made of, most direct first
    Span span;                              ///< the clause that made it
    struct Condition {
        Span span;
        std::vector<doc::Value> sources;    ///< what it looked at, most direct first
    };
    std::vector<Condition> conditions;      ///< choices and filters that decided it, outermost first
};

/// Why the nodes of an output are what they are: recorded while the program ran, told when it is asked. The documents that
/// the run read must outlive it.
class Provenance {
public:
    /// For every node of the output, in preorder; false stops.
    void forEach(const std::function<bool(const Origin&)>& each) const;
    /// Of that node, else of its nearest ancestor; nothing where there is no output.
    std::optional<Origin> at(std::string_view outputPointer) const;

private:
    friend class Program;
    class Recording;
    std::shared_ptr<const Recording> recording_;
};

struct TracedOutput {
    Output output;
    Provenance provenance;
};

class Ast;    // models/jsonata/Ast.h
struct Code;  // models/jsonata/compile/Expr.h

/// A compiled expression: immutable, used from many threads at once, no global state.
class Program {
public:
    static Outcome<Program> compile(std::string source);

    Outcome<Output> run(doc::Value input, const Environment& environment = {}) const;
    /// The same evaluator, instantiated with recording.
    Outcome<TracedOutput> trace(doc::Value input, const Environment& environment = {}) const;

    /// Step by step: `each` is called after every clause that was evaluated, with its span and value as JSON (a function
    /// as its text, undefined as ""); it returns false to stop the run (code "D1020"). Same evaluator as trace().
    using Step = std::function<bool(Span span, std::string_view json)>;
    Outcome<Output> step(doc::Value input, const Environment& environment, const Step& each) const;

    const std::string& source() const;
    const Ast& ast() const;

private:
    friend class Runner;
    explicit Program(std::shared_ptr<const Code> code) : code_(std::move(code)) {}
    std::shared_ptr<const Code> code_;
};

/// Runs a program over many documents, one after another, in memory that it uses again: what a batch, a stream or a
/// preview of a capture takes. One for each thread; the Program must outlive it.
class Runner {
public:
    explicit Runner(const Program& program, Environment environment = {});
    ~Runner();
    Runner(Runner&&) noexcept;
    Runner& operator=(Runner&&) noexcept;

    /// Appends the result's JSON to `out`; false when there is none (undefined), then nothing is appended.
    Outcome<bool> run(doc::Value input, std::string& out);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace pb::jsonata

#pragma once

#include "models/base/Regex.h"
#include "models/jsonata/Ast.h"
#include "models/jsonata/run/Word.h"
#include "models/jsonata/syntax/Signature.h"

#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <memory_resource>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace pb::jsonata {

enum class Op : std::uint8_t {
    constant, name, variable, context, root, wildcard, descendants, parent, regex, path, sort,
    arithmetic, compare, equal, concat, range, in, logic, negate, array, object, block, condition, elvis, coalesce, bind,
    call, partial, lambda, apply, transform, placeholder,
};

enum class Operator : std::uint8_t {
    none, add, subtract, multiply, divide, modulo, less, lessOrEqual, greater, greaterOrEqual, equal, unequal, conjunction, disjunction,
};

/// The variables that one kind of frame holds while the program runs: of a block, a call or the tuples of a path.
struct Scope {
    enum class Kind : std::uint8_t { program, block, lambda, tuples };
    Kind kind = Kind::block;
    bool isCaptured = false;  ///< a function that outlives the frame may see it
    Scope* parent = nullptr;
    std::size_t parameters = 0;
    std::vector<std::string_view> names;  ///< by slot

    int find(std::string_view name) const {
        for (std::size_t i = names.size(); i-- > 0;) {
            if (names[i] == name) {
                return static_cast<int>(i);
            }
        }
        return -1;
    }
};

struct Slot {
    int hops = 0;   ///< frames up from the current one
    int index = 0;
};

/// Where a `%` finds its value: the step that `level` steps up leaves its context under the label.
struct Ancestor {
    std::string_view label;
    int level = 1;
    std::size_t index = 0;
};

struct Expr;

/// What a step does with the items that it found.
struct Stage {
    const Expr* filter = nullptr;       ///< null = numbers the items
    std::string_view indexName;
    int indexSlot = -1;
    std::uint32_t position = 0;
};

using Stages = std::pmr::vector<Stage>;

struct Group {
    std::vector<std::pair<Expr*, Expr*>> pairs;
    std::uint32_t position = 0;
    std::unique_ptr<Shape> shape;       ///< where all keys are different constant texts
};

struct SortTerm {
    Expr* key = nullptr;
    bool descending = false;
};

/// What few expressions have.
struct Special {
    std::vector<SortTerm> terms;                  ///< sort
    std::vector<std::string_view> parameters;     ///< lambda
    std::optional<Signature> signature;           ///< lambda
    std::optional<Regex> regex;                   ///< regex
    std::vector<std::pair<int, int>> tupleSlots;  ///< step that gives tuples: its slots to those of the path
};

/// What an expression makes, as far as that can be written while it is made: one object or none, or also a list of them.
enum class Made : std::uint8_t { any, objects, object };

/// One step of work. What the language calls a step's attributes (stages, focus …) is on the step's own expression.
struct Expr {
    Op op = Op::constant;
    Operator oper = Operator::none;
    bool keepArray = false;
    bool isConstructor = false;      ///< array constructor at the begin or end of a path
    bool keepSingleton = false;      ///< of a path
    bool isTuple = false;            ///< step: makes tuples · path: gives its tuples on
    bool hasTuples = false;          ///< path: some step makes tuples
    bool isSimple = false;           ///< path: names only, without any attribute
    bool isPlain = false;            ///< neither filters nor group
    bool needsFrame = false;
    Made made = Made::any;
    bool isTail = false;             ///< call whose value is the value of the lambda
    std::uint32_t position = 0;
    Span span;
    std::string_view text;           ///< name, operator, or name of what is called
    Word constant;
    std::uint32_t nameIndex = 0;     ///< name: in Code::names
    std::uint32_t pathIndex = 0;     ///< of a simple path: its number, below Code::simplePaths
    int global = -1;                 ///< variable: in Code::globals, where no slot is bound
    std::pmr::vector<Slot> cells;         ///< variable and parent: candidates, innermost first · bind: the one
    std::pmr::vector<Expr*> children;
    Stages filters;                ///< on the value of an expression that is no path
    Stages stages;                 ///< on the items of a step
    std::unique_ptr<Group> group;
    std::unique_ptr<Group> members;  ///< object constructor
    std::unique_ptr<Special> special;
    std::string_view focusName, indexName;
    int focusSlot = -1, indexSlot = -1, ancestorSlot = -1;
    Ancestor* ancestor = nullptr;    ///< step: leaves its context there · parent: looks there
    Scope* scope = nullptr;          ///< block, lambda, path with tuples: its own · call: the one around it

    using allocator_type = std::pmr::polymorphic_allocator<>;
    explicit Expr(const allocator_type& memory) : cells(memory), children(memory), filters(memory), stages(memory) {}

    /// Makes what it does not have yet.
    Special& own() {
        if (!special) {
            special = std::make_unique<Special>();
        }
        return *special;
    }
    const Expr& child(std::size_t index) const { return *children[index]; }
};

/// A compiled expression: what the evaluator walks. Immutable afterwards.
struct Code {
    std::pmr::monotonic_buffer_resource memory{std::size_t{16} << 10};
    Ast ast;
    std::pmr::list<Expr> exprs{&memory};
    std::deque<Scope> scopes;
    std::deque<Ancestor> ancestors;
    std::deque<std::string> texts;
    std::deque<std::string_view> views;
    std::vector<std::string_view> names;    ///< of fields, by nameIndex
    std::vector<std::string_view> globals;  ///< variables that no scope of the program may hold
    std::uint32_t simplePaths = 0;
    const Expr* root = nullptr;
    Scope* scope = nullptr;                 ///< of the program itself
    bool hasBinds = false;                  ///< somewhere a variable is bound with `:=`
};

/// What the text of an $eval sees of the program around it: its variables, and tables that go on from its own.
struct EvalContext {
    Scope* scope = nullptr;
    std::vector<std::string_view> names;
    std::vector<std::string_view> globals;
    std::uint32_t simplePaths = 0;
};

/// Reads, lowers and resolves.
tl::expected<std::unique_ptr<Code>, Failure> compileCode(std::string source, const EvalContext& around = {});

}  // namespace pb::jsonata

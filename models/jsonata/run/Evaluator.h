#pragma once

#include "models/base/Assume.h"
#include "models/jsonata/run/Raise.h"
#include "models/jsonata/run/State.h"
#include "models/jsonata/run/Values.h"

#include <span>
#include <vector>

namespace pb::jsonata {

/// The items that a step works on or gives: one item, which may be an array itself, or an array of items, or none.
struct Sequence {
    Word word;
    bool isItem = false;

    bool isEmpty() const { return !isItem && (!word.isDefined() || (isArray(word) && lengthOf(word) == 0)); }
    std::size_t size() const { return isItem ? 1 : Items(word).size(); }
};

/// Walks the expressions of a program over an input. `Recorder` is told what happens: PlainRecorder does nothing and costs
/// nothing, TraceRecorder keeps for every value that is stored where it came from.
template <typename Recorder>
class Evaluator final : public Caller {
public:
    Evaluator(State& state, Recorder& recorder) : state_(state), heap_(state.heap), recorder_(recorder) {}

    Word run(const Code& code);

    Word apply(Word function, std::span<const Word> arguments) override;
    Word evaluate(std::string_view source, Word focus, const Call& call) override;
    Millis now() const override { return state_.now(); }
    double random() override { return static_cast<double>(state_.random() >> 11) * 0x1p-53; }
    DatePictures& datePictures() override { return state_.datePictures; }
    void tick() override { state_.tick(); }
    void checkLength(std::size_t items) const override { state_.checkLength(items); }

private:
    friend class ResultWriter;
    class Collector;

    /// Constants and names of members, which most expressions are made of, need no level of their own.
    Word eval(const Expr& expr, Word input, Frame* frame) {
        if (expr.op == Op::constant && expr.isPlain) {
            return expr.constant;
        }
        return expr.isSimple && !isArray(input) ? evalNames(expr, input, frame) : evalAny(expr, input, frame);
    }
    Word evalAny(const Expr& expr, Word input, Frame* frame);
    Word dispatch(const Expr& expr, Word input, Frame* frame);
    Word dispatchRare(const Expr& expr, Word input, Frame* frame);

    // values
    Word settle(Word word, bool keepArray);
    Word settle(Sequence items, bool keepArray);
    Word sequenceFrom(std::size_t mark);
    Sequence itemsFrom(std::size_t mark);
    Word append(Word left, Word right);

    // names and variables
    Word member(Word object, const Expr& name) {
        return recorder_.read(object.isInput ? state_.inputMember(object, name.nameIndex) : memberOf(object, name.text));
    }
    Word evalName(const Expr& expr, Word input);
    void collect(const Expr& name, Word array);
    const Word* cellOf(const Expr& expr, Frame* frame);
    bool isBound(const Expr& variable, Frame* frame) {
        const Word* cell = cellOf(variable, frame);
        return cell && cell->isDefined();
    }
    Word wildcard(Word input);
    void flatten(Word array, Array& out);
    Word descendants(Word input);
    void descend(Word value);

    // paths
    Word evalPath(const Expr& path, Word input, Frame* frame);
    Word evalNames(const Expr& path, Word input, Frame* frame);
    PB_NEVER_INLINE Word searchNames(const Expr& path, Word input, Frame* frame);
    PB_NEVER_INLINE Word evalNamesFrom(const Expr& path, std::size_t done, Word value, Frame* frame);
    static Sequence firstItems(const Expr& path, Word input);
    Sequence evalSteps(const Expr& path, Sequence items, Frame* frame, std::size_t done, std::size_t end);
    Word finishPath(const Expr& path, Sequence items, Frame* frame);
    Sequence evalStep(const Expr& step, Sequence items, Frame* frame, bool isLast);
    Sequence evalFirstConstructor(const Expr& step, Sequence items, Frame* frame);
    Sequence stepResult(const Expr& step, Word item, Frame* frame, bool isLast);
    Sequence filter(const Expr& predicate, Sequence items, Frame* frame);
    Sequence pick(double position, Sequence items);
    static bool isPicked(Word answer, std::size_t position, std::size_t size);
    Sequence filterAll(const Stages& stages, Sequence items, Frame* frame);
    Word withFiltersAndGroup(const Expr& expr, Word value, Frame* frame);

    // order
    Sequence sorted(const Expr& sort, Sequence items, Frame* frame);
    struct Sorting {
        const Expr& sort;
        std::vector<std::pair<Word, Frame*>> items;
        std::vector<Word> keys;  ///< by item and term; made when they are needed
    };
    int compareByTerms(Sorting& sorting, std::size_t left, std::size_t right);
    std::vector<std::size_t> orderOf(Sorting& sorting);

    // tuples
    Word evalTuples(const Expr& path, Word input, Frame* frame);
    Array* tupleStep(const Expr& path, const Expr& step, Sequence items, Array* tuples, Frame* frame);
    Array* tuplesOf(const Expr& path, Sequence items, Frame* frame);
    Array* sortTuples(const Expr& path, const Expr& step, Sequence items, Array* tuples, Frame* frame);
    void addTuples(const Expr& path, const Expr& step, Frame& from, Word result, Array& out);
    Array* tupleStages(const Stages& stages, Array* tuples);
    Array* filterTuples(const Expr& predicate, const Array& tuples);
    Frame* mergeTuples(const Array& tuples, std::size_t cells);

    // objects
    Object* followed(std::size_t capacity) {
        Object* object = heap_.object(capacity);
        recorder_.follow(heap_, *object, capacity);
        return object;
    }
    Word evalObject(const Group& members, Word input, Frame* frame);
    Word evalShape(const Group& members, Word input, Frame* frame);
    Word finishShape(const Group& members, Word input, Frame* frame, Object& object, std::size_t missing);
    void addMember(Object& object, std::string_view key, const Expr& expr, Word input, Frame* frame);
    Word groupItems(const Group& group, Sequence items, Frame* frame);
    Word groupTuples(const Expr& path, const Array& tuples);
    std::string_view groupKey(const Group& group, const Expr& key, Word input, Frame* frame, bool& isThere);
    Word evalArray(const Expr& expr, Word input, Frame* frame);
    Word evalTransform(const Function& transform, Word value);
    void transformOne(const Expr& expr, Word match, Frame* frame);
    Word clone(Word value);

    // operators
    Word arithmetic(const Expr& expr, Word input, Frame* frame);
    Word compare(const Expr& expr, Word input, Frame* frame);
    Word equal(const Expr& expr, Word input, Frame* frame);
    Word concat(const Expr& expr, Word input, Frame* frame);
    Word range(const Expr& expr, Word input, Frame* frame);
    Word contains(const Expr& expr, Word input, Frame* frame);
    Word logic(const Expr& expr, Word input, Frame* frame);
    Word negate(const Expr& expr, Word input, Frame* frame);
    Word condition(const Expr& expr, Word input, Frame* frame);
    const Expr* chosenBranch(const Expr& condition, Word input, Frame* frame, Word& value);
    Frame* blockFrame(const Expr& block, Frame* frame) { return block.needsFrame ? state_.frame(*block.scope, frame) : frame; }
    Word block(const Expr& expr, Word input, Frame* frame);
    Word bind(const Expr& expr, Word input, Frame* frame);

    // calls
    Word evalCall(const Expr& expr, Word input, Frame* frame, const Word* applied);
    Word evalApply(const Expr& expr, Word input, Frame* frame);
    Word evalPartial(const Expr& expr, Word input, Frame* frame);
    Word makeLambda(const Expr& expr, Word input, Frame* frame);
    Word procedureOf(const Expr& expr, Word input, Frame* frame);
    std::span<const Word> argumentsOf(const Expr& expr, Word input, Frame* frame, const Word* applied, std::span<Word> room);
    Word call(Word function, std::span<const Word> arguments, Word input, Frame* frame, Scope* scope);
    Word callOnce(Word function, std::span<const Word> arguments, Word input, Frame* frame, Scope* scope);
    Word callLambda(const Function& function, std::span<const Word> arguments);
    Word callOther(const Function& function, std::span<const Word> arguments);
    Word evalTail(const Expr& expr, Word input, Frame* frame);

    State& state_;
    Heap& heap_;
    Recorder& recorder_;
    Word pending_;                          ///< function of a tail call that waits to be made
    std::vector<Word> pendingArguments_;
    Word pendingInput_;
    Frame* pendingFrame_ = nullptr;
    Scope* pendingScope_ = nullptr;
};

/// Records nothing. What a recorder is asked:
/// mark() before a value is made, keep() for it when it becomes an item; store() when a variable gets it, load() when that is
/// read, unbind() where it gets one in another way; follow() for an object before its members are made, place() when a value
/// became a member, moved() when that went to another object; read() for a value of the input that was used, forget() for
/// what was read and not used, settle() for all that led to a value nobody asks for; enter() and leave() around what a
/// condition decided, decide() for a filter, after() for every expression that was evaluated.
struct PlainRecorder {
    static constexpr bool seesSteps = false;  ///< of a path: each member on the way is told
    struct Mark {};
    static Mark mark() { return {}; }
    static Word keep(Mark, const Expr&, Word value) { return value; }
    static Word store(Mark, const Expr&, Word value, Word& cell) { return cell = value; }
    static void unbind(const Word&) {}
    static Word load(const Word& cell) { return cell; }
    static void follow(Heap&, Object&, std::size_t) {}
    static void place(Mark, const Expr&, Object&, std::size_t) {}
    static void moved(const Object&, std::size_t, Object&, std::size_t) {}
    static Word read(Word value) { return value; }
    static void forget(Mark) {}
    static void settle(Mark) {}
    static void enter(Mark, const Expr&) {}
    static void leave() {}
    static void decide(Mark, const Expr&) {}
    static void after(const Expr&, Word) {}
};

}  // namespace pb::jsonata

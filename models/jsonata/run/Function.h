#pragma once

#include "models/base/Clock.h"
#include "models/jsonata/compile/Expr.h"
#include "models/jsonata/run/Heap.h"

#include <span>
#include <string_view>

namespace pb::jsonata {

class Call;
class DatePictures;
using NativeRun = Word (*)(Call& call);

/// A function of the language. `arity` is how many arguments it asks higher-order functions for.
struct Native {
    std::string_view name;
    std::string_view signature;
    NativeRun run = nullptr;
    int arity = 1;
};

/// The variables of one block, call or tuple; the cells follow it in memory.
struct Frame {
    Frame* parent = nullptr;
    Word context;  ///< of a tuple
    Word* cells = nullptr;
};

/// What can be called.
struct Function {
    enum class Kind : std::uint8_t { native, lambda, matcher, transform, composed, partial, nextMatch };
    Kind kind = Kind::native;
    const Native* native = nullptr;
    const Signature* signature = nullptr;
    const Expr* expr = nullptr;      ///< lambda, transform, matcher
    Frame* frame = nullptr;          ///< around the lambda or transform
    Word input;                      ///< context where the lambda was made · text of a nextMatch
    const Function* first = nullptr; ///< composed: applied first · partial: what is called
    const Function* second = nullptr;
    const Array* bound = nullptr;    ///< partial: its arguments, unbound where one is missing
    std::size_t from = 0;            ///< nextMatch: byte where to go on
    // Where it was called last, which is where the language says that it failed.
    mutable std::uint32_t position = 0;
    mutable std::string_view token;
    mutable bool isPlaced = false;
};

/// What natives may ask of the run.
class Caller {
public:
    virtual ~Caller() = default;
    virtual Word apply(Word function, std::span<const Word> arguments) = 0;
    virtual Word evaluate(std::string_view source, Word focus, const Call& call) = 0;  ///< $eval
    virtual Millis now() const = 0;      ///< one time for the whole run
    virtual double random() = 0;         ///< [0, 1)
    virtual DatePictures& datePictures() = 0;  ///< those that the run knows
    virtual void tick() = 0;             ///< raises when time is up; long loops call it
    virtual void checkLength(std::size_t items) const = 0;
};

/// One call of a native: the arguments fit its signature.
class Call {
public:
    Heap& heap;
    Caller& caller;
    Word input;                     ///< the context
    std::span<const Word> arguments;
    const Native& native;
    Frame* frame = nullptr;         ///< of the caller, for $eval
    Scope* scope = nullptr;

    Word argument(std::size_t index) const { return index < arguments.size() ? arguments[index] : Word(); }
    bool has(std::size_t index) const { return argument(index).isDefined(); }
    /// Calls a function of the program with as many of item, position and whole as it has parameters.
    Word callback(Word function, Word item, Word second, Word whole) const;
};

int arityOf(Word function);
/// The native of that name, null when there is none.
const Native* findNative(std::string_view name);
const Signature& signatureOf(const Native& native);

/// Fits arguments to a signature: context for a missing one, arrays for single values. Gives `given` back where nothing
/// is to be changed.
std::span<const Word> fitArguments(const Signature& signature, std::span<const Word> given, Word context, Heap& heap);

/// The first match of a regex in `text` at or after `from`, as the object that the language's matchers give.
Word matchRegex(Heap& heap, const Function& matcher, Word text, std::size_t from);

}  // namespace pb::jsonata

#include "models/jsonata/run/Function.h"

#include "models/jsonata/run/Raise.h"
#include "models/jsonata/run/Values.h"

#include <algorithm>
#include <array>
#include <string>

namespace pb::jsonata {

namespace {

class Fitting {
public:
    Fitting(std::span<const Word> given, Word context, Array& out, Heap& heap)
        : given_(given), context_(context), out_(out), heap_(heap) {}

    void take(const Signature::Parameter& parameter, std::size_t count) {
        if (count == 0) {
            return takeNone(parameter);
        }
        for (; count > 0; --count) {
            const Word argument = given_[at_];
            heap_.push(out_, parameter.letter == 'a' ? asArray(parameter, argument) : argument);
            ++at_;
        }
    }

private:
    void takeNone(const Signature::Parameter& parameter) {
        if (!parameter.fromContext) {
            heap_.push(out_, at_ < given_.size() ? given_[at_] : Word());
            ++at_;
            return;
        }
        if ((parameter.types & Signature::bitOf(letterOf(context_))) == 0) {
            raise("T0411", shown(context_), static_cast<int>(at_) + 1);
        }
        heap_.push(out_, context_);
    }

    Word asArray(const Signature::Parameter& parameter, Word argument) {
        if (!argument.isDefined()) {
            return argument;
        }
        bool fits = true;
        if (!parameter.items.empty() && !isArray(argument)) {
            fits = parameter.items.size() == 1 && parameter.items[0] == letterOf(argument);
        } else if (!parameter.items.empty()) {
            for (const Word item : Items(argument)) {
                fits = fits && letterOf(item) == parameter.items[0];
            }
        }
        if (!fits) {
            raise("T0412", shown(argument), static_cast<int>(at_) + 1);
        }
        return isArray(argument) ? argument : Word::of(heap_.array(std::span(&argument, 1)));
    }

    std::span<const Word> given_;
    Word context_;
    Array& out_;
    Heap& heap_;
    std::size_t at_ = 0;
};

/// As many arguments as parameters, each of the right type, and none that must become an array.
bool fitsAsIs(const Signature& signature, std::span<const Word> given) {
    const auto& parameters = signature.parameters();
    if (given.size() != parameters.size()) {
        return false;
    }
    for (std::size_t i = 0; i < given.size(); ++i) {
        const char letter = letterOf(given[i]);
        const bool needsArray = parameters[i].letter == 'a' && (letter != 'a' || !parameters[i].items.empty());
        const bool wrong = (parameters[i].types & Signature::bitOf(letter)) == 0;
        if (needsArray || wrong || parameters[i].count == Signature::Count::many) {
            return false;
        }
    }
    return true;
}

}  // namespace

std::span<const Word> fitArguments(const Signature& signature, std::span<const Word> given, Word context, Heap& heap) {
    if (fitsAsIs(signature, given)) {
        return given;
    }
    std::string letters;
    for (const Word argument : given) {
        letters.push_back(letterOf(argument));
    }
    const auto taken = signature.match(letters);
    if (taken.empty() && !(signature.parameters().empty() && letters.empty())) {
        const std::size_t misfit = signature.firstMisfit(letters);
        raise("T0410", misfit < given.size() ? shown(given[misfit]) : std::string(), static_cast<int>(misfit) + 1);
    }
    Array* fitted = heap.array(signature.parameters().size());
    Fitting fitting(given, context, *fitted, heap);
    for (std::size_t i = 0; i < taken.size(); ++i) {
        fitting.take(signature.parameters()[i], taken[i]);
    }
    return {fitted->begin(), fitted->size};
}

int arityOf(Word word) {
    if (!word.is(Tag::function)) {
        return 0;
    }
    const Function& function = *word.function;
    switch (function.kind) {
        case Function::Kind::native:
            return function.native->arity;
        case Function::Kind::lambda:
            return static_cast<int>(function.expr->special->parameters.size());
        case Function::Kind::matcher:
            return 2;
        case Function::Kind::partial: {
            int missing = 0;
            for (const Word argument : *function.bound) {
                missing += argument.is(Tag::unbound) ? 1 : 0;
            }
            return missing;
        }
        case Function::Kind::nextMatch:
            return 0;
        default:
            return 1;
    }
}

Word Call::callback(Word function, Word item, Word second, Word whole) const {
    const std::array<Word, 3> all = {item, second, whole};
    const int count = std::clamp(arityOf(function), 1, 3);
    return caller.apply(function, std::span(all.data(), static_cast<std::size_t>(count)));
}

}  // namespace pb::jsonata

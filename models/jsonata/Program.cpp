#include "models/jsonata/Program.h"

#include "models/document/Utf8.h"
#include "models/jsonata/Ast.h"
#include "models/jsonata/compile/Expr.h"
#include "models/jsonata/run/Evaluator.h"
#include "models/jsonata/run/TraceRecorder.h"
#include "models/jsonata/syntax/Failures.h"

#include <algorithm>

namespace pb::jsonata {

struct Program::Impl {
    std::unique_ptr<Code> code;
};

struct Runner::State {
    State(const Code& program, Environment environment) : code(program), run(program, std::move(environment)) {}
    const Code& code;
    jsonata::State run;
};

namespace {

/// Runs `work`, which may raise, as a function that returns its failure.
template <typename Work>
auto guarded(const Code& code, State& state, const Work& work) -> Outcome<decltype(work())> {
    const char base = 0;
    state.stackBase = &base;
    try {
        return work();
    } catch (Raised& raised) {
        raised.failure.source = code.ast.source();
        describe(raised.failure);
        return tl::unexpected(std::move(raised.failure));
    }
}

bool appendResult(Word result, std::string& out) {
    if (!result.isDefined()) {
        return false;
    }
    appendJson(result, {}, out);
    return true;
}

}  // namespace

Outcome<Program> Program::compile(std::string source) {
    if (!doc::isValidUtf8(source)) {
        return tl::unexpected(failure("U1002", 0));
    }
    auto code = compileCode(std::move(source));
    if (!code) {
        return tl::unexpected(std::move(code).error());
    }
    auto impl = std::make_shared<Impl>();
    impl->code = std::move(*code);
    return Program(std::move(impl));
}

const std::string& Program::source() const { return impl_->code->ast.source(); }
const Ast& Program::ast() const { return impl_->code->ast; }

Outcome<Output> Program::run(doc::Value input, const Environment& environment) const {
    Runner runner(*this, environment);
    Output output;
    const auto done = runner.run(input, output.json);
    if (!done) {
        return tl::unexpected(done.error());
    }
    output.defined = *done;
    return output;
}

Outcome<TracedOutput> Program::trace(doc::Value input, const Environment& environment) const {
    const Code& code = *impl_->code;
    State run(code, environment);
    return guarded(code, run, [&] {
        run.begin(input);
        TraceRecorder recorder;
        const Word result = Evaluator<TraceRecorder>(run, recorder).run(code);
        TracedOutput traced;
        traced.output.defined = appendResult(result, traced.output.json);
        traced.origins = recorder.origins(result, code.root->span);
        return traced;
    });
}

Outcome<Output> Program::step(doc::Value input, const Environment& environment, const Step& each) const {
    const Code& code = *impl_->code;
    State run(code, environment);
    return guarded(code, run, [&] {
        run.begin(input);
        TraceRecorder recorder(&each);
        Output output;
        output.defined = appendResult(Evaluator<TraceRecorder>(run, recorder).run(code), output.json);
        return output;
    });
}

const Origin* TracedOutput::at(std::string_view outputPointer) const {
    for (;;) {
        const auto found = std::find_if(origins.begin(), origins.end(), [&](const Origin& o) { return o.outputPointer == outputPointer; });
        if (found != origins.end() || outputPointer.empty()) {
            return found == origins.end() ? nullptr : &*found;
        }
        outputPointer = outputPointer.substr(0, outputPointer.rfind('/'));
    }
}

Runner::Runner(const Program& program, Environment environment)
    : state_(std::make_unique<State>(*program.impl_->code, std::move(environment))) {}
Runner::~Runner() = default;
Runner::Runner(Runner&&) noexcept = default;
Runner& Runner::operator=(Runner&&) noexcept = default;

Outcome<bool> Runner::run(doc::Value input, std::string& out) {
    jsonata::State& run = state_->run;
    const std::size_t before = out.size();
    auto done = guarded(state_->code, run, [&] {
        run.begin(input);
        PlainRecorder recorder;
        return appendResult(Evaluator<PlainRecorder>(run, recorder).run(state_->code), out);
    });
    if (!done) {
        out.resize(before);
    }
    return done;
}

}  // namespace pb::jsonata

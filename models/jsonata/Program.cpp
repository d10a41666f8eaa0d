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

/// The first byte that is no text, or the size. A lone surrogate, which JSON can bring, is text (WTF-8).
std::size_t firstBadByte(std::string_view source) {
    if (doc::isValidUtf8(source)) {
        return source.size();
    }
    constexpr std::size_t surrogate = 3;  // bytes: ED, A0…BF, 80…BF
    std::size_t from = 0;
    while (true) {
        const std::size_t bad = doc::firstNonUtf8(source.substr(from));
        if (bad == std::string_view::npos) {
            return source.size();
        }
        from += bad;
        const auto byte = [&](std::size_t at) { return from + at < source.size() ? static_cast<unsigned char>(source[from + at]) : 0u; };
        if (byte(0) != 0xED || byte(1) < 0xA0 || byte(1) > 0xBF || byte(2) < 0x80 || byte(2) > 0xBF) {
            return from;
        }
        from += surrogate;
    }
}

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
    if (const std::size_t bad = firstBadByte(source); bad < source.size()) {
        Failure notText = failure("U1002", bad);
        notText.source = std::move(source);
        return tl::unexpected(std::move(notText));
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
    constexpr std::size_t large = 1 << 20;
    const std::size_t inputSize = input.document() ? input.document()->bytes().size() : 0;
    Runner runner(*this, environment);
    Output output;
    if (inputSize >= large) {  // a text that doubles would be there twice
        output.json.reserve(inputSize);
    }
    const auto done = runner.run(input, output.json);
    if (!done) {
        return tl::unexpected(done.error());
    }
    output.defined = *done;
    if (inputSize >= large && output.json.size() < output.json.capacity() / 2) {
        output.json.shrink_to_fit();
    }
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

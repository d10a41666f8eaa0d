#include "models/jsonata/Program.h"

#include "models/base/platform/Pages.h"
#include "models/document/Utf8.h"
#include "models/jsonata/Ast.h"
#include "models/jsonata/compile/Expr.h"
#include "models/jsonata/run/Recording.h"
#include "models/jsonata/run/ResultWriter.h"
#include "models/jsonata/syntax/Failures.h"

namespace pb::jsonata {

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

/// Makes room for the result of a large input, which is guessed to be as large: a text that doubles would be there twice.
bool reserveFor(doc::Value input, std::string& out) {
    constexpr std::size_t large = 1 << 20;
    const std::size_t size = input.document() ? input.document()->bytes().size() : 0;
    if (size >= large) {
        out.reserve(size);
        platform::adviseLargePages(out.data(), out.capacity());
    }
    return size >= large;
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
    return Program(std::move(*code));
}

const std::string& Program::source() const { return code_->ast.source(); }
const Ast& Program::ast() const { return code_->ast; }

Outcome<Output> Program::run(doc::Value input, const Environment& environment) const {
    Runner runner(*this, environment);
    Output output;
    const bool isLarge = reserveFor(input, output.json);
    const auto done = runner.run(input, output.json);
    if (!done) {
        return tl::unexpected(done.error());
    }
    output.defined = *done;
    if (isLarge && output.json.size() < output.json.capacity() / 2) {
        output.json.shrink_to_fit();
    }
    return output;
}

Outcome<TracedOutput> Program::trace(doc::Value input, const Environment& environment) const {
    const auto recording = std::make_shared<Provenance::Recording>(code_, environment);
    return guarded(*code_, recording->state, [&] {
        recording->state.begin(input);
        recording->recorder.reserve(input.document() ? input.document()->nodes().size() : 0);
        recording->result = Evaluator<TraceRecorder>(recording->state, recording->recorder).run(*code_);
        recording->recorder.finish(code_->root->span);
        TracedOutput traced;
        reserveFor(input, traced.output.json);
        traced.output.defined = appendResult(recording->result, traced.output.json);
        traced.provenance.recording_ = recording;
        return traced;
    });
}

Outcome<Output> Program::step(doc::Value input, const Environment& environment, const Step& each) const {
    State run(*code_, environment);
    return guarded(*code_, run, [&] {
        run.begin(input);
        TraceRecorder recorder(&each);
        Output output;
        output.defined = appendResult(Evaluator<TraceRecorder>(run, recorder).run(*code_), output.json);
        return output;
    });
}

void Provenance::forEach(const std::function<bool(const Origin&)>& each) const {
    if (recording_) {
        recording_->forEach(each);
    }
}

std::optional<Origin> Provenance::at(std::string_view outputPointer) const {
    return recording_ ? recording_->at(outputPointer) : std::nullopt;
}

Runner::Runner(const Program& program, Environment environment)
    : state_(std::make_unique<State>(*program.code_, std::move(environment))) {}
Runner::~Runner() = default;
Runner::Runner(Runner&&) noexcept = default;
Runner& Runner::operator=(Runner&&) noexcept = default;

Outcome<bool> Runner::run(doc::Value input, std::string& out) {
    jsonata::State& run = state_->run;
    const std::size_t before = out.size();
    auto done = guarded(state_->code, run, [&] {
        run.begin(input);
        return ResultWriter(run, out).run(state_->code);
    });
    if (!done) {
        out.resize(before);
    }
    return done;
}

}  // namespace pb::jsonata

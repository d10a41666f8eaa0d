#include "models/jsonata/Batch.h"

#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/jsonata/syntax/Unicode.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace pb::jsonata {

namespace {

void appendMember(std::string_view key, std::string_view text, std::string& out) {
    out.append(",\"").append(key).append("\":");
    doc::writeJsonString(text, out);
}

std::string answerOf(const Failure& failure) {
    std::string out = "{\"error\":{\"code\":";
    doc::writeJsonString(failure.code, out);
    const std::string_view source(failure.source);
    const std::size_t units = countUnits(source.substr(0, std::min<std::size_t>(failure.position, source.size())));
    out.append(",\"position\":").append(std::to_string(units));
    if (!failure.token.empty()) {
        appendMember("token", failure.token, out);
    }
    if (!failure.value.empty()) {
        appendMember("value", failure.value, out);
    }
    appendMember("message", utf8(failure.message), out);
    return out + "}}";
}

std::string badLine(const QString& sentence) {
    Failure failure;
    failure.code = "batch";
    failure.message = sentence;
    return answerOf(failure);
}

Environment environmentOf(doc::Value request, const BatchOptions& options) {
    Environment environment;
    environment.clock = options.clock;
    environment.randomSeed = options.randomSeed;
    environment.limits.milliseconds = options.milliseconds;
    environment.limits.depth = options.depth;
    if (const doc::Value limit = request.find("ms"); limit.is(doc::Kind::number)) {
        environment.limits.milliseconds = static_cast<std::int64_t>(std::clamp(limit.number(), 1.0, 1e9));
    }
    if (const doc::Value limit = request.find("depth"); limit.is(doc::Kind::number)) {
        environment.limits.depth = static_cast<int>(std::clamp(limit.number(), 1.0, 1e6));
    }
    for (const doc::Value binding : request.find("bindings").children()) {
        environment.bindings.emplace_back(binding.name(), binding);
    }
    return environment;
}

}  // namespace

std::string answerLine(std::string_view request, const BatchOptions& options) {
    const auto document = doc::readJson(request);
    if (!document) {
        return badLine(document.error().sentence);
    }
    const doc::Value root = (*document)->root();
    const doc::Value expression = root.find("expr");
    if (!expression.is(doc::Kind::string)) {
        return badLine(say("The line has no text “expr”."));
    }
    const auto program = Program::compile(std::string(expression.text()));
    if (!program) {
        return answerOf(program.error());
    }
    const auto output = program->run(root.find("input"), environmentOf(root, options));
    if (!output) {
        return answerOf(output.error());
    }
    return output->defined ? "{\"result\":" + output->json + "}" : std::string("{\"undefined\":true}");
}

namespace {

/// Takes up to `count` lines that are not empty from the beginning of `text`.
std::vector<std::string_view> takeLines(std::string_view& text, std::size_t count) {
    std::vector<std::string_view> lines;
    while (!text.empty() && lines.size() < count) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        if (line.find_first_not_of(" \t\r") != std::string_view::npos) {
            lines.push_back(line);
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

}  // namespace

void answerLines(std::string_view requests, const BatchOptions& options, const EachAnswer& each) {
    constexpr std::size_t window = 1024;  // answers that wait for their turn
    const std::size_t wanted = options.threads > 0 ? static_cast<std::size_t>(options.threads) : std::thread::hardware_concurrency();
    const std::size_t workers = std::clamp<std::size_t>(wanted, 1, 64);
    std::string_view rest = requests;
    for (auto lines = takeLines(rest, window); !lines.empty(); lines = takeLines(rest, window)) {
        std::vector<std::string> answers(lines.size());
        std::atomic<std::size_t> next = 0;
        const auto work = [&] {
            for (std::size_t i = next++; i < lines.size(); i = next++) {
                answers[i] = answerLine(lines[i], options);
            }
        };
        {
            std::vector<std::jthread> threads;
            for (std::size_t i = 1; i < std::min(workers, lines.size()); ++i) {
                threads.emplace_back(work);
            }
            work();
        }
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (!each(answers[i], static_cast<std::size_t>(lines[i].data() - requests.data()))) {
                return;
            }
        }
    }
}

}  // namespace pb::jsonata

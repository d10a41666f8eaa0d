#include "models/base/Regex.h"

#include "models/base/Text.h"
#include "models/base/regex/Backtracker.h"
#include "models/base/regex/Linear.h"

#include <re2/re2.h>

namespace pb {

struct Regex::Impl {
    std::string pattern;
    std::uint64_t maxSteps = 0;
    std::uint32_t groups = 0;
    std::unique_ptr<const re2::RE2> linear;  ///< answers test(); null where RE2 cannot
    bool linearFind = false;                 ///< `linear` also has the same bounds and groups
    regex::Program program;                  ///< where `linear` does not do all

    Result<bool> backtrack(std::string_view text, std::size_t from, Match* match) const;
};

namespace {

std::unique_ptr<const re2::RE2> makeRe2(const regex::Pattern& pattern) {
    const auto translated = regex::toRe2(pattern);
    if (!translated) return nullptr;
    re2::RE2::Options options;
    options.set_log_errors(false);
    auto compiled = std::make_unique<const re2::RE2>(*translated, options);
    return compiled->ok() ? std::move(compiled) : nullptr;  // not ok: the program would be too large for RE2
}

}  // namespace

Result<Regex> Regex::compile(std::string_view pattern, const Options& options) {
    PB_TRY(parsed, regex::parse(pattern, options.ignoreCase, options.multiline));
    auto impl = std::make_shared<Impl>();
    impl->pattern = pattern;
    impl->maxSteps = options.maxSteps;
    impl->groups = parsed.groups;
    impl->linear = makeRe2(parsed);
    impl->linearFind = impl->linear && regex::sameMatchesInRe2(parsed.root);
    if (!impl->linearFind) impl->program = regex::compile(parsed);
    return Regex(std::move(impl));
}

Result<bool> Regex::Impl::backtrack(std::string_view text, std::size_t from, Match* match) const {
    constexpr std::uint64_t stepsPerByte = 16;
    const std::uint64_t budget = maxSteps + stepsPerByte * text.size();
    regex::Backtracker matcher(program, text, budget);
    const auto verdict = matcher.find(from);
    if (verdict == regex::Backtracker::Verdict::outOfSteps) {
        return fail(ErrorCode::limit,
                    say("Cannot match the regular expression “%1”. It takes more than %2 steps on this text.")
                        .arg(qs(clipped(pattern, 200))).arg(budget),
                    say("Make nested repetitions such as “(a+)+” simpler."));
    }
    if (verdict == regex::Backtracker::Verdict::noMatch) return false;
    if (!match) return true;
    const auto& bounds = matcher.bounds();
    match->begin = bounds[0];
    match->end = bounds[1];
    match->groups.clear();
    for (std::size_t i = 2; i < bounds.size(); i += 2) match->groups.emplace_back(bounds[i], bounds[i + 1]);
    return true;
}

Result<bool> Regex::test(std::string_view text) const {
    if (!impl_->linear) return impl_->backtrack(text, 0, nullptr);
    const char* data = text.data() ? text.data() : "";
    return impl_->linear->Match({data, text.size()}, 0, text.size(), re2::RE2::UNANCHORED, nullptr, 0);
}

Result<bool> Regex::find(std::string_view text, std::size_t from, Match& match) const {
    if (from > text.size()) return false;
    if (!impl_->linearFind) return impl_->backtrack(text, from, &match);
    const char* data = text.data() ? text.data() : "";
    std::vector<re2::StringPiece> found(impl_->groups + 1);
    const bool matched = impl_->linear->Match({data, text.size()}, from, text.size(), re2::RE2::UNANCHORED, found.data(),
                                              static_cast<int>(found.size()));
    if (!matched) return false;
    const auto offset = [&](const re2::StringPiece& piece) { return static_cast<std::size_t>(piece.data() - data); };
    match.begin = offset(found[0]);
    match.end = match.begin + found[0].size();
    match.groups.clear();
    for (std::size_t i = 1; i < found.size(); ++i) {
        const auto& piece = found[i];
        if (!piece.data()) {
            match.groups.emplace_back(npos, npos);
        } else {
            match.groups.emplace_back(offset(piece), offset(piece) + piece.size());
        }
    }
    return true;
}

bool Regex::isLinear() const { return impl_->linear != nullptr; }

}  // namespace pb

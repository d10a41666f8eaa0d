#include "models/deploy/Blame.h"

#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/deploy/Diff.h"

#include <algorithm>

namespace pb::deploy {

namespace {

/// For each line of `newer` (0-based) its line in `older`, 1-based, or 0.
std::vector<int> linesIn(std::string_view older, std::string_view newer) {
    std::vector<int> lines;
    for (const DiffLine& line : diffLines(older, newer)) {
        if (line.after != 0) {
            lines.push_back(line.kind == DiffLine::Kind::same ? line.before : 0);
        }
    }
    return lines;
}

/// The changed lines of both texts around line `line` of `after`.
void cutChange(std::string_view before, std::string_view after, int line, BlameAnswer& answer) {
    const auto lines = diffLines(before, after);
    const auto at = std::find_if(lines.begin(), lines.end(), [&](const DiffLine& entry) { return entry.after == line; });
    auto first = at;
    auto last = at;
    const auto isChange = [](const DiffLine& entry) { return entry.kind != DiffLine::Kind::same; };
    while (first != lines.begin() && isChange(*std::prev(first))) {
        --first;
    }
    while (last != lines.end() && isChange(*last)) {
        ++last;
    }
    for (; first != last; ++first) {
        (first->kind == DiffLine::Kind::removed ? answer.before : answer.after) += first->text + "\n";
    }
}

}  // namespace

std::vector<LineOrigin> blame(std::span<const TextVersion> history, std::string_view now) {
    std::vector<LineOrigin> origins(linesIn({}, now).size());
    std::vector<int> lineOf(origins.size());  // of each line in the version looked at; 0 = its origin is known
    for (std::size_t i = 0; i < lineOf.size(); ++i) {
        lineOf[i] = static_cast<int>(i) + 1;
    }
    std::string_view newer = now;
    for (std::size_t v = history.size(); v-- > 0;) {
        const std::vector<int> older = linesIn(history[v].text, newer);
        for (std::size_t i = 0; i < lineOf.size(); ++i) {
            lineOf[i] = lineOf[i] == 0 ? 0 : older[static_cast<std::size_t>(lineOf[i] - 1)];
            if (lineOf[i] != 0) {
                origins[i] = {history[v].release, history[v].created, lineOf[i], v == 0};
            }
        }
        newer = history[v].text;
    }
    return origins;
}

Result<std::vector<TextVersion>> historyOf(const std::filesystem::path& workspace, const std::string& path) {
    PB_TRY(releases, listReleases(workspace));
    std::vector<TextVersion> history;
    for (const Release& release : releases) {
        const bool hasIt = std::any_of(release.resources.begin(), release.resources.end(),
                                       [&](const ReleaseResource& resource) { return resource.source == path; });
        if (!hasIt) {
            continue;
        }
        PB_TRY(text, readFile(workspace / "releases" / pathFromUtf8(release.name) / "files" / pathFromUtf8(path)));
        if (history.empty() || history.back().text != text) {
            history.push_back({release.name, release.created, std::move(text)});
        }
    }
    return history;
}

Result<BlameAnswer> blame(const std::filesystem::path& workspace, const std::string& path, int firstLine, int lastLine) {
    PB_TRY(now, readFile(workspace / pathFromUtf8(path)));
    PB_TRY(history, historyOf(workspace, path));
    if (history.empty()) {
        return fail(ErrorCode::notFound, say("No release has the file “%1”.").arg(qs(path)), say("Make a release of the workspace first."));
    }
    const auto origins = blame(std::span<const TextVersion>(history), now);
    const auto ageOf = [&](const LineOrigin& origin) {
        const auto version = std::find_if(history.begin(), history.end(), [&](const TextVersion& one) { return one.release == origin.release; });
        return version - history.begin();  // not released = behind the last: the youngest
    };
    BlameAnswer answer;
    std::ptrdiff_t youngest = -1;
    for (int line = std::max(1, firstLine); line <= std::min(lastLine, static_cast<int>(origins.size())); ++line) {
        const LineOrigin& origin = origins[static_cast<std::size_t>(line - 1)];
        if (ageOf(origin) > youngest) {
            youngest = ageOf(origin);
            answer.origin = origin;
            answer.line = line;
        }
    }
    if (youngest < 0) {
        return fail(ErrorCode::wrongUse, say("“%1” has no line %2.").arg(qs(path)).arg(firstLine));
    }
    const bool isReleased = youngest < static_cast<std::ptrdiff_t>(history.size());
    const std::string& after = isReleased ? history[static_cast<std::size_t>(youngest)].text : now;
    if (youngest > 0) {
        const TextVersion& previous = history[static_cast<std::size_t>(youngest - 1)];
        answer.previousRelease = previous.release;
        cutChange(previous.text, after, isReleased ? answer.origin.lineThere : answer.line, answer);
    }
    return answer;
}

}  // namespace pb::deploy

#include "models/map/MapTest.h"

#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/document/Json.h"

#include <algorithm>

namespace pb::map {

namespace {

constexpr std::string_view inputSuffix = ".input";
constexpr std::string_view expectedSuffix = ".expected.json";

MapTestResult failed(const MapTest& test, QString reason, std::string output = {}, std::string pointer = {}) {
    return {test.name, MapTestResult::State::failed, std::move(reason), std::move(output), std::move(pointer)};
}

std::filesystem::path folderOf(const std::filesystem::path& workspace, const std::string& map) {
    return workspace / "tests" / pathFromUtf8(map);
}

/// Where two results differ first, in document order of the expected one.
std::string firstDifference(doc::Value expected, doc::Value actual) {
    if (doc::equals(expected, actual)) {
        return {};
    }
    for (const doc::Value child : expected.children()) {
        const std::string pointer = child.pointer();
        const doc::Value other = actual.document()->root().follow(pointer);
        if (!other || !doc::equals(child, other)) {
            return other && child.size() > 0 ? firstDifference(child, other) : pointer;
        }
    }
    return expected.pointer();
}

MapTestResult compare(const MapTest& test, const std::string& output, doc::Value actual) {
    if (!test.expected) {
        return {test.name, MapTestResult::State::passed, {}, output, {}};
    }
    const auto expected = doc::readJson(*test.expected);
    if (!expected) {
        return failed(test, say("The expected result cannot be read. %1").arg(expected.error().sentence), output);
    }
    const doc::Value wanted = (*expected)->root();
    if (doc::equals(wanted, actual)) {
        return {test.name, MapTestResult::State::passed, {}, output, {}};
    }
    const std::string pointer = firstDifference(wanted, actual);
    const doc::Value there = wanted.follow(pointer), here = actual.follow(pointer);
    return failed(test, say("“%1” is %2; %3 was expected.").arg(qs(pointer), here ? qs(here.raw()) : say("missing"), qs(there.raw())),
                  output, pointer);
}

}  // namespace

Result<std::vector<MapTest>> loadTests(const std::filesystem::path& workspace, const std::string& map) {
    std::vector<MapTest> tests;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folderOf(workspace, map), error)) {
        const std::string file = pathToUtf8(entry.path().filename());
        if (!file.ends_with(inputSuffix)) {
            continue;
        }
        MapTest test;
        test.name = file.substr(0, file.size() - inputSuffix.size());
        PB_TRY(input, readFile(entry.path()));
        test.input = std::move(input);
        const auto expectedFile = folderOf(workspace, map) / pathFromUtf8(test.name + std::string(expectedSuffix));
        if (std::filesystem::exists(expectedFile)) {
            PB_TRY(expected, readFile(expectedFile));
            test.expected = std::move(expected);
        }
        tests.push_back(std::move(test));
    }
    std::sort(tests.begin(), tests.end(), [](const MapTest& a, const MapTest& b) { return a.name < b.name; });
    return tests;
}

Result<int> saveTests(const std::filesystem::path& workspace, const std::string& map, const std::vector<MapTest>& tests) {
    PB_CHECK(makeFolder(folderOf(workspace, map)));
    int written = 0;
    for (const MapTest& test : tests) {
        const auto file = folderOf(workspace, map) / pathFromUtf8(test.name + std::string(inputSuffix));
        const auto before = readFile(file);
        if (!before || *before != test.input) {
            PB_CHECK(writeFileAtomically(file, test.input));
            ++written;
        }
        if (test.expected) {
            PB_CHECK(writeFileAtomically(folderOf(workspace, map) / pathFromUtf8(test.name + std::string(expectedSuffix)), *test.expected));
        }
    }
    return written;
}

MapTestResult runTest(const MapDocument& map, const Side& target, const MapTest& test) {
    const auto input = doc::readJson(test.input);
    if (!input) {
        return failed(test, say("The message cannot be read. %1").arg(input.error().sentence));
    }
    if (!map.program()) {
        return failed(test, map.findings().empty() ? say("The map does not compile.") : map.findings().front().sentence);
    }
    const auto output = map.program()->run((*input)->root());
    if (!output) {
        return failed(test, output.error().error().sentence);
    }
    if (!output->defined) {
        return failed(test, say("The map gives no result."));
    }
    const auto document = doc::readJson(output->json);
    if (!document) {
        return failed(test, document.error().sentence, output->json);
    }
    const doc::Value actual = (*document)->root();
    if (target.validator && !target.validator->isValid(actual)) {
        const auto violations = target.validator->violations(actual, 1);
        if (!violations.empty()) {
            return failed(test, violations.front().sentence(), output->json, violations.front().instance.pointer());
        }
    }
    return compare(test, output->json, actual);
}

std::vector<MapTestResult> runTests(const MapDocument& map, const Side& target, const std::vector<MapTest>& tests,
                                    const StopToken& stop, Progress& progress) {
    std::vector<MapTestResult> results;
    for (const MapTest& test : tests) {
        if (stop.stop_requested()) {
            results.push_back({test.name, MapTestResult::State::stopped, say("Cancelled."), {}, {}});
            continue;
        }
        results.push_back(runTest(map, target, test));
        progress.report(static_cast<std::int64_t>(results.size()), static_cast<std::int64_t>(tests.size()), qs(test.name));
    }
    return results;
}

}  // namespace pb::map

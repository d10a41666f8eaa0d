#pragma once

#include "models/base/Progress.h"
#include "models/map/MapDocument.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace pb::map {

/// One test of a map: `tests/MAP/NAME.input` (the bytes of the message) and, where a result was recorded,
/// `tests/MAP/NAME.expected.json`. It passes when the map gives a result, the result keeps the target's schema and, with
/// an expectation, equals it.
struct MapTest {
    std::string name;
    std::string input;
    std::optional<std::string> expected;
};

struct MapTestResult {
    enum class State { passed, failed, stopped };
    std::string name;
    State state = State::failed;
    QString reason;                  ///< of a failure
    std::string output;              ///< JSON; empty when there is none
    std::string outputPointer;       ///< where the result is wrong; empty when it is not about one place
};

/// All tests of the map, by name.
Result<std::vector<MapTest>> loadTests(const std::filesystem::path& workspace, const std::string& map);

/// Writes the tests; a test of the same name and bytes is left as it is. Gives how many are new.
Result<int> saveTests(const std::filesystem::path& workspace, const std::string& map, const std::vector<MapTest>& tests);

/// Runs one input through the map.
MapTestResult runTest(const MapDocument& map, const Side& target, const MapTest& test);

std::vector<MapTestResult> runTests(const MapDocument& map, const Side& target, const std::vector<MapTest>& tests,
                                    const StopToken& stop, Progress& progress = Progress::none());

}  // namespace pb::map

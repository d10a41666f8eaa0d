#pragma once

#include "app/common/Tour.h"
#include "models/base/Files.h"
#include "tests/support/TestMain.h"

namespace pb::test {

inline Result<app::TourResult> tour(const std::string& workspace, app::TourOptions options, const QString& into) {
    options.workspace = pathFromUtf8(std::string(PATCHBAY_SOURCE_DIR "/") + workspace);
    options.into = pathFromUtf8(into.toStdString());
    return app::Tour(options, Log::none(), [](const QString&) {}).run({}, Progress::none());
}

/// What the demo workspace must come to, whatever broker and runtime it runs on: none lost, none twice.
inline void compareDemo(const app::TourResult& result) {
    QCOMPARE(result.produced, std::int64_t(1000));
    QCOMPARE(result.parked, std::int64_t(35));
    QCOMPARE(result.causes, std::int64_t(5));
    QVERIFY(result.reachedRelease);
    QCOMPARE(result.testsBefore, 0);
    QCOMPARE(result.testsAfter, 12);
    QCOMPARE(result.sentAgain, std::int64_t(12));
    QCOMPARE(result.stillParked, std::int64_t(23));
    QCOMPARE(result.arrived, std::int64_t(977));
    QCOMPARE(result.contractFailed, std::int64_t(0));
    QVERIFY(result.contractPassed > 30);
}

}  // namespace pb::test

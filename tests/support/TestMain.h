#pragma once

#include "models/base/Result.h"

#include <QObject>
#include <QTest>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace pb::test {

/// The QtTest classes of one program. tst_json.cpp registers its class as PATCHBAY_TEST("tst_json", JsonTest) and ctest
/// runs it as `program --class tst_json [QtTest arguments]`.
struct Registration {
    Registration(const char* file, std::function<std::unique_ptr<QObject>()> make);
};

#define PATCHBAY_TEST(file, Class) \
    static const ::pb::test::Registration registration##Class(file, [] { return std::make_unique<Class>(); })

/// Fails the test with the error's own sentence.
#define QVERIFY_RESULT(...)                                                                        \
    do {                                                                                           \
        const auto& pbResult = (__VA_ARGS__);                                                      \
        QVERIFY2(pbResult.has_value(), pbResult ? "" : qPrintable(pbResult.error().print()));      \
    } while (false)

/// A file of the source tree, whole; fails the program when it is not there.
std::string sourceFile(const std::string& relativePath);

/// `../shared/conformance/NAME`, or "" where it is not present: those tests then say so and pass on the own cases.
std::string conformanceFolder(const std::string& name);

}  // namespace pb::test

#include "tests/models/document/JsonChecks.h"

#include "models/document/Json.h"
#include "models/document/JsonDiagnosis.h"
#include "tests/models/document/Samples.h"

#include <QtTest>

namespace pb::test {

doc::DocumentPtr parsedJson(std::string_view json) {
    auto document = doc::readJson(std::string(json));
    if (!document) {
        qFatal("%s", qPrintable(document.error().print()));
    }
    return *document;
}

void checkJson(const std::string& bytes) {
    const auto document = doc::readJson(bytes);
    doc::JsonScanner scanner(bytes, {});
    QCOMPARE(document.has_value(), scanner.scanDocument());
    if (document) {
        QCOMPARE(treeFault(**document), std::string());
        return;
    }
    const Error& error = document.error();
    QVERIFY2(error.code == ErrorCode::invalidInput, qPrintable(error.print()));
    QVERIFY(error.place.line > 0 && error.place.column > 0 && error.place.byte <= bytes.size());
    QVERIFY(!error.hint.isEmpty());
}

}  // namespace pb::test

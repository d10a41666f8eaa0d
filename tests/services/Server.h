#pragma once

#include "tests/support/TestMain.h"

#include <QProcess>

#include <map>
#include <string>

namespace pb::test {

/// What a command prints as key=value lines. Fails the test with what it says when it fails.
inline std::map<std::string, std::string> valuesOf(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    std::map<std::string, std::string> values;
    if (!process.waitForFinished(120'000) || process.exitCode() != 0) {
        QTest::qFail(process.readAllStandardError().constData(), __FILE__, __LINE__);
        return values;
    }
    for (const QByteArray& line : process.readAllStandardOutput().split('\n')) {
        const qsizetype equals = line.indexOf('=');
        if (equals > 0) {
            values.emplace(line.left(equals).toStdString(), line.mid(equals + 1).trimmed().toStdString());
        }
    }
    return values;
}

/// tests/services/server NAME VERB: the addresses where the verb gives some.
inline std::map<std::string, std::string> server(const QString& name, const QString& verb) {
    return valuesOf(QStringLiteral(PATCHBAY_SOURCE_DIR "/tests/services/server"), {name, verb});
}

/// A function of installer/lib.sh.
inline std::map<std::string, std::string> installerFunction(const QString& name) {
    const QString script = QStringLiteral("set -euo pipefail; project=%1; . \"$project/installer/lib.sh\"; %2").arg(QStringLiteral(PATCHBAY_SOURCE_DIR), name);
    return valuesOf(QStringLiteral("bash"), {QStringLiteral("-c"), script});
}

}  // namespace pb::test

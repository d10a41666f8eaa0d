#include "tests/support/Child.h"

#include <QCoreApplication>
#include <QProcessEnvironment>

#include <cstdio>

namespace pb::test {

namespace {

constexpr const char* variable = "PATCHBAY_TEST_CHILD";
constexpr const char* mark = "@step ";

}  // namespace

Child::Child(const char* registeredClass, const QStringList& arguments) {
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(variable), arguments.join(u'\n'));
    process_.setProcessEnvironment(environment);
    process_.setProcessChannelMode(QProcess::MergedChannels);
    process_.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--class"), QString::fromLatin1(registeredClass)});
}

Child::~Child() { kill(); }

QByteArray Child::next() {
    if (waiting_) process_.write("\n");
    waiting_ = false;
    while (process_.canReadLine() || process_.waitForReadyRead(20'000)) {
        while (process_.canReadLine()) {
            const QByteArray line = process_.readLine().trimmed();
            if (!line.startsWith(mark)) continue;
            waiting_ = true;
            return line.mid(static_cast<qsizetype>(qstrlen(mark)));
        }
    }
    return {};
}

void Child::kill() {
    if (process_.state() == QProcess::NotRunning) return;
    process_.kill();
    process_.waitForFinished();
}

int Child::exitCode() {
    process_.waitForFinished(20'000);
    return process_.exitCode();
}

bool isChild() { return qEnvironmentVariableIsSet(variable); }

QStringList childArguments() { return qEnvironmentVariable(variable).split(u'\n'); }

void childStep(const char* name) {
    std::printf("%s%s\n", mark, name);
    std::fflush(stdout);
    (void)std::getchar();
}

}  // namespace pb::test

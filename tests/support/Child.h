#pragma once

#include <QByteArray>
#include <QProcess>
#include <QStringList>

namespace pb::test {

/// A second process of this test program, which runs one registered class and can be killed between two of its steps.
/// The class calls childStep("…") and goes on only when the parent says so; without a parent it skips (isChild()).
class Child {
public:
    Child(const char* registeredClass, const QStringList& arguments);
    ~Child();

    /// Lets the child run until it reaches its next step; its name, or "" when the child has ended.
    QByteArray next();
    void kill();  ///< as kill -9 does
    int exitCode();

private:
    QProcess process_;
    bool waiting_ = false;
};

bool isChild();
QStringList childArguments();
void childStep(const char* name);

}  // namespace pb::test

#include "tests/support/TestMain.h"

#include <QApplication>
#include <QFile>
#include <QFileInfo>

#include <cstdio>
#include <cstring>

namespace pb::test {

namespace {

struct Entry {
    const char* file;
    std::function<std::unique_ptr<QObject>()> make;
};

std::vector<Entry>& entries() {
    static std::vector<Entry> list;
    return list;
}

int runOne(const Entry& entry, int argc, char** argv) {
    const auto object = entry.make();
    return QTest::qExec(object.get(), argc, argv);
}

}  // namespace

Registration::Registration(const char* file, std::function<std::unique_ptr<QObject>()> make) {
    entries().push_back({file, std::move(make)});
}

std::string sourceFile(const std::string& relativePath) {
    QFile file(QString::fromStdString(std::string(PATCHBAY_SOURCE_DIR "/") + relativePath));
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("Cannot read %s.", relativePath.c_str());
    }
    return file.readAll().toStdString();
}

std::string conformanceFolder(const std::string& name) {
    const std::string path = std::string(PATCHBAY_SOURCE_DIR "/../shared/conformance/") + name;
    return QFileInfo::exists(QString::fromStdString(path)) ? path : std::string();
}

}  // namespace pb::test

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    std::vector<char*> arguments{argv[0]};
    const char* wanted = nullptr;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--class") == 0 && i + 1 < argc) {
            wanted = argv[++i];
        } else {
            arguments.push_back(argv[i]);
        }
    }
    int failures = 0;
    bool ran = false;
    for (const auto& entry : pb::test::entries()) {
        if (!wanted || std::strcmp(wanted, entry.file) == 0) {
            ran = true;
            failures += pb::test::runOne(entry, static_cast<int>(arguments.size()), arguments.data());
        }
    }
    if (!ran) {
        std::fprintf(stderr, "No test class is registered as %s.\n", wanted ? wanted : "(any)");
        return 2;
    }
    return failures == 0 ? 0 : 1;
}

#include "models/base/Files.h"
#include "models/base/MappedFile.h"
#include "models/base/Text.h"
#include "tests/support/TestMain.h"

#include <QTemporaryDir>

using pb::MappedFile;

namespace {

constexpr std::size_t large = 24u << 20;

std::string numbered() {
    std::string bytes(large, '\0');
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i % 251);
    return bytes;
}

#if defined(__linux__)
/// Bytes of mapped files that the process has in memory now (proc(5), status).
std::size_t mappedBytes() {
    const auto status = pb::readFile("/proc/self/status").value_or(std::string());
    const auto at = status.find("RssFile:");
    return at == std::string::npos ? 0 : 1024 * std::strtoull(status.c_str() + at + 8, nullptr, 10);
}
#endif

}  // namespace

class MappedFileTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path path(const char* name) const { return pb::pathFromUtf8(pb::utf8(folder_.path())) / name; }

private slots:
    void itHasTheBytesOfTheFile() {
        for (const std::string& bytes : {std::string(), std::string("one"), numbered()}) {
            QVERIFY_RESULT(pb::writeFileAtomically(path("file"), bytes));
            const auto file = MappedFile::open(path("file"));
            QVERIFY_RESULT(file);
            QVERIFY(file->bytes() == bytes);
        }
    }

    void whatIsForgottenTakesNoMemoryAndCanBeReadAgain() {
        const std::string bytes = numbered();
        QVERIFY_RESULT(pb::writeFileAtomically(path("file"), bytes));
        auto file = MappedFile::open(path("file"));
        QVERIFY_RESULT(file);
        QVERIFY(file->bytes() == bytes);
#if defined(__linux__)
        const std::size_t before = mappedBytes();
        file->forget(large);
        QVERIFY2(mappedBytes() + large / 2 < before, qPrintable(QString::number(mappedBytes())));
        QVERIFY(file->bytes() == bytes);
        file->forget(1);
        file->forget(large);
        QVERIFY2(mappedBytes() + large / 2 < before, "the second time through");
#else
        file->forget(large);
#endif
        QVERIFY(file->bytes() == bytes);
    }

    void aPipeIsCopiedToItsEnd() {
        const std::string bytes = numbered();
        std::size_t at = 3;
        const auto file = MappedFile::copyOf(bytes.substr(0, at), [&](std::string& out, std::size_t size) -> pb::Done {
            const std::size_t count = std::min(size, bytes.size() - at);
            out.append(bytes, at, count);
            at += count;
            return {};
        });
        QVERIFY_RESULT(file);
        QVERIFY(file->bytes() == bytes);
    }

    void whatCannotBeReadIsTold() {
        const auto missing = MappedFile::open(path("missing"));
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, pb::ErrorCode::notFound);
        const auto folder = MappedFile::open(path("."));
        QVERIFY(!folder);
        QCOMPARE(folder.error().code, pb::ErrorCode::storage);
        const auto broken = MappedFile::copyOf("begun", [](std::string&, std::size_t) -> pb::Done {
            return pb::fail(pb::ErrorCode::storage, QStringLiteral("Gone."));
        });
        QVERIFY(!broken);
        QCOMPARE(broken.error().sentence, QStringLiteral("Gone."));
    }
};

PATCHBAY_TEST("tst_mapped_file", MappedFileTest);
#include "tst_mapped_file.moc"

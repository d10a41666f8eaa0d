#include "models/base/Files.h"
#include "models/base/Text.h"
#include "tests/support/TestMain.h"

#include <QDir>
#include <QTemporaryDir>

using pb::ErrorCode;

class FilesTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;
    std::filesystem::path path(const QString& name) const { return pb::pathFromUtf8(pb::utf8(folder_->filePath(name))); }
    QStringList names() const { return QDir(folder_->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot); }

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void whatIsWrittenIsReadBackAndNothingElseIsLeft() {
        const auto file = path(QStringLiteral("ünï cødé.txt"));
        for (const std::string& bytes : {std::string(), std::string("one"), std::string(300'000, '\0')}) {
            QVERIFY_RESULT(pb::writeFileAtomically(file, bytes));
            const auto read = pb::readFile(file);
            QVERIFY_RESULT(read);
            QCOMPARE(*read, bytes);
        }
        QCOMPARE(names(), QStringList{QStringLiteral("ünï cødé.txt")});
    }

    void aFailingRenameLeavesTheOldTextAndNoTemporaryFile() {
        // A folder that is not empty stands where the file should go: the rename fails for every user.
        QVERIFY(QDir(folder_->path()).mkpath(QStringLiteral("target/inside")));
        const auto written = pb::writeFileAtomically(path(QStringLiteral("target")), "new");
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::storage);
        QVERIFY(written.error().sentence.startsWith(QStringLiteral("Cannot write “")));
        QCOMPARE(names(), QStringList{QStringLiteral("target")});
    }

    void aTemporaryFolderOfItsOwnKeepsTheWatchedOneClean() {
        QVERIFY(QDir(folder_->path()).mkpath(QStringLiteral("staging")));
        QVERIFY_RESULT(pb::writeFileAtomically(path(QStringLiteral("route.yaml")), "x", path(QStringLiteral("staging"))));
        QCOMPARE(names(), (QStringList{QStringLiteral("route.yaml"), QStringLiteral("staging")}));
        QVERIFY(QDir(folder_->filePath(QStringLiteral("staging"))).isEmpty());
        const auto noFolder = pb::writeFileAtomically(path(QStringLiteral("route.yaml")), "y", path(QStringLiteral("gone")));
        QVERIFY(!noFolder);
        QCOMPARE(*pb::readFile(path(QStringLiteral("route.yaml"))), std::string("x"));
    }

    void aLinkStaysALink() {
        const auto real = path(QStringLiteral("real.txt"));
        const auto link = path(QStringLiteral("link.txt"));
        QVERIFY_RESULT(pb::writeFileAtomically(real, "old"));
        std::error_code code;
        std::filesystem::create_symlink(real, link, code);
        if (code) QSKIP("This file system has no symbolic links.");
        QVERIFY_RESULT(pb::writeFileAtomically(link, "new"));
        QVERIFY(std::filesystem::is_symlink(link));
        QCOMPARE(*pb::readFile(real), std::string("new"));
    }

    void permissionsSurvive() {
        const auto script = path(QStringLiteral("run.sh"));
        QVERIFY_RESULT(pb::writeFileAtomically(script, "echo one"));
        std::filesystem::permissions(script, std::filesystem::perms::owner_all);
        QVERIFY_RESULT(pb::writeFileAtomically(script, "echo two"));
        QCOMPARE(std::filesystem::status(script).permissions(), std::filesystem::perms::owner_all);
    }

    void readingSaysWhatIsWrong() {
        const auto missing = pb::readFile(path(QStringLiteral("none")));
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, ErrorCode::notFound);
        const auto directory = pb::readFile(path(QStringLiteral(".")));
        QVERIFY(!directory);
        QCOMPARE(directory.error().code, ErrorCode::storage);
        QVERIFY_RESULT(pb::writeFileAtomically(path(QStringLiteral("big")), std::string(11, 'x')));
        const auto large = pb::readFile(path(QStringLiteral("big")), 10);
        QVERIFY(!large);
        QCOMPARE(large.error().code, ErrorCode::limit);
        QVERIFY(large.error().sentence.contains(QStringLiteral("10")));
        QVERIFY_RESULT(pb::readFile(path(QStringLiteral("big")), 11));
    }
};

PATCHBAY_TEST("tst_files", FilesTest);
#include "tst_files.moc"

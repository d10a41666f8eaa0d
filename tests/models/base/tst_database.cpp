#include "models/base/Database.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "tests/support/TestMain.h"

#include <QTemporaryDir>

using pb::Database;
using pb::ErrorCode;

class DatabaseTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path path(const char* name) const {
        return pb::pathFromUtf8(pb::utf8(folder_.filePath(QString::fromLatin1(name))));
    }
    static Database::Migrations versions(std::size_t count) {
        const Database::Migrations all{"CREATE TABLE item (id INTEGER PRIMARY KEY, body BLOB)",
                                       "ALTER TABLE item ADD COLUMN note TEXT", "CREATE INDEX notes ON item (note)"};
        return {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count)};
    }
    static pb::Done insert(Database& database, std::string_view body) {
        PB_TRY(statement, database.prepare("INSERT INTO item (body) VALUES (?)"));
        return statement.bindBlob(1, body).run();
    }
    static std::int64_t count(Database& database) {
        auto statement = database.prepare("SELECT count(*) FROM item");
        return statement && statement->step() ? statement->integer(0) : -1;
    }

private slots:
    void migrationsGoForwardAndKeepTheRows() {
        const std::string bytes("\0\xff text", 7);
        for (std::size_t version = 1; version <= 3; ++version) {
            auto database = Database::open(path("grows.sqlite"), versions(version));
            QVERIFY_RESULT(database);
            QVERIFY_RESULT(insert(*database, bytes));
            QCOMPARE(count(*database), static_cast<std::int64_t>(version));
        }
        auto database = Database::open(path("grows.sqlite"), versions(3));
        auto select = database->prepare("SELECT body, note FROM item");
        QVERIFY(*select->step());
        QCOMPARE(std::string(select->blob(0)), bytes);
        QVERIFY(select->isNull(1));
    }

    void aFailedMigrationLeavesTheOldVersion() {
        QVERIFY_RESULT(Database::open(path("half.sqlite"), versions(1)));
        QVERIFY(!Database::open(path("half.sqlite"), {versions(1)[0], "CREATE TABLE other (a); CREATE TABLE item (b)"}));
        auto database = Database::open(path("half.sqlite"), versions(1));
        QVERIFY_RESULT(database);
        QVERIFY(!database->prepare("SELECT * FROM other"));
    }

    void aNewerStoreIsRefused() {
        QVERIFY_RESULT(Database::open(path("newer.sqlite"), versions(3)));
        const auto older = Database::open(path("newer.sqlite"), versions(2));
        QVERIFY(!older);
        QCOMPARE(older.error().code, ErrorCode::conflict);
        QVERIFY(older.error().sentence.contains(QStringLiteral("It has version 3, and this program knows versions up to 2.")));
    }

    void aFullDiskIsNamedWithAHint() {
        auto database = Database::open(path("full.sqlite"), versions(1));
        QVERIFY_RESULT(database->execute("PRAGMA max_page_count = 4"));
        const auto written = insert(*database, std::string(100'000, 'x'));
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::storage);
        QVERIFY(written.error().sentence.contains(QStringLiteral("full.sqlite")));
        QVERIFY(written.error().sentence.contains(QStringLiteral("full.sqlite”. The disk is full.")));
        QVERIFY(written.error().hint.startsWith(QStringLiteral("Free some space")));
        QCOMPARE(count(*database), std::int64_t(0));
    }

    void aReadOnlyStoreIsNamed() {
        auto database = Database::open(path("readonly.sqlite"), versions(1));
        QVERIFY_RESULT(database->execute("PRAGMA query_only = 1"));
        const auto written = insert(*database, "x");
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::storage);
        QVERIFY(written.error().sentence.contains(QStringLiteral("read-only")));
    }

    void aFolderThatIsNoneIsNamed() {
        QVERIFY_RESULT(pb::writeFileAtomically(path("file"), "not a folder"));
        const auto opened = Database::open(path("file/store.sqlite"), versions(1));
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::storage);
        QVERIFY(opened.error().sentence.contains(QStringLiteral("file/store.sqlite")));
    }

    void aCorruptStoreSaysThatTextFilesAreSafe() {
        QVERIFY_RESULT(pb::writeFileAtomically(path("corrupt.sqlite"), std::string(5000, 'x')));
        const auto opened = Database::open(path("corrupt.sqlite"), versions(1));
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::storage);
        QVERIFY(opened.error().hint.contains(QStringLiteral("text files are not affected")));
    }

    void aForgottenTransactionIsRolledBack() {
        auto database = Database::openInMemory(versions(1));
        {
            const auto transaction = pb::Transaction::begin(*database);
            QVERIFY_RESULT(transaction);
            QVERIFY_RESULT(insert(*database, "x"));
        }
        QCOMPARE(count(*database), std::int64_t(0));
        auto transaction = pb::Transaction::begin(*database);
        QVERIFY_RESULT(insert(*database, "x"));
        QVERIFY_RESULT(transaction->commit());
        QCOMPARE(count(*database), std::int64_t(1));
    }

    void aLockedStoreIsAConflict() {
        auto first = Database::open(path("locked.sqlite"), versions(1));
        auto second = Database::open(path("locked.sqlite"), versions(1));
        QVERIFY_RESULT(second->execute("PRAGMA busy_timeout = 10"));
        const auto held = pb::Transaction::begin(*first);
        const auto refused = pb::Transaction::begin(*second);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::conflict);
    }
};

PATCHBAY_TEST("tst_database", DatabaseTest);
#include "tst_database.moc"

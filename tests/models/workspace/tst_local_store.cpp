#include "models/workspace/LocalStore.h"
#include "tests/models/workspace/Folder.h"
#include "tests/support/TestMain.h"

using pb::workspace::LocalStore;

class LocalStoreTest : public QObject {
    Q_OBJECT

private slots:
    void statesAreThereAfterwards() {
        const pb::test::Folder folder;
        {
            auto store = LocalStore::open(folder.path(".patchbay"));
            QVERIFY_RESULT(store);
            QVERIFY(!store->value("environment")->has_value());
            QVERIFY_RESULT(store->setValue("environment", "dev"));
            QVERIFY_RESULT(store->setValue("environment", "test"));
        }
        auto store = LocalStore::open(folder.path(".patchbay"));
        QCOMPARE(store->value("environment")->value(), std::string("test"));
        QVERIFY(store->findings().empty());
    }

    void damagedStoresAreMovedAsideAndNamed() {
        const pb::test::Folder folder;
        const std::string rubbish(9000, 'x');
        for (const char* name : {"store.sqlite", "journal.sqlite"}) QVERIFY(folder.write(name, rubbish));
        const pb::FixedClock clock(0);
        auto store = LocalStore::open(folder.path(), clock);
        QVERIFY_RESULT(store);
        QCOMPARE(store->findings().size(), std::size_t(2));
        QVERIFY(store->findings()[1].sentence.contains(QStringLiteral("journal.sqlite.damaged-1970")));
        QCOMPARE(folder.read("store.sqlite.damaged-1970-01-01T00-00-00.000Z"), rubbish);
        QVERIFY_RESULT(store->journal().begin({"r", "redrive", "", "{}", 0, 0}));
        QVERIFY(LocalStore::open(folder.path(), clock)->findings().empty());
    }

    void aStoreDamagedInTheMiddleIsRecognised() {
        const pb::test::Folder folder;
        {
            auto store = LocalStore::open(folder.path());
            for (int i = 0; i < 500; ++i) QVERIFY_RESULT(store->setValue("name" + std::to_string(i), std::string(200, 'v')));
        }
        std::string bytes = folder.read("store.sqlite");
        QVERIFY(bytes.size() > 40'000);
        QVERIFY(!pb::Database::isDamaged(folder.path("store.sqlite")));
        std::fill(bytes.begin() + 5000, bytes.begin() + 30'000, 'x');
        QVERIFY(folder.write("store.sqlite", bytes));
        QVERIFY(pb::Database::isDamaged(folder.path("store.sqlite")));
    }

    void aNewerStoreIsRefusedAndLeftAlone() {
        const pb::test::Folder folder;
        QVERIFY_RESULT(LocalStore::open(folder.path()));
        {
            auto database = pb::Database::open(folder.path("store.sqlite"), {"", "CREATE TABLE future (a)"});
            QVERIFY_RESULT(database);
        }
        const auto store = LocalStore::open(folder.path());
        QVERIFY(!store);
        QCOMPARE(store.error().code, pb::ErrorCode::conflict);
        for (const auto& name : folder.names()) QVERIFY(name.find("damaged") == std::string::npos);
    }

    void aFolderThatIsNoneIsNamed() {
        const pb::test::Folder folder;
        QVERIFY(folder.write("file", "x"));
        const auto store = LocalStore::open(folder.path("file"));
        QVERIFY(!store);
        QCOMPARE(store.error().code, pb::ErrorCode::storage);
    }
};

PATCHBAY_TEST("tst_local_store", LocalStoreTest);
#include "tst_local_store.moc"

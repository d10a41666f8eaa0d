#include "models/workspace/secrets/EncryptedFileStore.h"
#include "models/workspace/secrets/KeychainStore.h"
#include "models/workspace/secrets/SecretStores.h"
#include "tests/models/workspace/Folder.h"
#include "tests/support/TestMain.h"

#include <QElapsedTimer>

using namespace pb::workspace;
using pb::ErrorCode;
using pb::Secret;

class SecretsTest : public QObject {
    Q_OBJECT

    static Secret secret(const char* text) { return Secret(std::string(text)); }

private slots:
    void theEncryptedFileGivesBackWhatWasPut() {
        const pb::test::Folder folder;
        const std::string hostile("any\0bytes\xff \n", 12);
        {
            auto store = EncryptedFileStore::open(folder.path("sub/secrets"), secret("passphrase"));
            QVERIFY_RESULT(store);
            QVERIFY_RESULT((*store)->put("erp-token", Secret(hostile), {}));
            QVERIFY_RESULT((*store)->put("empty", secret(""), {}));
            QVERIFY_RESULT((*store)->put("gone", secret("x"), {}));
            QVERIFY_RESULT((*store)->remove("gone", {}));
        }
        auto store = EncryptedFileStore::open(folder.path("sub/secrets"), secret("passphrase"));
        QVERIFY_RESULT(store);
        QCOMPARE(std::string((*store)->get("erp-token", {})->reveal()), hostile);
        QVERIFY((*store)->get("empty", {})->isEmpty());
        QCOMPARE((*store)->get("gone", {}).error().code, ErrorCode::notFound);
        QCOMPARE((*store)->references(), (std::vector<std::string>{"empty", "erp-token"}));
    }

    void aWrongPassphraseIsRecognisedAndChangesNothing() {
        const pb::test::Folder folder;
        QVERIFY_RESULT((*EncryptedFileStore::open(folder.path("secrets"), secret("right")))->put("a", secret("value"), {}));
        const std::string before = folder.read("secrets");
        const auto wrong = EncryptedFileStore::open(folder.path("secrets"), secret("wrong"));
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().code, ErrorCode::refused);
        QVERIFY(wrong.error().sentence.contains(QStringLiteral("passphrase is wrong")));
        QCOMPARE(folder.read("secrets"), before);
    }

    void nothingReadableIsOnTheDiskAndEverySaveLooksDifferent() {
        const pb::test::Folder folder;
        auto store = EncryptedFileStore::open(folder.path("secrets"), secret("the passphrase"));
        QVERIFY_RESULT((*store)->put("reference-name", secret("the value"), {}));
        const std::string first = folder.read("secrets");
        for (const char* word : {"the passphrase", "reference-name", "the value"}) QVERIFY(first.find(word) == std::string::npos);
        QVERIFY_RESULT((*store)->put("reference-name", secret("the value"), {}));
        QVERIFY(folder.read("secrets") != first);
        QCOMPARE(folder.names(), std::vector<std::string>{"secrets"});
    }

    void anyChangedByteIsRecognised() {
        const pb::test::Folder folder;
        QVERIFY_RESULT((*EncryptedFileStore::open(folder.path("secrets"), secret("p")))->put("a", secret("b"), {}));
        const std::string good = folder.read("secrets");
        for (const std::size_t at : {std::size_t(0), std::size_t(6), std::size_t(7), std::size_t(12), std::size_t(30), std::size_t(45), good.size() - 1}) {
            std::string bad = good;
            bad[at] = static_cast<char>(bad[at] ^ 0x40);
            QVERIFY(folder.write("secrets", bad));
            QVERIFY2(!EncryptedFileStore::open(folder.path("secrets"), secret("p")), std::to_string(at).c_str());
        }
        for (const std::size_t length : {std::size_t(0), std::size_t(5), std::size_t(40), good.size() - 1}) {
            QVERIFY(folder.write("secrets", good.substr(0, length)));
            QVERIFY(!EncryptedFileStore::open(folder.path("secrets"), secret("p")));
        }
    }

    void aPutThatCannotBeSavedIsNotThere() {
        const pb::test::Folder folder;
        QVERIFY(folder.write("file", "x"));
        auto store = EncryptedFileStore::open(folder.path("file/secrets"), secret("p"));
        if (!store) return;  // already refused
        QVERIFY(!(*store)->put("a", secret("b"), {}));
        QCOMPARE((*store)->get("a", {}).error().code, ErrorCode::notFound);
    }

    void environmentVariablesHaveReadableNames() {
        QCOMPARE(EnvironmentStore::variableFor("erp-token.v2"), std::string("PATCHBAY_SECRET_ERP_TOKEN_V2"));
        EnvironmentStore store([](const std::string& name) -> std::optional<std::string> {
            if (name == "PATCHBAY_SECRET_A") return "value";
            return std::nullopt;
        });
        QCOMPARE(std::string(store.get("a", {})->reveal()), std::string("value"));
        const auto missing = store.get("b", {});
        QCOMPARE(missing.error().code, ErrorCode::notFound);
        QVERIFY(missing.error().hint.contains(QStringLiteral("PATCHBAY_SECRET_B")));
        QCOMPARE(store.put("a", secret("x"), {}).error().code, ErrorCode::unsupported);
    }

    void theChainAsksInOrderAndKeepsWhereItCan() {
        const pb::test::Folder folder;
        std::vector<std::unique_ptr<SecretStore>> stores;
        stores.push_back(std::make_unique<EnvironmentStore>([](const std::string& name) -> std::optional<std::string> {
            return name == "PATCHBAY_SECRET_BOTH" ? std::optional<std::string>("from the environment") : std::nullopt;
        }));
        stores.push_back(*EncryptedFileStore::open(folder.path("secrets"), secret("p")));
        ChainStore chain(std::move(stores));
        QVERIFY_RESULT(chain.put("both", secret("from the file"), {}));
        QVERIFY_RESULT(chain.put("one", secret("1"), {}));
        QCOMPARE(std::string(chain.get("both", {})->reveal()), std::string("from the environment"));
        QCOMPARE(std::string(chain.get("one", {})->reveal()), std::string("1"));
        QCOMPARE(chain.get("none", {}).error().code, ErrorCode::notFound);
        QVERIFY_RESULT(chain.remove("one", {}));
        QVERIFY(!chain.get("one", {}));
    }

    void withoutAnyPlaceToKeepItAPutSaysSo() {
        auto chosen = chooseSecretStore({{}, std::nullopt, false});
        QVERIFY_RESULT(chosen);
        const auto put = (*chosen)->put("a", secret("b"), {});
        QVERIFY(!put);
        QCOMPARE(put.error().code, ErrorCode::unavailable);
        QVERIFY(put.error().hint.contains(QStringLiteral("passphrase")));
    }

    void aKeychainThatIsNotThereIsSaidAndNeverHangs() {
        QElapsedTimer timer;
        timer.start();
        KeychainStore keychain(std::chrono::seconds(3));
        if (keychain.isAvailable()) QSKIP("This machine has a keychain; the test is about machines without one.");
        const auto got = keychain.get("a", {});
        QVERIFY(!got);
        QCOMPARE(got.error().code, ErrorCode::unavailable);
        std::stop_source stop;
        stop.request_stop();
        const auto stopped = keychain.get("a", stop.get_token());
        QVERIFY(!stopped);
        QVERIFY(timer.elapsed() < 15'000);
    }
};

PATCHBAY_TEST("tst_secrets", SecretsTest);
#include "tst_secrets.moc"

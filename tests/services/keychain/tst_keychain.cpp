#include "models/workspace/secrets/KeychainStore.h"
#include "tests/support/TestMain.h"

#include <QProcess>

using namespace pb;
using namespace pb::workspace;
using namespace Qt::StringLiterals;

/// Against GNOME Keyring; `secret-tool` (libsecret's own client) is the referee.
class KeychainTest : public QObject {
    Q_OBJECT

    std::unique_ptr<KeychainStore> store_ = std::make_unique<KeychainStore>();

    static QByteArray seenBySecretTool(const QString& reference) {
        QProcess tool;
        tool.start(u"secret-tool"_s, {u"lookup"_s, u"server"_s, u"Patchbay"_s, u"user"_s, reference});
        tool.waitForFinished();
        return tool.readAllStandardOutput();
    }

private slots:
    void isThere() { QVERIFY(store_->isAvailable()); }

    void whatIsPutIsGotByUsAndByOthers() {
        QVERIFY_RESULT(store_->put("dev-erp-token", Secret("hunter2"), {}));
        const auto got = store_->get("dev-erp-token", {});
        QVERIFY_RESULT(got);
        QCOMPARE(got->reveal(), std::string_view("hunter2"));
        QVERIFY2(seenBySecretTool(u"dev-erp-token"_s).contains("hunter2") || seenBySecretTool(u"dev-erp-token"_s).contains("aHVudGVyMg"),
                 seenBySecretTool(u"dev-erp-token"_s).constData());
    }

    void anotherValueReplacesTheFirst() {
        QVERIFY_RESULT(store_->put("a", Secret("one"), {}));
        QVERIFY_RESULT(store_->put("a", Secret(std::string("t\0wo", 4)), {}));
        const auto got = store_->get("a", {});
        QVERIFY_RESULT(got);
        QCOMPARE(std::string(got->reveal()), std::string("t\0wo", 4));
    }

    void whatIsRemovedIsNotFound() {
        QVERIFY_RESULT(store_->put("gone", Secret("x"), {}));
        QVERIFY_RESULT(store_->remove("gone", {}));
        const auto got = store_->get("gone", {});
        QVERIFY(!got);
        QCOMPARE(got.error().code, ErrorCode::notFound);
        QVERIFY(!store_->remove("gone", {}));
    }
};

PATCHBAY_TEST("tst_keychain", KeychainTest);
#include "tst_keychain.moc"

#include "models/base/Address.h"
#include "models/base/Text.h"
#include "tests/support/TestMain.h"

using pb::Address;
using pb::AddressKind;

class AddressTest : public QObject {
    Q_OBJECT

    static std::vector<std::string> hostileNames() {
        return {"plain", "a/b", "a:b", "a@b", "100%", "%2F", "with blank", "\ttab\n", "ünï/cødé", "//", "@3@4", "x[].y",
                std::string("nul\0in", 6), "a/3@7", "\x7f"};
    }

private slots:
    void everyKindRoundTripsWithAnyName() {
        for (int kind = 0; kind <= static_cast<int>(AddressKind::file); ++kind) {
            for (const auto& name : hostileNames()) {
                for (const auto& part : hostileNames()) {
                    Address address = Address::of(static_cast<AddressKind>(kind), name, part);
                    if (address.kind == AddressKind::message) address = Address::message(name, part, -1, 1042);
                    if (address.kind == AddressKind::file) address = Address::file(name, 12, part == "plain" ? 0 : 5);
                    const auto read = Address::parse(address.print());
                    QVERIFY_RESULT(read);
                    QVERIFY2(*read == address, address.print().c_str());
                }
            }
        }
    }

    void examplesFromTheDesign_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("part");
        QTest::newRow("map") << QByteArray("map:order-to-idoc/lines[].qty") << QByteArray("order-to-idoc") << QByteArray("lines[].qty");
        QTest::newRow("pointer") << QByteArray("contract:erp/paths/~1orders/post") << QByteArray("erp") << QByteArray("paths/~1orders/post");
        QTest::newRow("message") << QByteArray("msg:kafka-dev/orders/3@1042") << QByteArray("kafka-dev") << QByteArray("orders");
        QTest::newRow("file") << QByteArray("file:maps/a.jsonata:12:5") << QByteArray("maps/a.jsonata") << QByteArray();
    }
    void examplesFromTheDesign() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, part);
        const auto address = Address::parse(text.toStdString());
        QVERIFY_RESULT(address);
        QCOMPARE(address->name, name.toStdString());
        QCOMPARE(address->part, part.toStdString());
        QCOMPARE(address->print(), text.toStdString());
    }

    void nonsenseIsRefusedWithASentence_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"", "map", "nothing:x", "msg:a", "msg:a/b", "msg:a/b/c@d", "msg:a/b/1@", "msg:/b/1@2",
                                 "msg:a/b/1@99999999999999999999", "map:a%2", "map:a%zz", "file:a:0", "file:a:x", "file:a:1:2:3"}) {
            QTest::newRow(text) << QByteArray(text);
        }
    }
    void nonsenseIsRefusedWithASentence() {
        QFETCH(QByteArray, text);
        const auto address = Address::parse(text.toStdString());
        QVERIFY(!address);
        QCOMPARE(address.error().code, pb::ErrorCode::invalidInput);
        QVERIFY(address.error().sentence.startsWith(QStringLiteral("Cannot read the address")));
    }
};

PATCHBAY_TEST("tst_address", AddressTest);
#include "tst_address.moc"

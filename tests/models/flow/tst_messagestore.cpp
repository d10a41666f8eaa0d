#include "models/flow/MessageStore.h"
#include "tests/support/TestMain.h"

#include <thread>

using namespace pb::flow;

namespace {

Message numbered(int i, std::size_t size = 500) {
    Message out;
    out.position = {i % 2 ? "orders" : "invoices", i % 3, 1'000'000 + i};
    out.key = "order-" + std::to_string(i);
    out.headers = {{"source", "shop"}, {"none", std::nullopt}};
    out.body = "Body " + std::to_string(i) + " Stra\xc3\x9f" "e";
    out.body.resize(size, 'x');
    out.timestamp = 1'764'057'120'000 + i;
    return out;
}

}  // namespace

class MessageStoreTest : public QObject {
    Q_OBJECT

private slots:
    void messagesComeBackAsTheyWent() {
        MessageStore store;
        Message tombstone = numbered(7);
        tombstone.hasBody = false;
        tombstone.body.clear();
        tombstone.key.reset();
        for (int i = 0; i < 9000; ++i) QCOMPARE(store.append(i == 5000 ? tombstone : numbered(i), i % 2 ? 77u : 0u), std::uint32_t(i));
        for (const std::uint32_t row : {0u, 1u, 4095u, 4096u, 8999u}) {
            const Message wanted = numbered(static_cast<int>(row)), got = store.message(row);
            QVERIFY(got.position == wanted.position && got.key == wanted.key && got.body == wanted.body &&
                    got.headers == wanted.headers && got.timestamp == wanted.timestamp);
            QCOMPARE(store.cause(row), Fingerprint(row % 2 ? 77 : 0));
        }
        QVERIFY(!store.message(5000).hasBody && !store.message(5000).key);
        QVERIFY(store.message(9000).body.empty());   // behind the end
    }

    void aHundredThousandMessagesCostLittleMoreThanTheirBytes() {
        MessageStore store;
        std::size_t payload = 0;
        for (int i = 0; i < 100'000; ++i) {
            const Message message = numbered(i);
            payload += message.body.size() + message.key->size() + 6 + 4 + 4 + 3;   // names, value, their lengths
            store.append(message);
        }
        QVERIFY2((store.memoryBytes() - payload) / 100'000 <= 40, qPrintable(QString::number((store.memoryBytes() - payload) / 100'000)));
    }

    void aSnapshotStandsStillWhileTheWriterGoesOn() {
        MessageStore store;
        for (int i = 0; i < 5000; ++i) store.append(numbered(i));
        const MessageStore view = store.snapshot();
        std::jthread reader([&view] {
            for (std::uint32_t row = 0; row < view.size(); ++row) (void)view.message(row);
        });
        for (int i = 5000; i < 12'000; ++i) store.append(numbered(i));
        store.clear();
        reader.join();
        QCOMPARE(view.size(), std::uint32_t(5000));
        QVERIFY(view.message(4999).key == "order-4999");
    }

    void aLargeMessageHasAPlaceOfItsOwn() {
        MessageStore store;
        store.append(numbered(1));
        store.append(numbered(2, 10u << 20));
        store.append(numbered(3));
        QCOMPARE(store.at(1).body.size(), std::size_t(10u << 20));
        QVERIFY(store.message(2).key == "order-3");
    }

    void filters_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("found");
        QTest::newRow("body") << QStringLiteral("body") << 1;
        QTest::newRow("case matters") << QStringLiteral("case") << 0;
        QTest::newRow("key") << QStringLiteral("key") << 1;
        QTest::newRow("header value") << QStringLiteral("value") << 1000;
        QTest::newRow("of that header only") << QStringLiteral("header") << 0;
        QTest::newRow("time") << QStringLiteral("time") << 10;
        QTest::newRow("cause") << QStringLiteral("cause") << 500;
        QTest::newRow("all of it") << QStringLiteral("all") << 1;
        QTest::newRow("nothing asked") << QStringLiteral("none") << 1000;
    }
    void filters() {
        QFETCH(QString, name);
        QFETCH(int, found);
        MessageStore store;
        for (int i = 0; i < 1000; ++i) store.append(numbered(i), i % 2 ? 77u : 78u);
        MessageFilter filter;
        if (name == u"body") filter = {.text = "BODY 17 stra\xc3\x9f" "E"};
        if (name == u"case") filter = {.text = "BODY 17 ", .matchesCase = true};
        if (name == u"key") filter = {.text = "order-999", .inBody = false};
        if (name == u"value") filter = {.text = "SHOP", .inBody = false, .inKey = false};
        if (name == u"header") filter = {.text = "shop", .headerName = "none"};
        if (name == u"time") filter = {.from = 1'764'057'120'100, .to = 1'764'057'120'110};
        if (name == u"cause") filter = {.causes = {77}};
        if (name == u"all") filter = {.text = "order-101", .causes = {77}, .from = 1'764'057'120'100, .to = 1'764'057'120'110};
        const auto rows = CompiledFilter(filter).run(store, 0, store.size(), {});
        QCOMPARE(static_cast<int>(rows.size()), found);
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(CompiledFilter(filter).run(store, 0, store.size(), stop.get_token()).empty());
    }
};

PATCHBAY_TEST("tst_messagestore", MessageStoreTest);
#include "tst_messagestore.moc"

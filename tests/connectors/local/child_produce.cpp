#include "tests/connectors/local/Support.h"
#include "tests/support/Child.h"
#include "tests/support/TestMain.h"

/// Produces batch after batch and tells the parent the last number that was confirmed, until it is killed.
class ProducingChild : public QObject {
    Q_OBJECT

private slots:
    void run() {
        if (!pb::test::isChild()) QSKIP("Started by tst_kill only.");
        const auto file = pb::pathFromUtf8(pb::utf8(pb::test::childArguments().value(0)));
        auto broker = pb::connectors::local::LocalBroker::open(file);
        QVERIFY_RESULT(broker);
        for (int batch = 0;; ++batch) {
            std::vector<pb::flow::Outgoing> messages;
            for (int i = 0; i < 500; ++i) {
                messages.push_back(pb::test::outgoing("orders", "k" + std::to_string(i), std::to_string(batch * 500 + i)));
            }
            QVERIFY_RESULT((*broker)->produce(messages, {}));
            std::printf("confirmed %d\n", batch * 500 + 500);
            std::fflush(stdout);
        }
    }
};

PATCHBAY_TEST("child_produce", ProducingChild);
#include "child_produce.moc"

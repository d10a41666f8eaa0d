#include "tests/connectors/local/RedriveCase.h"
#include "tests/support/Child.h"
#include "tests/support/TestMain.h"

using namespace pb::flow;

/// Redrives all dead letters of the case in its folder, or resumes; stops at every point until the parent says go.
class RedrivingChild : public QObject {
    Q_OBJECT

    static const char* wordFor(Redrive::Point point) {
        static constexpr std::array words{"planned", "marked", "produced", "settled", "removed", "finished"};
        return words[static_cast<std::size_t>(point)];
    }

private slots:
    void run() {
        if (!pb::test::isChild()) QSKIP("Started by tst_redrive only.");
        const pb::test::RedriveCase state(pb::utf8(pb::test::childArguments().value(0)));
        auto broker = pb::connectors::local::LocalBroker::open(state.brokerFile());
        QVERIFY_RESULT(broker);
        auto journal = pb::Journal::open(state.journalFile());
        QVERIFY_RESULT(journal);
        const Conventions conventions;
        Redrive redrive(**broker, **broker, *journal, conventions,
                        {0, [](Redrive::Point point, std::size_t) { pb::test::childStep(wordFor(point)); }, &pb::Clock::system()});
        const auto known = journal->operation("r1");
        QVERIFY_RESULT(known);
        if (!*known) QVERIFY_RESULT(redrive.start(state.plan(4), pb::test::allOf(**broker, "orders.dlq"), {}));
        QVERIFY_RESULT(redrive.resume("r1", {}));
    }
};

PATCHBAY_TEST("child_redrive", RedrivingChild);
#include "child_redrive.moc"

#include "models/base/Files.h"
#include "models/base/Journal.h"
#include "models/base/Text.h"
#include "tests/support/Child.h"
#include "tests/support/TestMain.h"

/// A redrive of three messages that stops after each thing it does: tst_journal kills it there.
class JournalChild : public QObject {
    Q_OBJECT

private slots:
    void redrive() {
        if (!pb::test::isChild()) QSKIP("Runs only as a child of tst_journal.");
        const auto file = pb::pathFromUtf8(pb::utf8(pb::test::childArguments().at(0)));
        auto journal = pb::Journal::open(file);
        QVERIFY_RESULT(journal);
        pb::test::childStep("opened");
        QVERIFY_RESULT(journal->begin({"r1", "redrive", "cause:x", "{}", 0, 0}));
        pb::test::childStep("begun");
        for (const char* step : {"a", "b", "c"}) {
            const auto entry = journal->intend("r1", step, "{}");
            QVERIFY_RESULT(entry);
            pb::test::childStep((std::string("intended ") + step).c_str());
            QVERIFY_RESULT(journal->settle(entry->id, pb::Outcome::done, "{}"));
            pb::test::childStep((std::string("settled ") + step).c_str());
        }
        QVERIFY_RESULT(journal->finish("r1"));
        pb::test::childStep("finished");
    }
};

PATCHBAY_TEST("child_journal", JournalChild);
#include "child_journal.moc"

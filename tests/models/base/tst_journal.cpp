#include "models/base/Files.h"
#include "models/base/Journal.h"
#include "models/base/Text.h"
#include "tests/support/Child.h"
#include "tests/support/TestMain.h"

#include <QTemporaryDir>

using pb::Journal;
using pb::Outcome;

class JournalTest : public QObject {
    Q_OBJECT

    /// Kills the child after `steps` steps; the names of the steps it had reached.
    static QList<QByteArray> killAfter(int steps, const QString& file) {
        pb::test::Child child("child_journal", {file});
        QList<QByteArray> reached;
        for (int i = 0; i < steps; ++i) reached += child.next();
        child.kill();
        return reached;
    }

private slots:
    void everythingSaidBeforeAKillIsThereAfterwards() {
        for (int steps = 1; steps <= 9; ++steps) {
            const QTemporaryDir folder;
            const QString file = folder.filePath(QStringLiteral("journal.sqlite"));
            const auto reached = killAfter(steps, file);
            QVERIFY(!reached.last().isEmpty());
            auto journal = Journal::open(pb::pathFromUtf8(pb::utf8(file)));
            QVERIFY_RESULT(journal);
            const auto unfinished = journal->unfinished();
            QVERIFY_RESULT(unfinished);
            const bool open = reached.contains("begun") && !reached.contains("finished");
            QCOMPARE(unfinished->size(), std::size_t(open));
            const auto entries = journal->entries("r1");
            QVERIFY_RESULT(entries);
            for (const auto& entry : *entries) {
                QVERIFY(reached.contains(QByteArray::fromStdString("intended " + entry.step)));
                const bool settled = reached.contains(QByteArray::fromStdString("settled " + entry.step));
                QCOMPARE(entry.outcome, settled ? Outcome::done : Outcome::open);
            }
            QCOMPARE(static_cast<int>(entries->size()), std::min(3, (steps - 1) / 2));
        }
    }

    void aSecondStartRecognisesAStepInsteadOfWritingItTwice() {
        const pb::FixedClock clock(100);
        auto journal = Journal::inMemory(clock);
        QVERIFY_RESULT(journal->begin({"d1", "deploy", "release:r", "{}", 0, 0}));
        const auto first = journal->intend("d1", "put a", R"({"n":1})");
        QVERIFY_RESULT(first);
        QVERIFY_RESULT(journal->settle(first->id, Outcome::refused, R"({"why":"no right"})"));
        const auto again = journal->intend("d1", "put a", R"({"n":2})");
        QVERIFY_RESULT(again);
        QCOMPARE(again->id, first->id);
        QCOMPARE(again->intent, std::string(R"({"n":1})"));
        QCOMPARE(again->outcome, Outcome::refused);
        QCOMPARE(again->settled, pb::Millis(100));
    }

    void manyIntentsAreAllOrNothingAndKeepTheirOrder() {
        auto journal = Journal::inMemory();
        const auto orphan = journal->intendAll("nobody began it", {{"a", "{}"}, {"b", "{}"}});
        QVERIFY(!orphan);
        QVERIFY_RESULT(journal->begin({"r", "redrive", "", "{}", 0, 0}));
        const auto entries = journal->intendAll("r", {{"b", "{}"}, {"a", "{}"}, {"c", "{}"}});
        QVERIFY_RESULT(entries);
        QVERIFY_RESULT(journal->settleAll({(*entries)[0].id, (*entries)[2].id}, Outcome::done));
        const auto open = journal->entries("r", Outcome::open);
        QVERIFY_RESULT(open);
        QCOMPARE(open->size(), std::size_t(1));
        QCOMPARE(open->front().step, std::string("a"));
    }

    void operationsAreListedNewestFirst() {
        pb::FixedClock clock(1);
        auto journal = Journal::inMemory(clock);
        for (const char* id : {"one", "two", "three"}) {
            QVERIFY_RESULT(journal->begin({id, "deploy", "", "{}", 0, 0}));
            clock.advance(1);
        }
        QVERIFY_RESULT(journal->finish("two"));
        const auto newest = journal->operations("deploy", 2);
        QVERIFY_RESULT(newest);
        QCOMPARE(newest->size(), std::size_t(2));
        QCOMPARE((*newest)[0].id, std::string("three"));
        QCOMPARE((*newest)[1].finished, pb::Millis(4));
        QVERIFY(!journal->operation("four")->has_value());
    }
};

PATCHBAY_TEST("tst_journal", JournalTest);
#include "tst_journal.moc"

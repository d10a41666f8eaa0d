#include "tests/models/deploy/FakeTarget.h"
#include "tests/support/TestMain.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>

using namespace pb;
using namespace pb::deploy;
using pb::test::FakeTarget;
using pb::test::resource;

namespace {

constexpr const char* subject = "connection:fake";

std::vector<Resource> releaseOne() { return {resource("map", "m", "m1"), resource("route", "a", "a1"), resource("route", "gone", "g")}; }
std::vector<Resource> releaseTwo() { return {resource("map", "m", "m2"), resource("route", "a", "a2"), resource("route", "b", "b2")}; }

Plan planFor(FakeTarget& target, Journal& journal, const std::string& release, std::vector<Resource> desired) {
    PlanInput in;
    const auto last = lastApplied(journal, subject);
    in.release = release;
    in.baseRelease = last->release;
    in.base = last->resources;
    in.desired = std::move(desired);
    in.rules = FakeTarget::rules();
    in.live = *target.read({}, {});
    return makePlan(in);
}

std::map<std::string, std::string> contentsOf(const std::vector<Resource>& resources) {
    std::map<std::string, std::string> all;
    for (const Resource& one : resources) {
        all[one.kind + "/" + one.identity] = one.content;
    }
    return all;
}

/// One deployment of release two in a folder, as the child process does it: killed where PB_DIE_AT says.
int applyReleaseTwo(const std::filesystem::path& folder, const std::string& dieAt, bool rollsBack) {
    FakeTarget target(folder / "target");
    auto journal = Journal::open(folder / "journal.sqlite");
    Deployment deployment(target, *journal, subject);
    if (rollsBack) {
        target.dieAt = dieAt;
        const auto last = lastApplied(*journal, subject);
        return deployment.rollBack(last->operation, {}).has_value() ? 0 : 1;
    }
    const Plan plan = planFor(target, *journal, "two", releaseTwo());
    target.dieAt = dieAt;
    return deployment.apply(plan, {}).has_value() ? 0 : 1;
}

/// Runs when the test program is started as the child: before any test.
const bool isChild = [] {
    if (const char* folder = std::getenv("PB_DEPLOY_FOLDER")) {
        std::_Exit(applyReleaseTwo(folder, std::getenv("PB_DIE_AT"), std::getenv("PB_ROLL_BACK") != nullptr));
    }
    return false;
}();

struct Rig {
    QTemporaryDir folder;
    FakeTarget target{std::filesystem::path(folder.path().toStdString()) / "target"};
    Journal journal = *Journal::open(std::filesystem::path(folder.path().toStdString()) / "journal.sqlite");
    Deployment deployment{target, journal, subject};

    DeployReport release(const std::string& name, std::vector<Resource> desired) {
        auto report = deployment.apply(planFor(target, journal, name, std::move(desired)), {});
        if (!report) {
            qFatal("%s", qPrintable(report.error().print()));
        }
        return *report;
    }

    bool killedAt(const std::string& dieAt, bool rollsBack) const {
        QProcess child;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("PB_DEPLOY_FOLDER"), folder.path());
        environment.insert(QStringLiteral("PB_DIE_AT"), qs(dieAt));
        if (rollsBack) {
            environment.insert(QStringLiteral("PB_ROLL_BACK"), QStringLiteral("1"));
        }
        child.setProcessEnvironment(environment);
        child.start(QCoreApplication::applicationFilePath(), QStringList());
        return child.waitForFinished(60'000) && child.exitStatus() == QProcess::CrashExit;
    }
};

void addKillPoints() {
    QTest::addColumn<QString>("dieAt");
    for (const char* key : {"map/m", "route/a", "route/b", "route/gone"}) {
        for (const char* when : {"before", "after", "confirm"}) {
            const QString name = QString::fromLatin1(when) + QLatin1Char(':') + QString::fromLatin1(key);
            QTest::newRow(qPrintable(name)) << name;
        }
    }
}

}  // namespace

class DeploymentTest : public QObject {
    Q_OBJECT
private slots:
    void appliesInOrderAndRemembers() {
        Rig rig;
        QVERIFY(rig.release("one", releaseOne()).isComplete());
        const DeployReport two = rig.release("two", releaseTwo());
        QVERIFY(two.isComplete());
        QCOMPARE(rig.target.files(), contentsOf(releaseTwo()));
        const auto last = lastApplied(rig.journal, subject);
        QCOMPARE(last->release, std::string("two"));
        QCOMPARE(contentsOf(last->resources), contentsOf(releaseTwo()));
        QVERIFY(planFor(rig.target, rig.journal, "two", releaseTwo()).isEmpty());
    }

    void rollsBackInReverse() {
        Rig rig;
        rig.release("one", releaseOne());
        const DeployReport two = rig.release("two", releaseTwo());
        rig.target.calls.clear();
        const auto undone = rig.deployment.rollBack(two.operation, {});
        QVERIFY_RESULT(undone);
        QCOMPARE(rig.target.files(), contentsOf(releaseOne()));
        QCOMPARE(rig.target.calls, (std::vector<std::string>{"route/gone", "route/b", "route/a", "map/m"}));
        const auto last = lastApplied(rig.journal, subject);
        QCOMPARE(last->release, std::string("one"));
        QCOMPARE(contentsOf(last->resources), contentsOf(releaseOne()));
        QVERIFY(!rig.deployment.rollBack(two.operation, {}));  // nothing is left of it
    }

    void goesToAnOlderReleaseByPlan() {
        Rig rig;
        rig.release("one", releaseOne());
        rig.release("two", releaseTwo());
        QVERIFY(rig.release("one", releaseOne()).isComplete());
        QCOMPARE(rig.target.files(), contentsOf(releaseOne()));
    }

    void stopsAtWhatGoesWrong_data() {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<bool>("finished");
        QTest::addColumn<QString>("says");
        QTest::newRow("refused") << "refuse" << true << "No right";
        QTest::newRow("a lie") << "lie" << true << "reading it back shows something else";
        QTest::newRow("no answer, not applied") << "unknownLost" << true << "The connection broke";
    }
    void stopsAtWhatGoesWrong() {
        QFETCH(QString, fault);
        QFETCH(bool, finished);
        QFETCH(QString, says);
        Rig rig;
        rig.release("one", releaseOne());
        std::string& key = fault == QStringLiteral("refuse") ? rig.target.refuse : fault == QStringLiteral("lie") ? rig.target.lie : rig.target.unknownLost;
        key = "route/a";
        const DeployReport report = rig.release("two", releaseTwo());
        QVERIFY(report.failure.has_value());
        QVERIFY2(report.failure->sentence.contains(says), qPrintable(report.failure->sentence));
        QCOMPARE(report.isFinished, finished);
        QCOMPARE(report.count(StepState::done), 1);
        QCOMPARE(report.count(StepState::waiting), 2);
        key.clear();
        QVERIFY_RESULT(rig.deployment.rollBack(report.operation, {}));
        QCOMPARE(rig.target.files(), contentsOf(releaseOne()));
        QVERIFY(rig.release("two", releaseTwo()).isComplete());
    }

    void readsBackWhatNobodyConfirmed() {
        Rig rig;
        rig.target.unknownDone = "map/m";
        rig.target.pending = "route/a";
        QVERIFY(rig.release("one", releaseOne()).isComplete());
        QCOMPARE(rig.target.files(), contentsOf(releaseOne()));
    }

    void leavesOpenWhatCannotBeRead() {
        Rig rig;
        rig.target.isUnreadable = true;
        const DeployReport report = rig.release("one", releaseOne());
        QVERIFY(!report.isFinished);
        QCOMPARE(report.failure->code, ErrorCode::unknownOutcome);
        QCOMPARE(interrupted(rig.journal, subject)->size(), std::size_t{1});
        QVERIFY(!rig.deployment.apply(planFor(rig.target, rig.journal, "two", releaseTwo()), {}));
        rig.target.isUnreadable = false;
        const auto resumed = rig.deployment.resume(report.operation, {});
        QVERIFY_RESULT(resumed);
        QVERIFY(resumed->isComplete());
        QCOMPARE(rig.target.files(), contentsOf(releaseOne()));
    }

    void refusesBeforeAnythingMoves() {
        Rig rig;
        rig.release("one", releaseOne());
        const Plan plan = planFor(rig.target, rig.journal, "two", releaseTwo());
        rig.target.invalid = "b";
        const auto invalid = rig.deployment.apply(plan, {});
        QVERIFY(!invalid);
        QCOMPARE(invalid.error().place.line, 3);
        rig.target.invalid.clear();
        rig.target.put("route/a", "by hand");
        const auto moved = rig.deployment.apply(plan, {});
        QVERIFY(!moved);
        QCOMPARE(moved.error().code, ErrorCode::conflict);
        QVERIFY(planFor(rig.target, rig.journal, "two", releaseTwo()).hasConflicts());
        QCOMPARE(rig.target.files().at("map/m"), std::string("m1"));
    }

    void canBeCancelledBetweenSteps() {
        Rig rig;
        std::stop_source source;
        rig.target.onApply = [&] { source.request_stop(); };
        const Plan plan = planFor(rig.target, rig.journal, "one", releaseOne());
        const auto cancelled = rig.deployment.apply(plan, source.get_token());
        QVERIFY_RESULT(cancelled);
        QCOMPARE(cancelled->failure->code, ErrorCode::cancelled);
        QCOMPARE(cancelled->count(StepState::done), 1);
        rig.target.onApply = nullptr;
        QVERIFY(rig.deployment.resume(cancelled->operation, {})->isComplete());
        QCOMPARE(rig.target.files(), contentsOf(releaseOne()));
    }

    void resumesAfterKill_data() { addKillPoints(); }
    void resumesAfterKill() {
        QFETCH(QString, dieAt);
        Rig rig;
        rig.release("one", releaseOne());
        QVERIFY(rig.killedAt(dieAt.toStdString(), false));
        const auto open = interrupted(rig.journal, subject);
        QCOMPARE(open->size(), std::size_t{1});
        const auto report = rig.deployment.resume(open->front().id, {});
        QVERIFY_RESULT(report);
        QVERIFY(report->isComplete());
        QCOMPARE(rig.target.files(), contentsOf(releaseTwo()));
        QCOMPARE(contentsOf(lastApplied(rig.journal, subject)->resources), contentsOf(releaseTwo()));
        QVERIFY(interrupted(rig.journal, subject)->empty());
    }

    void rollsBackAfterKill_data() { addKillPoints(); }
    void rollsBackAfterKill() {
        QFETCH(QString, dieAt);
        Rig rig;
        rig.release("one", releaseOne());
        QVERIFY(rig.killedAt(dieAt.toStdString(), false));
        const std::string operation = interrupted(rig.journal, subject)->front().id;
        const auto report = rig.deployment.rollBack(operation, {});
        if (!report) {  // killed before the first step had any effect
            QCOMPARE(report.error().code, ErrorCode::wrongUse);
        }
        QCOMPARE(rig.target.files(), contentsOf(releaseOne()));
        QVERIFY(interrupted(rig.journal, subject)->empty());
    }

    void resumesAKilledRollBack_data() { addKillPoints(); }
    void resumesAKilledRollBack() {
        QFETCH(QString, dieAt);
        Rig rig;
        rig.release("one", releaseOne());
        rig.release("two", releaseTwo());
        QVERIFY(rig.killedAt(dieAt.toStdString(), true));
        const auto open = interrupted(rig.journal, subject);
        QCOMPARE(open->size(), std::size_t{1});
        QVERIFY(rig.deployment.resume(open->front().id, {})->isComplete());
        QCOMPARE(rig.target.files(), contentsOf(releaseOne()));
        QCOMPARE(lastApplied(rig.journal, subject)->release, std::string("one"));
        QCOMPARE(contentsOf(lastApplied(rig.journal, subject)->resources), contentsOf(releaseOne()));
    }

    void verifies() {
        Rig rig;
        QVERIFY(rig.deployment.verify({}, {"in", "x", "echo x"}, {})->isGood());
        QVERIFY(!rig.deployment.verify({}, {"in", "x", "other"}, {})->isGood());
    }
};

PATCHBAY_TEST("tst_deployment", DeploymentTest);
#include "tst_deployment.moc"

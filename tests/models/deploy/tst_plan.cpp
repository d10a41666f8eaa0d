#include "tests/models/deploy/FakeTarget.h"
#include "tests/support/TestMain.h"

using namespace pb;
using namespace pb::deploy;
using pb::test::FakeTarget;
using pb::test::resource;

namespace {

PlanInput input() {
    PlanInput in;
    in.release = "r2";
    in.baseRelease = "r1";
    in.rules = FakeTarget::rules();
    in.live.fingerprint = "f";
    return in;
}

std::string print(const Plan& plan) {
    std::string out;
    for (const PlanItem& item : plan.items) {
        out += std::string(wordFor(item.kind)) + " " + item.identity + "; ";
    }
    return out;
}

}  // namespace

/// What becomes of one resource, by what the release, the journal and the target have of it.
class PlanTest : public QObject {
    Q_OBJECT
private slots:
    void decides_data() {
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("desired");
        QTest::addColumn<QString>("live");
        QTest::addColumn<bool>("isManaged");
        QTest::addColumn<QString>("expected");
        QTest::newRow("new") << "" << "B" << "" << true << "create";
        QTest::newRow("changed by the release") << "A" << "B" << "A" << true << "update";
        QTest::newRow("as wanted") << "A" << "A" << "A" << true << "unchanged";
        QTest::newRow("wanted by both, journal lost") << "" << "A" << "A" << true << "unchanged";
        QTest::newRow("changed by hand") << "A" << "B" << "C" << true << "conflict";
        QTest::newRow("changed by hand to the same") << "A" << "B" << "B" << true << "unchanged";
        QTest::newRow("reverted by hand") << "A" << "A" << "C" << true << "conflict";
        QTest::newRow("removed by hand") << "A" << "B" << "" << true << "conflict";
        QTest::newRow("out of the release") << "A" << "" << "A" << true << "remove";
        QTest::newRow("out of the release, changed by hand") << "A" << "" << "C" << true << "conflict";
        QTest::newRow("out of the release, gone") << "A" << "" << "" << true << "unchanged";
        QTest::newRow("not ours") << "" << "" << "C" << false << "unmanaged";
        QTest::newRow("managed by another journal") << "" << "" << "C" << true << "unmanaged";
        QTest::newRow("in the way") << "" << "B" << "C" << false << "conflict";
        QTest::newRow("there already") << "" << "B" << "B" << false << "update";
    }
    void decides() {
        QFETCH(QString, base);
        QFETCH(QString, desired);
        QFETCH(QString, live);
        QFETCH(bool, isManaged);
        QFETCH(QString, expected);
        PlanInput in = input();
        const auto add = [](const QString& text, std::vector<Resource>& to) {
            if (!text.isEmpty()) {
                to.push_back(resource("route", "a", text.toStdString()));
            }
        };
        add(base, in.base);
        add(desired, in.desired);
        add(live, isManaged ? in.live.resources : in.live.unmanaged);
        const Plan plan = makePlan(in);
        QCOMPARE(QString::fromLatin1(wordFor(plan.items.at(0).kind)), expected);
        QVERIFY(!plan.items[0].reason.isEmpty());
        in.overrule = {"route/a"};
        QVERIFY(!makePlan(in).hasConflicts());
    }

    void readsBackAsWritten() {
        PlanInput in = input();
        in.desired = {resource("route", "a", "x: \"ö\"\n\t"), resource("map", "m", "1")};
        in.base = {resource("route", "old", "o")};
        in.live.resources = in.base;
        const Plan plan = makePlan(in);
        const auto again = planFromJson(planToJson(plan));
        QVERIFY_RESULT(again);
        QCOMPARE(again->steps.size(), plan.steps.size());
        for (std::size_t i = 0; i < plan.steps.size(); ++i) {
            QCOMPARE(again->steps[i].after, plan.steps[i].after);
            QCOMPARE(again->steps[i].before, plan.steps[i].before);
        }
        QCOMPARE(again->base, plan.base);
    }

    void ordersByDependency() {
        PlanInput in = input();
        in.desired = {resource("route", "a", "1"), resource("map", "z", "1")};
        in.base = {resource("map", "old", "1"), resource("route", "older", "1")};
        in.live.resources = in.base;
        std::string order;
        for (const Step& step : makePlan(in).steps) {
            order += std::string(wordFor(step.kind)) + " " + step.key() + ", ";
        }
        QCOMPARE(QString::fromStdString(order), QStringLiteral("create map/z, create route/a, remove route/older, remove map/old, "));
    }

    void knowsWhatTheSystemAdds_data() {
        QTest::addColumn<QString>("desired");
        QTest::addColumn<QString>("live");
        QTest::addColumn<QString>("expected");
        QTest::newRow("default filled in") << R"({"type":"q"})" << R"({"type":"q","durable":true})" << "unchanged q; ";
        QTest::newRow("default changed") << R"({"type":"q"})" << R"({"type":"q","durable":false})" << "update q; ";
        QTest::newRow("server's id") << R"({"type":"q"})" << R"({"id":7,"type":"q"})" << "unchanged q; ";
        QTest::newRow("order and spaces") << R"({"a":1,"b":[1,2]})" << "{ \"b\": [1, 2], \"a\": 1.0 }" << "unchanged q; ";
        QTest::newRow("masked secret") << R"({"password":"x"})" << R"({"password":"***"})" << "unchanged q; ";
        QTest::newRow("immutable") << R"({"type":"stream"})" << R"({"type":"q"})" << "replace q; ";
    }
    void knowsWhatTheSystemAdds() {
        QFETCH(QString, desired);
        QFETCH(QString, live);
        QFETCH(QString, expected);
        PlanInput in = input();
        in.desired = {resource("queue", "q", desired.toStdString())};
        in.live.resources = {resource("queue", "q", live.toStdString())};
        in.base = in.live.resources;
        QCOMPARE(QString::fromStdString(print(makePlan(in))), expected);
    }

    void diffsLines() {
        const auto lines = diffLines("a\nb\nc\nd\n", "a\nx\nc\nd\ne\n");
        std::string out;
        for (const DiffLine& line : lines) {
            out += (line.kind == DiffLine::Kind::same ? " " : line.kind == DiffLine::Kind::added ? "+" : "-") + line.text;
        }
        QCOMPARE(QString::fromStdString(out), QStringLiteral(" a-b+x c d+e"));
        QCOMPARE(diffLines("", "a").size(), std::size_t{1});
        QVERIFY(diffLines("", "").empty());
        std::string left, right;
        for (int i = 0; i < 4000; ++i) {
            left += "l" + std::to_string(i) + "\n";
            right += "r" + std::to_string(i) + "\n";
        }
        QCOMPARE(diffLines(left, right).size(), std::size_t{8000});  // past the limit: one block out, one block in
    }

    void patchesGiveTheNewText_data() {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::newRow("swap") << "1\n2\n3\n4\n5\n" << "4\n5\n1\n2\n3\n";
        QTest::newRow("repeats") << "a\na\nb\na\na\n" << "a\nb\nb\na\n";
        QTest::newRow("all new") << "a\nb\n" << "c\n";
    }
    void patchesGiveTheNewText() {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QString left, right;
        for (const DiffLine& line : diffLines(before.toStdString(), after.toStdString())) {
            left += line.kind != DiffLine::Kind::added ? qs(line.text) + QLatin1Char('\n') : QString();
            right += line.kind != DiffLine::Kind::removed ? qs(line.text) + QLatin1Char('\n') : QString();
        }
        QCOMPARE(left, before);
        QCOMPARE(right, after);
    }
};

PATCHBAY_TEST("tst_plan", PlanTest);
#include "tst_plan.moc"

#include "models/document/Json.h"
#include "models/jsonata/Program.h"
#include "tests/support/TestMain.h"

#include <random>

using namespace pb;

namespace {

/// Objects that are often like the one before; those inside end where those around them end.
std::string objectsAlike(std::mt19937& random, int depth) {
    const char* names[] = {"a", "b", "c", "d"};
    const char* leaves[] = {"1", "-2.5", "\"t\"", "\"q\\\"\"", "true", "false", "null", "[]", "{}", "[3,4]"};
    std::string list = "[";
    for (std::size_t left = random() % 7, shape = random(); left > 0; --left) {
        shape = random() % 3 == 0 ? random() : shape;
        std::string members;
        for (std::size_t i = 0; i < std::size(names); ++i) {
            const bool isThere = (shape >> i & 3) != 0, isInside = depth > 0 && (shape >> (i + 8) & 3) == 0;
            if (isThere) {
                members += (members.empty() ? "\"" : ",\"") + std::string(names[i]) + "\":" +
                           (isInside ? objectsAlike(random, depth - 1) : random() % 4 == 0 ? leaves[random() % std::size(leaves)] : leaves[shape % 3]);
            }
        }
        list += (list.size() > 1 ? ",{" : "{") + members + "}";
    }
    return list + "]";
}

}  // namespace

/// What lists of objects that are alike make quick changes no result: a traced run, which looks up each member, has the same.
class AlikeTest : public QObject {
    Q_OBJECT

private slots:
    void membersAreFoundWhereTheyAre() {
        const char* expressions[] = {
            "$.{\"x\": a, \"y\": b.c, \"z\": c & d, \"w\": d.a.b}", "**.(a)", "a.{\"x\": a, \"y\": b}", "$.(a; b; c.d)", "$[a > 0].b",
            "$map($, function($v) { $v.(c) })", "(a ~> $append(b)).{\"x\": c, \"y\": d.a}", "**[b].(a & c)", "$.a.(b & '-' & c)",
            "$#$i.{\"i\": $i, \"a\": a, \"e\": $eval('{\"a\": a, \"c\": c}')}", "*.(d)", "$^(a).(b)", "$.{'all': a.b.c, 'in': b.(c & a)}"};
        std::mt19937 random(23);
        for (int round = 0; round < 400; ++round) {
            const auto document = doc::readJson(objectsAlike(random, 3));
            QVERIFY(document.has_value());
            for (const char* expression : expressions) {
                const auto program = jsonata::Program::compile(expression);
                QVERIFY(program.has_value());
                const auto plain = program->run((*document)->root());
                const auto traced = program->trace((*document)->root());
                QCOMPARE(plain.has_value(), traced.has_value());
                QCOMPARE(plain ? plain->json : plain.error().code, plain ? traced->output.json : traced.error().code);
            }
        }
    }

    void piecesOfTextFailInTheOrderOfTheirEvaluation() {
        const std::pair<const char*, const char*> cases[] = {{"(1/0) & $error('right')", "D3137"}, {"$error('left') & (1/0)", "D3137"},
                                                             {"(1/0) & 'x' & $error('late')", "D3001"}, {"{'a': 'x' & (1/0)}", "D3001"},
                                                             {"{'a': 'x' & ('y' & $error('in'))}", "D3137"}};
        for (const auto& [expression, code] : cases) {
            const auto failed = jsonata::Program::compile(expression)->run({});
            QVERIFY2(!failed, expression);
            const auto traced = jsonata::Program::compile(expression)->trace({});
            QCOMPARE(failed.error().code, traced.error().code);
            QCOMPARE(failed.error().position, traced.error().position);
            QCOMPARE(failed.error().code, std::string(code));
        }
    }
};

PATCHBAY_TEST("tst_alike", AlikeTest);
#include "tst_alike.moc"

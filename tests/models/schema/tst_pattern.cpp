#include "models/base/Regex.h"
#include "models/schema/check/Dfa.h"
#include "models/schema/check/Pattern.h"
#include "tests/support/TestMain.h"

#include <random>

using namespace pb;
using schema::Dfa;

class PatternTest : public QObject {
    Q_OBJECT

private slots:
    void whatIsSimple_data();
    void whatIsSimple();
    void agreesWithTheEngine();
    void wideTexts();
    void longTexts_data();
    void longTexts();
};

void PatternTest::whatIsSimple_data() {
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<bool>("simple");
    const auto row = [](const char* pattern, bool simple) {
        QTest::newRow(pattern) << QString::fromUtf8(pattern) << simple;
    };
    row("^[A-Z]{3}$", true);
    row("^ORD-[0-9]{6,10}$", true);
    row("^(0[1-9]|1[0-2])/[0-9]{2}$", true);
    row("a|b", true);
    row("", true);
    row("^(?:a*b+)?c{2,}$", true);
    row("^[^\\s\\-]+\\.$", true);
    row("^a|b$", false);        // the anchors belong to one alternative each
    row("\\bword", false);
    row("(a)\\1", false);
    row("(?=a)a", false);
    row("^\\u0041$", false);
    row("^ä$", false);
    row("^a{1000}$", false);    // too many states
    row("a^b", false);
    row("(((((((((((((((((((((a)))))))))))))))))))))", false);
}

void PatternTest::whatIsSimple() {
    QFETCH(QString, pattern);
    QFETCH(bool, simple);
    QCOMPARE(Dfa::compile(pattern.toStdString()).has_value(), simple);
}

void PatternTest::agreesWithTheEngine() {
    std::mt19937 random(7);
    const auto pick = [&](const auto& list) { return list[random() % std::size(list)]; };
    const char* atoms[] = {"a", "b", "-", "\\d", "\\w", "[ab]", "[^a]", "[a-c1-3]", "(a|bc)", "(?:ab)", ".", "\\.", "(a*|b)", "[\\w-]", "\\S"};
    const char* counts[] = {"", "", "*", "+", "?", "{2}", "{1,3}", "{2,}", "{0,1}", "+?"};
    const std::string letters = "aabbc1-. \n";
    int simple = 0;
    for (int round = 0; round < 3000; ++round) {
        std::string pattern = random() % 2 == 0 ? "^" : "";
        for (std::size_t i = 0; i < 1 + random() % 4; ++i) {
            pattern += pick(atoms);
            pattern += pick(counts);
        }
        pattern += random() % 2 == 0 ? "$" : "";
        const auto dfa = Dfa::compile(pattern);
        const auto regex = Regex::compile(pattern);
        QVERIFY_RESULT(regex);
        if (!dfa) {
            continue;
        }
        ++simple;
        for (int i = 0; i < 20; ++i) {
            std::string text;
            for (std::size_t length = random() % 8; length > 0; --length) {
                text += letters[random() % letters.size()];
            }
            const auto expected = regex->test(text);
            QVERIFY_RESULT(expected);
            QVERIFY2((dfa->matches(text) == Dfa::Answer::yes) == *expected, (pattern + " on " + text).c_str());
        }
    }
    QVERIFY(simple > 2500);
}

void PatternTest::wideTexts() {
    const auto pattern = schema::Pattern::compile("^.{2}$");
    QVERIFY_RESULT(pattern);
    QVERIFY(pattern->matches("äö") == schema::Verdict::yes);
    QVERIFY(pattern->matches("äöü") == schema::Verdict::no);
    QVERIFY(pattern->matches("ab") == schema::Verdict::yes);
    QVERIFY(pattern->matches("ab\n") == schema::Verdict::no);
}

void PatternTest::longTexts_data() {
    QTest::addColumn<QString>("pattern");
    for (const char* pattern : {"^[a-z]{60}$", "^[a-z]{61}$", "^[a-z]{62}$", "^[a-z]{63}$", "^[a-z]{64}$", "^a[a-z]{3,70}$", "^x-[a-z]+$", "^[a-z]{60}[a-z]*$",
                                "^[a-z]{62,}$", "^[a-z]{5}"}) {
        QTest::newRow(pattern) << QString::fromLatin1(pattern);
    }
}

void PatternTest::longTexts() {
    QFETCH(QString, pattern);
    const auto dfa = Dfa::compile(pattern.toStdString());
    const auto regex = Regex::compile(pattern.toStdString());
    QVERIFY(dfa);
    for (const std::string begin : {"", "x-", "a"}) {
        for (std::size_t length = 0; length < 80; ++length) {
            for (const std::string end : {"", "-", "1"}) {
                const std::string text = begin + std::string(length, 'a') + end;
                QVERIFY2((dfa->matches(text) == Dfa::Answer::yes) == *regex->test(text), text.c_str());
            }
        }
    }
}

PATCHBAY_TEST("tst_pattern", PatternTest);

#include "tst_pattern.moc"

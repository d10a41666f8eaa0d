#include "models/base/Regex.h"
#include "models/base/Text.h"
#include "tests/support/TestMain.h"

#include <QElapsedTimer>

using pb::ErrorCode;
using pb::Regex;

namespace {

struct Row {
    const char* pattern;
    const char* flags;     ///< "i", "m"
    std::string text;
    const char* expected;  ///< "begin,end" of the match and each group in bytes, "u" = took no part, "-" = no match
};

std::string boundsText(const Regex::Match& match) {
    std::string out = std::to_string(match.begin) + ',' + std::to_string(match.end);
    for (const auto& [begin, end] : match.groups) {
        out += begin == Regex::npos ? ";u" : ';' + std::to_string(begin) + ',' + std::to_string(end);
    }
    return out;
}

/// Expected values: the ECMA-262 algorithm with the flags u and d (Node.js 20 gives the same).
const std::vector<Row> rows{
    {"b", "", "abc", "1,2"},
    {"^(?:a|ab)(?:c|bcd)$", "", "abcd", "0,4"},
    {"a|ab", "", "ab", "0,1"},
    {"(a+?)(b*)", "", "aabb", "0,1;0,1;1,1"},
    {"(?:(a)|b)*", "", "ab", "0,2;u"},
    {"(z)((a+)?(b+)?(c))*", "", "zaacbbbcac", "0,10;0,1;8,10;8,9;u;9,10"},
    {"(a*)*", "", "b", "0,0;u"},
    {"(?:a?)*?b", "", "aab", "0,3"},
    {"(?:|a)+", "", "aaa", "0,3"},
    {"(a*)+", "", "aa", "0,2;0,2"},
    {"^.$", "", "😀", "0,4"},
    {"^.$", "", "\u2028", "-"},
    {"^[^]$", "", "\n", "0,1"},
    {"[]", "", "abc", "-"},
    {"^\\S$", "", "\ufeff", "-"},
    {"^\\s+$", "", "\u00a0\u2003\ufeff", "0,8"},
    {"\\d", "", "٣", "-"},
    {"^\\w$", "", "é", "-"},
    {"^\\p{L}+$", "", "Straßeñ", "0,9"},
    {"^\\p{Script=Greek}+$", "", "λόγος", "0,10"},
    {"^\\p{Lu}\\P{Lu}$", "", "Éa", "0,3"},
    {"^\\u{1F600}\\uD83D\\uDE00[\\u{1F600}-\\u{1F64F}]$", "", "😀😀😁", "0,12"},
    {"^\\uD83D$", "", std::string("\xed\xa0\xbd"), "0,3"},
    {"\\uD83D", "", "😀", "-"},
    {"^[\\uD800-\\uDBFF]b", "", std::string("\xed\xa0\xbd" "b"), "0,4"},
    {"\\cJ\\x41\\0\\/", "", std::string("\nA\0/", 4), "0,4"},
    {"[\\b\\-\\]]+", "", "\b-]", "0,3"},
    {"k", "i", "\u212a", "0,3"},
    {"^[^k]$", "i", "\u212a", "-"},
    {"^\\W$", "i", "ſ", "-"},
    {"ß", "i", "ẞ", "0,3"},
    {"ß", "i", "ss", "-"},
    {"^b$", "m", "a\r\u2028b\nc", "5,6"},
    {"a$", "", "a\n", "-"},
    {"\\Bé?\\B", "", "aéa", "-"},
    {"(?=(a+))a*b\\1", "", "baaabac", "3,6;3,4"},
    {"(?!foo)...", "", "foobar", "1,4"},
    {"(?<=\\$)\\d+(\\.\\d*)?", "", "cost $10.53", "6,11;8,11"},
    {"(?<!\\$)\\b\\d+", "", "$12 34", "4,6"},
    {"(?<=([abc]+)([abc]+))$", "", "abc", "3,3;0,1;1,3"},
    {"(?<=\\1(a))b", "", "aab", "2,3;1,2"},
    {"(?<year>\\d{4})-\\k<year>", "", "1999-2000-2000", "5,14;5,9"},
    {"\\k<n>(?<n>a)", "", "a", "0,1;0,1"},
    {"(a)\\1", "i", "aA", "0,2;0,1"},
    {"^(?:x{1500}|y)$", "", std::string(1500, 'x'), "0,1500"},
    {"^(?:a{0,3}){2}$", "", "aaaaaa", "0,6"},
    {"(?:(?=(b))|a)+c", "", "abc", "-"},
};

}  // namespace

class RegexTest : public QObject {
    Q_OBJECT

private slots:
    void matchesAsEcmaScriptDoes_data() {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < rows.size(); ++i) {
            QTest::addRow("%s", rows[i].pattern) << static_cast<int>(i);
        }
    }
    void matchesAsEcmaScriptDoes() {
        QFETCH(int, row);
        const Row& wanted = rows[static_cast<std::size_t>(row)];
        const std::string flags = wanted.flags;
        Regex::Options options;
        options.ignoreCase = flags.find('i') != std::string::npos;
        options.multiline = flags.find('m') != std::string::npos;
        const auto regex = Regex::compile(wanted.pattern, options);
        QVERIFY_RESULT(regex);
        Regex::Match match;
        const auto found = regex->find(wanted.text, 0, match);
        QVERIFY_RESULT(found);
        QCOMPARE(*found ? boundsText(match) : std::string("-"), std::string(wanted.expected));
        QCOMPARE(*regex->test(wanted.text), *found);
    }

    void whatEcmaScriptRefusesIsRefused_data() {
        QTest::addColumn<QByteArray>("pattern");
        for (const char* pattern :
             {"(", ")", "[", "a]", "a{", "}", "*", "a**", "{1}", "a{2,1}", "a{,2}", "\\a", "\\Z", "\\_", "\\-", "\\1", "(a)\\2", "\\01",
              "\\x1", "\\u12", "\\u{110000}", "\\u{}", "\\c1", "[b-a]", "[\\d-z]", "[a-\\w]", "[\\B]", "[\\1]", "(?", "(?a)", "(?<1>a)",
              "(?<n>a)(?<n>b)", "(?<n", "\\k<n>", "\\k", "\\p", "\\p{}", "\\p{Nothing}", "\\p{greek}", "\\p{Script=Nothing}",
              "\\p{Lu", "(?=a)*", "^*", "\\b+", "\\", "(?i)a", "(?>a)"}) {
            QTest::newRow(pattern) << QByteArray(pattern);
        }
    }
    void whatEcmaScriptRefusesIsRefused() {
        QFETCH(QByteArray, pattern);
        const auto regex = Regex::compile(pattern.toStdString());
        QVERIFY(!regex);
        QCOMPARE(regex.error().code, ErrorCode::invalidInput);
        QVERIFY(regex.error().sentence.contains(QStringLiteral("At character ")));
    }

    void nestedRepetitionIsLinearWherePossible() {
        QElapsedTimer timer;
        timer.start();
        for (const char* pattern : {"(a+)+b$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(x+x+)+y", "(.*a){12}$"}) {
            const auto regex = Regex::compile(pattern);
            QVERIFY(regex->isLinear());
            QCOMPARE(*regex->test(std::string(100'000, 'a') + "!"), false);
        }
        QVERIFY(timer.elapsed() < 5000);
    }

    void theBudgetEndsWhatIsNotLinear_data() {
        QTest::addColumn<QByteArray>("pattern");
        for (const char* pattern : {"(a+)+\\1b", "(?=x*)(a*)*b", "(?!b)(?:a|a)*$", "(?:(?=(a*)))*(?:a?){50}(?!a)c", "(?:a{0,99999}){99999}(?<=b)"}) {
            QTest::newRow(pattern) << QByteArray(pattern);
        }
    }
    void theBudgetEndsWhatIsNotLinear() {
        QFETCH(QByteArray, pattern);
        Regex::Options options;
        options.maxSteps = 100'000;
        const auto regex = Regex::compile(pattern.toStdString(), options);
        QVERIFY_RESULT(regex);
        QVERIFY(!regex->isLinear());
        const auto verdict = regex->test(std::string(5'000, 'a') + "!");
        QVERIFY(!verdict);
        QCOMPARE(verdict.error().code, ErrorCode::limit);
        QVERIFY(verdict.error().sentence.contains(QStringLiteral("steps")));
    }

    void deepNestingAndLongTextsNeverOverflowTheStack() {
        const auto deep = Regex::compile(std::string(100'000, '(') + std::string(100'000, ')'));
        QVERIFY(!deep);
        QCOMPARE(deep.error().code, ErrorCode::limit);
        QVERIFY_RESULT(Regex::compile(std::string(240, '(') + std::string(240, ')')));
        const auto lookahead = Regex::compile("^(?!.*forbidden)[^]*$");
        const auto good = lookahead->test(std::string(1'000'000, 'x'));
        QVERIFY_RESULT(good);
        QVERIFY(*good);
    }

    void searchingGoesOnFromAByteAndSeesWhatIsBefore() {
        const std::string text = "één, two";
        for (const char* pattern : {"\\b\\w+", "(?<!n)\\b\\w+"}) {
            const auto regex = Regex::compile(pattern);
            Regex::Match match;
            std::vector<std::string> words;
            for (std::size_t from = 0; *regex->find(text, from, match); from = match.end) {
                words.push_back(text.substr(match.begin, match.end - match.begin));
            }
            QCOMPARE(words, (std::vector<std::string>{"n", "two"}));
        }
        const auto start = Regex::compile("^a");
        Regex::Match match;
        QVERIFY(!*start->find("aa", 1, match));
        QVERIFY(!*start->find("aa", 99, match));
    }

    void brokenUtf8IsReadWithoutHarm() {
        for (const char* pattern : {".*", "(?=.)[^]+", "(?<=\\xff|.)b"}) {
            const auto regex = Regex::compile(pattern);
            for (const std::string& text : {std::string("\xff\xfe"), std::string("a\xe2\x82"), std::string("\x80\x80" "b"), std::string()}) {
                QVERIFY_RESULT(regex->test(text));
            }
        }
    }

    void givingBackEndsWhereTheRunBegan() {
        const std::string text = "z\xf4\xa3\xab\xa3\xdb";  // from its middle on: four characters forward, one backward
        Regex::Match match;
        const auto regex = Regex::compile("(?=.)[^+]+q");
        QVERIFY_RESULT(regex);
        for (std::size_t from = 0; from <= text.size(); ++from) {
            const auto found = regex->find(text, from, match);
            QVERIFY_RESULT(found);
            QVERIFY(!*found);
        }
    }
};

PATCHBAY_TEST("tst_regex", RegexTest);
#include "tst_regex.moc"

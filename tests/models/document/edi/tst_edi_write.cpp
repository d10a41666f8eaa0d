#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/document/edi/Edi.h"
#include "tests/models/document/edi/EdiSamples.h"
#include "tests/support/TestMain.h"

using namespace pb;
using namespace pb::doc;

namespace {

const FixedClock clock(1795844460000);  // 2026-11-28T05:41Z

DocumentPtr json(const std::string& text) {
    auto document = readJson(text);
    if (!document) {
        qFatal("%s", qPrintable(document.error().print()));
    }
    return *document;
}

EdiText write(const std::string& tree) {
    EdiStyle style;
    style.clock = &clock;
    auto text = writeEdi(json(tree)->root(), style);
    if (!text) {
        qFatal("%s", qPrintable(text.error().print()));
    }
    return *text;
}

QString errorOf(const std::string& tree) {
    const auto text = writeEdi(json(tree)->root());
    return text ? qs(text->bytes) : qs(text.error().place.address) + u' ' + text.error().sentence;
}

std::string x12(const std::string& set) {
    return R"({"interchanges": [{"ISA": {"ISA06": "ME", "ISA08": "YOU"}, "groups": [{"sets": [)" + set + "]}]}]}";
}

const std::string smallOrder =
    R"({"ST": {"ST01": "850"}, "PO1Loop": [{"PIDLoop": [{"PID": {"PID01": "F", "PID05": "Nails"}}], "PO1": {"PO101": "1", "PO102": 2.5, "PO103": "EA"}}],)"
        R"("BEG": {"BEG01": "00", "BEG02": "NE", "BEG03": "4711", "BEG05": "20261128"}})";

}  // namespace

class EdiWriteTest : public QObject {
    Q_OBJECT

private slots:
    void unchangedIsByteIdentical() {
        for (const std::string& text : test::samples()) {
            const auto written = writeEdi(test::edi(text)->root());
            QVERIFY_RESULT(written);
            QVERIFY(written->bytes == text);
        }
    }

    /// Out of the tree alone, without the source's bytes. What lacks an envelope segment gets one.
    void readOfWriteIsTheTree() {
        for (const std::string& text : test::samples()) {
            const DocumentPtr document = test::edi(text);
            const auto written = writeEdi(json(writeJson(document->root()))->root());
            QVERIFY_RESULT(written);
            if (test::findings(*document).find("trailer") == std::string::npos) {
                QCOMPARE(writeJson(test::edi(written->bytes)->root()), writeJson(document->root()));
            }
        }
    }

    void aSoundFileComesBackByteByByte() {
        for (const std::string& text : {test::orderX12(), test::ordersEdifact()}) {
            const auto written = writeEdi(json(writeJson(test::edi(text)->root()))->root());
            QVERIFY_RESULT(written);
            QCOMPARE(written->bytes, text);
            QCOMPARE(written->findings.size(), test::edi(text)->findings().size());
        }
    }

    void whatIsLeftOutIsFilledAndTheGuideOrders() {
        const EdiText text = write(x12(smallOrder));
        QCOMPARE(text.bytes,
                 std::string("ISA*00*          *00*          *ZZ*ME             *ZZ*YOU            *261128*0541*U*00401*000000001*0*P*>~\n"
                             "GS*PO*ME*YOU*20261128*0541*1*X*004010~\nST*850*0001~\nBEG*00*NE*4711**20261128~\n"
                             "PO1*1*2.5*EA~\nPID*F****Nails~\nSE*5*0001~\nGE*1*1~\nIEA*1*000000001~\n"));
        QVERIFY(text.findings.empty());
    }

    void edifactIsFilledToo() {
        const EdiText text = write(
            R"({"interchanges": [{"UNB": {"UNB02": {"UNB0201": "A"}, "UNB03": "B"}, "sets": [{"UNH": {"UNH02": {"UNH0201": "ORDERS",)"
        R"("UNH0202": "D", "UNH0203": "96A", "UNH0204": "UN"}}, "BGM": {"BGM01": "220", "BGM02": "O?Neil+1"},)"
        R"("DTM": [{"DTM01": {"DTM0101": "137", "DTM0102": "20261128", "DTM0103": "102"}}], "UNS": {"UNS01": "S"}}]}]})");
        QCOMPARE(text.bytes, std::string("UNB+UNOC:3+A+B+261128:0541+1'\nUNH+1+ORDERS:D:96A:UN'\nBGM+220+O??Neil?+1'\n"
                                         "DTM+137:20261128:102'\nUNS+S'\nUNT+5+1'\nUNZ+1+1'\n"));
        QVERIFY(text.findings.empty());
    }

    void whatDoesNotFitIsSaidWithItsPath() {
        const EdiText text = write(x12(
            R"({"ST": {"ST01": "850"}, "BEG": {"BEG01": "000", "BEG02": "NE", "BEG05": "20261328"}, "SE": {"SE01": "9"}})"));
        std::string said;
        for (const Finding& finding : text.findings) {
            said += finding.rule + " " + finding.place.address + "\n";
        }
        QCOMPARE(said, std::string("edi.element.long /interchanges/0/groups/0/sets/0/BEG/BEG01\n"
                                   "edi.element.missing /interchanges/0/groups/0/sets/0/BEG\n"
                                   "edi.element.date /interchanges/0/groups/0/sets/0/BEG/BEG05\n"
                                   "edi.segment.missing /interchanges/0/groups/0/sets/0/SE\n"
                                   "edi.set.count /interchanges/0/groups/0/sets/0/SE\n"));
    }

    void whatCannotBeWrittenIsAnError_data() {
        QTest::addColumn<QString>("tree");
        QTest::addColumn<QString>("error");
        const auto add = [](const char* name, const std::string& set, const char* error) {
            QTest::newRow(name) << qs(x12(set)) << QString::fromUtf8(error);
        };
        add("delimiter", R"({"ST": {"ST01": "850"}, "BEG": {"BEG03": "a*b"}})",
            "/interchanges/0/groups/0/sets/0/BEG/BEG03 Cannot write the EDI text. The text “a*b” has the delimiter “*”.");
        add("line end", R"({"ST": {"ST01": "850"}, "BEG": {"BEG03": "a\nb"}})",
            "/interchanges/0/groups/0/sets/0/BEG/BEG03 Cannot write the EDI text. The text has a line end, which readers leave out.");
        add("no such segment", R"({"ST": {"ST01": "850"}, "ZZZ": {"ZZZ01": "1"}})",
            "/interchanges/0/groups/0/sets/0/ZZZ Cannot write the EDI text. The guide of 850 has no “ZZZ” here.");
        add("no such element", R"({"ST": {"ST01": "850"}, "BEG": {"BIG01": "1"}})",
            "/interchanges/0/groups/0/sets/0/BEG/BIG01 Cannot write the EDI text. “BIG01” is no element of BEG.");
        add("exponent", R"({"ST": {"ST01": "850"}, "BEG": {"BEG03": 1e3}})",
            "/interchanges/0/groups/0/sets/0/BEG/BEG03 Cannot write the EDI text. The number 1e3 has an exponent.");
        add("boolean", R"({"ST": {"ST01": "850"}, "BEG": {"BEG03": true}})",
            "/interchanges/0/groups/0/sets/0/BEG/BEG03 Cannot write the EDI text. A text or a number is expected here.");
        add("repetition", R"({"ST": {"ST01": "850"}, "BEG": {"BEG03": ["1", "2"]}})",
            "/interchanges/0/groups/0/sets/0/BEG/BEG03 Cannot write the EDI text. The interchange has no separator for repeated elements.");
        add("not a set", "7", "/interchanges/0/groups/0/sets/0 Cannot write the EDI text. An object with the segments of a set is expected here.");
        QTest::newRow("no interchange") << QStringLiteral("[]") << QStringLiteral("/ Cannot write the EDI text. An object with the one member “interchanges” is expected.");
    }
    void whatCannotBeWrittenIsAnError() {
        QFETCH(QString, tree);
        QFETCH(QString, error);
        QCOMPARE(errorOf(utf8(tree)), error);
    }

    void latinTextThatTheCharsetHasNotIsAnError() {
        QCOMPARE(errorOf(R"({"interchanges": [{"UNB": {"UNB01": {"UNB0101": "UNOC", "UNB0102": "3"}, "UNB02": "Ω"}}]})"),
                 QStringLiteral("/interchanges/0/UNB/UNB02 Cannot write the EDI text. The text “Ω” has a character that the "
                                "interchange's character set has not."));
    }

    void aWholeThatTheGuideDoesNotKnowIsWrittenInOrder() {
        const EdiText text = write(x12(R"({"ST": {"ST01": "999"}, "AAA": [{"AAA01": "1"}, {"AAA02": "2"}], "BLoop": [{"BBB": {"BBB01": "3"}}]})"));
        QVERIFY(text.bytes.find("ST*999*0001~\nAAA*1~\nAAA**2~\nBBB*3~\nSE*5*0001~\n") != std::string::npos);
        QCOMPARE(text.findings.size(), std::size_t(2));  // no functional identifier, no guide
    }
};

PATCHBAY_TEST("tst_edi_write", EdiWriteTest);
#include "tst_edi_write.moc"

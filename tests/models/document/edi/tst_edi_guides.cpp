#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/document/edi/Notes.h"
#include "tests/models/document/edi/EdiSamples.h"
#include "tests/support/TestMain.h"

#include <QTemporaryDir>

using namespace pb;
using namespace pb::doc;

namespace {

const char* const ourX12[] = {"850", "855", "856", "810", "940", "945", "997"};
const char* const ourEdifact[] = {"ORDERS", "ORDRSP", "DESADV", "INVOIC"};

/// "rule line:column sentence", one a line.
QString said(const std::string& text) {
    QString all;
    const DocumentPtr document = test::edi(text);
    for (const Finding& finding : document->findings()) {
        all += qs(finding.rule) + QStringLiteral(" %1:%2 ").arg(finding.place.line).arg(finding.place.column) + finding.sentence + u'\n';
    }
    return all;
}

}  // namespace

class EdiGuidesTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    std::filesystem::path file(const std::string& name, const std::string& text) {
        const std::filesystem::path path = std::filesystem::path(folder_.path().toStdString()) / name;
        std::filesystem::create_directories(path.parent_path());
        if (!writeFileAtomically(path, text)) {
            qFatal("cannot write the file");
        }
        return path;
    }

private slots:
    void oursAreAllThere() {
        for (const char* set : ourX12) {
            const auto guide = edi::Guides::builtIn().find(edi::Standard::x12, "004010VICS", set);
            QVERIFY_RESULT(guide);
            QVERIFY2(*guide && !(*guide)->group.empty(), set);
            QCOMPARE((*guide)->root.items.front().name, std::string("ST"));
        }
        for (const char* set : ourEdifact) {
            const auto guide = edi::Guides::builtIn().find(edi::Standard::edifact, "D96A", set);
            QVERIFY_RESULT(guide);
            QVERIFY2(*guide, set);
        }
        const auto none = edi::Guides::builtIn().find(edi::Standard::x12, "004010", "../850");
        QVERIFY(none && !*none);
    }

    void faultsAreToldWithTheirPlace_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("finding");
        const auto add = [](const char* name, const char* from, const char* to, const char* finding) {
            QTest::newRow(name) << QString::fromUtf8(from) << QString::fromUtf8(to) << QString::fromUtf8(finding);
        };
        add("too long", "BEG*00", "BEG*000", "edi.element.long 4:5 BEG01 (Purpose) is too long: “000” has more than 2 characters.");
        add("too short", "SAC*A*C310", "SAC*A*C31", "edi.element.short 19:7 SAC02 (Allowance or charge) is too short: “C31” has less than 4 characters.");
        add("date", "DTM*002*20261204", "DTM*002*20261304", "edi.element.date 9:9 DTM02 (Date) is “20261304”, which is no date.");
        add("number", "*9.95*PE", "*9,95*PE", "edi.element.characters 17:13 PO104 (Unit price) is “9,95”: not the characters of a number.");
        add("code", "*0*T*>", "*7*T*>", "edi.element.code 1:101 ISA14 (Acknowledgement requested) is “7”, which is none of its codes: 0, 1.");
        add("mandatory", "CTT*2~", "CTT**5~", "edi.element.missing 22:5 CTT01 (Number of lines) is mandatory and missing.");
        add("rule", "TE*+1 555 0100~", "TE~", "edi.element.required 7:22 PER04 (Communication number) is missing; the rule P0304 asks for it.");
        add("many", "MSG*Deliver to the back door", "MSG*Deliver*AA*1*more", "edi.element.many 12:18 MSG04 is more than the segment has: it ends with position 3.");
        add("unknown", "MSG*Deliver", "ZZZ*Deliver", "edi.segment.unknown 12:1 The segment ZZZ is not part of 850.");
        add("order", "CTT*2~\nAMT*TT*399.5~", "CTT*2~\nCUR*BY*USD~", "edi.segment.unexpected 23:1 The segment CUR (Currency) is not expected at this place of 850.");
        add("often", "CTT*2~\nAMT*TT*399.5~", "CTT*2~\nCTT*2~", "edi.loop.often 23:1 The loop CTTLoop occurs more than 1 times here.");
        add("missing", "BEG*05*SA*PO-4712**20261128~\nPO1*1", "REF*IA*1~\nPO1*1", "edi.segment.missing 26:1 The mandatory segment BEG (Begin of a purchase order) is missing before this place.");
        add("set count", "SE*22*0001", "SE*23*0001", "edi.set.count 24:1 SE01 counts “23”, but there are 22.");
        add("set reference", "SE*22*0001", "SE*22*0009", "edi.set.reference 24:1 SE02 is “0009”, but the header says “0001”.");
        add("group count", "GE*2*7", "GE*1*7", "edi.group.count 30:1 GE01 counts “1”, but there are 2.");
        add("group reference", "GE*2*7", "GE*2*8", "edi.group.reference 30:1 GE02 is “8”, but the header says “7”.");
        add("interchange count", "IEA*2*", "IEA*3*", "edi.interchange.count 38:1 IEA01 counts “3”, but there are 2.");
        add("interchange reference", "IEA*2*000000042", "IEA*2*000000043", "edi.interchange.reference 38:1 IEA02 is “000000043”, but the header says “000000042”.");
        add("no trailer", "IEA*2*000000042~\n", "", "edi.interchange.trailer 37:7 The trailer IEA is missing.");
        add("no guide", "ST*810", "ST*811", "edi.guide.none 32:1 There is no guide for 811 004010: its segments are shown by position and not checked.");
        add("stray", "GE*2*7", "XYZ*1~\nGE*2*7", "edi.group.stray 30:1 The segment XYZ belongs into no set.");
        add("empty", "CTT*2~", "~CTT*2~", "edi.segment.empty 1:1 1 empty segments are left out.");
    }
    void faultsAreToldWithTheirPlace() {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, finding);
        QCOMPARE(said(test::with(test::orderX12(), utf8(from), utf8(to))), finding + u'\n');
    }

    void notesNameWhatStandsThere() {
        const DocumentPtr document = test::edi(test::orderX12());
        const auto notes = EdiNotes::of(document);
        QVERIFY_RESULT(notes);
        const Value set = document->root().follow("/interchanges/0/groups/0/sets/0");
        QCOMPARE(*notes->of(set).title, std::string("Purchase order"));
        QCOMPARE(*notes->of(set.follow("/BEG/BEG03")).title, std::string("Purchase order number"));
        QCOMPARE(*notes->of(set.follow("/BEG/BEG01")).code, std::string("Original"));
        QCOMPARE(*notes->of(set.find("PO1Loop")).title, std::string("Lines"));
        QCOMPARE(*notes->of(set.follow("/N1Loop/1/N1/N101")).code, std::string("Ship to"));
        QCOMPARE(*notes->of(document->root().follow("/interchanges/0/groups/0/GS/GS01")).code, std::string("Purchase order (850)"));
        QVERIFY(!notes->of(document->root()).title);
        const DocumentPtr orders = test::edi(test::ordersEdifact());
        const auto others = EdiNotes::of(orders);
        QVERIFY_RESULT(others);
        QCOMPARE(*others->of(orders->root().follow("/interchanges/0/sets/0/DTM/0/DTM01/DTM0101")).code, std::string("Document"));
        QCOMPARE(*others->of(orders->root().follow("/interchanges/0/sets/1/segments/0/BGM/BGM02")).title, std::string("Document number"));
    }

    void aFolderReplacesGuidesAndAddsToDictionaries() {
        file("x12-004010/850.guide", "850 Our order\ngroup PO\nBEG!\nZZZ *2\n");
        file("x12-004010/dictionary", "[elements]\nZ1 ID 1..1 closed Ours\n    A One\n[segments]\nZZZ Our segment = Z1!\n");
        file("x12-005010/850.guide", "850 Newer order\ngroup PO\nBEG!\n");
        file("x12-005010/dictionary", "like x12-004010\n");
        const edi::Guides guides({folder_.path().toStdString()});
        std::string text = test::with(test::orderX12(), "CTT*2~", "ZZZ*B~");
        const auto document = readEdi(text, nullptr, {&guides, true});
        QVERIFY_RESULT(document);
        const Value set = (*document)->root().follow("/interchanges/0/groups/0/sets/0");
        QCOMPARE(writeJson(set.find("ZZZ")), std::string(R"([{"ZZZ01":"B"}])"));
        bool isCodeTold = false;
        for (const Finding& finding : (*document)->findings()) {
            isCodeTold = isCodeTold || finding.sentence == QString::fromUtf8("ZZZ01 (Ours) is “B”, which is none of its codes: A.");
        }
        QVERIFY(isCodeTold);
        const auto newer = guides.find(edi::Standard::x12, "005010", "850");
        QVERIFY_RESULT(newer);
        QVERIFY(*newer && (*newer)->dictionary->segment("ZZZ") && (*newer)->dictionary->segment("REF"));
    }

    void aBrokenGuideIsAnError_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("line");
        QTest::newRow("repeats") << "850 X\nBEG *x\n" << 2;
        QTest::newRow("indent") << "850 X\n    BEG\nREF\n" << 2;
        QTest::newRow("twice") << "850 X\nREF\nBEG\nREF\n" << 4;
        QTest::newRow("loop first") << "850 X\nALoop\n    BLoop\n        REF\n" << 2;
    }
    void aBrokenGuideIsAnError() {
        QFETCH(QString, text);
        QFETCH(int, line);
        QTemporaryDir folder;
        const std::filesystem::path path = std::filesystem::path(folder.path().toStdString()) / "x12-004010";
        std::filesystem::create_directories(path);
        QVERIFY(writeFileAtomically(path / "850.guide", utf8(text)).has_value());
        const edi::Guides guides({folder.path().toStdString()});
        const auto document = readEdi(test::orderX12(), nullptr, {&guides, true});
        QVERIFY(!document);
        QVERIFY(document.error().place.address.ends_with("850.guide"));
        QCOMPARE(document.error().place.line, line);
    }
};

PATCHBAY_TEST("tst_edi_guides", EdiGuidesTest);
#include "tst_edi_guides.moc"

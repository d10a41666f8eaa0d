#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/document/edi/Edi.h"
#include "tests/models/document/Samples.h"
#include "tests/models/document/edi/EdiSamples.h"
#include "tests/support/TestMain.h"

using namespace pb;
using namespace pb::doc;

class EdiReadTest : public QObject {
    Q_OBJECT

private slots:
    void anOrderIsATreeByItsGuide() {
        const DocumentPtr document = test::edi(test::orderX12());
        QCOMPARE(document->format(), Format::x12);
        QCOMPARE(test::findings(*document), std::string());
        const Value set = document->root().follow("/interchanges/0/groups/0/sets/0");
        QCOMPARE(writeJson(set.find("BEG")), std::string(R"({"BEG01":"00","BEG02":"NE","BEG03":"PO-4711","BEG05":"20261127"})"));
        QCOMPARE(writeJson(set.find("REF")),
                 std::string(R"([{"REF01":"DP","REF02":"042"},{"REF01":"IA","REF02":"998877","REF03":"A note"}])"));
        QCOMPARE(writeJson(set.follow("/N1Loop/1/N4/0")),
                 std::string(R"({"N401":"Springfield","N402":"IL","N403":"62701","N404":"US"})"));
        QCOMPARE(writeJson(set.follow("/PO1Loop/0/SACLoop")), std::string(R"([{"SAC":{"SAC01":"A","SAC02":"C310","SAC05":"995"}}])"));
        QCOMPARE(set.find("PO1Loop").size(), 2u);
        QCOMPARE(writeJson(set.find("CTTLoop")), std::string(R"({"CTT":{"CTT01":"2"},"AMT":{"AMT01":"TT","AMT02":"399.5"}})"));
    }

    void edifactHasItsGroupsCompositesAndReleases() {
        const DocumentPtr document = test::edi(test::ordersEdifact());
        QCOMPARE(document->format(), Format::edifact);
        QCOMPARE(test::findings(*document), std::string("edi.guide.none"));
        const Value interchange = document->root().follow("/interchanges/0");
        QCOMPARE(std::string(interchange.find("UNA").text()), std::string(":+.? '"));
        const Value set = interchange.follow("/sets/0");
        QCOMPARE(writeJson(set.find("DTM").at(0)),
                 std::string(R"({"DTM01":{"DTM0101":"137","DTM0102":"20261128","DTM0103":"102"}})"));
        QCOMPARE(std::string(set.follow("/FTX/0/FTX04/FTX0401").text()), std::string("Ring twice: the bell is broken"));
        QCOMPARE(std::string(set.follow("/FTX/0/FTX04/FTX0401").raw()), std::string("Ring twice?: the bell is broken"));
        QCOMPARE(std::string(set.follow("/SG2/1/NAD/NAD04/NAD0402").text()), std::string("Dept+1"));
        QCOMPARE(std::string(set.follow("/SG2/1/SG5/0/COM/0/COM01/COM0102").text()), std::string("TE"));
        QCOMPARE(std::string(set.follow("/SG25/1/QTY/0/QTY01/QTY0102").text()), std::string("2.5"));
        QCOMPARE(writeJson(interchange.follow("/sets/1/segments/1")), std::string(R"({"PGI":{"PGI01":"11"}})"));
    }

    void segmentsMayHaveAnyNumberOfElements() {
        for (const std::size_t count : {30u, 31u, 32u, 33u, 500u}) {
            std::string text = test::orderX12();
            std::string segment = "ZZZ";
            for (std::size_t i = 0; i < count; ++i) {
                segment += "*" + std::to_string(i);
            }
            text.insert(text.find("CTT*"), segment + "~\n");
            const DocumentPtr document = test::edi(text);
            const Value found = document->root().follow("/interchanges/0/groups/0/sets/0/unexpected").at(0).find("ZZZ");
            QCOMPARE(found.size(), static_cast<std::uint32_t>(count));
            QCOMPARE(std::string(found.raw()), segment);
            QCOMPARE(std::string(found.at(found.size() - 1).text()), std::to_string(count - 1));
        }
    }

    void theTreeIsWhole() {
        for (const std::string& text : test::samples()) {
            const DocumentPtr document = test::edi(text);
            const std::string fault = test::treeFault(*document);
            QVERIFY2(fault.empty() || fault.ends_with("/unexpected"), fault.c_str());  // it stands at the end of its parent
            QCOMPARE(QString::fromStdString(test::leafFault(*document)), QString());
        }
    }

    void damageGivesADocumentOrAnError() {
        for (const std::string& text : {test::orderX12(), test::ordersEdifact()}) {
            test::forEachDamage(text, [](const std::string& damaged) {
                const auto document = readEdi(damaged);
                if (!document) {
                    QVERIFY(document.error().place.line > 0);
                    QVERIFY(!document.error().hint.isEmpty());
                }
            });
        }
    }

    void aStreamOfSetsIsTheSameSets() {
        for (const std::string& text : test::samples()) {
            std::string one;
            const DocumentPtr whole = test::edi(text);
            test::forEachSet(*whole, [&](Value set) { one += writeJson(set) + std::string(set.raw()) + "\n"; });
            std::string other;
            QVERIFY_RESULT(readEdiSets(text, [&](DocumentPtr set, std::uint64_t firstByte) {
                other += writeJson(set->root()) + std::string(set->root().raw()) + "\n";
                return text.compare(firstByte, set->bytes().size(), set->bytes()) == 0;
            }));
            QCOMPARE(other, one);
        }
    }

    void aStreamOfInterchangesStopsWhenTold() {
        const std::string text = test::orderX12() + "\r\n" + test::ordersEdifact() + test::orderX12();
        std::vector<Format> formats;
        const auto done = readEdiInterchanges(text, [&](DocumentPtr document, std::uint64_t firstByte) {
            formats.push_back(document->format());
            return document->root().find("interchanges").size() == 1 && text.compare(firstByte, document->bytes().size(), document->bytes()) == 0 && formats.size() < 2;
        });
        QVERIFY_RESULT(done);
        QCOMPARE(formats, (std::vector<Format>{Format::x12, Format::edifact}));
    }
};

PATCHBAY_TEST("tst_edi_read", EdiReadTest);
#include "tst_edi_read.moc"

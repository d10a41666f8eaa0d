#include "models/base/Text.h"
#include "models/document/JsonLine.h"
#include "models/document/idoc/Idoc.h"
#include "tests/models/document/Properties.h"
#include "tests/support/TestMain.h"

using namespace pb;
using namespace pb::doc;
using pb::test::codecOf;
using pb::test::FormatProperties;

namespace {

std::string padded(std::string text, std::size_t length) {
    text.resize(length, ' ');
    return text;
}

std::string control(const std::string& number) {
    return padded("EDI_DC40  800" + number + "700 302   " + padded("ORDERS05", 30) + padded("", 30) + padded("ORDERS", 30), 524);
}

std::string segment(const std::string& name, const std::string& number, const std::string& head, const std::string& data) {
    return padded(padded(name, 30) + "800" + number + head + data, 1063);
}

const std::string first = "0000000000004711", second = "0000000000004712";

std::string idocs(const std::string& lineEnd) {
    return control(first) + lineEnd + segment("E2EDK01005", first, "00000100000001", padded("", 4) + "EUR") + lineEnd +
           segment("E2EDP01007", first, "00000200000001", "000010") + lineEnd +
           segment("E2EDP19001", first, "00000300000202", "002MAT-1") + lineEnd + segment("ZE1XTRA", first, "00000400000202", "more") +
           lineEnd + segment("E2EDP19001", first, "00000500000202", "003MAT-2") + lineEnd +
           segment("E2EDP01007", first, "00000600000001", "000020") + lineEnd + control(second) + lineEnd +
           segment("E1EDK01", second, "00000100000001", "") + lineEnd;
}

}  // namespace

class IdocTest : public QObject {
    Q_OBJECT

private slots:
    void segmentsStandInTheirParents() {
        for (const char* lineEnd : {"", "\n", "\r\n"}) {
            const std::string file = idocs(lineEnd);
            const auto document = codecOf("idoc")->read(file, nullptr);
            QVERIFY_RESULT(document);
            const Value all = (*document)->root().find("IDOC");
            QCOMPARE(all.size(), 2u);
            QCOMPARE(all.at(0).find("IDOCTYP").text(), std::string_view("ORDERS05"));
            QCOMPARE(all.at(0).follow("/E1EDK01/CURCY").text(), std::string_view("EUR"));
            QCOMPARE(all.at(0).follow("/E1EDP01/0/POSEX").text(), std::string_view("000010"));
            QCOMPARE(all.at(0).follow("/E1EDP01/0/E1EDP19/1/IDTNR").text(), std::string_view("MAT-2"));
            QCOMPARE(all.at(0).follow("/E1EDP01/0/E1EDP19/0/segment/0/SDATA").text(), std::string_view("more"));
            QCOMPARE(all.at(0).follow("/E1EDP01/1/SEGNAM").text(), std::string_view("E2EDP01007"));
            QCOMPARE(all.at(1).find("DOCNUM").text(), std::string_view(second));
        }
    }

    void theProperties() {
        const FormatProperties idoc(codecOf("idoc"));
        QHOLDS(idoc.ranges(idocs("\n"), true));
        const std::string plain = control(first) + "\n" + segment("E1EDK01", first, "00000100000001", "001") + "\n";
        QHOLDS(idoc.roundTrip(plain));
        const std::string file = idocs("");
        QCOMPARE(*codecOf("idoc")->write((*codecOf("idoc")->read(file, nullptr))->root()), file);
        int count = 0;
        QVERIFY_RESULT(codecOf("idoc")->stream(file, [&](const DocumentPtr& record, std::uint64_t firstByte) {
            return ++count > 0 && file.compare(firstByte, record->bytes().size(), record->bytes()) == 0;
        }));
        QCOMPARE(count, 2);
    }

    void damagedFiles() {
        const std::string file = control(first) + segment("E1EDK01", first, "00000100000001", "001");
        const auto codec = codecOf("idoc");
        for (std::size_t at = 0; at < file.size(); at += at < 600 ? 1 : 37) {
            std::string flipped = file;
            flipped[at] = static_cast<char>(flipped[at] ^ 0x81);
            for (const std::string& damaged : {file.substr(0, at), flipped}) {
                const auto document = codec->read(damaged, nullptr);
                QVERIFY2(document || (document.error().place.line > 0 && !document.error().hint.isEmpty()), damaged.c_str());
            }
        }
    }

    void theHeadsAreFilled() {
        const auto tree = readJson(std::string(
            R"({"IDOC":[{"MANDT":"800","DOCNUM":"0000000000004711","IDOCTYP":"ORDERS05","E1EDK01":{"BELNR":"4711"},)"
            R"("E1EDP01":[{"POSEX":"000010","E1EDP19":[{"QUALF":"002","IDTNR":"MAT-1"}]},{"POSEX":"000020"}]}]})"));
        const auto written = codecOf("idoc", "lineEnd: lf")->write((*tree)->root());
        QVERIFY_RESULT(written);
        std::string heads;
        for (std::size_t at = 525; at < written->size(); at += 1064) {
            heads += written->substr(at, 63) + "|";
        }
        const std::string number = "8000000000000004711";
        QCOMPARE(heads, padded("E1EDK01", 30) + number + "00000100000001|" + padded("E1EDP01", 30) + number +
                            "00000200000001|" + padded("E1EDP19", 30) + number + "00000300000202|" + padded("E1EDP01", 30) +
                            number + "00000400000001|");
    }

    void ownTypesComeFirst() {
        const auto layout = test::layoutOf("types: [own.yaml]");
        CodecSettings settings{layout->root(), [](const std::string&) -> Result<std::string> {
                                   return std::string("segments: [{name: ZE1XTRA, fields: {CODE: 2, TEXT: 10}}]");
                               }};
        const auto codec = formatById("idoc")->make(settings);
        QVERIFY_RESULT(codec);
        const auto document = (*codec)->read(control(first) + segment("ZE1XTRA", first, "00000100000001", "01hello"), nullptr);
        QVERIFY_RESULT(document);
        QCOMPARE((*document)->root().follow("/IDOC/0/ZE1XTRA/0/TEXT").text(), std::string_view("hello"));
        settings.load = nullptr;
        QVERIFY(!formatById("idoc")->make(settings));
    }

    void materialsAndDeliveriesStandInOneFile() {
        const std::string file = control(first) + segment("E2MARAM009", first, "00000100000001", "005MAT-1") +
                                 segment("E2MAKTM001", first, "00000200000102", "005EHammer") +
                                 segment("E2MARCM008", first, "00000300000102", "0051000") + control(second) +
                                 segment("E2EDL20004", second, "00000100000001", "0080001234") +
                                 segment("E2EDL24008", second, "00000200000102", "000010MAT-1") +
                                 segment("E2EDL37009", second, "00000300000102", "00340123450000000017") +
                                 segment("E2EDL44007", second, "00000400000303", "30080001234000010");
        const auto codec = codecOf("idoc");
        const auto document = codec->read(file, nullptr);
        QVERIFY_RESULT(document);
        const Value all = (*document)->root().find("IDOC");
        QCOMPARE(all.follow("/0/E1MARAM/0/MATNR").text(), std::string_view("MAT-1"));
        QCOMPARE(all.follow("/0/E1MARAM/0/E1MAKTM/0/MAKTX").text(), std::string_view("Hammer"));
        QCOMPARE(all.follow("/0/E1MARAM/0/E1MARCM/0/WERKS").text(), std::string_view("1000"));
        QCOMPARE(all.follow("/1/E1EDL20/0/E1EDL24/0/MATNR").text(), std::string_view("MAT-1"));
        QCOMPARE(all.follow("/1/E1EDL20/0/E1EDL37/0/E1EDL44/0/POSNR").text(), std::string_view("000010"));
        QCOMPARE(*codec->write((*document)->root()), file);
    }

    /// First and last character in the record, as SAP's record descriptions count them.
    void fieldsStandWhereTheirDefinitionsSay() {
        struct Position {
            std::string segment, field;
            std::size_t first, last;
        };
        const std::vector<Position> positions = {
            {"E1MARAM", "NTGEW", 329, 342},      {"E1MARAM", "EAN11", 427, 444}, {"E1MARAM", "WRKST_NEW", 773, 820},
            {"E1MARAM", "MATNR_LONG", 949, 988}, {"E1MARCM", "PLIFZ", 105, 107}, {"E1MARCM", "EISBE", 136, 149},
            {"E1MARCM", "PRCTR", 453, 462},      {"E1MARDM", "LGPBE", 124, 133}, {"E1MARMM", "BRGEW", 162, 175},
            {"E1MBEWM", "STPRS", 95, 106},       {"E1MVKEM", "MTPOS", 152, 155}, {"E1MTXLM", "TDLINE", 69, 200},
            {"E1ADRM1", "NAME1", 119, 158},      {"E1ADRM1", "CITY1", 608, 647}, {"E1ADRM1", "TZDESC", 981, 1015},
            {"E1EDL24", "LICHN", 1019, 1033},    {"E1EDT13", "ISDD", 125, 132},  {"E1EDL37", "VHILM_KU_GUID", 879, 910},
        };
        const auto layout = readIdocLayout({});
        QVERIFY_RESULT(layout);
        for (const Position& each : positions) {
            const auto& types = layout->types;
            const auto type = std::find_if(types.begin(), types.end(), [&](const auto& one) { return one.name == each.segment; });
            QVERIFY2(type != types.end(), each.segment.c_str());
            const auto field = std::find(type->fields.begin(), type->fields.end(), each.field);
            QVERIFY2(field != type->fields.end(), each.field.c_str());
            const FixedField& found = layout->fields[static_cast<std::size_t>(type - types.begin())]
                                                    [static_cast<std::size_t>(field - type->fields.begin())];
            QVERIFY2(found.begin + 1 == each.first && found.begin + found.length == each.last, each.field.c_str());
        }
    }

    void letterOfTwoBytesIsOnePlace() {
        const std::string file = control(first) + "\n" + segment("E1MARAM", first, "00000100000001", "005MAT-1") + "\n" +
                                 padded(padded("E1MAKTM", 30) + "800" + first + "00000200000102" + "005DSäge", 1064) + "\n";
        const auto document = codecOf("idoc")->read(file, nullptr);
        QVERIFY_RESULT(document);
        QVERIFY((*document)->findings().empty());
        QCOMPARE((*document)->root().follow("/IDOC/0/E1MARAM/0/E1MAKTM/0/MAKTX").text(), std::string_view("Säge"));
    }

    void whatDoesNotFitIsSaid() {
        const auto tree = readJson(std::string(R"({"IDOC":[{"E1EDK01":{"CURCY":"EURO"}}]})"));
        const auto written = codecOf("idoc")->write((*tree)->root());
        QVERIFY(!written);
        QVERIFY2(written.error().sentence.contains(QStringLiteral("/IDOC/0/E1EDK01/CURCY")), qPrintable(written.error().print()));
    }
};

PATCHBAY_TEST("tst_idoc", IdocTest);
#include "tst_idoc.moc"

#include "models/base/Text.h"
#include "models/document/edi/Acknowledge.h"
#include "tests/models/document/edi/EdiSamples.h"
#include "tests/support/TestMain.h"

using namespace pb;
using namespace pb::doc;

namespace {

const FixedClock clock(1795844460000);  // 2026-11-28T05:41Z

std::string answerTo(const std::string& text, bool rejectsElementErrors = false) {
    const auto reading = readEdiForAnswer(text);
    if (!reading) {
        qFatal("%s", qPrintable(reading.error().print()));
    }
    EdiAnswerOptions options;
    options.clock = &clock;
    options.rejectsElementErrors = rejectsElementErrors;
    const auto answer = acknowledgeEdi(*reading, options);
    if (!answer) {
        qFatal("%s", qPrintable(answer.error().print()));
    }
    for (const Finding& finding : answer->findings) {
        qFatal("the answer is wrong itself: %s\n%s", qPrintable(finding.sentence), answer->bytes.c_str());
    }
    return answer->bytes;
}

/// The segments from the first AK1 or UCI on, without trailers.
std::string core(const std::string& text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        const std::string line = text.substr(at, end - at);
        if (line.starts_with("AK") || line.starts_with("UC") || line.starts_with("TA1")) {
            out += line + "\n";
        }
        at = end + 1;
    }
    return out;
}

}  // namespace

class EdiAnswerTest : public QObject {
    Q_OBJECT

private slots:
    void aSoundFileIsAccepted() {
        const std::string answer = answerTo(test::orderX12());
        QCOMPARE(answer.substr(0, answer.find("AK2")),
                 std::string("ISA*00*          *00*          *ZZ*SELLER         *ZZ*BUYER          *261128*0541*U*00401*000000001*0*T*>~\n"
                             "GS*FA*SELLER*BUYER*20261128*0541*1*X*004010~\nST*997*0001~\nAK1*PO*7~\n"));
        QCOMPARE(core(answer), std::string("AK1*PO*7~\nAK2*850*0001~\nAK5*A~\nAK2*850*0002~\nAK5*A~\nAK9*A*2*2*2~\n"
                                           "AK1*IN*8~\nAK2*810*0001~\nAK5*A~\nAK9*A*1*1*1~\n"));
    }

    void elementErrorsAreToldAndAccepted() {
        const std::string text = test::with(test::orderX12(), "BEG*00*NE*PO-4711", "BEG*00*NEW*");
        QVERIFY(core(answerTo(text)).starts_with("AK1*PO*7~\nAK2*850*0001~\nAK3*BEG*2**8~\nAK4*2*92*5*NEW~\nAK4*3*324*1~\nAK5*E*5~\nAK2*850*0002~\nAK5*A~\nAK9*E*2*2*2~\n"));
        QVERIFY(core(answerTo(text, true)).find("AK5*R*5~\nAK2*850*0002~\nAK5*A~\nAK9*P*2*2*1~\n") != std::string::npos);
    }

    void frameErrorsReject() {
        std::string text = test::with(test::orderX12(), "SE*22*0001", "SE*23*0009");
        text = test::with(text, "PID*F*08***Nails~", "ZZZ*1~");
        text = test::with(text, "GE*2*7", "GE*3*9");
        text = test::with(text, "IEA*2*000000042", "IEA*2*000000043");
        const std::string answer = core(answerTo(text));
        QVERIFY2(answer.starts_with("TA1*000000042*261128*0541*E*001~\nAK1*PO*7~\nAK2*850*0001~\nAK3*ZZZ*19*PO1*6~\nAK5*R*5*4*3~\n"), answer.c_str());
        QVERIFY2(answer.find("AK9*P*3*2*1*5*4~\n") != std::string::npos, answer.c_str());
    }

    void whatIsMissingIsTold() {
        const std::string answer = core(answerTo(test::with(test::orderX12(), "BEG*05*SA*PO-4712**20261128~\n", "")));
        QVERIFY2(answer.find("AK2*850*0002~\nAK3*BEG*2**3~\nAK5*R*5*4~\nAK9*P*2*2*1~\n") != std::string::npos, answer.c_str());
    }

    void controlAnswersEdifact() {
        const std::string answer = answerTo(test::ordersEdifact());
        QVERIFY2(answer.starts_with("UNB+UNOC:3+4098765000004:14+4012345000009:14+261128:0541+1'\nUNH+1+CONTRL:D:3:UN'\n"), answer.c_str());
        QCOMPARE(core(answer), std::string("UCI+REF0001+4012345000009:14+4098765000004:14+7'\n"
                                           "UCM+1+ORDERS:D:96A:UN:EAN008+7'\nUCM+2+PRICAT:D:96A:UN+7'\n"));
    }

    void controlTellsPositions() {
        std::string text = test::with(test::ordersEdifact(), "DTM+137:20261128:102", "DTM+1370:20261128:102");
        text = test::with(text, "UNT+24+1", "UNT+25+1");
        text = test::with(text, "UNZ+2+REF0001", "UNZ+3+REF0001");
        QCOMPARE(core(answerTo(text)), std::string("UCI+REF0001+4012345000009:14+4098765000004:14+7+29+UNZ'\n"
                                                   "UCM+1+ORDERS:D:96A:UN:EAN008+4+29+UNT'\nUCS+3'\nUCD+39+2:1'\n"
                                                   "UCM+2+PRICAT:D:96A:UN+7'\n"));
    }

    void answersAreNotAnswered() {
        QCOMPARE(answerTo(answerTo(test::orderX12())), std::string());
        QCOMPARE(answerTo(answerTo(test::ordersEdifact())), std::string());
    }

    void everySampleGetsASoundAnswer() {
        for (const std::string& text : test::samples()) {
            QVERIFY(!answerTo(text).empty());
        }
    }
};

PATCHBAY_TEST("tst_edi_answer", EdiAnswerTest);
#include "tst_edi_answer.moc"

#include "models/document/edi/Edi.h"
#include "models/document/edi/Tokenizer.h"
#include "tests/bench/document/Bench.h"
#include "tests/bench/document/Inputs.h"

#include <cstdio>

namespace pb::bench {

using namespace pb::doc;

namespace {

std::string segmentsOf(std::size_t order) {
    const std::string number = std::to_string(100000 + order);
    std::string text = "BEG*00*NE*PO-" + number + "**20261127~\nREF*DP*042~\nPER*BD*Ann Example*TE*+1 555 0100~\n"
                       "DTM*002*20261204~\nN1*BY*Example Stores*92*BUY1~\nN1*ST*Example Stores, North*92*0042~\n"
                       "N3*1 Harbour Road*Gate 4~\nN4*Springfield*IL*62701*US~\n";
    for (int line = 1; line <= 12; ++line) {
        text += "PO1*" + std::to_string(line) + "*10*EA*9.95*PE*UP*0123456789" + std::to_string(10 + line) +
                "*VN*A-100~\nPID*F*08***Garden hose, 15 m~\nSAC*A*C310***995~\n";
    }
    return text + "CTT*12~\nAMT*TT*1194~\n";
}

}  // namespace

std::string x12Orders(std::size_t bytes) {
    std::string text = "ISA*00*          *00*          *ZZ*BUYER          *ZZ*SELLER         *261128*0541*U*00401*000000042*0*T*>~\n"
                       "GS*PO*BUYER*SELLER*20261128*0541*7*X*004010~\n";
    std::size_t sets = 0;
    while (text.size() < bytes) {
        ++sets;
        std::string reference = std::to_string(sets);
        reference.insert(0, 9 - reference.size(), '0');
        text += "ST*850*" + reference + "~\n" + segmentsOf(sets) + "SE*48*" + reference + "~\n";
    }
    return text + "GE*" + std::to_string(sets) + "*7~\nIEA*1*000000042~\n";
}

void ediRows(std::size_t bytes) {
    const std::string text = x12Orders(bytes);
    const std::shared_ptr<const void> owner(&text, [](const void*) {});
    std::size_t segments = 0;
    const double tokens = speed(text.size(), [&] {
        edi::Tokenizer tokenizer(text);
        require(tokenizer.openInterchange().has_value(), "header");
        edi::Segment segment;
        for (segments = 0; tokenizer.next(segment);) {
            ++segments;
        }
    });
    row("X12 orders: segments", text.size(), tokens, 0);
    std::printf("%34s %zu segments\n", "", segments);
    for (const bool checks : {false, true}) {
        const double tree = speed(text.size(), [&] {
            const auto document = readEdi(text, owner, {nullptr, checks});
            require(document.has_value() && (*document)->findings().empty(), "X12");
        });
        row(checks ? "X12 orders: checked tree" : "X12 orders: tree", text.size(), tree, tokens);
    }
    const double sets = speed(text.size(), [&] {
        require(readEdiSets(text, [](const DocumentPtr&, std::uint64_t) { return true; }).has_value(), "sets");
    });
    row("X12 orders: set by set, checked", text.size(), sets, tokens);
}

}  // namespace pb::bench

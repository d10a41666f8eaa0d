#include "tests/models/document/edi/EdiSamples.h"

#include "models/document/edi/Tokenizer.h"
#include "tests/support/TestMain.h"

namespace pb::test {

using namespace pb::doc;

std::string orderX12() {
    static const std::string text = sourceFile("tests/models/document/edi/files/order.x12");
    return text;
}

std::string ordersEdifact() {
    static const std::string text = sourceFile("tests/models/document/edi/files/orders.edifact");
    return text;
}

std::string with(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    if (at == std::string::npos) {
        qFatal("“%s” is not in the sample", from.c_str());
    }
    return text.replace(at, from.size(), to);
}

namespace {

std::string without(std::string text, char c) {
    std::erase(text, c);
    return text;
}

std::string translated(std::string text, std::string_view from, std::string_view to) {
    for (char& c : text) {
        const std::size_t at = from.find(c);
        c = at == std::string_view::npos ? c : to[at];
    }
    return text;
}

/// Hard line ends after every 80 bytes, as some gateways make them.
std::string wrapped(const std::string& text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); at += 80) {
        out += text.substr(at, 80) + "\r\n";
    }
    return out;
}

std::string faultyOrder() {
    std::string text = with(orderX12(), "BEG*00*NE", "BEG*00*NEW");
    text = with(text, "CTT*2~", "ZZZ*1*two*3~\nCUR*BY*USD~\nCTT*two~");
    text = with(text, "SE*22*0001", "SE*23*0009");
    return with(text, "GE*2*7", "XYZ*stray~\nGE*3*9");
}

std::string interchangeWithGroups() {
    std::string text = with(ordersEdifact(), "UNH+1+", "UNG+ORDERS+BUYER+SELLER+261128:0541+G1+UN+D:96A'\nUNH+1+");
    return with(text, "UNZ+2+", "UNE+2+G1'\nUNZ+1+");
}

}  // namespace

std::vector<std::string> samples() {
    const std::string x12 = orderX12();
    const std::string edifact = ordersEdifact();
    const std::string oneLine = without(x12, '\n');
    return {
        x12,
        edifact,
        oneLine,
        translated(oneLine, "*~>", "\x1d\n\x1f"),
        with(oneLine, "N4*Springfield", "N4*D\xc3\xbcsseldorf"),
        with(oneLine, "N4*Springfield", "N4*D\xfcsseldorf"),
        with(with(edifact, "Garden hose", "Gartenschl\xe4uche"), "UNB+UNOC:3", "UNB+UNOC:3"),
        with(edifact, "UNA:+.? '\n", ""),
        interchangeWithGroups(),
        faultyOrder(),
        wrapped(oneLine),
        "\r\n" + x12 + "\r\n\x1a" + edifact + x12,
        with(x12, "GE*2*7~\n", ""),
        with(oneLine, "IEA*2*000000042~", ""),
    };
}

DocumentPtr edi(const std::string& text) {
    auto document = readEdi(text);
    if (!document) {
        qFatal("%s\n%s", qPrintable(document.error().print()), text.c_str());
    }
    return *document;
}

std::string findings(const Document& document) {
    std::string rules;
    for (const Finding& finding : document.findings()) {
        rules += (rules.empty() ? "" : " ") + finding.rule;
    }
    return rules;
}

void forEachSet(const Document& document, const std::function<void(Value)>& each) {
    for (const Value interchange : document.root().find("interchanges").children()) {
        for (const Value set : interchange.find("sets").children()) {
            each(set);
        }
        for (const Value group : interchange.find("groups").children()) {
            for (const Value set : group.find("sets").children()) {
                each(set);
            }
        }
    }
}

std::string leafFault(const Document& document) {
    for (std::uint32_t index = 0; index < document.nodes().size(); ++index) {
        const Value value(&document, index);
        if (document.nodes()[index].isContainer()) {
            continue;
        }
        std::string text(value.text());
        std::string raw;
        edi::unescape(value.raw(), value.name() == "UNA" ? '\0' : '?', raw);
        const bool isAscii = std::all_of(raw.begin(), raw.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
        if (isAscii && raw != text) {
            return value.pointer() + " is " + text + " and not " + raw;
        }
    }
    return {};
}

}  // namespace pb::test

#include "models/document/edi/Answer.h"
#include "models/document/edi/SegmentText.h"

#include <algorithm>

namespace pb::doc::edi {

namespace {

/// 0083 of CONTRL: 4 this level and all below rejected, 7 this level acknowledged, 8 received.
constexpr const char* rejected = "4";
constexpr const char* acknowledged = "7";

/// The value as JSON under another name: composites are renamed to where they now stand.
ElementJson movedTo(std::string_view element, Value value, std::string_view from) {
    if (!value.is(Kind::object)) {
        return {std::string(value.text()), false};
    }
    std::string out = "{";
    for (const Value component : value.children()) {
        out += out.size() > 1 ? "," : "";
        writeJsonString(std::string(element) + std::string(component.name().substr(from.size())), out);
        out.push_back(':');
        writeJsonString(component.text(), out);
    }
    return {out + "}", true};
}

class MessageAnswers {
public:
    explicit MessageAnswers(const Answer& answer) : answer_(answer) {}

    void add(Value sets, int group) {
        int number = 0;
        for (const Value set : sets.children()) {
            addMessage(set, group, number++);
        }
    }
    const std::string& loops() const { return loops_; }
    bool hasOnlyAnswers() const { return hasOnlyAnswers_; }

private:
    void addMessage(Value set, int group, int number) {
        const Value header = set.find("UNH");
        if (plainText(header.find("UNH02"), "UNH0201") == "CONTRL") {
            return;
        }
        hasOnlyAnswers_ = false;
        std::string frameCode;
        std::vector<const Issue*> issues;
        for (const Issue& issue : answer_.reading.issues) {
            const IssueLevel level = traitsOf(issue.kind).level;
            if (!answer_.concerns(issue, group, number) || level == IssueLevel::note) {
                continue;
            }
            if (level >= IssueLevel::segment) {
                issues.push_back(&issue);
            } else if (frameCode.empty()) {
                frameCode = traitsOf(issue.kind).edifact;
            }
        }
        const EdiVerdict verdict = verdictOn(answer_.reading, answer_.number, group, number, answer_.options);
        const std::vector<ElementJson> ucm = {{plainText(header, "UNH01")},
                                              movedTo("UCM02", header.find("UNH02"), "UNH02"),
                                              {verdict == EdiVerdict::rejected ? rejected : acknowledged},
                                              {frameCode},
                                              {frameCode.empty() ? "" : "UNT"}};
        loops_ += (loops_.empty() ? "" : ",") + std::string("{\"UCM\":") + segmentJson("UCM", ucm) + errorsOf(issues, group >= 0) + "}";
    }

    /// A UCS for each segment with faults, with a UCD for each wrong element.
    static std::string errorsOf(const std::vector<const Issue*>& issues, bool inGroup) {
        std::string loops;
        for (std::size_t i = 0; i < issues.size();) {
            const Issue& first = *issues[i];
            const bool isElement = traitsOf(first.kind).level == IssueLevel::element;
            std::string elements;
            std::size_t next = i + (isElement ? 0 : 1);
            while (isElement && next < issues.size() && issues[next]->segment == first.segment &&
                   traitsOf(issues[next]->kind).level == IssueLevel::element) {
                elements += (elements.empty() ? "" : ",") + elementError(*issues[next++]);
            }
            loops += (loops.empty() ? "" : ",") + std::string("{\"UCS\":") +
                     segmentJson("UCS", {std::to_string(std::max(first.segment, 1u)), isElement ? "" : traitsOf(first.kind).edifact}) +
                     (elements.empty() ? std::string() : ",\"UCD\":[" + elements + "]") + "}";
            i = next;
        }
        return loops.empty() ? loops : ",\"" + std::string(inGroup ? "SG5" : "SG2") + "\":[" + loops + "]";
    }

    static std::string elementError(const Issue& issue) {
        // Positions count the tag as the first (ISO 9735-4, 0098).
        const std::vector<std::string> position = {std::to_string(issue.element + 1),
                                                   issue.component > 0 ? std::to_string(issue.component) : ""};
        return segmentJson("UCD", std::vector<ElementJson>{{traitsOf(issue.kind).edifact}, {compositeJson("UCD02", position), true}});
    }

    const Answer& answer_;
    std::string loops_;
    bool hasOnlyAnswers_ = true;
};

std::string interchangeCode(const Answer& answer) {
    for (const Issue& issue : answer.reading.issues) {
        if (answer.concerns(issue, -1, -1) && traitsOf(issue.kind).level == IssueLevel::interchange) {
            return traitsOf(issue.kind).edifact;
        }
    }
    return {};
}

/// UCF of a group, with its messages.
std::string groupAnswer(const Answer& answer, Value group, int number, bool& hasOnlyAnswers) {
    MessageAnswers messages(answer);
    messages.add(group.find("sets"), number);
    hasOnlyAnswers = hasOnlyAnswers && messages.hasOnlyAnswers();
    std::string code;
    for (const Issue& issue : answer.reading.issues) {
        if (code.empty() && answer.concerns(issue, number, -1) && traitsOf(issue.kind).level == IssueLevel::group) {
            code = traitsOf(issue.kind).edifact;
        }
    }
    const Value header = group.find("UNG");
    const std::vector<ElementJson> ucf = {{plainText(header, "UNG05")},
                                          movedTo("UCF02", header.find("UNG02"), "UNG02"),
                                          movedTo("UCF03", header.find("UNG03"), "UNG03"),
                                          {acknowledged},
                                          {code},
                                          {code.empty() ? "" : "UNE"}};
    return "{\"UCF\":" + segmentJson("UCF", ucf) + (messages.loops().empty() ? std::string() : ",\"SG4\":[" + messages.loops() + "]") + "}";
}

}  // namespace

std::string answerEdifact(const Answer& answer) {
    const Value unb = answer.interchange.find("UNB");
    bool hasOnlyAnswers = true;
    MessageAnswers messages(answer);
    messages.add(answer.interchange.find("sets"), -1);
    hasOnlyAnswers = messages.hasOnlyAnswers();
    std::string groups;
    int number = 0;
    for (const Value group : answer.interchange.find("groups").children()) {
        groups += (groups.empty() ? "" : ",") + groupAnswer(answer, group, number++, hasOnlyAnswers);
    }
    const std::string code = interchangeCode(answer);
    if (hasOnlyAnswers && code.empty()) {
        return {};
    }
    const std::vector<ElementJson> uci = {{plainText(unb, "UNB05")},
                                          movedTo("UCI02", unb.find("UNB02"), "UNB02"),
                                          movedTo("UCI03", unb.find("UNB03"), "UNB03"),
                                          {acknowledged},
                                          {code},
                                          {code.empty() ? "" : "UNZ"}};
    const std::vector<ElementJson> header = {{}, movedTo("UNB02", unb.find("UNB03"), "UNB03"), movedTo("UNB03", unb.find("UNB02"), "UNB02")};
    return "{\"UNB\":" + segmentJson("UNB", header) +
           R"(,"sets":[{"UNH":{"UNH02":{"UNH0201":"CONTRL","UNH0202":"D","UNH0203":"3","UNH0204":"UN"}},"UCI":)" + segmentJson("UCI", uci) +
           (messages.loops().empty() ? std::string() : ",\"SG1\":[" + messages.loops() + "]") +
           (groups.empty() ? std::string() : ",\"SG3\":[" + groups + "]") + "}]}";
}

}  // namespace pb::doc::edi

#include "models/document/edi/Answer.h"
#include "models/document/edi/SegmentText.h"

#include <algorithm>
#include <set>

namespace pb::doc::edi {

namespace {

constexpr std::size_t mostCodes = 5;          ///< AK5, AK9
constexpr std::size_t mostElements = 99;      ///< AK4 of an AK3
constexpr std::size_t longestTag = 3, longestLoop = 6;

std::string limited(const std::string& text, std::size_t most) {
    return text.substr(0, most);
}

/// AK303 is the tag that begins the loop: "N1" of N1Loop.
std::string loopIdentifier(const std::string& name) {
    return limited(name.ends_with("Loop") ? name.substr(0, name.size() - 4) : name, longestLoop);
}

/// A code for each kind of fault, in the order of the faults.
class Codes {
public:
    void add(const std::string& code) {
        if (codes_.size() < mostCodes && std::find(codes_.begin(), codes_.end(), code) == codes_.end()) {
            codes_.push_back(code);
        }
    }
    void appendTo(std::vector<std::string>& elements) const { elements.insert(elements.end(), codes_.begin(), codes_.end()); }
    bool isEmpty() const { return codes_.empty(); }
    const std::string& first() const { return codes_.front(); }

private:
    std::vector<std::string> codes_;
};

/// AK4 shows what was wrong unless it has characters that would be wrong there too.
std::string copyOf(const Issue& issue) {
    const bool isPrintable = std::all_of(issue.value.begin(), issue.value.end(), [](char c) {
        return static_cast<unsigned char>(c) >= ' ' && static_cast<unsigned char>(c) < 0x7f && c != '*' && c != '>' && c != '~';
    });
    return isPrintable ? issue.value : std::string();
}

std::string elementError(const Issue& issue) {
    const ElementJson position{
        compositeJson("AK401", {std::to_string(issue.element), issue.component > 0 ? std::to_string(issue.component) : ""}),
        true};
    const bool isReference = issue.elementId.find_first_not_of("0123456789") == std::string::npos;
    return segmentJson("AK4", std::vector<ElementJson>{position,
                                                       {isReference ? issue.elementId : std::string()},
                                                       {traitsOf(issue.kind).x12},
                                                       {copyOf(issue)}});
}

/// AK3 and AK4 of a set: one AK3 for a segment with element errors, one for each error of a segment.
std::string segmentErrors(const std::vector<const Issue*>& issues) {
    std::string loops;
    for (std::size_t i = 0; i < issues.size();) {
        const Issue& first = *issues[i];
        const bool isElement = traitsOf(first.kind).level == IssueLevel::element;
        std::string elements;
        std::size_t count = 0;
        std::size_t next = i + 1;
        if (isElement) {
            next = i;
            while (next < issues.size() && issues[next]->segment == first.segment &&
                   traitsOf(issues[next]->kind).level == IssueLevel::element) {
                elements += count < mostElements ? (count > 0 ? "," : "") + elementError(*issues[next]) : std::string();
                ++count;
                ++next;
            }
        }
        loops += loops.empty() ? "" : ",";
        loops += "{\"AK3\":" + segmentJson("AK3", {limited(first.tag, longestTag), std::to_string(std::max(first.segment, 1u)),
                                                   loopIdentifier(first.loop), isElement ? "8" : traitsOf(first.kind).x12});
        loops += elements.empty() ? "}" : ",\"AK4\":[" + elements + "]}";
        i = next;
    }
    return loops;
}

class GroupAnswer {
public:
    GroupAnswer(const Answer& answer, Value group, int number) : answer_(answer), group_(group), number_(number) {}

    std::string write() {
        const Value header = group_.find("GS");
        std::string loops;
        int set = 0;
        for (const Value one : group_.find("sets").children()) {
            loops += (loops.empty() ? "" : ",") + setAnswer(one, set++);
        }
        const std::string trailer = plainText(group_.find("GE"), "GE01");
        std::vector<std::string> totals = {verdict(set), trailer.empty() ? std::to_string(set) : trailer, std::to_string(set),
                                           std::to_string(accepted_)};
        groupCodes().appendTo(totals);
        return "{\"ST\":{\"ST01\":\"997\"},\"AK1\":" +
               segmentJson("AK1", {plainText(header, "GS01"), plainText(header, "GS06")}) +
               (loops.empty() ? std::string() : ",\"AK2Loop\":[" + loops + "]") + ",\"AK9\":" + segmentJson("AK9", totals) + "}";
    }

private:
    std::string setAnswer(Value set, int number) {
        std::vector<const Issue*> issues;
        Codes codes;
        for (const Issue& issue : answer_.reading.issues) {
            const IssueLevel level = traitsOf(issue.kind).level;
            if (!answer_.concerns(issue, number_, number) || level == IssueLevel::note) {
                continue;
            }
            if (level >= IssueLevel::segment) {
                issues.push_back(&issue);
                codes.add("5");
            } else if (level == IssueLevel::set) {
                codes.add(traitsOf(issue.kind).x12);
            }
        }
        const EdiVerdict verdict = verdictOn(answer_.reading, answer_.number, number_, number, answer_.options);
        accepted_ += verdict == EdiVerdict::rejected ? 0 : 1;
        hasErrors_ = hasErrors_ || verdict == EdiVerdict::acceptedWithErrors;
        std::vector<std::string> end = {verdict == EdiVerdict::accepted ? "A" : verdict == EdiVerdict::rejected ? "R" : "E"};
        codes.appendTo(end);
        const std::string errors = segmentErrors(issues);
        return "{\"AK2\":" + segmentJson("AK2", {plainText(set.find("ST"), "ST01"), plainText(set.find("ST"), "ST02")}) +
               (errors.empty() ? std::string() : ",\"AK3Loop\":[" + errors + "]") + ",\"AK5\":" + segmentJson("AK5", end) + "}";
    }

    Codes groupCodes() const {
        Codes codes;
        for (const Issue& issue : answer_.reading.issues) {
            if (answer_.concerns(issue, number_, -1) && traitsOf(issue.kind).level == IssueLevel::group) {
                codes.add(traitsOf(issue.kind).x12);
            }
        }
        return codes;
    }

    std::string verdict(int sets) const {
        const bool isFrameWrong = !groupCodes().isEmpty();
        if (accepted_ == 0 && sets > 0) {
            return "R";
        }
        return accepted_ < sets ? "P" : hasErrors_ || isFrameWrong ? "E" : "A";
    }

    const Answer& answer_;
    Value group_;
    int number_;
    int accepted_ = 0;
    bool hasErrors_ = false;
};

/// TA1 answers what is wrong with the envelope.
std::string interchangeErrors(const Answer& answer) {
    Codes codes;
    for (const Issue& issue : answer.reading.issues) {
        if (answer.concerns(issue, -1, -1) && traitsOf(issue.kind).level == IssueLevel::interchange) {
            codes.add(traitsOf(issue.kind).x12);
        }
    }
    if (codes.isEmpty()) {
        return {};
    }
    const Value isa = answer.interchange.find("ISA");
    return ",\"TA1\":[" + segmentJson("TA1", {plainText(isa, "ISA13"), plainText(isa, "ISA09"), plainText(isa, "ISA10"), "E",
                                              codes.first()}) + "]";
}

}  // namespace

std::string answerX12(const Answer& answer) {
    std::string groups;
    int number = -1;
    for (const Value group : answer.interchange.find("groups").children()) {
        ++number;
        const Value header = group.find("GS");
        if (plainText(header, "GS01") == "FA") {
            continue;
        }
        groups += groups.empty() ? "" : ",";
        groups += "{\"GS\":" + segmentJson("GS", {"FA", plainText(header, "GS03"), plainText(header, "GS02"), "", "", "", "X", "004010"}) +
                  ",\"sets\":[" + GroupAnswer(answer, group, number).write() + "]}";
    }
    const std::string errors = interchangeErrors(answer);
    if (groups.empty() && errors.empty()) {
        return {};
    }
    const Value isa = answer.interchange.find("ISA");
    return "{\"ISA\":" + segmentJson("ISA", {"", "", "", "", plainText(isa, "ISA07"), plainText(isa, "ISA08"), plainText(isa, "ISA05"),
                                             plainText(isa, "ISA06"), "", "", "", "", "", "", plainText(isa, "ISA15")}) +
           errors + (groups.empty() ? std::string() : ",\"groups\":[" + groups + "]") + "}";
}

}  // namespace pb::doc::edi

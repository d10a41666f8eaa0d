#include "models/document/edi/Acknowledge.h"

#include "models/base/Text.h"
#include "models/document/edi/Answer.h"

#include <algorithm>

namespace pb::doc {

using namespace edi;

namespace {

bool isRejected(const Issue& issue, const EdiAnswerOptions& options) {
    const IssueLevel level = traitsOf(issue.kind).level;
    return level != IssueLevel::note && (level != IssueLevel::element || options.rejectsElementErrors);
}

}  // namespace

EdiVerdict verdictOn(const EdiReading& reading, int interchange, int group, int set, const EdiAnswerOptions& options) {
    EdiVerdict verdict = EdiVerdict::accepted;
    for (const Issue& issue : reading.issues) {
        const bool isHere = issue.interchange == interchange && issue.group == group && issue.set == set;
        if (!isHere || traitsOf(issue.kind).level == IssueLevel::note) {
            continue;
        }
        if (isRejected(issue, options)) {
            return EdiVerdict::rejected;
        }
        verdict = EdiVerdict::acceptedWithErrors;
    }
    return verdict;
}

bool rejectsAny(const EdiReading& reading, const EdiAnswerOptions& options) {
    return std::any_of(reading.issues.begin(), reading.issues.end(),
                       [&](const Issue& issue) { return isRejected(issue, options); });
}

Result<EdiText> acknowledgeEdi(const EdiReading& reading, const EdiAnswerOptions& options) {
    if (!reading.hasAllIssues) {
        return fail(ErrorCode::limit, say("Cannot acknowledge the file. It has more than %1 faults.").arg(EdiReading::mostIssues),
                    say("Acknowledge its interchanges one by one."));
    }
    std::string tree;
    int number = 0;
    for (const Value interchange : reading.document->root().find("interchanges").children()) {
        const Answer answer{reading, options, interchange, number++};
        const std::string one = interchange.find("ISA") ? answerX12(answer) : answerEdifact(answer);
        tree += (tree.empty() || one.empty() ? "" : ",") + one;
    }
    if (tree.empty()) {
        return EdiText();
    }
    PB_TRY(document, readJson("{\"interchanges\":[" + tree + "]}"));
    EdiStyle style;
    style.lineEnd = options.lineEnd;
    style.clock = options.clock;
    style.firstReference = options.firstReference;
    return writeEdi(document->root(), style, {options.guides, true});
}

}  // namespace pb::doc

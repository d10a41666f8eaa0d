#pragma once

#include "models/document/Json.h"
#include "models/document/edi/Acknowledge.h"

#include <initializer_list>

namespace pb::doc::edi {

/// One interchange that is acknowledged.
struct Answer {
    const EdiReading& reading;
    const EdiAnswerOptions& options;
    Value interchange;
    int number = 0;

    bool concerns(const Issue& issue, int group, int set) const {
        return issue.interchange == number && issue.group == group && issue.set == set;
    }
};

/// The tree of the answering interchange as JSON, for the writer; empty when nothing is to be acknowledged.
std::string answerX12(const Answer& answer);
std::string answerEdifact(const Answer& answer);

/// JSON of a segment's object: members with empty texts are left out.
std::string segmentJson(std::string_view tag, const std::vector<std::string>& elements);
/// The same with an element that is JSON already (a composite) where `isJson`.
struct ElementJson {
    std::string text;
    bool isJson = false;
};
std::string segmentJson(std::string_view tag, const std::vector<ElementJson>& elements);
/// {"UCI0101": …}
std::string compositeJson(std::string_view element, const std::vector<std::string>& components);

}  // namespace pb::doc::edi

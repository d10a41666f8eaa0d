#pragma once

#include "models/base/Clock.h"
#include "models/document/edi/Edi.h"

namespace pb::doc {

enum class EdiVerdict : std::uint8_t { accepted, acceptedWithErrors, rejected };

struct EdiAnswerOptions {
    bool rejectsElementErrors = false;    ///< a set with wrong elements is rejected; else accepted with errors
    std::uint64_t firstReference = 1;     ///< control number of the first interchange that is written
    std::string lineEnd = "\n";
    const Clock* clock = nullptr;         ///< null = the system's
    const edi::Guides* guides = nullptr;  ///< null = those that come with Patchbay
};

/// What became of a set: rejected where its frame or segments are wrong, accepted with errors where elements are.
EdiVerdict verdictOn(const EdiReading& reading, int interchange, int group, int set, const EdiAnswerOptions& options = {});

/// Whether the acknowledgement rejects anything: an interchange, a group, a set.
bool rejectsAny(const EdiReading& reading, const EdiAnswerOptions& options = {});

/// The acknowledgement of what was read: for X12 one 997 (version 004010) a group, with a TA1 where the envelope is wrong,
/// for EDIFACT one CONTRL (D.3) an interchange; back from the receiver to the sender. Acknowledgements themselves are not
/// acknowledged; an empty text says that there was nothing else.
Result<EdiText> acknowledgeEdi(const EdiReading& reading, const EdiAnswerOptions& options = {});

}  // namespace pb::doc

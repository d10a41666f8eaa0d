#pragma once

#include "models/base/Clock.h"
#include "models/document/Document.h"
#include "models/document/Utf8.h"
#include "models/document/edi/Delimiters.h"
#include "models/document/edi/Guides.h"
#include "models/document/edi/Issue.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pb::doc {

struct EdiOptions {
    const edi::Guides* guides = nullptr;  ///< null = those that come with Patchbay
    bool checks = true;                   ///< elements too: length, characters, codes, rules between them
};

/// X12 and EDIFACT, any number of interchanges. What an expression sees:
///
///   the file      {"interchanges": […]}
///   interchange   {"UNA": ":+.? '"?, "ISA"|"UNB": {…}, "TA1": […]?, "groups": […] | "sets": […], "IEA"|"UNZ": {…}}
///   group         {"GS"|"UNG": {…}, "sets": […], "GE"|"UNE": {…}}; EDIFACT without groups has "sets" at once
///   set           by its guide: segments and loops in the guide's order, an array wherever the guide lets them repeat:
///                 {"ST": {…}, "BEG": {…}, "REF": […], "N1Loop": [{"N1": {…}, "N3": […]}], "SE": {…}}
///                 without a guide: {"ST": {…}, "segments": [{"BEG": {…}}, …], "SE": {…}}
///   segment       {"BEG01": "00", "BEG03": "4711"}: tag and position; what is empty is not there
///   composite     {"DTM01": {"DTM0101": "137", "DTM0102": "20260101"}}; always where the guide has one
///   repetition    an array, always where the guide lets an element repeat
///   unexpected    what the guide has no place for: {"unexpected": {"7": {"ZZZ": {…}}}}, by its number in the set, group
///                 or interchange (the header is 1)
///
/// Every value is a text as it stands there (blanks that fill ISA too), without release characters; numbers stay texts.
/// Ranges: a leaf its raw bytes, a segment from tag to terminator (without it). Charsets: UTF-8, else what UNB01 says
/// (UNOC), else Windows-1252. Guides: edi/Guides.h. Only a file that is no EDI at all is an error: whatever else is wrong
/// is a finding.
Result<DocumentPtr> readEdi(std::string_view bytes, std::shared_ptr<const void> owner = nullptr,
                            const EdiOptions& options = {});

/// The same with what an acknowledgement needs.
struct EdiReading {
    DocumentPtr document;
    std::vector<edi::Issue> issues;  ///< at most `mostIssues`
    bool hasAllIssues = true;

    static constexpr std::size_t mostIssues = 100'000;
};
Result<EdiReading> readEdiForAnswer(std::string_view bytes, std::shared_ptr<const void> owner = nullptr,
                                    const EdiOptions& options = {});

/// Every interchange as a document of its own, or every set as one (its root is the set), in memory that does not grow
/// with their number. `each` returns false to stop; `firstByte` is where the document begins in the stream. Findings about
/// what is around a set are not told in the second. `passed` as of Codec::stream.
using EachInterchange = std::function<bool(DocumentPtr document, std::uint64_t firstByte)>;
Done readEdiInterchanges(std::string_view bytes, const EachInterchange& each, const EdiOptions& options = {},
                         const Passed& passed = {});
Done readEdiSets(std::string_view bytes, const EachInterchange& each, const EdiOptions& options = {},
                 const Passed& passed = {});

struct EdiStyle {
    std::optional<edi::Delimiters> delimiters;  ///< else UNA, ISA11 and ISA16 of the tree, else the usual ones
    std::string lineEnd = "\n";                 ///< behind each segment
    std::uint64_t firstReference = 1;           ///< control number of the first interchange and group that have none
    const Clock* clock = nullptr;               ///< for dates that the tree leaves out; null = the system's
};

struct EdiText {
    std::string bytes;
    std::vector<Finding> findings;  ///< what does not fit the guide; place.address is the pointer in the tree
};

/// The tree in the form that readEdi gives. The root of a document that readEdi made is copied byte for byte. Guides order
/// the segments. Filled where the tree leaves them out, checked where it has them: control numbers, counts, dates, the
/// padding of ISA, GS from ISA and guide. What is written although a guide does not allow it (too long, no code, mandatory
/// missing) is a finding; what cannot be written (no place for a member, a delimiter in X12 text, an exponent) is an error
/// that names the value. Numbers stand with their digits and the decimal sign of UNA.
Result<EdiText> writeEdi(Value root, const EdiStyle& style = {}, const EdiOptions& options = {});

}  // namespace pb::doc

#pragma once

#include "models/document/edi/Elements.h"
#include "models/document/edi/Guide.h"
#include "models/document/edi/Issue.h"
#include "models/document/edi/TextDecoder.h"

#include <functional>
#include <optional>

namespace pb::doc::edi {

/// What is wrong with a text as the value of an element, and what would have been right (a length, a type, the codes).
struct ValueFault {
    IssueKind kind = IssueKind::elementCharacters;
    std::string wanted;
};
std::optional<ValueFault> faultOf(std::string_view text, const ElementDef& element, char decimal);

/// Checks the elements of segments against their definition.
class Checker {
public:
    /// Gets issues with kind, positions, element, value and wanted; `at` is where it stands.
    using Report = std::function<void(Issue issue, const char* at)>;

    Checker(TextDecoder& decoder, Report report) : decoder_(decoder), report_(std::move(report)) {}

    void check(const Segment& segment, const SegmentDef& definition, char decimal) {
        std::uint64_t kept = nothingKept;
        check(segment, definition, decimal, kept);
    }
    /// `kept` remembers for the definition which positions were there when the rules about them were kept, as bits.
    void check(const Segment& segment, const SegmentDef& definition, char decimal, std::uint64_t& kept) {
        decimal_ = decimal;
        if (!isSurelySound(segment, definition, kept)) {
            checkEach(segment, definition);
        }
    }
    static constexpr std::uint64_t nothingKept = ~std::uint64_t{0};

private:
    struct At {
        std::uint16_t element = 0;
        std::uint16_t component = 0;
    };
    /// Tells quickly of most segments that nothing is wrong with them; of others nothing.
    bool isSurelySound(const Segment& segment, const SegmentDef& definition, std::uint64_t& kept) const;
    void checkEach(const Segment& segment, const SegmentDef& definition);
    void checkElement(Parts parts, const Slot& slot, At at);
    void checkComposite(Parts parts, const CompositeDef& composite, At at);
    void checkValue(const Part& part, const Slot& slot, At at);
    /// `there` has a bit for each of the first 64 positions that is there.
    void checkRelations(const CompositeDef& definition, At at, const std::vector<const char*>& present, std::uint64_t there,
                        const char* end);
    void checkRelation(const Relation& relation, const CompositeDef& definition, At at,
                       const std::vector<const char*>& present, const char* end);
    void report(IssueKind kind, At at, const Slot* slot, const char* where, std::string value, std::string wanted);

    TextDecoder& decoder_;
    Report report_;
    char decimal_ = '.';
    std::vector<const char*> present_;    ///< by position: where it stands; null = not there
    std::vector<const char*> components_;
};

}  // namespace pb::doc::edi

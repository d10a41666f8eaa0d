#pragma once

#include "models/flow/DeadLetter.h"

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pb::flow {

/// Masks what differs between messages of one cause: numbers → {n}, GUIDs → {id}, dates and times → {time}, hex and
/// object addresses → {hex}, e-mail and IP addresses → {addr}, quoted values → {value}. Quoted code and names of fields
/// stay. At most the first 1,024 bytes are looked at. `detail` and `message` of DeadLetter have the same rule.
std::string templateOf(std::string_view message);

/// The root of a `Caused by:` (Java) or ` ---> ` (.NET) chain: walks down while the class is one of the wrappers.
struct RootCause {
    std::string_view className, message, topUserFrame;  ///< into the stack; empty where there is none
};
RootCause rootCauseOf(std::string_view stack);

/// Whether a class or frame belongs to a framework or a runtime, not to the user's code. The list is data.
bool isFrameworkCode(std::string_view qualifiedName);

/// Fills rootClass, rootMessage, messageTemplate, topUserFrame, detailTemplate and cause from the other fields.
void fingerprint(DeadLetter& letter);

/// Dead letters of one cause.
struct CauseGroup {
    Fingerprint cause = 0;
    std::string rootClass, topUserFrame, messageTemplate, detailTemplate, convention;
    std::int64_t count = 0;
    Millis firstSeen = 0, lastSeen = 0;   ///< of the failures
    bool isNewest = false;                ///< appeared last of all
    std::vector<Position> samples;        ///< the first ones, at most CauseGroups::maxSamples

    /// One line: "422 /items/* required (HttpOperationFailedException)", "JsonEOFException: Unexpected …".
    std::string title() const;
};

/// Groups dead letters as they come; a dead letter costs one hash look-up. Not thread-safe.
class CauseGroups {
public:
    static constexpr std::size_t maxSamples = 20;

    void add(const DeadLetter& letter);
    /// A dead letter that was taken away or redriven.
    void remove(const DeadLetter& letter);

    /// The newest first: by firstSeen, then by count. Groups that became empty are left out.
    std::vector<CauseGroup> groups() const;
    const CauseGroup* find(Fingerprint cause) const;
    std::int64_t total() const { return total_; }

private:
    std::unordered_map<Fingerprint, CauseGroup> groups_;
    std::int64_t total_ = 0;
};

std::vector<CauseGroup> groupByCause(std::span<const DeadLetter> letters);

}  // namespace pb::flow

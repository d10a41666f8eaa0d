#pragma once

#include "models/base/Address.h"
#include "models/base/Result.h"
#include "models/contract/Check.h"
#include "models/contract/Contract.h"
#include "models/deploy/Blame.h"
#include "models/flow/DeadLetter.h"
#include "models/jsonata/Program.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace pb::workspace {

/// A value of the failed message that led to a place on the trail.
struct TrailInput {
    std::string pointer;       ///< RFC 6901 in the message's body
    doc::ByteRange range;      ///< in the message's body
    std::string text;          ///< as it stands there; empty when it is not there
    bool isMissing = false;    ///< the map reads it, the message does not have it
};

/// One stop on the way from a dead letter to what brought it.
struct TrailStop {
    enum class Kind { deadLetter, clause, mapLine, release };
    Kind kind = Kind::deadLetter;
    Address address;           ///< where a window goes for it
    QString title;             ///< "Contract clause"
    QString sentence;          ///< what is said there: "`items[0].unit` is missing; it is required."
    Place place;               ///< file, line, column
    std::string excerpt;       ///< the text that stands there
};

/// dead letter → contract clause → map line → release. Stops that do not exist (a message that is not JSON has no
/// clause) are left out; `open` says why the trail ends where it ends.
struct Trail {
    flow::Message message;
    std::vector<TrailStop> stops;
    QString open;                              ///< empty when it reached a release

    std::string routeFile, routeId;            ///< empty where no route is known
    std::string mapName;                       ///< "order-to-erp"; empty where the route has none
    std::string output;                        ///< what the map makes of the message now, as JSON
    std::string outputPath;                    ///< of the broken field: "items[].unit"
    std::optional<contract::Breach> breach;
    contract::ContractPtr contract;            ///< keeps the breach's clause alive
    std::string operation;                     ///< "POST /orders"
    std::vector<TrailInput> inputs;            ///< what the map line read
    jsonata::Span span;                        ///< of the map line's clause
    std::optional<deploy::BlameAnswer> blame;
    bool keepsContractNow = false;             ///< with the map as it is now, the message would pass

    const TrailStop* stop(TrailStop::Kind kind) const;
    /// The stop behind the one with this address; null at the end or for an address that is not on the trail.
    const TrailStop* after(const Address& address) const;
};

/// Follows the trail of one dead letter through the files of a workspace. Reads files, reaches nothing outside.
/// `connection` names the connection the dead letter lies on. Fails only where the workspace cannot be read; what is
/// not known makes the trail shorter.
Result<Trail> followTrail(const std::filesystem::path& workspace, const std::string& connection, flow::Message message,
                          const flow::DeadLetter& letter);

}  // namespace pb::workspace

#pragma once

#include "models/base/Finding.h"
#include "models/base/Progress.h"
#include "models/base/Result.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace pb::deploy {

/// One thing a target can hold: a route file, a queue, a Kong service. The content is the target's canonical text
/// (JSON for structured kinds, the file's bytes for files).
struct Resource {
    std::string kind;      ///< of the rules: "route-file", "topic", "service"
    std::string identity;  ///< unique in the kind
    std::string content;
    std::string source;    ///< workspace file it comes from; empty for live ones
    friend bool operator==(const Resource&, const Resource&) = default;
};

/// What the pure plan must know about a kind, as data.
struct ResourceRules {
    std::string kind;
    QString displayName;
    bool isText = false;                                          ///< compare as lines, not as JSON
    std::vector<std::pair<std::string, std::string>> defaults;    ///< JSON pointer → JSON value the system fills in
    std::vector<std::string> ignored;                             ///< pointers of server-made fields: ids, timestamps
    std::vector<std::string> immutable;                           ///< a change means delete + create
    std::vector<std::string> masked;                              ///< secrets that read back as stars
    std::vector<std::string> dependsOn;                           ///< kinds that must exist first
    bool deleteKeepsRunning = false;                              ///< what delete leaves behind
};

enum class LockKind { none, etag, revision, resourceVersion, contentHash, fileRename };

struct TargetIdentity {
    std::string kind;         ///< "camel-directory", "rabbitmq"
    std::string version;
    std::string fingerprint;  ///< of the live state: equal = nothing moved
    bool isAtomic = false;    ///< whole state in one swap, or resource by resource
    LockKind lock = LockKind::none;
    bool hasDryRun = false, hasRevisions = false;
    std::vector<ResourceRules> rules;
};

struct LiveState {
    std::vector<Resource> resources;   ///< managed by releases of this scope
    std::vector<Resource> unmanaged;   ///< there, but not ours: never touched
    std::string fingerprint;
    std::vector<Finding> missing;      ///< what could not be read, and why (no right)
};

enum class StepKind { create, update, remove, replace };

/// One step of a plan. `before` is the pre-image that undo needs.
struct Step {
    StepKind kind = StepKind::create;
    std::optional<Resource> before;
    std::optional<Resource> after;
    QString reason;                    ///< why the step is there
    std::string key() const;           ///< kind + identity: the journal's step name
};

struct StepDone {};
struct StepPending { std::string handle; };
struct StepRefused { Error error; };
struct StepConflict { Error error; };  ///< live moved since the plan was made
struct StepUnknown { Error error; };   ///< only a re-read decides
using StepOutcome = std::variant<StepDone, StepPending, StepRefused, StepConflict, StepUnknown>;

struct Check {
    enum class State { good, bad, unknown } state = State::unknown;
    std::string name;
    QString sentence;
};

struct CanaryResult {
    bool passed = false;
    QString sentence;
    std::string output;                ///< what came out
};

/// What the domain asks of a system that a release is applied to. Blocking; success is never believed, only read back.
class Target {
public:
    virtual ~Target() = default;

    virtual Result<TargetIdentity> identify(StopToken stop) = 0;
    virtual Result<LiveState> read(const std::string& scope, StopToken stop) = 0;
    /// Findings with place, before anything moves; by the system itself where it can.
    virtual Result<std::vector<Finding>> validate(const Resource& resource, StopToken stop) = 0;
    /// `expectedFingerprint` of the live state, where it is known; empty = only the step's own `before` is compared.
    virtual StepOutcome apply(const Step& step, const std::string& expectedFingerprint, StopToken stop) = 0;
    /// Reads back: is the step's `after` live (or, for remove, gone)?
    virtual Result<bool> confirm(const Step& step, StopToken stop) = 0;
    /// Brings `before` back, or says why not. A conflict when live is no longer the step's `after`.
    virtual StepOutcome undo(const Step& step, StopToken stop) = 0;
    virtual Result<std::vector<Check>> health(const std::string& scope, StopToken stop) = 0;
    /// Sends one message through what was deployed. `entry` is the target's way in (an endpoint, a channel).
    virtual Result<CanaryResult> canary(const std::string& entry, const std::string& body, StopToken stop) = 0;
};

}  // namespace pb::deploy

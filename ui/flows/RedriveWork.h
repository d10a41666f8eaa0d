#pragma once

#include "models/flow/Redrive.h"
#include "ui/shell/WorkPlace.h"

#include <string>
#include <vector>

namespace pb::ui {

/// Dead letters of one connection that are to be sent again. The functions below block; each opens ports and journal of
/// its own.
struct RedriveOrder {
    WorkPlace place;
    flow::RedrivePlan plan;               ///< `plan.connection` is where letters and destination lie
    std::vector<flow::Message> letters;
};

Result<flow::RedrivePreview> dryRun(const RedriveOrder& order, StopToken stop);
/// Writes plan and intents, then sends the first one.
Result<flow::RedriveResult> sendCanary(const RedriveOrder& order, StopToken stop, Progress& progress);

/// A redrive that the journal knows: the rest of one that was begun here, or one that a crash interrupted.
struct BegunRedrive {
    std::string id, connection;
    std::size_t count = 0, left = 0;
    Millis started = 0;
};
Result<std::vector<BegunRedrive>> unfinishedRedrives(const WorkPlace& place);
Result<flow::RedriveResult> sendRest(const WorkPlace& place, const BegunRedrive& begun, StopToken stop, Progress& progress);
Result<flow::RedriveResult> abandon(const WorkPlace& place, const BegunRedrive& begun, StopToken stop);

}  // namespace pb::ui

#pragma once

#include "models/base/Address.h"
#include "ui/kit/Theme.h"
#include "ui/shell/WorkPlace.h"

#include <QString>

#include <vector>

namespace pb::ui {

/// One thing that needs the user.
struct TodayRow {
    enum class Urgency { now, soon, whenever } urgency = Urgency::soon;
    QString icon, what, detail;
    Address address;         ///< Enter goes there
    Millis since = 0;        ///< 0 = not known
};

/// What needs the user in this workspace and environment, most urgent first. A source that cannot be read is a row of
/// its own; the others are still there. Reads without harm.
Result<std::vector<TodayRow>> gatherToday(const WorkPlace& place, StopToken stop);

}  // namespace pb::ui

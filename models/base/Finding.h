#pragma once

#include "models/base/Result.h"

#include <QString>

#include <string>
#include <vector>

namespace pb {

enum class Severity { note, warning, error };

/// Something a check has to say about an object: one row of the Problems pane, one line of `… check`.
struct Finding {
    Severity severity = Severity::error;
    std::string rule;      ///< stable id: "map.target.required", "contract.response.schema"
    QString sentence;
    QString why;           ///< what it leads to, and what to do; may be empty
    Place place;
};

}  // namespace pb

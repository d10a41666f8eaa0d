#pragma once

#include "models/base/Clock.h"

#include <QString>

#include <cstdint>

namespace pb::ui {

/// Texts of numbers as every mode shows them. Groups of digits are parted by a narrow no-break space (U+202F).
QString countText(std::int64_t count);                    ///< "12 480"
QString shortCountText(std::int64_t count);               ///< "12.5 k", "3.1 M" where room is short
QString bytesText(std::int64_t bytes);                    ///< "812 B", "1.4 kB", "10 MB" (1 kB = 1000 B)
QString durationText(Millis duration);                    ///< "38 ms", "4.2 s", "2 min", "3 h 20 min", "5 d"
QString ageText(Millis then, Millis now);                 ///< "just now", "42 s ago", "3 h ago"; "" when then is 0
QString timeText(Millis time, Millis now);                ///< local "07:52:12" today, else "2026-11-24 07:52:12"
QString exactTimeText(Millis time);                       ///< local with milliseconds and offset, for tool tips
QString percentText(std::int64_t part, std::int64_t whole);  ///< "97 %"; "–" when whole is 0

}  // namespace pb::ui

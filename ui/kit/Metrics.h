#pragma once

namespace pb::ui {

/// Sizes in device-independent pixels. Layouts use only these.
inline constexpr int gap = 8;          ///< between things that belong together
inline constexpr int smallGap = 4;
inline constexpr int wideGap = 16;     ///< page margins, between groups
inline constexpr int rowHeight = 26;   ///< of every list, table and tree
inline constexpr int fieldHeight = 28; ///< buttons and fields
inline constexpr int tabHeight = 34;
inline constexpr int iconSize = 16;
inline constexpr int radius = 5;       ///< of buttons, fields, tiles

}  // namespace pb::ui

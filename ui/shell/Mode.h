#pragma once

#include <QString>

#include <array>

namespace pb::ui {

/// The rooms of the window, in the order of the mode bar and of Ctrl+1 … Ctrl+5.
enum class Mode { today, map, test, flows, deploy };
inline constexpr std::array modes{Mode::today, Mode::map, Mode::test, Mode::flows, Mode::deploy};

QString titleOf(Mode mode);      ///< translated: "Flows"
QString iconNameOf(Mode mode);
QString wordFor(Mode mode);      ///< machine name: "flows"

}  // namespace pb::ui

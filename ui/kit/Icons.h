#pragma once

#include "ui/kit/Theme.h"

#include <QIcon>
#include <QStringList>

namespace pb::ui {

/// An icon of resources/icons by its file name ("map", "dead-letter"), drawn in the theme's ink at any scale; it
/// follows the theme. An unknown name gives the "missing" icon and a warning.
QIcon icon(const QString& name, Role role = Role::ink);
/// The icon for what happened: good "check-circle", warning "warning", bad "error", else "info".
QIcon stateIcon(Role role);
QStringList iconNames();

}  // namespace pb::ui

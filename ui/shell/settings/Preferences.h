#pragma once

#include <QString>

namespace pb::ui {

class Settings;

/// What the user chose on the Settings page, with the defaults; each has one key in the settings.
struct Preferences {
    QString language;                ///< "language", such as "de"; empty: the system's. From the next start
    double textScale = 1;            ///< "text/scale", from the next start
    bool wrapsLines = false;         ///< "editor/wrap"
    int autosaveMilliseconds = 1000; ///< "editor/autosave": unsaved text is kept so long after the last key
    int lookMilliseconds = 3000;     ///< "editor/look": how often a file under edit is compared with the disk
};

Preferences preferencesOf(const Settings& settings);

}  // namespace pb::ui

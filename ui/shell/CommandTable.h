#pragma once

#include "ui/shell/Mode.h"

#include <QKeySequence>
#include <QObject>

#include <functional>
#include <optional>
#include <vector>

class QAction;
class QWidget;

namespace pb::ui {

class Settings;

/// One row of the table: all that menus, shortcuts, palette and cheat sheet need.
struct Command {
    QString id;                          ///< stable: "flows.redrive"; key of the user's own keys in the settings
    QString text;                        ///< title case, "…" when a dialog follows: "Repair and Redrive…"
    QString icon;                        ///< name in resources/icons; may be empty
    QKeySequence keys;                   ///< default keys; may be empty
    std::optional<Mode> mode;            ///< where it can be run; nothing = everywhere
    std::function<void()> run;
    std::function<bool()> enabled = {};  ///< nothing = always, inside of its mode
};

/// Two commands that answer to the same keys in the same place.
struct KeyConflict {
    QString one, other;                  ///< command ids
    QKeySequence keys;
};

/// Every command of the window, once. Adds one QAction a row to the window, so that shortcuts work without a menu.
class CommandTable final : public QObject {
    Q_OBJECT
public:
    CommandTable(QWidget& window, Settings& settings);

    void add(Command command);           ///< a second row with the same id replaces the first
    const Command* find(const QString& id) const;
    const std::vector<Command>& all() const { return commands_; }
    QAction* action(const QString& id) const;

    /// Runs it unless it is disabled or unknown; false then. The watchdog names a stall by this id.
    bool run(const QString& id);
    bool isEnabled(const Command& command) const;
    void setMode(Mode mode);             ///< enables the rows of this mode
    void refresh();                      ///< asks every `enabled` again: call when the context changed

    QKeySequence keysOf(const Command& command) const;   ///< the user's own, else the default
    void rebind(const QString& id, const QKeySequence& keys);
    void resetKeys(const QString& id);
    std::vector<KeyConflict> conflicts() const;
    QString cheatSheet() const;          ///< Markdown: one table a mode
    QString running() const { return running_; }

signals:
    void changed();                      ///< rows or keys
    void aboutToRun(const QString& id);
    void finished(const QString& id);

private:
    void bind(const Command& command, QAction& action);

    QWidget& window_;
    Settings& settings_;
    std::vector<Command> commands_;
    std::vector<QAction*> actions_;
    Mode mode_ = Mode::today;
    QString running_;
};

}  // namespace pb::ui

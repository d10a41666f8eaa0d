#pragma once

#include "app/window/House.h"
#include "tests/gui/DemoHouse.h"
#include "ui/kit/InfoBar.h"

#include <QTemporaryDir>

namespace pb::test {

/// A copy of the demo workspace with a third environment `live`, which is for production. The ERP's port is a free one.
class DemoCopy {
public:
    DemoCopy();
    std::filesystem::path folder() const { return folder_; }
    std::string file(const std::string& path) const;
    void write(const std::string& path, const std::string& text) const;

private:
    QTemporaryDir scratch_;
    std::filesystem::path folder_;
};

/// The program's own window over a workspace, shown, with a watchdog.
class OpenHouse {
public:
    explicit OpenHouse(const std::filesystem::path& folder, const std::string& environment = "dev");

    ui::Session& session() { return house_.session(); }
    ui::MainWindow& window() { return house_.window(); }
    bool isReady();                       ///< opened and nothing runs any more
    QString stallReport() const;

    template <typename T>
    T* named(const QString& accessibleName) {
        for (T* widget : window().findChildren<T*>()) {
            if (widget->accessibleName() == accessibleName) return widget;
        }
        return nullptr;
    }
    QAbstractButton* button(const QString& text);
    QString barWith(const QString& words);

private:
    ui::Theme theme_;
    app::House house_;
    ui::StallWatchdog watchdog_;
};

}  // namespace pb::test

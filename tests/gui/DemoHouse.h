#pragma once

#include "app/common/Desk.h"
#include "app/common/Serving.h"
#include "tests/gui/TestHouse.h"
#include "tests/support/TestMain.h"
#include "ui/shell/TrailState.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QTemporaryDir>

namespace pb::test {

/// The window over a copy of the demo workspace with everything behind it running: the ERP that Patchbay plays, the local
/// broker with dead letters of real traffic, the embedded route runtime. Ports are free ones.
class DemoHouse final : public TestHouse {
public:
    /// Runs the demo's traffic first (about a second); a failure of it fails the program.
    explicit DemoHouse(bool withTraffic = true);
    ~DemoHouse();

    void build(std::vector<ui::PageInfo> pages);
    app::Desk& desk() { return *desk_; }
    std::filesystem::path folder() const { return desk_->folder(); }
    std::string apiUrl() const;

    /// The widget of this class with the accessible name; null when there is none.
    template <typename T>
    T* named(const QString& accessibleName) const {
        for (T* widget : window.findChildren<T*>()) {
            if (widget->accessibleName() == accessibleName) return widget;
        }
        return nullptr;
    }
    /// The button, visible and enabled, whose text begins so; null when there is none.
    QAbstractButton* button(const QString& text) const;
    /// The text of a visible info bar that holds the words; empty when there is none.
    QString barWith(const QString& words) const;

    ui::TrailState trail;

private:
    QTemporaryDir scratch_;
    std::unique_ptr<app::Desk> desk_;
    std::unique_ptr<app::Serving> serving_;
};

/// The displayed text of a cell.
QString cell(const QAbstractItemView* view, int row, int column);

}  // namespace pb::test

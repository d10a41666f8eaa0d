#include "tests/gui/DemoHouse.h"

#include "app/common/Tour.h"
#include "models/base/Files.h"
#include "ui/kit/InfoBar.h"

#include <QTcpServer>

namespace pb::test {

namespace {

std::string freeAddress() {
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return "127.0.0.1:" + std::to_string(server.serverPort());
}

template <typename T>
T orDie(Result<T> result) {
    if (!result) qFatal("%s", qPrintable(result.error().print()));
    return std::move(*result);
}

}  // namespace

DemoHouse::DemoHouse(bool withTraffic) {
    app::TourOptions options;
    options.workspace = pathFromUtf8(PATCHBAY_SOURCE_DIR "/resources/workspaces/shop-to-erp");
    options.into = pathFromUtf8(scratch_.path().toStdString());
    options.variables = {{"erp.address", freeAddress()}};
    options.trafficOnly = true;
    options.copyOnly = !withTraffic;
    orDie(app::Tour(options, Log::none(), [](const QString&) {}).run({}, Progress::none()));
    desk_ = orDie(app::Desk::open(options.into / "workspace", "dev", log));
    serving_ = orDie(app::Serving::start(*desk_));
}

// Work under way still uses what this house serves.
DemoHouse::~DemoHouse() { jobs.stopAll(); }

void DemoHouse::build(std::vector<ui::PageInfo> pages) {
    session.folder = desk_->folder();
    session.workspace = &desk_->workspace();
    session.connectors = &desk_->connectors();
    session.secrets = &desk_->secrets();
    session.http = &desk_->http();
    session.environment = {"dev", ui::Stage::development};
    session.trail = &trail;
    session.embedded = [this](const std::string& name) { return serving_ ? serving_->runtime(name) : nullptr; };
    TestHouse::build(std::move(pages));
}

std::string DemoHouse::apiUrl() const { return "http://" + desk_->environment().serves.front().address; }

QAbstractButton* DemoHouse::button(const QString& text) const {
    for (QAbstractButton* one : window.findChildren<QAbstractButton*>()) {
        if (one->text().startsWith(text) && one->isVisible() && one->isEnabled()) return one;
    }
    return nullptr;
}

QString DemoHouse::barWith(const QString& words) const {
    for (const ui::InfoBar* bar : window.findChildren<ui::InfoBar*>()) {
        if (bar->isVisible() && bar->text().contains(words)) return bar->text();
    }
    return {};
}

QString cell(const QAbstractItemView* view, int row, int column) { return view->model()->index(row, column).data().toString(); }

}  // namespace pb::test

#include "tests/app/window/OpenHouse.h"

#include "models/base/Files.h"
#include "ui/kit/Fonts.h"

#include <QApplication>
#include <QTcpServer>

namespace pb::test {

namespace {

/// With the program's fonts, as main() has them before the first widget.
QApplication& application() {
    auto& application = *static_cast<QApplication*>(QCoreApplication::instance());
    ui::installFonts(application);
    return application;
}

app::Arguments argumentsFor(const std::filesystem::path& folder, const std::string& environment) {
    app::Arguments arguments;
    arguments.workspace = folder;
    arguments.environment = environment;
    return arguments;
}

std::string freeAddress() {
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return "127.0.0.1:" + std::to_string(server.serverPort());
}

}  // namespace

DemoCopy::DemoCopy() : folder_(pathFromUtf8(scratch_.path().toStdString()) / "shop-to-erp") {
    std::filesystem::copy(pathFromUtf8(PATCHBAY_SOURCE_DIR "/resources/workspaces/shop-to-erp"), folder_, std::filesystem::copy_options::recursive);
    std::string dev = file("environments/dev.yaml");
    const std::string address = "127.0.0.1:18461";
    dev.replace(dev.find(address), address.size(), freeAddress());
    write("environments/dev.yaml", dev);
    write("environments/live.yaml", "name: live\nproduction: true\nconnections:\n  erp:\n    connector: http\n    settings:\n      baseUrl: http://127.0.0.1:1\n");
}

std::string DemoCopy::file(const std::string& path) const { return readFile(folder_ / pathFromUtf8(path)).value_or(std::string()); }

void DemoCopy::write(const std::string& path, const std::string& text) const {
    if (const Done done = writeFileAtomically(folder_ / pathFromUtf8(path), text); !done) qFatal("%s", qPrintable(done.error().print()));
}

OpenHouse::OpenHouse(const std::filesystem::path& folder, const std::string& environment)
    : theme_(application(), ui::ThemeChoice::light), house_(argumentsFor(folder, environment), theme_, QString()) {
    house_.openWorkspace();
    window().show();
    if (!QTest::qWaitForWindowExposed(&window())) qFatal("The window does not show.");
    QTest::qWait(20);
    watchdog_.watch(session().commands);
}

bool OpenHouse::isReady() { return session().workspace != nullptr && session().jobs.isIdle(); }

QString OpenHouse::stallReport() const {
    QStringList lines;
    for (const ui::Stall& stall : watchdog_.stalls()) lines << QStringLiteral("%1 ms during “%2”").arg(stall.milliseconds).arg(stall.command);
    return lines.join(QChar(u'\n'));
}

QAbstractButton* OpenHouse::button(const QString& text) {
    for (QAbstractButton* one : window().findChildren<QAbstractButton*>()) {
        if (one->text().startsWith(text) && one->isVisible() && one->isEnabled()) return one;
    }
    return nullptr;
}

QString OpenHouse::barWith(const QString& words) {
    for (const ui::InfoBar* bar : window().findChildren<ui::InfoBar*>()) {
        if (bar->isVisible() && bar->text().contains(words)) return bar->text();
    }
    return {};
}

}  // namespace pb::test

#include "tests/gui/TestHouse.h"

#include "ui/kit/Fonts.h"

#include <QAccessible>
#include <QApplication>
#include <QPixmap>
#include <QTest>

namespace pb::test {

namespace {

class PlainPage final : public ui::Page {
public:
    explicit PlainPage(ui::Session& session) : Page(session) {}
    void visit(const Address& address) override { address_ = address; }
    Address current() const override { return address_; }

private:
    Address address_;
};

QString chosenTheme() { return qEnvironmentVariable("PATCHBAY_THEME", QStringLiteral("light")); }

}  // namespace

TestHouse::TestHouse()
    : session{.jobs = jobs, .navigator = navigator, .commands = commands, .problems = problems, .objects = objects,
              .settings = settings, .logLines = logLines, .log = log, .clock = clock, .ids = ids} {
    auto& application = *static_cast<QApplication*>(QCoreApplication::instance());
    ui::installFonts(application);
    theme = std::make_unique<ui::Theme>(application, chosenTheme() == QStringLiteral("dark") ? ui::ThemeChoice::dark : ui::ThemeChoice::light);
}

void TestHouse::build(std::vector<ui::PageInfo> pages) {
    for (ui::PageInfo& page : pages) navigator.registerPage(std::move(page));
    for (const ui::Mode mode : ui::modes) {
        const auto& all = navigator.pages();
        if (std::none_of(all.begin(), all.end(), [mode](const ui::PageInfo& p) { return p.mode == mode; })) {
            navigator.registerPage({ui::wordFor(mode), mode, {}, {}, [](ui::Session& s) -> ui::Page* { return new PlainPage(s); }});
        }
    }
    window.build(session, *theme);
    window.show();
    if (!QTest::qWaitForWindowExposed(&window)) qFatal("The window does not show.");
    navigator.goToMode(ui::Mode::today);
    QTest::qWait(20);
    watchdog = std::make_unique<ui::StallWatchdog>();
    watchdog->watch(commands);
}

QString TestHouse::stallReport() const {
    QStringList lines;
    for (const ui::Stall& stall : watchdog->stalls()) {
        lines << QStringLiteral("The GUI thread stood for %1 ms during “%2” (limit %3 ms).").arg(stall.milliseconds).arg(stall.command).arg(ui::StallWatchdog::scaledLimit());
    }
    return lines.join(QChar(u'\n'));
}

void TestHouse::picture(const QString& name) { test::picture(window, name); }

QStringList namelessWidgets(QWidget& root) {
    QList<QWidget*> all = root.findChildren<QWidget*>();
    all.prepend(&root);
    QStringList nameless;
    for (QWidget* widget : all) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisibleTo(&root)) continue;
        const QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
        if (face && !face->text(QAccessible::Name).isEmpty()) continue;
        nameless << QString::fromLatin1(widget->metaObject()->className()) + QStringLiteral(" in ") + QString::fromLatin1(widget->parentWidget() ? widget->parentWidget()->metaObject()->className() : "nothing");
    }
    return nameless;
}

void picture(QWidget& widget, const QString& name) {
    const QString folder = qEnvironmentVariable("PATCHBAY_PICTURES");
    if (!folder.isEmpty()) widget.grab().save(folder + QStringLiteral("/") + name + QStringLiteral(".png"));
}

}  // namespace pb::test

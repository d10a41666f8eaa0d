#include "app/window/Arguments.h"
#include "app/window/Grab.h"
#include "app/window/House.h"
#include "ui/kit/Fonts.h"
#include "ui/shell/settings/Preferences.h"

#include <QApplication>
#include <QLocale>
#include <QTranslator>

#include <cstdio>

namespace {

using namespace pb;

ui::ThemeChoice themeOf(const app::Arguments& arguments, const ui::Settings& settings) {
    if (arguments.theme) return *arguments.theme;
    const QString word = settings.value(QStringLiteral("theme")).toString();
    return word == QStringLiteral("dark") ? ui::ThemeChoice::dark : word == QStringLiteral("light") ? ui::ThemeChoice::light : ui::ThemeChoice::system;
}

/// The user's language, else the system's, over English, whose file has the plurals.
void translate(QApplication& application, const QString& chosen) {
    for (const QLocale& locale : {QLocale(QLocale::English), chosen.isEmpty() ? QLocale() : QLocale(chosen)}) {
        auto* translator = new QTranslator(&application);
        if (translator->load(locale, QStringLiteral("patchbay"), QStringLiteral("_"), QStringLiteral(":/patchbay/translations"))) {
            QApplication::installTranslator(translator);
        }
    }
}

int run(QApplication& application, const app::Arguments& arguments) {
    // A grab shows a fresh window, whatever the user's own looks like.
    const QString settingsPath = arguments.grab.isEmpty() ? ui::Settings::defaultPath() : QString();
    const ui::Settings settings(settingsPath);
    translate(application, ui::preferencesOf(settings).language);
    ui::installFonts(application, ui::preferencesOf(settings).textScale);
    ui::Theme theme(application, themeOf(arguments, settings));
    app::House house(arguments, theme, settingsPath);
    house.showFirstPage(arguments.workspace.empty() ? arguments.page : std::string());
    house.openWorkspace();
    if (!arguments.grab.isEmpty()) app::grabWhenIdle(house.window(), house.session().jobs, arguments.grab, arguments.grabSize);
    house.window().show();
#ifdef PATCHBAY_DEBUG
    house.watchForStalls();
#endif
    return QApplication::exec();
}

}  // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("patchbay"));
    QApplication::setApplicationVersion(QStringLiteral(PATCHBAY_VERSION));
    const auto arguments = app::parseArguments(QApplication::arguments().mid(1));
    if (!arguments) {
        std::fprintf(stderr, "%s\n", qPrintable(arguments.error().print()));
        return 2;
    }
    if (arguments->showVersion || arguments->showHelp) {
        std::puts(arguments->showVersion ? "patchbay " PATCHBAY_VERSION : qPrintable(app::usage()));
        return 0;
    }
    return run(application, *arguments);
}

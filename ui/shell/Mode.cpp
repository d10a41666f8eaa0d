#include "ui/shell/Mode.h"

#include <QCoreApplication>

namespace pb::ui {

QString titleOf(Mode mode) {
    switch (mode) {
    case Mode::today: return QCoreApplication::translate("pb::ui::Mode", "Today");
    case Mode::map: return QCoreApplication::translate("pb::ui::Mode", "Map");
    case Mode::test: return QCoreApplication::translate("pb::ui::Mode", "Test");
    case Mode::flows: return QCoreApplication::translate("pb::ui::Mode", "Flows");
    case Mode::deploy: return QCoreApplication::translate("pb::ui::Mode", "Deploy");
    }
    return {};
}

QString wordFor(Mode mode) {
    switch (mode) {
    case Mode::today: return QStringLiteral("today");
    case Mode::map: return QStringLiteral("map");
    case Mode::test: return QStringLiteral("test");
    case Mode::flows: return QStringLiteral("flows");
    case Mode::deploy: return QStringLiteral("deploy");
    }
    return {};
}

QString iconNameOf(Mode mode) { return wordFor(mode); }

}  // namespace pb::ui

#include "ui/shell/Mode.h"

#include <QCoreApplication>

namespace pb::ui {

namespace {
QString tr(const char* text) { return QCoreApplication::translate("pb::ui::Mode", text); }
}  // namespace

QString titleOf(Mode mode) {
    switch (mode) {
    case Mode::today: return tr("Today");
    case Mode::map: return tr("Map");
    case Mode::test: return tr("Test");
    case Mode::flows: return tr("Flows");
    case Mode::deploy: return tr("Deploy");
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

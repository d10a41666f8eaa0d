#include "ui/shell/Objects.h"

#include <QCoreApplication>

#include <array>

namespace pb::ui {

namespace {

struct KindNames {
    AddressKind kind;
    const char* section;
    const char* one;
    const char* icon;
};

constexpr std::array names{
    KindNames{AddressKind::workspace, QT_TRANSLATE_NOOP("pb::ui::Objects", "Workspace"), QT_TRANSLATE_NOOP("pb::ui::Objects", "Workspace"), "workspace"},
    KindNames{AddressKind::system, QT_TRANSLATE_NOOP("pb::ui::Objects", "Systems"), QT_TRANSLATE_NOOP("pb::ui::Objects", "System"), "system"},
    KindNames{AddressKind::connection, QT_TRANSLATE_NOOP("pb::ui::Objects", "Connections"), QT_TRANSLATE_NOOP("pb::ui::Objects", "Connection"), "connection"},
    KindNames{AddressKind::contract, QT_TRANSLATE_NOOP("pb::ui::Objects", "Contracts"), QT_TRANSLATE_NOOP("pb::ui::Objects", "Contract"), "contract"},
    KindNames{AddressKind::schema, QT_TRANSLATE_NOOP("pb::ui::Objects", "Schemas"), QT_TRANSLATE_NOOP("pb::ui::Objects", "Schema"), "schema"},
    KindNames{AddressKind::map, QT_TRANSLATE_NOOP("pb::ui::Objects", "Maps"), QT_TRANSLATE_NOOP("pb::ui::Objects", "Map"), "map"},
    KindNames{AddressKind::route, QT_TRANSLATE_NOOP("pb::ui::Objects", "Routes"), QT_TRANSLATE_NOOP("pb::ui::Objects", "Route"), "route"},
    KindNames{AddressKind::channel, QT_TRANSLATE_NOOP("pb::ui::Objects", "Channels"), QT_TRANSLATE_NOOP("pb::ui::Objects", "Channel"), "channel"},
    KindNames{AddressKind::message, QT_TRANSLATE_NOOP("pb::ui::Objects", "Messages"), QT_TRANSLATE_NOOP("pb::ui::Objects", "Message"), "message"},
    KindNames{AddressKind::deadLetter, QT_TRANSLATE_NOOP("pb::ui::Objects", "Dead Letters"), QT_TRANSLATE_NOOP("pb::ui::Objects", "Dead letter"), "dead-letter"},
    KindNames{AddressKind::cause, QT_TRANSLATE_NOOP("pb::ui::Objects", "Causes"), QT_TRANSLATE_NOOP("pb::ui::Objects", "Cause"), "cause"},
    KindNames{AddressKind::environment, QT_TRANSLATE_NOOP("pb::ui::Objects", "Environments"), QT_TRANSLATE_NOOP("pb::ui::Objects", "Environment"), "environment"},
    KindNames{AddressKind::release, QT_TRANSLATE_NOOP("pb::ui::Objects", "Releases"), QT_TRANSLATE_NOOP("pb::ui::Objects", "Release"), "release"},
    KindNames{AddressKind::sample, QT_TRANSLATE_NOOP("pb::ui::Objects", "Samples"), QT_TRANSLATE_NOOP("pb::ui::Objects", "Sample"), "sample"},
    KindNames{AddressKind::test, QT_TRANSLATE_NOOP("pb::ui::Objects", "Tests"), QT_TRANSLATE_NOOP("pb::ui::Objects", "Test"), "tests"},
    KindNames{AddressKind::file, QT_TRANSLATE_NOOP("pb::ui::Objects", "Files"), QT_TRANSLATE_NOOP("pb::ui::Objects", "File"), "file"},
};

const KindNames& of(AddressKind kind) {
    for (const KindNames& row : names) {
        if (row.kind == kind) return row;
    }
    return names.back();
}

QString tr(const char* text) { return QCoreApplication::translate("pb::ui::Objects", text); }

}  // namespace

QString sectionTitle(AddressKind kind) { return tr(of(kind).section); }
QString kindTitle(AddressKind kind) { return tr(of(kind).one); }
QString kindIcon(AddressKind kind) { return QLatin1String(of(kind).icon); }

void ObjectList::set(std::vector<ObjectEntry> entries) {
    entries_ = std::move(entries);
    emit changed();
}

}  // namespace pb::ui

#pragma once

#include "models/base/Address.h"
#include "ui/kit/Theme.h"

#include <QObject>
#include <QString>

#include <vector>

namespace pb::ui {

/// One object of the workspace as tree and palette show it. app/ fills the list from the workspace.
struct ObjectEntry {
    Address address;                 ///< its kind decides section, icon and mode
    QString name;
    QString badge;                   ///< "3", "draft", "drifted"; may be empty
    Role badgeInk = Role::inkSoft;
    QString detail;                  ///< second line in the palette: path, system
};

QString sectionTitle(AddressKind kind);   ///< "Maps"
QString kindTitle(AddressKind kind);      ///< "Map"
QString kindIcon(AddressKind kind);

class ObjectList final : public QObject {
    Q_OBJECT
public:
    const std::vector<ObjectEntry>& entries() const { return entries_; }
    void set(std::vector<ObjectEntry> entries);

signals:
    void changed();

private:
    std::vector<ObjectEntry> entries_;
};

}  // namespace pb::ui

#include "ui/shell/Settings.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace pb::ui {

namespace {

constexpr int writeAfterMilliseconds = 500;

void writeIni(const QString& path, const QVariantMap& values) {
    QDir().mkpath(QFileInfo(path).absolutePath());
    QSettings file(path, QSettings::IniFormat);
    file.clear();
    for (auto it = values.cbegin(); it != values.cend(); ++it) file.setValue(it.key(), it.value());
    file.sync();
}

}  // namespace

Settings::Settings(const QString& iniPath, QObject* parent) : QObject(parent), path_(iniPath) {
    writer_.setMaxThreadCount(1);
    delay_.setSingleShot(true);
    delay_.setInterval(writeAfterMilliseconds);
    connect(&delay_, &QTimer::timeout, this, &Settings::write);
    if (path_.isEmpty() || !QFileInfo::exists(path_)) return;
    const QSettings file(path_, QSettings::IniFormat);
    for (const QString& key : file.allKeys()) values_.insert(key, file.value(key));
}

Settings::~Settings() {
    if (delay_.isActive()) write();
    writer_.waitForDone();
}

QVariant Settings::value(const QString& key, const QVariant& otherwise) const { return values_.value(key, otherwise); }

void Settings::set(const QString& key, const QVariant& value) {
    if (values_.value(key) == value) return;
    values_.insert(key, value);
    delay_.start();
}

void Settings::remove(const QString& key) {
    if (values_.remove(key) > 0) delay_.start();
}

void Settings::write() {
    delay_.stop();
    if (path_.isEmpty()) return;
    writer_.start([path = path_, values = values_] { writeIni(path, values); });
}

QString Settings::defaultPath() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/patchbay/patchbay.ini");
}

}  // namespace pb::ui

#pragma once

#include <QObject>
#include <QThreadPool>
#include <QTimer>
#include <QVariantMap>

namespace pb::ui {

/// What the window remembers for this user (never part of the workspace): an INI file, read once when made, written
/// by a worker half a second after the last change and when it goes. An empty path keeps everything in memory (tests).
class Settings final : public QObject {
    Q_OBJECT
public:
    explicit Settings(const QString& iniPath, QObject* parent = nullptr);
    ~Settings() override;

    QVariant value(const QString& key, const QVariant& otherwise = {}) const;
    void set(const QString& key, const QVariant& value);
    void remove(const QString& key);

    static QString defaultPath();   ///< patchbay.ini in the platform's configuration folder

private:
    void write();
    QString path_;
    QVariantMap values_;
    QTimer delay_;
    QThreadPool writer_;
};

}  // namespace pb::ui

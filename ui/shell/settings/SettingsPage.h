#pragma once

#include "ui/shell/Page.h"

#include <QVariant>

class QComboBox;
class QGridLayout;

namespace pb::ui {

/// What the window does for this user: theme, text, editor, autosave. Every choice holds at once unless it says otherwise.
class SettingsPage final : public Page {
    Q_OBJECT
public:
    explicit SettingsPage(Session& session, QWidget* parent = nullptr);

    void visit(const Address&) override {}
    Address current() const override { return Address::of(AddressKind::workspace, {}); }
    QWidget* firstFocus() override;

private:
    struct Choice {
        QString text;
        QVariant value;
    };
    QComboBox* addChoice(const QString& title, const QString& note, const QString& key, const std::vector<Choice>& choices, const QVariant& now);
    void addHeading(const QString& text);
    void addTheme();

    QGridLayout* grid_;
    QWidget* first_ = nullptr;
};

/// Of no mode; id "settings".
PageInfo settingsPage();

}  // namespace pb::ui

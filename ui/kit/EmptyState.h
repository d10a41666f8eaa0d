#pragma once

#include <QWidget>

#include <functional>

class QVBoxLayout;

namespace pb::ui {

/// What a place shows when there is nothing in it yet: an icon, one sentence what this is, one primary action and at
/// most one more (usually a sample).
class EmptyState final : public QWidget {
    Q_OBJECT
public:
    EmptyState(const QString& iconName, const QString& title, const QString& sentence, QWidget* parent = nullptr);

    EmptyState& withPrimary(const QString& text, std::function<void()> run);
    EmptyState& withSecond(const QString& text, std::function<void()> run);

private:
    void addButton(const QString& text, std::function<void()> run, bool primary);
    QVBoxLayout* column_;
};

}  // namespace pb::ui

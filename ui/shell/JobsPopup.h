#pragma once

#include <QFrame>

class QVBoxLayout;

namespace pb::ui {

class JobRunner;

/// The list behind "2 running": name, sentence, percent and Cancel for each; failures with Copy Details until seen.
class JobsPopup final : public QFrame {
    Q_OBJECT
public:
    JobsPopup(JobRunner& jobs, QWidget* parent);
    void popUpUnder(const QWidget& anchor);

private:
    void rebuild();
    JobRunner& jobs_;
    QVBoxLayout* rows_;
};

}  // namespace pb::ui

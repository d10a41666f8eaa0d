#pragma once

#include <QWidget>

namespace pb::ui {

struct Session;

/// The way from a dead letter to its release, above the page: one step a stop, the present one marked; a click goes
/// there. Hidden while the user is on no trail.
class TrailBar final : public QWidget {
    Q_OBJECT
public:
    explicit TrailBar(Session& session, QWidget* parent = nullptr);

private:
    void rebuild();

    Session& session_;
};

}  // namespace pb::ui

#include "ui/shell/TrailBar.h"

#include "ui/shell/Navigator.h"
#include "ui/shell/Session.h"
#include "ui/shell/TrailState.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace pb::ui {

namespace {

QString nameOf(const workspace::TrailStop& stop) {
    using Kind = workspace::TrailStop::Kind;
    const QString name = QString::fromStdString(stop.address.name);
    switch (stop.kind) {
    case Kind::deadLetter: return QStringLiteral("%1@%2").arg(QString::fromStdString(stop.address.part)).arg(stop.address.offset);
    case Kind::clause: return QStringLiteral("%1:%2").arg(name).arg(stop.place.line);
    case Kind::mapLine: return QStringLiteral("%1:%2").arg(name).arg(stop.place.line);
    case Kind::release: return name;
    }
    return name;
}

}  // namespace

TrailBar::TrailBar(Session& session, QWidget* parent) : QWidget(parent), session_(session) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(4);
    setAccessibleName(tr("Trail from the dead letter to its release"));
    connect(session.trail, &TrailState::changed, this, &TrailBar::rebuild);
    connect(&session.navigator, &Navigator::visited, this, &TrailBar::rebuild);
    rebuild();
}

void TrailBar::rebuild() {
    while (QLayoutItem* item = layout()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const workspace::Trail* trail = session_.trail->trail();
    setVisible(trail != nullptr);
    if (!trail) return;
    const auto visit = session_.navigator.current();
    for (const workspace::TrailStop& stop : trail->stops) {
        if (layout()->count() > 0) layout()->addWidget(new QLabel(QStringLiteral("→")));
        auto* button = new QToolButton;
        button->setText(tr("%1  %2").arg(stop.title, nameOf(stop)));
        button->setToolTip(stop.sentence);
        button->setAccessibleName(button->text());
        button->setAutoRaise(true);
        button->setCheckable(true);
        button->setChecked(visit && visit->address == stop.address);
        connect(button, &QToolButton::clicked, this, [this, address = stop.address] { session_.navigator.goTo(address); });
        layout()->addWidget(button);
    }
    static_cast<QHBoxLayout*>(layout())->addStretch(1);
    auto* close = new QToolButton;
    close->setText(tr("Leave the Trail"));
    close->setAutoRaise(true);
    connect(close, &QToolButton::clicked, this, [this] { session_.trail->leave(); });
    layout()->addWidget(close);
}

}  // namespace pb::ui

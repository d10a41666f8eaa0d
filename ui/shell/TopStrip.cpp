#include "ui/shell/TopStrip.h"

#include "models/base/Text.h"
#include "ui/kit/Fonts.h"
#include "ui/kit/Icons.h"
#include "ui/kit/Metrics.h"
#include "ui/kit/Pill.h"
#include "ui/shell/CommandTable.h"
#include "ui/shell/JobRunner.h"
#include "ui/shell/JobsPopup.h"
#include "ui/shell/Session.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

namespace pb::ui {

namespace {

constexpr int stripHeight = 44, searchWidth = 420;

/// Looks like a field, is a button: the palette has the real field.
class SearchButton final : public QAbstractButton {
public:
    explicit SearchButton(QString keys) : icon_(ui::icon(QStringLiteral("search"), Role::inkSoft)), keys_(std::move(keys)) {
        setText(TopStrip::tr("Search or run a command"));
        setAccessibleName(text());
        setFixedHeight(fieldHeight);
        setMaximumWidth(searchWidth);
        setMinimumWidth(160);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setAttribute(Qt::WA_Hover);
        setFocusPolicy(Qt::TabFocus);
        setCursor(Qt::IBeamCursor);
    }
    QSize sizeHint() const override { return {searchWidth, fieldHeight}; }
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(color(Role::surface, palette()));
        painter.setPen(color(hasFocus() ? Role::accent : underMouse() ? Role::inkSoft : Role::outline, palette()));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
        icon_.paint(&painter, QRect(10, (height() - ui::iconSize) / 2, ui::iconSize, ui::iconSize));
        painter.setPen(color(Role::inkSoft, palette()));
        painter.drawText(rect().adjusted(34, 0, -8, 0), Qt::AlignLeft | Qt::AlignVCenter, text());
        painter.setFont(smallFont());
        painter.drawText(rect().adjusted(0, 0, -12, 0), Qt::AlignRight | Qt::AlignVCenter, keys_);
    }

private:
    QIcon icon_;
    QString keys_;
};

Role roleOf(Stage stage) {
    return stage == Stage::production ? Role::bad : stage == Stage::test ? Role::warning : Role::accent;
}

}  // namespace

TopStrip::TopStrip(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), menu_(new QToolButton), title_(new QLabel), environment_(new Pill), readOnly_(new Pill), jobs_(new QToolButton) {
    setFixedHeight(stripHeight);
    const Command* palette = session.commands.find(QStringLiteral("palette.open"));
    auto* search = new SearchButton(palette ? session.commands.keysOf(*palette).toString(QKeySequence::NativeText) : QString());
    search_ = search;
    menu_->setIcon(icon(QStringLiteral("list")));
    menu_->setIconSize(QSize(18, 18));
    menu_->setAutoRaise(true);
    menu_->setToolTip(tr("Menu"));
    menu_->setAccessibleName(tr("Menu"));
    menu_->setFocusPolicy(Qt::TabFocus);
    menu_->setPopupMode(QToolButton::InstantPopup);
    menu_->setStyleSheet(QStringLiteral("QToolButton::menu-indicator { image: none; }"));
    menu_->setMenu(new QMenu(menu_));
    title_->setFont(titleFont());
    title_->setTextFormat(Qt::PlainText);
    jobs_->setAutoRaise(true);
    jobs_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    jobs_->setFocusPolicy(Qt::TabFocus);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(gap + smallGap, 0, wideGap, 0);
    row->setSpacing(gap);
    auto* left = new QHBoxLayout;
    left->addWidget(menu_);
    left->addWidget(title_);
    left->addWidget(environment_);
    left->addWidget(readOnly_);
    left->addStretch(1);
    auto* right = new QHBoxLayout;
    right->addStretch(1);
    right->addWidget(jobs_);
    row->addLayout(left, 1);
    row->addWidget(search_, 2);
    row->addLayout(right, 1);
    connect(search, &QAbstractButton::clicked, this, &TopStrip::searchRequested);
    connect(environment_, &QAbstractButton::clicked, this, &TopStrip::environmentPressed);
    readOnly_->show(tr("READ-ONLY"), Role::warning);
    readOnly_->setAccessibleName(tr("The workspace is open read-only; press to open it again"));
    connect(readOnly_, &QAbstractButton::clicked, this, [this] { session_.openAgain(); });
    connect(menu_->menu(), &QMenu::aboutToShow, this, &TopStrip::fillMenu);
    connect(jobs_, &QToolButton::clicked, this, [this] { (new JobsPopup(session_.jobs, this))->popUpUnder(*jobs_); });
    connect(&session.jobs, &JobRunner::changed, this, &TopStrip::showJobs);
    refresh();
    showJobs();
}

void TopStrip::refresh() {
    title_->setText(session_.title.empty() ? tr("No workspace") : qs(session_.title));
    const Environment& environment = session_.environment;
    environment_->show(qs(environment.name), roleOf(environment.stage), Pill::Look::filled);
    environment_->setVisible(!environment.name.empty());
    readOnly_->setVisible(session_.readOnly != nullptr);
    if (session_.readOnly) readOnly_->setToolTip(session_.readOnly->sentence);
    environment_->setAccessibleName(tr("Environment %1").arg(qs(environment.name)));
    environment_->setToolTip(environment.stage == Stage::production ? tr("Production: what you change here is live.") : tr("The environment that pages act on"));
    update();
}

QPoint TopStrip::underEnvironment() const { return environment_->mapToGlobal(QPoint(0, environment_->height() + smallGap)); }

void TopStrip::fillMenu() {
    QMenu* menu = menu_->menu();
    menu->clear();
    for (const Command& command : session_.commands.all()) {
        if (!command.mode) menu->addAction(session_.commands.action(command.id));
    }
    for (const Mode mode : modes) {
        QMenu* part = nullptr;
        for (const Command& command : session_.commands.all()) {
            if (command.mode != mode) continue;
            if (!part) part = menu->addMenu(titleOf(mode));
            part->addAction(session_.commands.action(command.id));
        }
    }
}

void TopStrip::showJobs() {
    const auto rows = session_.jobs.rows();
    const auto failed = std::count_if(rows.begin(), rows.end(), [](const JobRow& row) { return row.state == JobRow::State::failed; });
    const auto running = std::ssize(rows) - failed;
    jobs_->setVisible(!rows.empty());
    jobs_->setIcon(failed > 0 ? stateIcon(Role::bad) : icon(QStringLiteral("running"), Role::inkSoft));
    QStringList words;
    if (running > 0) words << tr("%1 running").arg(running);
    if (failed > 0) words << tr("%1 failed").arg(failed);
    jobs_->setText(words.join(QStringLiteral(" · ")));
    jobs_->setAccessibleName(tr("Jobs: %1").arg(jobs_->text()));
}

void TopStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), color(Role::window, palette()));
    painter.fillRect(QRect(0, height() - 1, width(), 1), color(Role::line, palette()));
    if (session_.environment.stage == Stage::production) painter.fillRect(QRect(0, 0, width(), 3), color(Role::bad, palette()));
}

}  // namespace pb::ui

#include "ui/kit/EmptyState.h"
#include "ui/kit/Fonts.h"
#include "ui/kit/Icons.h"
#include "ui/kit/InfoBar.h"
#include "ui/kit/Metrics.h"
#include "ui/kit/SettingsForm.h"
#include "ui/kit/Splitter.h"
#include "ui/kit/StateOverlay.h"
#include "ui/kit/TablePane.h"
#include "ui/shell/Session.h"
#include "ui/shell/connections/ConnectionModels.h"
#include "ui/shell/connections/ConnectionPage.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace pb::ui {

namespace {

constexpr int nameWidth = 340, stepsHeight = 6 * rowHeight + 2;

}  // namespace

QWidget* ConnectionPage::makeHead() {
    auto* heading = new QLabel(tr("Connections"));
    heading->setFont(titleFont());
    environments_ = new QComboBox;
    environments_->setAccessibleName(tr("Environment whose values are shown"));
    environments_->setToolTip(tr("Every environment has values of its own"));
    environments_->setMinimumWidth(140);
    new_ = new QPushButton(icon(QStringLiteral("add")), tr("New Connection"));
    kinds_ = new QMenu(new_);
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(wideGap, gap, wideGap, gap);
    row->setSpacing(gap);
    row->addWidget(heading);
    row->addSpacing(gap);
    row->addWidget(environments_);
    row->addStretch(1);
    row->addWidget(new_);
    return head;
}

QWidget* ConnectionPage::makeFoot() {
    save_ = new QPushButton(tr("Save"));
    save_->setProperty("primary", true);
    test_ = new QPushButton(tr("Test Connection"));
    delete_ = new QPushButton(tr("Delete"));
    verdict_ = new QLabel;
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(wideGap, gap, wideGap, gap);
    row->setSpacing(gap);
    for (QWidget* part : std::initializer_list<QWidget*>{save_, test_, verdict_}) row->addWidget(part);
    row->addStretch(1);
    row->addWidget(delete_);
    return foot;
}

QWidget* ConnectionPage::makeEditor() {
    title_ = new QLabel;
    title_->setFont(titleFont());
    subtitle_ = new QLabel;
    setInk(*subtitle_, Role::inkSoft);
    name_ = new QLineEdit;
    name_->setAccessibleName(tr("Name of the connection"));
    name_->setPlaceholderText(tr("Name, such as kafka-dev"));
    name_->setMaximumWidth(nameWidth);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(wideGap, wideGap, wideGap, gap);
    head->setSpacing(smallGap);
    for (QWidget* part : std::initializer_list<QWidget*>{title_, subtitle_, name_}) head->addWidget(part);
    area_ = new QScrollArea;
    area_->setWidgetResizable(true);
    area_->setFrameShape(QFrame::NoFrame);
    area_->setAccessibleName(tr("Settings of the connection"));
    area_->setFocusPolicy(Qt::NoFocus);
    steps_ = new TablePane(tr("What the test of the connection found"));
    steps_->setModel(probe_);
    steps_->setColumnWidths({12, 16, 40});
    steps_->setFixedHeight(stepsHeight);
    steps_->hide();
    auto* editor = new QWidget;
    auto* column = new QVBoxLayout(editor);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(area_, 1);
    column->addWidget(makeFoot());
    column->addWidget(steps_);
    return editor;
}

void ConnectionPage::layOut() {
    list_ = new TablePane(tr("Connections"));
    list_->setModel(model_);
    list_->setColumnWidths({15, 12});
    bar_ = new InfoBar;
    sides_ = new QStackedWidget;
    QWidget* head = makeHead();
    sides_->addWidget(makeEditor());
    sides_->addWidget(new EmptyState(QStringLiteral("connection"), tr("No connection is chosen"), tr("Choose one on the left, or add a new one.")));
    sides_->setCurrentIndex(1);
    auto* none = new EmptyState(QStringLiteral("connection"), tr("No connections yet"),
        tr("A connection says how a broker, an API or a runtime is reached in this environment. Its secrets stay out of the file."));
    none->withPrimary(tr("New Connection"), [this] { chooseKind(); });
    whole_ = new QStackedWidget;
    whole_->addWidget(splitter(Qt::Horizontal, list_, sides_, {340, 860}));
    whole_->addWidget(none);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head);
    column->addWidget(bar_);
    column->addWidget(whole_, 1);
    overlay_ = new StateOverlay(whole_, session().clock);
}

PageInfo connectionPage() {
    PageInfo info{QStringLiteral("connections"), Mode::today, {AddressKind::connection}, {}, {}};
    info.make = [](Session& session) -> Page* { return new ConnectionPage(session); };
    info.commands = {
        pageCommand<ConnectionPage>(QStringLiteral("connection.new"), ConnectionPage::tr("New Connection…"), QStringLiteral("add"), {}, &ConnectionPage::chooseKind),
        pageCommand<ConnectionPage>(QStringLiteral("connection.save"), ConnectionPage::tr("Save the Connection"), QStringLiteral("save"),
                                    QKeySequence::Save, &ConnectionPage::save, &ConnectionPage::canSave),
        pageCommand<ConnectionPage>(QStringLiteral("connection.test"), ConnectionPage::tr("Test the Connection"), QStringLiteral("run"),
                                    QKeySequence(Qt::CTRL | Qt::Key_T), &ConnectionPage::test, &ConnectionPage::canSave),
        pageCommand<ConnectionPage>(QStringLiteral("connection.delete"), ConnectionPage::tr("Delete the Connection…"), QStringLiteral("remove"), {},
                                    &ConnectionPage::askDelete, &ConnectionPage::canDelete),
    };
    return info;
}

}  // namespace pb::ui

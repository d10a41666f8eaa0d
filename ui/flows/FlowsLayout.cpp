#include "ui/flows/CauseModel.h"
#include "ui/flows/FlowsPage.h"
#include "ui/flows/LetterModel.h"
#include "ui/flows/RedrivePanel.h"
#include "ui/flows/TopologyView.h"
#include "ui/kit/EmptyState.h"
#include "ui/kit/FilterLine.h"
#include "ui/kit/Icons.h"
#include "ui/kit/InfoBar.h"
#include "ui/kit/Metrics.h"
#include "ui/kit/Splitter.h"
#include "ui/kit/StateOverlay.h"
#include "ui/kit/TablePane.h"
#include "ui/kit/Tile.h"
#include "ui/shell/CommandTable.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/Session.h"
#include "ui/shell/TrailState.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace pb::ui {

namespace {

constexpr int narrowPage = 1000;
constexpr int topologyHeight = 124;   // three rows; more of them scroll

}  // namespace

QWidget* FlowsPage::makeTiles() {
    messages_ = new Tile(tr("Messages"));
    oldest_ = new Tile(tr("Oldest waiting"));
    letters_ = new Tile(tr("Dead letters"));
    flows_ = new Tile(tr("Failing flows"));
    auto* tiles = new QWidget;
    auto* row = new QHBoxLayout(tiles);
    row->setContentsMargins(wideGap, wideGap, wideGap, wideGap);
    row->setSpacing(gap);
    for (Tile* tile : {messages_, oldest_, letters_, flows_}) row->addWidget(tile, 1);
    return tiles;
}

QWidget* FlowsPage::makeTopology() {
    topology_ = new TopologyView;
    topologyArea_ = new QScrollArea;
    topologyArea_->setWidget(topology_);
    topologyArea_->setWidgetResizable(true);
    topologyArea_->setFrameShape(QFrame::NoFrame);
    topologyArea_->setFocusPolicy(Qt::NoFocus);
    topologyArea_->setAccessibleName(topology_->accessibleName());
    connect(topology_, &TopologyView::currentMoved, this,
            [this](const QRect& box) { topologyArea_->ensureVisible(box.center().x(), box.center().y(), box.width(), box.height()); });
    connect(topology_, &TopologyView::opened, this, [this](const Address& object) {
        if (const Done done = session().navigator.goTo(object); !done) bar_->say(done.error());
    });
    return topologyArea_;
}

void FlowsPage::fitTopology() {
    const QSize whole = topology_->sizeHint();
    const int bar = whole.width() > width() ? topologyArea_->horizontalScrollBar()->sizeHint().height() : 0;
    topologyArea_->setFixedHeight(std::min(whole.height() + bar, topologyHeight));
    topologyArea_->setVisible(topology_->nodeCount() > 0);
}

void FlowsPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    fitTopology();
    causes_->setColumnHidden(CauseModel::firstColumn, width() < narrowPage);   // the cause itself must be readable
}

QWidget* FlowsPage::makeListSide() {
    filter_ = new FilterLine(tr("Filter body, key, headers"));
    filter_->setMinimumWidth(120);
    withSent_ = new QCheckBox(tr("Show sent again"));
    withSent_->setAccessibleName(tr("Show dead letters that were sent again"));
    showCause_ = new QPushButton(icon(QStringLiteral("cause")), tr("Show Cause"));
    makeTests_ = new QPushButton(icon(QStringLiteral("tests")), tr("Make Map Tests"));
    redrive_ = new QPushButton(icon(QStringLiteral("redrive")), tr("Redrive…"));
    showCause_->setToolTip(tr("Follow the selected dead letter to its cause (F2)"));
    makeTests_->setToolTip(tr("Make these messages tests of the map"));
    redrive_->setToolTip(tr("Plan to send these messages again (Ctrl+R)"));
    effect_ = new QLabel;
    effect_->setWordWrap(true);
    effect_->setContentsMargins(gap, 0, gap, smallGap);
    setInk(*effect_, Role::warning);
    effect_->hide();
    list_ = new TablePane(tr("Dead letters of the cause"));
    list_->setModel(letterModel_);
    list_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    list_->setColumnWidths({8, 10, 13, 7, 20});
    lists_ = new QStackedWidget;
    lists_->addWidget(list_);
    lists_->addWidget(new EmptyState(QStringLiteral("dead-letter"), tr("No dead letter waits"),
        tr("Messages that fail are listed here as soon as a flow parks them. Those that were sent again are hidden.")));
    auto* line = new QHBoxLayout;
    line->setContentsMargins(gap, gap, gap, gap);
    line->setSpacing(gap);
    line->addWidget(filter_, 1);
    for (QWidget* part : std::initializer_list<QWidget*>{withSent_, showCause_, makeTests_, redrive_}) line->addWidget(part);
    auto* side = new QWidget;
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(line);
    column->addWidget(effect_);
    column->addWidget(lists_, 1);
    return side;
}

void FlowsPage::layOut() {
    bar_ = new InfoBar;
    resumeBar_ = new InfoBar;
    causes_ = new TablePane(tr("Causes"));
    causes_->setModel(causeModel_);
    causes_->setMinimumWidth(280);
    causes_->setColumnWidths({24, 4, 8, 8});
    causes_->horizontalHeader()->setStretchLastSection(false);
    causes_->horizontalHeader()->setSectionResizeMode(CauseModel::titleColumn, QHeaderView::Stretch);
    pane_ = new MessagePane;
    panel_ = new RedrivePanel(session());
    lower_ = new QStackedWidget;
    lower_->addWidget(pane_);
    lower_->addWidget(panel_);
    QSplitter* upper = splitter(Qt::Horizontal, causes_, makeListSide(), {620, 560});
    upper->setStretchFactor(0, 1);
    upper->setStretchFactor(1, 1);
    QSplitter* down = splitter(Qt::Vertical, upper, lower_, {380, 320});
    auto* tiles = makeTiles();
    auto* topology = makeTopology();
    content_ = new QWidget;
    auto* inner = new QVBoxLayout(content_);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    inner->addWidget(tiles);
    inner->addWidget(topology);
    inner->addWidget(down, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(resumeBar_);
    column->addWidget(bar_);
    column->addWidget(content_, 1);
    overlay_ = new StateOverlay(content_, session().clock);
    overlay_->setRetry([this] { poll(); });
}

void FlowsPage::wire() {
    connect(causes_, &TablePane::currentRowChanged, this, &FlowsPage::causeChosen);
    connect(causes_, &TablePane::opened, this, [this] { list_->setFocus(Qt::OtherFocusReason); });
    connect(list_, &TablePane::currentRowChanged, this, &FlowsPage::letterChosen);
    connect(list_, &TablePane::opened, this, [this] { pane_->currentWidget()->setFocus(Qt::OtherFocusReason); });
    connect(list_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &Page::contextChanged);
    connect(filter_, &FilterLine::filterChanged, this, &FlowsPage::refilter);
    connect(withSent_, &QCheckBox::toggled, this, [this](bool on) {
        isWithSent_ = on;
        showCauses();
    });
    connect(showCause_, &QPushButton::clicked, this, [this] { session().commands.run(QStringLiteral("go.cause")); });
    connect(makeTests_, &QPushButton::clicked, this, &FlowsPage::makeTests);
    connect(redrive_, &QPushButton::clicked, this, &FlowsPage::redrive);
    connect(panel_, &RedrivePanel::closed, this, [this] {
        showPanel(false);
        askForUnfinished();
    });
    connect(panel_, &RedrivePanel::failed, this, &FlowsPage::askForUnfinished);
    connect(panel_, &RedrivePanel::sent, this, &FlowsPage::poll);
    connect(this, &Page::contextChanged, this, [this] {
        for (QPushButton* button : {showCause_, makeTests_, redrive_}) button->setEnabled(hasMessages());
    });
    if (session().trail) {
        connect(session().trail, &TrailState::changed, this, [this] {
            if (pane_->message()) showTrailOf(*pane_->message());
        });
    }
}

PageInfo flowsPage() {
    using enum AddressKind;
    PageInfo info{QStringLiteral("flows"), Mode::flows, {channel, message, deadLetter, cause}, {}, {}};
    const auto add = [&info](const char* id, const QString& text, const char* iconName, const QKeySequence& keys, void (FlowsPage::*run)(),
                             bool (FlowsPage::*enabled)() const = nullptr) {
        info.commands.push_back(pageCommand<FlowsPage>(QLatin1String(id), text, QLatin1String(iconName), keys, run, enabled));
    };
    add("flows.redrive", FlowsPage::tr("Redrive…"), "redrive", Qt::CTRL | Qt::Key_R, &FlowsPage::redrive, &FlowsPage::hasMessages);
    add("flows.makeTests", FlowsPage::tr("Make Map Tests from These"), "tests", Qt::CTRL | Qt::Key_T, &FlowsPage::makeTests, &FlowsPage::hasMessages);
    add("flows.export", FlowsPage::tr("Export Messages…"), "download", Qt::CTRL | Qt::Key_E, &FlowsPage::exportMessages, &FlowsPage::hasMessages);
    add("flows.copyMessages", FlowsPage::tr("Copy Messages as JSON"), "copy", Qt::CTRL | Qt::ALT | Qt::Key_C, &FlowsPage::copyMessages, &FlowsPage::hasMessages);
    add("flows.filter", FlowsPage::tr("Filter the Dead Letters"), "filter", Qt::CTRL | Qt::Key_F, &FlowsPage::focusFilter);
    add("flows.showSent", FlowsPage::tr("Show or Hide Those Sent Again"), "eye", {}, &FlowsPage::toggleSent);
    add("flows.refresh", FlowsPage::tr("Read All Dead Letters Again"), "refresh", Qt::Key_F5, &FlowsPage::refreshAll);
    info.make = [](Session& session) -> Page* { return new FlowsPage(session); };
    return info;
}

}  // namespace pb::ui

#include "ui/kit/CodeView.h"
#include "ui/kit/DiffView.h"
#include "ui/kit/EmptyState.h"
#include "ui/kit/Icons.h"
#include "ui/kit/InfoBar.h"
#include "ui/kit/Metrics.h"
#include "ui/kit/Splitter.h"
#include "ui/kit/StateOverlay.h"
#include "ui/kit/TablePane.h"
#include "ui/map/FieldModel.h"
#include "ui/map/LinkGutter.h"
#include "ui/map/MapModels.h"
#include "ui/map/MapPage.h"
#include "ui/shell/Session.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

namespace pb::ui {

QWidget* MapPage::makeHead() {
    maps_ = new QComboBox;
    maps_->setAccessibleName(tr("Map"));
    maps_->setMinimumWidth(200);
    facts_ = new QLabel;
    setInk(*facts_, Role::inkSoft);
    save_ = new QPushButton(icon(QStringLiteral("save")), tr("Save"));
    save_->setToolTip(tr("Save the map (Ctrl+S)"));
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(wideGap, gap, wideGap, gap);
    row->setSpacing(gap);
    row->addWidget(maps_);
    row->addWidget(facts_, 1);
    row->addWidget(save_);
    return head;
}

QWidget* MapPage::makeTrees() {
    sourceTree_ = new TreePane(tr("Source fields"));
    targetTree_ = new TreePane(tr("Target fields"));
    sourceTree_->setModel(sourceModel_);
    targetTree_->setModel(targetModel_);
    for (TreePane* tree : {sourceTree_, targetTree_}) {
        tree->header()->setStretchLastSection(false);
        tree->header()->setSectionResizeMode(FieldModel::nameColumn, QHeaderView::Stretch);
        tree->header()->setSectionResizeMode(FieldModel::typeColumn, QHeaderView::Interactive);
        tree->header()->resizeSection(FieldModel::typeColumn, 150);
    }
    sourceTree_->setDragEnabled(true);
    sourceTree_->setDragDropMode(QAbstractItemView::DragOnly);
    targetTree_->setAcceptDrops(true);
    targetTree_->setDragDropMode(QAbstractItemView::DropOnly);
    gutter_ = new LinkGutter(*sourceTree_, *targetTree_);
    expression_ = new QLineEdit;
    expression_->setAccessibleName(tr("Expression of the target field"));
    expression_->hide();
    auto* trees = new QWidget;
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(sourceTree_, 5);
    row->addWidget(gutter_, 2);
    row->addWidget(targetTree_, 5);
    auto* column = new QVBoxLayout(trees);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row, 1);
    column->addWidget(expression_);
    return trees;
}

QWidget* MapPage::makeLower() {
    text_ = new CodeView(tr("Text of the map"));
    text_->setLanguage(Language::jsonata);
    text_->setEditable(true);
    result_ = new CodeView(tr("Result"));
    result_->setLanguage(Language::json);
    sampleBox_ = new QComboBox;
    sampleBox_->setAccessibleName(tr("Message to try the map on"));
    verdict_ = new QLabel;
    verdict_->setWordWrap(true);
    verdict_->setContentsMargins(gap, 0, gap, smallGap);
    auto* preview = new QWidget;
    auto* column = new QVBoxLayout(preview);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(smallGap);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(gap, gap, gap, 0);
    line->addWidget(sampleBox_, 1);
    column->addLayout(line);
    column->addWidget(verdict_);
    column->addWidget(result_, 1);
    versions_ = new DiffView(tr("The file’s version and yours"));
    versions_->setParent(this);
    versions_->hide();
    links_ = new TablePane(tr("Links"));
    links_->setModel(linkModel_);
    links_->setColumnWidths({20, 22, 10, 4});
    auto* testSide = new QWidget;
    runTests_ = new QPushButton(icon(QStringLiteral("run")), tr("Run Tests"));
    auto* tests = new QVBoxLayout(testSide);
    tests->setContentsMargins(0, gap, 0, 0);
    tests->addWidget(runTests_, 0, Qt::AlignLeft);
    tests->addWidget(testTable_, 1);
    tabs_ = new QTabWidget;
    tabs_->setDocumentMode(true);
    tabs_->setAccessibleName(tr("Result, links and tests"));
    tabs_->addTab(preview, tr("Result"));
    tabs_->addTab(links_, tr("Links"));
    tabs_->addTab(testSide, tr("Tests"));
    return splitter(Qt::Horizontal, text_, tabs_, {560, 540});
}

void MapPage::layOut() {
    testTable_ = new TablePane(tr("Tests of the map"));
    testTable_->setModel(testModel_);
    testTable_->setColumnWidths({9, 16, 20});
    QWidget* head = makeHead();
    bar_ = new InfoBar;
    fileBar_ = new InfoBar;
    QWidget* trees = makeTrees();
    content_ = new QWidget;
    auto* whole = new QVBoxLayout(content_);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    for (QWidget* part : std::initializer_list<QWidget*>{head, fileBar_, bar_}) whole->addWidget(part);
    whole->addWidget(splitter(Qt::Vertical, trees, makeLower(), {380, 360}), 1);
    stack_ = new QStackedWidget;
    stack_->addWidget(content_);
    stack_->addWidget(new EmptyState(QStringLiteral("map"), tr("No map yet"),
        tr("Put a JSONata file into the folder maps of the workspace, and its schemas into NAME.map.yaml beside it.")));
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(stack_);
    overlay_ = new StateOverlay(content_, session().clock);
    overlay_->setRetry([this] { load(); });
}

PageInfo mapPage() {
    PageInfo info{QStringLiteral("map"), Mode::map, {AddressKind::map, AddressKind::schema, AddressKind::sample}, {}, {}};
    info.make = [](Session& session) -> Page* { return new MapPage(session); };
    const auto command = [](const char* id, const QString& text, const char* iconName, const QKeySequence& keys, void (MapPage::*run)()) {
        return pageCommand<MapPage>(QLatin1String(id), text, QLatin1String(iconName), keys, run, &MapPage::hasMap);
    };
    info.commands = {
        command("map.save", MapPage::tr("Save the Map"), "save", QKeySequence::Save, &MapPage::save),
        command("map.test", MapPage::tr("Run the Map's Tests"), "run", Qt::Key_F5, &MapPage::runTests),
        command("map.undo", MapPage::tr("Undo in the Map"), "undo", QKeySequence::Undo, &MapPage::undo),
        command("map.redo", MapPage::tr("Redo in the Map"), "redo", QKeySequence(Qt::CTRL | Qt::Key_Y), &MapPage::redo),
        command("map.link", MapPage::tr("Link Source to Target"), "link", QKeySequence(Qt::CTRL | Qt::Key_L), &MapPage::link),
        command("map.unlink", MapPage::tr("Remove the Link"), "unlink", QKeySequence(Qt::CTRL | Qt::Key_Backspace), &MapPage::unlink),
        command("map.expression", MapPage::tr("Type an Expression…"), "edit", QKeySequence(Qt::CTRL | Qt::Key_E), &MapPage::typeExpression),
        command("map.nextUnfed", MapPage::tr("Next Field That Is Not Mapped"), "missing", QKeySequence(Qt::CTRL | Qt::Key_M), &MapPage::nextUnfed),
    };
    return info;
}

}  // namespace pb::ui

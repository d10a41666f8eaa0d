#include "ui/map/MapPage.h"

#include "models/base/Text.h"
#include "models/map/MapEdit.h"
#include "ui/kit/CodeView.h"
#include "ui/kit/InfoBar.h"
#include "ui/kit/StateOverlay.h"
#include "ui/kit/TablePane.h"
#include "ui/map/FieldModel.h"
#include "ui/map/LinkGutter.h"
#include "ui/map/MapModels.h"
#include "ui/shell/Problems.h"
#include "ui/shell/Session.h"
#include "ui/shell/settings/Preferences.h"
#include "ui/shell/TrailState.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QTabWidget>

namespace pb::ui {

namespace {

constexpr int quietMilliseconds = 60;

}  // namespace

MapPage::MapPage(Session& session, QWidget* parent)
    : Page(session, parent), sourceModel_(new FieldModel(FieldModel::Side::source, this)),
      targetModel_(new FieldModel(FieldModel::Side::target, this)), linkModel_(new LinkModel(this)), testModel_(new MapTestModel(this)) {
    layOut();
    wire();
    wireKeys();
}

void MapPage::wire() {
    quiet_.setSingleShot(true);
    quiet_.setInterval(quietMilliseconds);
    connect(&quiet_, &QTimer::timeout, this, &MapPage::tryNow);
    const Preferences preferences = preferencesOf(session().settings);
    text_->setWrapping(preferences.wrapsLines);
    keep_.setSingleShot(true);
    keep_.setInterval(preferences.autosaveMilliseconds);
    connect(&keep_, &QTimer::timeout, this, &MapPage::keepUnsaved);
    look_.setInterval(preferences.lookMilliseconds);
    connect(&look_, &QTimer::timeout, this, &MapPage::lookOutside);
    look_.start();
    connect(maps_, &QComboBox::currentTextChanged, this, &MapPage::choose);
    connect(sampleBox_, &QComboBox::currentIndexChanged, this, &MapPage::tryNow);
    connect(save_, &QPushButton::clicked, this, &MapPage::save);
    connect(runTests_, &QPushButton::clicked, this, &MapPage::runTests);
    connect(text_, &CodeView::textEdited, this, &MapPage::textEdited);
    connect(text_, &CodeView::cursorMoved, this, &MapPage::cursorMoved);
    connect(targetTree_, &TreePane::currentItemChanged, this, &MapPage::targetChosen);
    connect(targetModel_, &FieldModel::dropped, this, [this](const std::string& source, const std::string& target) {
        change(map::setLink(*map_, target, source));
    });
    connect(links_, &TablePane::currentRowChanged, this, [this](int row) {
        if (const map::Link* chosen = linkModel_->link(row); chosen && !following_) selectTarget(chosen->target);
    });
    connect(expression_, &QLineEdit::returnPressed, this, [this] {
        change(map::setExpression(*map_, chosenTarget(), utf8(expression_->text())));
        expression_->hide();
        targetTree_->setFocus();
    });
}

/// Keys that are letters belong to the trees only: L, =, Delete.
void MapPage::wireKeys() {
    const auto key = [this](QWidget* in, const QKeySequence& keys, void (MapPage::*run)()) {
        auto* shortcut = new QShortcut(keys, in);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, run);
    };
    key(targetTree_, Qt::Key_L, &MapPage::link);
    key(targetTree_, Qt::Key_Equal, &MapPage::typeExpression);
    key(targetTree_, Qt::Key_Delete, &MapPage::unlink);
}

void MapPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (!map_) load();
}

void MapPage::visit(const Address& address) {
    wanted_ = address;
    showWanted();
}

Address MapPage::current() const {
    if (!map_) return Address::of(AddressKind::workspace, {});
    return Address::of(AddressKind::map, map_->name(), chosenTarget());
}

QString MapPage::statusText() const {
    if (!map_) return {};
    return tr("%1 links, %2").arg(map_->links().size()).arg(text_->isModified() ? tr("not saved") : tr("saved"));
}

QWidget* MapPage::testResults() { return nullptr; }

QWidget* MapPage::firstFocus() { return targetTree_; }

void MapPage::load() {
    if (session().folder.empty() || listing_.isBusy()) return;
    overlay_->showLoading(tr("Reading the maps of the workspace."));
    session().jobs.run(listing_, this, tr("List the maps"), [place = place()](StopToken, Progress&) { return mapNames(place); },
        [this](Result<std::vector<std::string>> names) {
            if (!names) return overlay_->showError(names.error());
            overlay_->showContent();
            stack_->setCurrentIndex(names->empty() ? 1 : 0);
            const QSignalBlocker blocker(maps_);
            maps_->clear();
            for (const std::string& name : *names) maps_->addItem(qs(name));
            if (const int at = maps_->findText(qs(wanted_.name)); at >= 0) maps_->setCurrentIndex(at);
            choose(maps_->currentText());
        });
}

void MapPage::choose(const QString& name) {
    if (name.isEmpty()) return;
    session().jobs.run(loading_, this, tr("Read the map “%1”").arg(name), [place = place(), name = utf8(name)](StopToken, Progress&) { return loadMap(place, name); },
        [this](Result<LoadedMap> loaded) {
            if (!loaded) return overlay_->showError(loaded.error());
            take(std::move(*loaded));
        });
}

void MapPage::take(LoadedMap loaded) {
    map_ = std::move(loaded.map);
    file_ = std::move(loaded.file);
    source_ = std::move(loaded.source);
    target_ = std::move(loaded.target);
    samples_ = std::move(loaded.samples);
    tests_ = std::move(loaded.tests);
    sourceModel_->set(source_->tree.root);
    targetModel_->set(target_->tree.root);
    sourceTree_->expandToDepth(2);
    targetTree_->expandToDepth(2);
    text_->setText(map_->text());
    text_->setModified(loaded.wasRestored);
    session().problems.set("map.sides:" + map_->name(), loaded.problems);
    hideVersions();
    if (loaded.wasRestored) offerRestored(loaded.savedText);
    testModel_->set({});
    fillSamples();
    tryNow();
    showWanted();
}

/// Samples and tests of the map, and in front of them the dead letter of the trail that led here.
void MapPage::fillSamples() {
    const workspace::Trail* trail = session().trail ? session().trail->trail() : nullptr;
    const QSignalBlocker blocker(sampleBox_);
    sampleBox_->clear();
    if (trail && map_ && trail->mapName == map_->name()) {
        const flow::Position& position = trail->message.position;
        const QString title = tr("dead letter %1/%2@%3").arg(qs(position.channel)).arg(position.partition).arg(position.offset);
        if (samples_.empty() || samples_.front().title != title) samples_.insert(samples_.begin(), {title, trail->message.body});
    }
    for (const MapSample& one : samples_) sampleBox_->addItem(one.title);
}

const MapSample* MapPage::sample() const {
    const int index = sampleBox_->currentIndex();
    return index >= 0 && index < static_cast<int>(samples_.size()) ? &samples_[static_cast<std::size_t>(index)] : nullptr;
}

void MapPage::textEdited() {
    quiet_.start();
    if (!keep_.isActive()) keep_.start();
    emit statusChanged();
}

void MapPage::tryNow() {
    if (!map_) return;
    const std::optional<MapSample> chosen = sample() ? std::optional(*sample()) : std::nullopt;
    session().jobs.run(trying_, this, tr("Try the map"),
        [map = *map_, text = text_->text(), source = source_, target = target_, chosen](StopToken, Progress&) -> Result<std::shared_ptr<MapTrial>> {
            return std::make_shared<MapTrial>(tryMap(map, text, *source, *target, chosen ? &*chosen : nullptr));
        },
        [this](Result<std::shared_ptr<MapTrial>> trial) { takeTrial(std::move(**trial)); });
}

void MapPage::takeTrial(MapTrial trial) {
    map_ = trial.map;
    showTrial(trial);
    text_->setFindings(trial.findings);
    session().problems.set("map:" + map_->name(), trial.findings);
    unfed_ = map::unfedTargets(*map_, *target_);
    showLinks();
    showFacts();
    emit statusChanged();
    emit contextChanged();
}

void MapPage::showTrial(const MapTrial& trial) {
    result_->setText(trial.result);
    std::vector<Mark> marks;
    for (const doc::ByteRange& range : trial.broken) marks.push_back({range.begin, range.end, Role::bad});
    result_->setMarks(std::move(marks));
    QStringList lines = trial.failure.isEmpty() ? QStringList() : QStringList{trial.failure};
    for (const QString& violation : trial.violations) lines += violation;
    const bool isGood = lines.isEmpty() && !trial.result.empty();
    verdict_->setText(isGood ? tr("✓ The result keeps the target's schema.") : lines.isEmpty() ? QString() : u"✕ " + lines.mid(0, 3).join(u' '));
    setInk(*verdict_, isGood ? Role::good : Role::bad);
}

void MapPage::showFacts() {
    facts_->setText(unfed_.empty() ? tr("Every required field of the target is mapped.")
                                   : tr("%1 required fields are not mapped: %2.").arg(unfed_.size()).arg(qs(unfed_.front()) + (unfed_.size() > 1 ? u" …" : u"")));
    setInk(*facts_, unfed_.empty() ? Role::inkSoft : Role::bad);
}

void MapPage::showLinks() {
    std::set<std::string> sources, targets;
    for (const map::Link& one : map_->links()) {
        targets.insert(one.target);
        sources.insert(one.sources.begin(), one.sources.end());
    }
    const auto describe = [map = *map_](const std::string& path) {
        const map::Link* found = map.linkTo(path);
        return found && !found->sources.empty() ? tr("Mapped from %1, line %2.").arg(qs(found->sources.front())).arg(found->line) : QString();
    };
    sourceModel_->setLinks(std::move(sources), {}, {});
    targetModel_->setLinks(std::move(targets), {unfed_.begin(), unfed_.end()}, describe);
    linkModel_->set(map_->links());
    gutter_->setLinks(map_->links());
    gutter_->setCurrentTarget(chosenTarget());
}

}  // namespace pb::ui

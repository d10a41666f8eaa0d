#include "models/base/Text.h"
#include "models/map/MapEdit.h"
#include "ui/kit/CodeView.h"
#include "ui/kit/InfoBar.h"
#include "ui/kit/TablePane.h"
#include "ui/map/FieldModel.h"
#include "ui/map/LinkGutter.h"
#include "ui/map/MapModels.h"
#include "ui/map/MapPage.h"
#include "ui/shell/Session.h"
#include "ui/shell/TrailState.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTabWidget>

#include <algorithm>

// What the user does to a map, and how picture and text follow each other.

namespace pb::ui {

std::string MapPage::chosenSource() const { return sourceModel_->pathOf(sourceTree_->currentIndex()); }

std::string MapPage::chosenTarget() const { return targetModel_->pathOf(targetTree_->currentIndex()); }

void MapPage::selectTarget(const std::string& path) {
    const QModelIndex index = targetModel_->indexOf(path);
    if (!index.isValid()) return;
    targetTree_->setCurrentIndex(index);
    targetTree_->scrollTo(index);
}

void MapPage::targetChosen(const QModelIndex& index) {
    const std::string path = targetModel_->pathOf(index);
    gutter_->setCurrentTarget(path);
    expression_->hide();
    if (!map_ || following_) return;
    following_ = true;
    if (const jsonata::FieldClause* clause = jsonata::clauseOf(map_->analysis(), path)) text_->select(clause->clause.begin, clause->clause.end);
    if (const map::Link* found = map_->linkTo(path); found && !found->sources.empty()) {
        sourceTree_->setCurrentIndex(sourceModel_->indexOf(found->sources.front()));
    }
    following_ = false;
    emit statusChanged();
}

void MapPage::cursorMoved(qsizetype byte) {
    if (!map_ || following_) return;
    const map::Link* found = nullptr;
    for (const map::Link& one : map_->links()) {
        if (one.clause.begin <= static_cast<std::size_t>(byte) && static_cast<std::size_t>(byte) <= one.clause.end) found = &one;
    }
    if (!found) return;
    following_ = true;
    selectTarget(found->target);
    following_ = false;
}

/// Brings the new text of an edit into the editor as one replaced span, so that it is one step to undo.
void MapPage::change(const Result<std::string>& text) {
    if (!text) return bar_->say(text.error());
    bar_->clear();
    const std::string before = text_->text();
    const auto [left, right] = std::mismatch(before.begin(), before.end(), text->begin(), text->end());
    const auto begin = static_cast<std::size_t>(left - before.begin());
    std::size_t tail = 0;
    const std::size_t most = std::min(before.size(), text->size()) - begin;
    while (tail < most && before[before.size() - 1 - tail] == (*text)[text->size() - 1 - tail]) ++tail;
    text_->replace(begin, before.size() - tail, text->substr(begin, text->size() - tail - begin));
    tryNow();
    emit statusChanged();
}

void MapPage::link() {
    if (!map_ || chosenSource().empty() || chosenTarget().empty()) {
        return bar_->say(Role::accent, tr("Choose a source field and a target field first."));
    }
    change(map::setLink(*map_, chosenTarget(), chosenSource()));
}

void MapPage::unlink() {
    if (map_ && !chosenTarget().empty()) change(map::removeLink(*map_, chosenTarget()));
}

void MapPage::typeExpression() {
    if (!map_ || chosenTarget().empty()) return;
    const map::Link* found = map_->linkTo(chosenTarget());
    expression_->setPlaceholderText(tr("Expression for %1").arg(qs(chosenTarget())));
    expression_->setText(found ? qs(std::string_view(map_->text()).substr(found->value.begin, found->value.end - found->value.begin)) : QString());
    expression_->show();
    expression_->setFocus();
    expression_->selectAll();
}

void MapPage::nextUnfed() {
    if (!stepProblem(1)) bar_->say(Role::good, tr("Every required field of the target is mapped."));
}

bool MapPage::stepProblem(int by) {
    if (unfed_.empty()) return false;
    const auto count = std::ssize(unfed_);
    const auto here = std::find(unfed_.begin(), unfed_.end(), chosenTarget()) - unfed_.begin();
    const auto next = here == count ? (by > 0 ? 0 : count - 1) : (here + by + count) % count;
    selectTarget(unfed_[static_cast<std::size_t>(next)]);
    targetTree_->setFocus();
    return true;
}

void MapPage::undo() { text_->undo(); }

void MapPage::redo() { text_->redo(); }

void MapPage::runTests() {
    if (!map_) return;
    tabs_->setCurrentIndex(2);
    session().jobs.run(testing_, this, tr("Test the map “%1”").arg(qs(map_->name())),
        [folder = session().folder, name = map_->name(), map = map_->withText(text_->text()), target = target_](
            StopToken stop, Progress& progress) -> Result<std::vector<map::MapTestResult>> {
            PB_TRY(tests, map::loadTests(folder, name));
            return map::runTests(map, *target, tests, stop, progress);
        },
        [this](Result<std::vector<map::MapTestResult>> results) {
            if (!results) return bar_->say(results.error());
            const auto count = results->size();
            testModel_->set(std::move(*results));
            tabs_->setTabText(2, tr("Tests %1/%2").arg(testModel_->passed()).arg(count));
            if (count == 0) bar_->say(Role::accent, tr("The map has no tests yet. Make them of parked messages in Flows (Ctrl+T)."));
        });
}

void MapPage::showWanted() {
    if (wanted_.kind != AddressKind::map || wanted_.name.empty() || maps_->count() == 0) return;
    if (!map_ || map_->name() != wanted_.name) {
        if (const int at = maps_->findText(qs(wanted_.name)); at >= 0 && at != maps_->currentIndex()) maps_->setCurrentIndex(at);
        return;
    }
    const workspace::TrailStop* stop = session().trail ? session().trail->stopAt(wanted_) : nullptr;
    if (stop) {
        bar_->say(Role::warning, tr("Line %1 %2").arg(stop->place.line).arg(stop->sentence));
        fillSamples();
        sampleBox_->setCurrentIndex(0);
    }
    if (!wanted_.part.empty()) selectTarget(wanted_.part);
}

}  // namespace pb::ui

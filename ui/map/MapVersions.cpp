#include "models/base/Text.h"
#include "ui/kit/CodeView.h"
#include "ui/kit/DiffView.h"
#include "ui/kit/InfoBar.h"
#include "ui/map/MapPage.h"
#include "ui/shell/Session.h"

#include <QTabWidget>

// The map's file: saved, kept aside while it is unsaved, compared with what others make of it.

namespace pb::ui {

void MapPage::save() {
    if (!map_) return;
    session().jobs.run(saving_, this, tr("Save the map “%1”").arg(qs(map_->name())),
        [place = place(), file = file_, text = text_->text()](StopToken, Progress&) -> Done {
            PB_CHECK(mayWrite(place));
            return saveMap(*file, text);
        },
        [this, text = text_->text()](const Done& done) { saved(done, text); });
}

void MapPage::saved(const Done& done, const std::string& text) {
    if (done) {
        if (text_->text() == text) {   // else it was typed on while the file was written
            text_->setModified(false);
            keep_.stop();
        }
        fileBar_->clear();
        hideVersions();
    } else if (done.error().code == ErrorCode::conflict && !session().readOnly) {
        otherText_.reset();
        lookOutside();
    } else {
        fileBar_->say(done.error(), {{tr("Retry"), [this] { save(); }}});
    }
    emit statusChanged();
}

void MapPage::hideEvent(QHideEvent* event) {
    Page::hideEvent(event);
    if (!keep_.isActive()) return;
    keep_.stop();
    keepUnsaved();
}

void MapPage::keepUnsaved() {
    if (!map_ || !text_->isModified() || session().readOnly) return;
    session().jobs.run(keeping_, this, tr("Keep the unsaved map"),
        [file = file_, text = text_->text()](StopToken, Progress&) { return keepMap(*file, text); },
        [this](const Done& kept) {
            if (!kept) fileBar_->say(kept.error(), {{tr("Retry"), [this] { keepUnsaved(); }}});
        });
}

/// A job without a name: it is done again and again while the page is seen.
void MapPage::lookOutside() {
    if (!map_ || !isVisible() || looking_.isBusy() || saving_.isBusy()) return;
    session().jobs.run(looking_, this, {},
        [file = file_, text = text_->text()](StopToken, Progress&) { return compareMap(*file, text); },
        [this, text = text_->text()](Result<MapVersions> versions) {
            if (versions) takeVersions(std::move(*versions), text);
        });
}

void MapPage::takeVersions(MapVersions versions, const std::string& compared) {
    using Outside = workspace::EditedFile::Outside;
    if (versions.outside == Outside::same) return;
    if (versions.wasRead && text_->text() == compared) {   // else it was typed on meanwhile: both versions are offered
        text_->setText(versions.text);
        tryNow();
        return fileBar_->say(Role::accent, tr("The file was changed by another program; this is its new text."));
    }
    if (otherText_ == versions.text) return;   // it was said
    otherText_ = versions.text;
    if (versions.outside == Outside::deleted) {
        return fileBar_->say(Role::warning, tr("The file was deleted by another program. Your text is kept; Save writes it again."), {{tr("Save"), [this] { save(); }}});
    }
    offerVersions(tr("The file was changed by another program, and there are unsaved edits here. The version that loses is kept beside the workspace."), versions.text);
}

void MapPage::offerVersions(const QString& sentence, const std::string& other) {
    fileBar_->say(Role::warning, sentence,
        {{tr("Show Both"), [this, sentence, other] {
              showVersions(other);
              offerVersions(sentence, other);
          }},
         {tr("Keep Mine"), [this] {
              session().jobs.run(saving_, this, tr("Save over the other version"),
                  [place = place(), file = file_, text = text_->text()](StopToken, Progress&) -> Done {
                      PB_CHECK(mayWrite(place));
                      return overwriteMap(*file, text);
                  },
                  [this, text = text_->text()](const Done& kept) { saved(kept, text); });
          }},
         {tr("Take the Other"), [this] { takeOther(); }}});
}

void MapPage::offerRestored(const std::string& savedText) {
    fileBar_->say(Role::warning, tr("Unsaved text of the last time was brought back."),
        {{tr("Show Both"), [this, savedText] {
              showVersions(savedText);
              offerRestored(savedText);
          }},
         {tr("Take the File’s"), [this] { takeOther(); }}});
}

void MapPage::takeOther() {
    session().jobs.run(saving_, this, tr("Read the other version"), [file = file_](StopToken, Progress&) { return takeOutsideMap(*file); },
        [this](Result<std::string> text) {
            if (!text) return fileBar_->say(text.error());
            text_->setText(*text);
            saved({}, *text);
            tryNow();
        });
}

void MapPage::showVersions(const std::string& other) {
    versions_->setTexts(other, text_->text(), Language::jsonata);
    if (tabs_->indexOf(versions_) < 0) tabs_->addTab(versions_, tr("Both Versions"));
    tabs_->setCurrentWidget(versions_);
}

void MapPage::hideVersions() {
    otherText_.reset();
    if (const int at = tabs_->indexOf(versions_); at >= 0) tabs_->removeTab(at);
}

}  // namespace pb::ui

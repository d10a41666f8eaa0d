#include "ui/shell/connections/ConnectionPage.h"

#include "models/base/Text.h"
#include "ui/kit/InfoBar.h"
#include "ui/kit/Metrics.h"
#include "ui/kit/SettingsForm.h"
#include "ui/kit/StateOverlay.h"
#include "ui/kit/TablePane.h"
#include "ui/shell/CommandTable.h"
#include "ui/shell/Session.h"
#include "ui/shell/connections/ConnectionModels.h"

#include <QComboBox>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>

namespace pb::ui {

ConnectionPage::ConnectionPage(Session& session, QWidget* parent)
    : Page(session, parent), model_(new ConnectionModel(this)), probe_(new ProbeModel(this)) {
    layOut();
    wire();
}

void ConnectionPage::wire() {
    connect(list_, &TablePane::currentRowChanged, this, &ConnectionPage::choose);
    connect(environments_, &QComboBox::activated, this, [this] { showEnvironment(environments_->currentText()); });
    connect(new_, &QPushButton::clicked, this, &ConnectionPage::chooseKind);
    connect(save_, &QPushButton::clicked, this, &ConnectionPage::save);
    connect(test_, &QPushButton::clicked, this, &ConnectionPage::test);
    connect(delete_, &QPushButton::clicked, this, &ConnectionPage::askDelete);
    connect(name_, &QLineEdit::textEdited, this, [this] { setChanged(true); });
    overlay_->setRetry([this] { load(); });
}

/// What is typed is not lost by a click: the bar asks, and `go` is done after Discard.
bool ConnectionPage::mayLeave(std::function<void()> go) {
    if (!isChanged_) return true;
    bar_->say(Role::warning, isNew_ ? tr("The new connection is not saved.") : tr("“%1” has changes that are not saved.").arg(name_->text()),
              {{tr("Save"), [this] { save(); }},
               {tr("Discard"), [this, go = std::move(go)] {
                    isNew_ = false;
                    setChanged(false);
                    go();
                }}});
    return false;
}

void ConnectionPage::choose(int row) {
    const auto* chosen = model_->connection(row);
    if (!chosen) return;
    if (mayLeave([this, row] {
            list_->setCurrentIndex({});
            list_->selectRow(row);
        })) {
        return edit(*chosen, false);
    }
    const QSignalBlocker blocker(list_);
    list_->selectRow(isNew_ ? -1 : model_->rowOf(utf8(name_->text())));
}

void ConnectionPage::showEnvironment(const QString& name) {
    if (!mayLeave([this, name] { showEnvironment(name); })) return environments_->setCurrentText(qs(environment_.name));
    wanted_ = utf8(name_->text());
    environment_.name = utf8(name);
    load();
}

void ConnectionPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (!isChanged_) load();
}

void ConnectionPage::visit(const Address& address) {
    if (address.kind != AddressKind::connection) return;
    wanted_ = address.name;
    if (!isChanged_) selectWanted();
}

Address ConnectionPage::current() const {
    return kind_ && !isNew_ ? Address::of(AddressKind::connection, utf8(name_->text())) : Address::of(AddressKind::connection, {});
}

QString ConnectionPage::statusText() const {
    if (environment_.path.empty()) return {};
    return tr("%n connection(s) in %1", nullptr, model_->rowCount()).arg(qs(environment_.name)) + (isChanged_ ? tr(", not saved") : QString());
}

QWidget* ConnectionPage::firstFocus() { return list_->isVisible() ? static_cast<QWidget*>(list_) : new_; }

void ConnectionPage::load() {
    if (session().folder.empty()) return;
    if (environment_.path.empty()) {
        environment_.name = session().environment.name;
        overlay_->showLoading(tr("Reading the connections."));
    }
    session().jobs.run(loading_, this, tr("Read the connections"),
        [place = place(), name = environment_.name](StopToken, Progress&) { return readConnections(place, name); },
        [this](Result<WrittenEnvironment> read) {
            if (!read) return overlay_->showError(read.error());
            take(std::move(*read));
        });
}

void ConnectionPage::take(WrittenEnvironment environment) {
    overlay_->showContent();
    environment_ = std::move(environment);
    environments_->clear();
    for (const std::string& name : environment_.environments) environments_->addItem(qs(name));
    environments_->setCurrentText(qs(environment_.name));
    const std::string before = isNew_ || !kind_ ? std::string() : utf8(name_->text());
    {
        const QSignalBlocker blocker(list_);
        model_->set(environment_.connections, session().connectors);
    }
    whole_->setCurrentIndex(model_->rowCount() == 0 && !isNew_ ? 1 : 0);
    if (wanted_.empty()) wanted_ = before;
    selectWanted();
    emit statusChanged();
}

void ConnectionPage::selectWanted() {
    if (isNew_ || model_->rowCount() == 0) return;
    const int row = model_->rowOf(wanted_);
    if (row < 0 && !wanted_.empty()) bar_->say(Role::accent, tr("“%1” is not in the environment %2.").arg(qs(wanted_), qs(environment_.name)));
    wanted_.clear();
    list_->setCurrentIndex({});
    list_->selectRow(std::max(row, 0));
}

void ConnectionPage::edit(const workspace::WrittenConnection& connection, bool isNew) {
    const workspace::ConnectorInfo* info = session().connectors ? session().connectors->find(connection.kind) : nullptr;
    if (!info) {
        showNothing();
        return bar_->say(Role::bad, tr("“%1” is of the kind “%2”, which this program does not know.").arg(qs(connection.name), qs(connection.kind)));
    }
    kind_ = info;
    isNew_ = isNew;
    name_->setText(qs(connection.name));
    name_->setVisible(isNew);
    title_->setText(isNew ? tr("New connection: %1").arg(info->displayName) : qs(connection.name));
    const auto user = environment_.usedBy.find(connection.name);
    subtitle_->setText(tr("%1 · %2%3").arg(info->displayName, qs(environment_.path),
                                          user == environment_.usedBy.end() ? QString() : tr(" · used by %1").arg(qs(user->second))));
    delete_->setText(tr("Delete “%1” from %2").arg(qs(connection.name), qs(environment_.name)));
    stopTest({});
    showForm(*info, connection.json);
    setChanged(isNew);
    sides_->setCurrentIndex(0);
    whole_->setCurrentIndex(0);
    emit contextChanged();
}

void ConnectionPage::showForm(const workspace::ConnectorInfo& info, const std::string& json) {
    auto made = SettingsForm::make(info.settingsSchema);
    if (!made) return bar_->say(made.error());
    form_ = *made;
    form_->setSecretNames([this](const std::string& field) { return workspace::secretNameFor(environment_.name, utf8(name_->text()), field); });
    if (const Done set = form_->setValues(json); !set) bar_->say(set.error());
    form_->layout()->setContentsMargins(wideGap, gap, wideGap, gap);
    area_->setWidget(form_);   // deletes the form before
    connect(form_, &SettingsForm::edited, this, [this] {
        isEditedSinceSave_ = true;
        setChanged(true);
    });
}

void ConnectionPage::showNothing() {
    kind_ = nullptr;
    isNew_ = false;
    form_ = nullptr;
    delete area_->takeWidget();
    setChanged(false);
    sides_->setCurrentIndex(1);
    emit contextChanged();
}

void ConnectionPage::setChanged(bool changed) {
    isChanged_ = changed;
    save_->setEnabled(changed);
    delete_->setVisible(!isNew_);
    emit statusChanged();
}

void ConnectionPage::chooseKind() {
    kinds_->clear();
    if (session().connectors) {
        for (const workspace::ConnectorInfo& info : session().connectors->all()) {
            kinds_->addAction(info.displayName, this, [this, kind = info.kind] { startNew(kind); });
        }
    }
    kinds_->popup(new_->mapToGlobal(QPoint(0, new_->height())));
    if (!kinds_->isEmpty()) kinds_->setActiveAction(kinds_->actions().front());
}

void ConnectionPage::startNew(const std::string& kind) {
    if (!mayLeave([this, kind] { startNew(kind); })) return;
    {
        const QSignalBlocker blocker(list_);
        list_->setCurrentIndex({});
        list_->clearSelection();
    }
    edit({{}, kind, "{}"}, true);
    name_->setFocus(Qt::OtherFocusReason);
}

std::optional<ConnectionDraft> ConnectionPage::draft() {
    if (!kind_ || !form_) return std::nullopt;
    ConnectionDraft draft{environment_.name, {utf8(name_->text().trimmed()), kind_->kind, form_->valuesToWrite()}, form_->secrets(), isNew_};
    if (const Done named = workspace::checkConnectionName(draft.connection.name); !named) {
        bar_->say(named.error());
        name_->setFocus(Qt::OtherFocusReason);
        return std::nullopt;
    }
    if (!form_->validate()) return std::nullopt;
    bar_->clear();
    return draft;
}

void ConnectionPage::save() {
    auto now = draft();
    if (!now) return;
    const std::string name = now->connection.name;
    isEditedSinceSave_ = false;
    name_->setEnabled(false);   // a new connection has the name that it is saved under
    session().jobs.run(saving_, this, tr("Save the connection “%1”").arg(qs(name)),
        [place = place(), draft = std::move(*now)](StopToken stop, Progress&) { return saveDraft(place, draft, stop); },
        [this, name](const Done& done) { saved(done, name); });
}

void ConnectionPage::saved(const Done& done, const std::string& name) {
    name_->setEnabled(true);
    if (!done) {
        std::vector<BarAction> actions{{tr("Retry"), [this] { save(); }}};
        if (done.error().code == ErrorCode::unavailable && session().passphrase) {
            actions.push_back({tr("Give the Passphrase…"), [this] { session().commands.run(QStringLiteral("secrets.unlock")); }});
        }
        return bar_->say(done.error(), std::move(actions));
    }
    isNew_ = false;
    wanted_ = name;
    setChanged(isEditedSinceSave_);
    if (isEditedSinceSave_) {
        bar_->say(Role::warning, tr("Saved in %1. What was typed since then is not saved yet.").arg(qs(environment_.path)));
    } else {
        bar_->say(Role::good, tr("Saved in %1.").arg(qs(environment_.path)));
        load();
    }
    session().workspaceChanged();
}

void ConnectionPage::test() {
    if (testing_.isBusy()) {
        testing_.cancel();
        return stopTest(tr("The test was cancelled."));
    }
    auto now = draft();
    if (!now) return;
    probe_->set({});
    test_->setText(tr("Cancel the Test"));
    verdict_->setText(tr("Testing “%1” …").arg(qs(now->connection.name)));
    setInk(*verdict_, Role::inkSoft);
    session().jobs.run(testing_, this, tr("Test the connection “%1”").arg(qs(now->connection.name)),
        [place = place(), draft = std::move(*now)](StopToken stop, Progress&) { return testDraft(place, draft, stop); },
        [this](Result<std::vector<workspace::ProbeRow>> rows) { takeProbe(std::move(rows)); });
}

void ConnectionPage::stopTest(const QString& sentence) {
    testing_.cancel();
    probe_->set({});
    steps_->hide();
    test_->setText(tr("Test Connection"));
    verdict_->setText(sentence);
    setInk(*verdict_, Role::inkSoft);
}

void ConnectionPage::takeProbe(Result<std::vector<workspace::ProbeRow>> rows) {
    if (!rows) {
        stopTest({});
        return bar_->say(rows.error(), {{tr("Retry"), [this] { test(); }}});
    }
    stopTest({});
    probe_->set(std::move(*rows));
    steps_->show();
    const workspace::ProbeRow* failed = probe_->failed();
    verdict_->setText(failed ? tr("✕ It fails at the step “%1”.").arg(titleOf(failed->step)) : tr("✓ The connection works."));
    setInk(*verdict_, failed ? Role::bad : Role::good);
}

void ConnectionPage::askDelete() {
    if (!canDelete()) return;
    const std::string name = utf8(name_->text());
    const auto user = environment_.usedBy.find(name);
    const QString users = user == environment_.usedBy.end() ? QString() : tr(" The system “%1” names it.").arg(qs(user->second));
    bar_->say(Role::warning, tr("Delete the connection “%1” from the environment %2?").arg(qs(name), qs(environment_.name)) + users,
              {{tr("Delete “%1” from %2").arg(qs(name), qs(environment_.name)), [this, name] { remove(name); }}});
}

void ConnectionPage::remove(const std::string& name) {
    session().jobs.run(deleting_, this, tr("Delete the connection “%1”").arg(qs(name)),
        [place = place(), environment = environment_.name, name](StopToken, Progress&) { return deleteConnection(place, environment, name); },
        [this](const Done& done) {
            if (!done) return bar_->say(done.error());
            showNothing();
            load();
            session().workspaceChanged();
        });
}

}  // namespace pb::ui

#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/map/MapTest.h"
#include "ui/flows/FlowsPage.h"
#include "ui/flows/LetterModel.h"
#include "ui/flows/MessageLines.h"
#include "ui/flows/RedrivePanel.h"
#include "ui/kit/FilterLine.h"
#include "ui/kit/Format.h"
#include "ui/kit/InfoBar.h"
#include "ui/kit/TablePane.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/Session.h"
#include "ui/shell/TrailState.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QFileDialog>
#include <QStackedWidget>

#include <algorithm>

namespace pb::ui {

namespace {

using TrailPtr = std::shared_ptr<const workspace::Trail>;

constexpr std::size_t maxTests = 200;
constexpr std::size_t maxCopied = 1'000;

Result<TrailPtr> follow(const std::filesystem::path& folder, const std::string& connection, flow::Message message) {
    const flow::DeadLetter letter = flow::Conventions().normalise(message);
    PB_TRY(trail, workspace::followTrail(folder, connection, std::move(message), letter));
    return std::make_shared<const workspace::Trail>(std::move(trail));
}

struct SavedTests {
    std::string map;
    int fresh = 0;
    std::size_t all = 0;
};

Result<SavedTests> saveAsTests(const std::filesystem::path& folder, const std::string& connection,
                               const std::vector<flow::Message>& messages) {
    PB_TRY(trail, follow(folder, connection, messages.front()));
    if (trail->mapName.empty()) {
        return fail(ErrorCode::notFound, say("Cannot make map tests. No map is known that made these messages."),
                    trail->open.isEmpty() ? say("The route of the dead letters must use a map.") : trail->open);
    }
    std::vector<map::MapTest> tests;
    for (const flow::Message& message : messages) {
        const flow::Position& position = message.position;
        tests.push_back({position.channel + "-" + std::to_string(position.partition) + "-" + std::to_string(position.offset), message.body, {}});
    }
    PB_TRY(fresh, map::saveTests(folder, trail->mapName, tests));
    return SavedTests{trail->mapName, fresh, tests.size()};
}

}  // namespace

bool FlowsPage::hasMessages() const { return letterModel_->rowCount() > 0; }

void FlowsPage::focusFilter() { filter_->setFocus(Qt::ShortcutFocusReason); }

void FlowsPage::toggleSent() { withSent_->toggle(); }

void FlowsPage::findCause(const std::function<void(Result<Address>)>& answer) {
    const auto row = currentRow();
    if (!row || !session().trail) return answer(fail(ErrorCode::notFound, tr("Cannot go to the cause. No dead letter is selected.")));
    session().jobs.run(following_, this, tr("Follow the trail of the dead letter"),
        [store = view_.store.snapshot(), folder = place_.folder, connection = connectionOf(*row), row = *row](StopToken, Progress&) {
            return follow(folder, connection, store.message(row));
        },
        [this, answer, from = current()](Result<TrailPtr> trail) {
            if (!trail) return answer(fail(trail.error()));
            session().trail->follow(*trail);
            answer(session().trail->after(from));
        });
}

std::vector<std::uint32_t> FlowsPage::wantedRows() const {
    const QModelIndexList selected = list_->selectionModel()->selectedRows();
    std::vector<std::uint32_t> rows;
    if (selected.size() > 1) {
        for (const QModelIndex& index : selected) rows.push_back(letterModel_->storeRow(index.row()));
        std::ranges::sort(rows);
        return rows;
    }
    for (int row = 0; row < letterModel_->rowCount(); ++row) rows.push_back(letterModel_->storeRow(row));
    return rows;
}

void FlowsPage::gather(std::size_t limit, std::function<void(std::vector<flow::Message>, std::string)> then) {
    auto rows = wantedRows();
    if (rows.empty()) return;
    // One connection at a time: dead letters go back where they came from.
    const std::string connection = connectionOf(rows.front());
    std::erase_if(rows, [&](std::uint32_t row) { return connectionOf(row) != connection; });
    rows.resize(std::min(rows.size(), limit));
    session().jobs.run(acting_, this, tr("Collect the messages"),
        [store = view_.store.snapshot(), rows](StopToken, Progress&) -> Result<std::vector<flow::Message>> {
            std::vector<flow::Message> messages;
            for (const std::uint32_t row : rows) messages.push_back(store.message(row));
            return messages;
        },
        [then = std::move(then), connection](Result<std::vector<flow::Message>> messages) { then(std::move(*messages), connection); });
}

void FlowsPage::redrive() {
    if (panel_->isRunning()) return showPanel(true);
    gather(static_cast<std::size_t>(Feed::maxPerChannel), [this](std::vector<flow::Message> messages, const std::string& connection) {
        panel_->open(std::move(messages), connection);
        showPanel(true);
    });
}

void FlowsPage::showPanel(bool shown) {
    lower_->setCurrentIndex(shown ? 1 : 0);
    (shown ? panel_->firstFocus() : list_)->setFocus(Qt::OtherFocusReason);
}

void FlowsPage::makeTests() {
    gather(maxTests, [this](std::vector<flow::Message> messages, const std::string& connection) {
        saveTests(std::move(messages), connection);
    });
}

void FlowsPage::saveTests(std::vector<flow::Message> messages, const std::string& connection) {
    session().jobs.run(acting_, this, tr("Make map tests"),
        [place = place_, connection, messages = std::move(messages)](StopToken, Progress&) -> Result<SavedTests> {
            PB_CHECK(mayWrite(place));
            return saveAsTests(place.folder, connection, messages);
        },
        [this](Result<SavedTests> saved) {
            if (!saved) return resumeBar_->say(saved.error());
            const Address map = Address::of(AddressKind::map, saved->map);
            resumeBar_->say(Role::good, tr("The map “%1” has %2 new tests of %3 messages.").arg(qs(saved->map)).arg(saved->fresh).arg(saved->all),
                            {{tr("Open Map"), [this, map] { (void)session().navigator.goTo(map); }}});
        });
}

void FlowsPage::copyMessages() {
    gather(maxCopied, [](const std::vector<flow::Message>& messages, const std::string& connection) {
        QApplication::clipboard()->setText(qs(messageLines(messages, connection)));
    });
}

void FlowsPage::exportMessages() {
    auto* dialog = new QFileDialog(this, tr("Export Messages"), {}, tr("JSON lines (*.jsonl)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("jsonl"));
    connect(dialog, &QFileDialog::fileSelected, this, &FlowsPage::exportTo);
    dialog->open();
}

void FlowsPage::exportTo(const QString& path) {
    gather(static_cast<std::size_t>(Feed::maxPerChannel), [this, path](std::vector<flow::Message> messages, const std::string& connection) {
        session().jobs.run(acting_, this, tr("Export the messages"),
            [path, connection, messages = std::move(messages)](StopToken, Progress&) -> Result<std::size_t> {
                PB_CHECK(writeFileAtomically(pathFromUtf8(utf8(path)), messageLines(messages, connection)));
                return messages.size();
            },
            [this, path](Result<std::size_t> count) {
                if (!count) return resumeBar_->say(count.error());
                resumeBar_->say(Role::good, tr("Wrote %1 messages to “%2”.").arg(countText(static_cast<std::int64_t>(*count)), path));
            });
    });
}

void FlowsPage::askForUnfinished() {
    session().jobs.run(asking_, this, tr("Look for unfinished redrives"),
        [place = place_](StopToken, Progress&) { return unfinishedRedrives(place); },
        [this](Result<std::vector<BegunRedrive>> begun) {
            if (!begun) return resumeBar_->say(begun.error());
            if (!begun->empty() && !panel_->isRunning()) offer(begun->front());
        });
}

void FlowsPage::offer(const BegunRedrive& begun) {
    resumeBar_->say(Role::warning,
        tr("A redrive of %1 dead letters on “%2” was interrupted; %3 are left. None was lost, none is sent twice.")
            .arg(countText(static_cast<std::int64_t>(begun.count)), qs(begun.connection), countText(static_cast<std::int64_t>(begun.left))),
        {{tr("Resume"), [this, begun] {
              panel_->resume(begun);
              showPanel(true);
          }},
         {tr("Abandon"), [this, begun] {
              panel_->abandon(begun);
              showPanel(true);
          }}});
}

}  // namespace pb::ui

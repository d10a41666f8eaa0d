#include "ui/shell/settings/SettingsPage.h"

#include "ui/kit/Fonts.h"
#include "ui/kit/Metrics.h"
#include "ui/kit/Theme.h"
#include "ui/shell/CommandTable.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/Session.h"
#include "ui/shell/Settings.h"
#include "ui/shell/settings/Preferences.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace pb::ui {

namespace {

constexpr int titleWidth = 220, choiceWidth = 260;
constexpr const char *languageKey = "language", *scaleKey = "text/scale", *wrapKey = "editor/wrap", *autosaveKey = "editor/autosave", *lookKey = "editor/look";

}  // namespace

Preferences preferencesOf(const Settings& settings) {
    const Preferences usual;
    return {settings.value(QLatin1String(languageKey), usual.language).toString(),
            settings.value(QLatin1String(scaleKey), usual.textScale).toDouble(),
            settings.value(QLatin1String(wrapKey), usual.wrapsLines).toBool(),
            settings.value(QLatin1String(autosaveKey), usual.autosaveMilliseconds).toInt(),
            settings.value(QLatin1String(lookKey), usual.lookMilliseconds).toInt()};
}

SettingsPage::SettingsPage(Session& session, QWidget* parent) : Page(session, parent), grid_(new QGridLayout) {
    auto* heading = new QLabel(tr("Settings"));
    heading->setFont(titleFont());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * wideGap, wideGap, 2 * wideGap, wideGap);
    column->setSpacing(gap);
    column->addWidget(heading);
    column->addLayout(grid_);
    column->addStretch(1);
    grid_->setHorizontalSpacing(wideGap);
    grid_->setVerticalSpacing(gap);
    grid_->setColumnMinimumWidth(0, titleWidth);
    grid_->setColumnStretch(2, 1);
    const Preferences now = preferencesOf(session.settings);
    addHeading(tr("Appearance"));
    addTheme();
    addChoice(tr("Text size"), tr("From the next start."), QLatin1String(scaleKey),
              {{tr("Small"), 0.9}, {tr("Normal"), 1.0}, {tr("Large"), 1.15}, {tr("Very large"), 1.35}}, now.textScale);
    addChoice(tr("Language"), tr("From the next start."), QLatin1String(languageKey),
              {{tr("As the system"), QString()}, {QStringLiteral("English"), QStringLiteral("en")}, {QStringLiteral("Deutsch"), QStringLiteral("de")}}, now.language);
    addHeading(tr("Editor"));
    addChoice(tr("Long lines"), tr("In the text of maps; holds when the page is opened."), QLatin1String(wrapKey),
              {{tr("Scroll to the side"), false}, {tr("Wrap to the next line"), true}}, now.wrapsLines);
    addHeading(tr("Files"));
    addChoice(tr("Keep unsaved text"), tr("A copy beside the workspace, so that a crash loses nothing."), QLatin1String(autosaveKey),
              {{tr("At every pause"), 100}, {tr("After 1 second"), 1000}, {tr("After 10 seconds"), 10'000}}, now.autosaveMilliseconds);
    addChoice(tr("Look for changes by others"), tr("While a file is edited here."), QLatin1String(lookKey),
              {{tr("Every second"), 1000}, {tr("Every 3 seconds"), 3000}, {tr("Every 15 seconds"), 15'000}}, now.lookMilliseconds);
    addHeading(tr("Keys"));
    auto* keys = new QPushButton(tr("Show and Change the Keys"));
    keys->setFixedWidth(choiceWidth);
    connect(keys, &QPushButton::clicked, this, [this] { this->session().navigator.goToPage(QStringLiteral("keys")); });
    grid_->addWidget(keys, grid_->rowCount(), 1);
}

QWidget* SettingsPage::firstFocus() { return first_; }

void SettingsPage::addHeading(const QString& text) {
    auto* label = new QLabel(text);
    label->setFont(strongFont());
    label->setContentsMargins(0, wideGap, 0, 0);
    grid_->addWidget(label, grid_->rowCount(), 0, 1, 3);
}

QComboBox* SettingsPage::addChoice(const QString& title, const QString& note, const QString& key, const std::vector<Choice>& choices,
                                   const QVariant& now) {
    auto* box = new QComboBox;
    for (const Choice& choice : choices) box->addItem(choice.text, choice.value);
    box->setCurrentIndex(std::max(0, box->findData(now)));
    box->setAccessibleName(title);
    box->setAccessibleDescription(note);
    box->setFixedWidth(choiceWidth);
    auto* label = new QLabel(title);
    label->setBuddy(box);
    auto* soft = new QLabel(note);
    setInk(*soft, Role::inkSoft);
    const int row = grid_->rowCount();
    grid_->addWidget(label, row, 0);
    grid_->addWidget(box, row, 1);
    grid_->addWidget(soft, row, 2);
    if (!key.isEmpty()) connect(box, &QComboBox::activated, this, [this, box, key] { session().settings.set(key, box->currentData()); });
    if (!first_) first_ = box;
    return box;
}

/// The theme is chosen by the commands that choose it everywhere else.
void SettingsPage::addTheme() {
    const QString now = session().settings.value(QStringLiteral("theme"), QStringLiteral("system")).toString();
    QComboBox* box = addChoice(tr("Theme"), {}, {},
                               {{tr("As the system"), QStringLiteral("system")}, {tr("Light"), QStringLiteral("light")}, {tr("Dark"), QStringLiteral("dark")}}, now);
    connect(box, &QComboBox::activated, this, [this, box] { session().commands.run(QStringLiteral("theme.") + box->currentData().toString()); });
    connect(&session().commands, &CommandTable::finished, box, [this, box](const QString& id) {
        if (id.startsWith(QStringLiteral("theme."))) box->setCurrentIndex(box->findData(session().settings.value(QStringLiteral("theme"))));
    });
}

PageInfo settingsPage() {
    PageInfo info{QStringLiteral("settings"), std::nullopt, {}, {}, {}};
    info.make = [](Session& session) -> Page* { return new SettingsPage(session); };
    PageCommand open{QStringLiteral("settings.open"), SettingsPage::tr("Settings"), QStringLiteral("settings"), QKeySequence(Qt::CTRL | Qt::Key_Comma), [](Page&) {}, {}};
    info.commands = {std::move(open)};
    return info;
}

}  // namespace pb::ui

#include "ui/shell/CommandPalette.h"

#include "ui/kit/Fonts.h"
#include "ui/kit/Icons.h"
#include "ui/kit/Metrics.h"
#include "ui/kit/TablePane.h"

#include <QAbstractListModel>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace pb::ui {

namespace {

constexpr int paletteWidth = 560, shownRows = 12, topMargin = 8;

/// Whether `words` begin somewhere at a word of `text`: "run te" in "Run Tests".
int scoreAt(const QString& query, const QString& text) {
    const qsizetype found = text.indexOf(query, 0, Qt::CaseInsensitive);
    if (found < 0) return 0;
    if (found == 0) return 1000;
    return text[found - 1].isLetterOrNumber() ? 400 : 700;
}

int subsequenceScore(const QString& query, const QString& text) {
    qsizetype at = 0;
    int score = 100;
    bool atWord = true;
    for (const QChar letter : query) {
        if (letter.isSpace()) continue;
        const qsizetype found = text.indexOf(letter, at, Qt::CaseInsensitive);
        if (found < 0) return 0;
        atWord = found == 0 || !text[found - 1].isLetterOrNumber();
        score += atWord ? 20 : found == at ? 8 : -2;
        at = found + 1;
    }
    return std::max(1, score);
}

}  // namespace

int matchScore(const QString& query, const QString& text) {
    if (query.isEmpty()) return 1;
    const int whole = scoreAt(query, text);
    const int base = whole > 0 ? whole : subsequenceScore(query, text);
    return base == 0 ? 0 : std::max(1, base - static_cast<int>(std::min<qsizetype>(text.size(), 90)));
}

class CommandPalette::Model final : public QAbstractListModel {
public:
    explicit Model(const std::vector<PaletteEntry>& entries, QObject* parent) : QAbstractListModel(parent), entries_(entries) {}

    void search(const QString& query) {
        std::vector<std::pair<int, int>> found;
        for (int i = 0; i < static_cast<int>(entries_.size()); ++i) {
            const int score = matchScore(query, entries_[static_cast<std::size_t>(i)].text);
            if (score > 0) found.emplace_back(-score, i);
        }
        std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        beginResetModel();
        rows_.clear();
        for (const auto& [score, i] : found) rows_.push_back(i);
        endResetModel();
    }
    void clear() {
        beginResetModel();
        rows_.clear();
        endResetModel();
    }
    const PaletteEntry& entry(int row) const { return entries_[static_cast<std::size_t>(rows_[static_cast<std::size_t>(row)])]; }

    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }
    QVariant data(const QModelIndex& index, int role) const override {
        const PaletteEntry& row = entry(index.row());
        switch (role) {
        case Qt::DisplayRole: return row.text;
        case Qt::DecorationRole: return row.icon.isEmpty() ? QVariant() : QVariant(icon(row.icon, Role::inkSoft));
        case badgeRole: return row.detail;
        case inkRole: return row.enabled ? QVariant() : QVariant(static_cast<int>(Role::inkDisabled));
        case Qt::AccessibleTextRole: return QString(row.text + QStringLiteral(", ") + row.detail);
        default: return {};
        }
    }

private:
    const std::vector<PaletteEntry>& entries_;
    std::vector<int> rows_;
};

CommandPalette::CommandPalette(QWidget* window)
    : QFrame(window), field_(new QLineEdit), list_(new TreePane(tr("Found"))), model_(new Model(entries_, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(gap, gap, gap, gap);
    column->setSpacing(gap);
    column->addWidget(field_);
    column->addWidget(list_, 1);
    field_->setAccessibleName(tr("Search or run a command"));
    field_->setFixedHeight(fieldHeight + 4);
    field_->addAction(icon(QStringLiteral("search"), Role::inkSoft), QLineEdit::LeadingPosition);
    list_->setModel(model_);
    list_->setHeaderHidden(true);
    list_->setRootIsDecorated(false);
    list_->setFocusPolicy(Qt::NoFocus);
    setFocusProxy(field_);
    setAccessibleName(tr("Command palette"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    field_->installEventFilter(this);
    window->installEventFilter(this);
    connect(field_, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(list_, &TreePane::clicked, this, &CommandPalette::runCurrent);
    hide();
}

CommandPalette::~CommandPalette() = default;

void CommandPalette::addProvider(std::unique_ptr<PaletteProvider> provider) { providers_.push_back(std::move(provider)); }

void CommandPalette::open(bool objectsOnly) {
    if (!isVisible()) before_ = QApplication::focusWidget();
    model_->clear();
    entries_.clear();
    for (const auto& provider : providers_) {
        if (objectsOnly && !provider->isForObjects()) continue;
        auto fresh = provider->entries();
        std::move(fresh.begin(), fresh.end(), std::back_inserter(entries_));
    }
    field_->setPlaceholderText(objectsOnly ? tr("Go to an object of the workspace") : tr("Search or run a command"));
    field_->clear();
    search({});
    place();
    show();
    raise();
    field_->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::close() {
    hide();
    if (before_) before_->setFocus(Qt::OtherFocusReason);
    before_ = nullptr;
}

void CommandPalette::search(const QString& text) {
    model_->search(text.trimmed());
    if (model_->rowCount() > 0) list_->setCurrentIndex(model_->index(0));
}

void CommandPalette::runCurrent() {
    const QModelIndex current = list_->currentIndex();
    if (!current.isValid()) return;
    const PaletteEntry entry = model_->entry(current.row());
    if (!entry.enabled) return;
    close();
    entry.run();
}

void CommandPalette::place() {
    const int width = std::min(paletteWidth, parentWidget()->width() - 2 * wideGap);
    const int wanted = fieldHeight + 4 + 3 * gap + shownRows * rowHeight + 2;
    setGeometry((parentWidget()->width() - width) / 2, topMargin, width, std::min(wanted, parentWidget()->height() - 2 * topMargin));
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) place();
    if (watched != field_) return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut && isVisible() && QApplication::activePopupWidget() == nullptr) {
        hide();
        return false;
    }
    if (event->type() != QEvent::KeyPress) return QFrame::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    switch (key->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown: QApplication::sendEvent(list_, event); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: runCurrent(); return true;
    case Qt::Key_Escape: close(); return true;
    default: return false;
    }
}

}  // namespace pb::ui

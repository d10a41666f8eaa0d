#include "ui/kit/CodeView.h"

#include "ui/kit/CodeLexer.h"
#include "ui/kit/Fonts.h"
#include "ui/kit/Format.h"
#include "ui/kit/InfoBar.h"
#include "ui/kit/Metrics.h"

#include <QEvent>
#include <QHelpEvent>
#include <QLabel>
#include <QToolTip>
#include <QVBoxLayout>

#include <Qsci/qsciscintilla.h>

#include <algorithm>
#include <array>

namespace pb::ui {

namespace {

using Sci = QsciScintillaBase;

constexpr int firstMark = 8;                          // Scintilla's first free indicator; one a Role
constexpr int errorUnderline = 28, warningUnderline = 29;
constexpr int errorMarker = 1, warningMarker = 2;
constexpr int numberMargin = 0, symbolMargin = 1;

template <typename... Arguments>
long ask(const QsciScintilla& editor, unsigned int message, Arguments... arguments) {
    return editor.SendScintilla(message, arguments...);
}

unsigned long position(std::size_t byte) { return static_cast<unsigned long>(byte); }

void fill(const QsciScintilla& editor, int indicator, std::size_t begin, std::size_t end) {
    ask(editor, Sci::SCI_SETINDICATORCURRENT, static_cast<unsigned long>(indicator));
    ask(editor, Sci::SCI_INDICATORFILLRANGE, position(begin), static_cast<long>(end - begin));
}

void clearIndicator(const QsciScintilla& editor, int indicator) {
    ask(editor, Sci::SCI_SETINDICATORCURRENT, static_cast<unsigned long>(indicator));
    ask(editor, Sci::SCI_INDICATORCLEARRANGE, 0UL, ask(editor, Sci::SCI_GETLENGTH));
}

void prepare(QsciScintilla& editor) {
    editor.setUtf8(true);
    editor.setFrameShape(QFrame::NoFrame);
    editor.setEolMode(QsciScintilla::EolUnix);
    editor.setIndentationsUseTabs(false);
    editor.setIndentationWidth(2);
    editor.setTabWidth(2);
    editor.setAutoIndent(true);
    editor.setBraceMatching(QsciScintilla::SloppyBraceMatch);
    editor.setMarginType(numberMargin, QsciScintilla::NumberMargin);
    editor.setMarginType(symbolMargin, QsciScintilla::SymbolMargin);
    editor.setMarginWidth(symbolMargin, 14);
    editor.setMarginMarkerMask(symbolMargin, (1 << errorMarker) | (1 << warningMarker));
    editor.markerDefine(QsciScintilla::Circle, errorMarker);
    editor.markerDefine(QsciScintilla::Circle, warningMarker);
    ask(editor, Sci::SCI_SETSCROLLWIDTHTRACKING, 1UL);
    ask(editor, Sci::SCI_SETSCROLLWIDTH, 1UL);
    ask(editor, Sci::SCI_SETEXTRAASCENT, 2UL);
    ask(editor, Sci::SCI_SETEXTRADESCENT, 2UL);
    ask(editor, Sci::SCI_SETMARGINLEFT, 0UL, 6L);
    // Tab leaves a field that is only read; Ctrl+K and friends belong to the window.
    for (const int key : {'K', 'P', 'B', 'J', 'L', 'D', 'T'}) {
        ask(editor, Sci::SCI_CLEARCMDKEY, static_cast<unsigned long>(key | (Sci::SCMOD_CTRL << 16)));
    }
}

/// Where the text is cut when it is first shown; its size when it is shown whole.
std::size_t shownSize(const std::string& text) {
    const std::size_t limit = std::min(text.size(), CodeView::shownAtOnce);
    std::size_t begin = 0;
    while (begin + CodeView::longestLine < limit) {
        const std::size_t end = text.find('\n', begin);
        if (end == std::string::npos || end - begin > CodeView::longestLine) return begin + CodeView::longestLine;
        begin = end + 1;
    }
    return limit;
}

std::size_t codePointCut(const std::string& text, std::size_t limit) {
    while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80) --limit;
    return limit;
}

}  // namespace

CodeView::CodeView(const QString& accessibleName, QWidget* parent) : QWidget(parent), editor_(new QsciScintilla) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    restBar_ = new InfoBar;
    column->addWidget(restBar_);
    column->addWidget(editor_, 1);
    sentence_ = new QLabel;
    sentence_->setAlignment(Qt::AlignCenter);
    sentence_->setWordWrap(true);
    sentence_->setContentsMargins(wideGap, wideGap, wideGap, wideGap);
    setInk(*sentence_, Role::inkSoft);
    sentence_->setBackgroundRole(QPalette::Base);
    sentence_->setAutoFillBackground(true);
    sentence_->hide();
    column->addWidget(sentence_, 1);
    editor_->setAccessibleName(accessibleName);
    setFocusProxy(editor_);
    prepare(*editor_);
    editor_->setReadOnly(true);
    editor_->viewport()->installEventFilter(this);
    applyTheme();
    connect(editor_, &QsciScintilla::textChanged, this, [this] {
        if (!setting_) emit textEdited();
    });
    connect(editor_, &QsciScintilla::linesChanged, this, [this] { fitNumbers(); });
    connect(editor_, &QsciScintilla::cursorPositionChanged, this, [this] { emit cursorMoved(static_cast<qsizetype>(cursorByte())); });
}

void CodeView::setLanguage(Language language) {
    language_ = language;
    applyTheme();
}

void CodeView::setEditable(bool editable) {
    editor_->setReadOnly(!editable || isCut_);
    editable_ = editable;
}

void CodeView::setSentence(const QString& sentence) {
    setText({});
    sentence_->setText(sentence);
    editor_->hide();
    sentence_->show();
}

void CodeView::setText(std::string text) {
    sentence_->hide();
    editor_->show();
    const std::size_t size = shownSize(text);
    isCut_ = size < text.size() && !editable_;
    whole_ = isCut_ ? std::move(text) : std::string();
    const std::string shown = isCut_ ? whole_.substr(0, codePointCut(whole_, size)) : std::move(text);
    put(shown);
    auto* bar = static_cast<InfoBar*>(restBar_);
    bar->clear();
    if (isCut_) {
        bar->say(Role::accent, tr("The first %1 of %2 are shown.").arg(bytesText(static_cast<qint64>(shown.size())), bytesText(static_cast<qint64>(whole_.size()))),
                 {{tr("Show All"), [this] { showRest(); }}});
    }
}

void CodeView::put(const std::string& text) {
    setting_ = true;
    const bool readOnly = editor_->isReadOnly();
    editor_->setReadOnly(false);
    ask(*editor_, Sci::SCI_CLEARALL);
    ask(*editor_, Sci::SCI_ADDTEXT, position(text.size()), text.data());
    ask(*editor_, Sci::SCI_EMPTYUNDOBUFFER);
    ask(*editor_, Sci::SCI_GOTOPOS, 0UL);
    editor_->setModified(false);
    editor_->setReadOnly(readOnly);
    setting_ = false;
    marks_.clear();
    findings_.clear();
    fitNumbers();
}

void CodeView::showRest() {
    isCut_ = false;
    put(std::exchange(whole_, {}));
}

std::string CodeView::text() const {
    if (isCut_) return whole_;
    const auto length = static_cast<std::size_t>(ask(*editor_, Sci::SCI_GETLENGTH));
    std::string bytes(length + 1, '\0');
    editor_->SendScintilla(Sci::SCI_GETTEXT, static_cast<unsigned long>(length + 1), bytes.data());
    bytes.resize(length);
    return bytes;
}

void CodeView::replace(std::size_t begin, std::size_t end, const std::string& with) {
    ask(*editor_, Sci::SCI_BEGINUNDOACTION);
    ask(*editor_, Sci::SCI_SETTARGETSTART, position(begin));
    ask(*editor_, Sci::SCI_SETTARGETEND, position(end));
    ask(*editor_, Sci::SCI_REPLACETARGET, position(with.size()), with.data());
    ask(*editor_, Sci::SCI_ENDUNDOACTION);
}

void CodeView::setMarks(std::vector<Mark> marks) {
    marks_ = std::move(marks);
    showMarks();
}

void CodeView::showMarks() {
    for (int role = 0; role < roleCount; ++role) clearIndicator(*editor_, firstMark + role);
    for (const Mark& mark : marks_) fill(*editor_, firstMark + static_cast<int>(mark.role), mark.begin, mark.end);
}

void CodeView::setFindings(const std::vector<Finding>& findings) {
    findings_ = findings;
    editor_->markerDeleteAll();
    clearIndicator(*editor_, errorUnderline);
    clearIndicator(*editor_, warningUnderline);
    for (const Finding& finding : findings_) {
        if (finding.place.line <= 0) continue;
        const bool isError = finding.severity == Severity::error;
        const int line = finding.place.line - 1;
        editor_->markerAdd(line, isError ? errorMarker : warningMarker);
        const long start = ask(*editor_, Sci::SCI_POSITIONFROMLINE, static_cast<unsigned long>(line));
        const long from = finding.place.column > 0 ? ask(*editor_, Sci::SCI_POSITIONRELATIVE, static_cast<unsigned long>(start), static_cast<long>(finding.place.column - 1)) : start;
        long to = ask(*editor_, Sci::SCI_WORDENDPOSITION, static_cast<unsigned long>(from), 1L);
        if (to <= from) to = from + 1;
        fill(*editor_, isError ? errorUnderline : warningUnderline, static_cast<std::size_t>(from), static_cast<std::size_t>(to));
    }
}

void CodeView::goToLine(int line, int column) {
    const long start = ask(*editor_, Sci::SCI_POSITIONFROMLINE, static_cast<unsigned long>(std::max(0, line - 1)));
    const long at = ask(*editor_, Sci::SCI_POSITIONRELATIVE, static_cast<unsigned long>(start), static_cast<long>(std::max(0, column - 1)));
    goToByte(static_cast<std::size_t>(std::max(start, at)));
}

void CodeView::goToByte(std::size_t byte) {
    const auto line = static_cast<unsigned long>(ask(*editor_, Sci::SCI_LINEFROMPOSITION, position(byte)));
    ask(*editor_, Sci::SCI_ENSUREVISIBLEENFORCEPOLICY, line);
    ask(*editor_, Sci::SCI_GOTOPOS, position(byte));
    ask(*editor_, Sci::SCI_VERTICALCENTRECARET);
}

std::size_t CodeView::cursorByte() const { return static_cast<std::size_t>(ask(*editor_, Sci::SCI_GETCURRENTPOS)); }

std::pair<std::size_t, std::size_t> CodeView::selectedBytes() const {
    return {static_cast<std::size_t>(ask(*editor_, Sci::SCI_GETSELECTIONSTART)), static_cast<std::size_t>(ask(*editor_, Sci::SCI_GETSELECTIONEND))};
}

void CodeView::select(std::size_t begin, std::size_t end) {
    ask(*editor_, Sci::SCI_SETSEL, position(begin), static_cast<long>(end));
}

void CodeView::setWrapping(bool wraps) { editor_->setWrapMode(wraps ? QsciScintilla::WrapWord : QsciScintilla::WrapNone); }

void CodeView::undo() { editor_->undo(); }
void CodeView::redo() { editor_->redo(); }
bool CodeView::isModified() const { return editor_->isModified(); }
void CodeView::setModified(bool modified) { editor_->setModified(modified); }

void CodeView::fitNumbers() { editor_->setMarginWidth(numberMargin, QStringLiteral("0") + QString::number(std::max(99, editor_->lines()))); }

void CodeView::applyTheme() {
    const auto c = [this](Role role) { return color(role, palette()); };
    delete editor_->lexer();
    editor_->setLexer(new CodeLexer(language_, palette(), editor_));
    editor_->setCaretForegroundColor(c(Role::ink));
    editor_->setSelectionBackgroundColor(c(Role::selection));
    editor_->resetSelectionForegroundColor();
    editor_->setMarginsFont(monoFont());
    editor_->setMarginsBackgroundColor(c(Role::surface));
    editor_->setMarginsForegroundColor(c(Role::inkDisabled));
    editor_->setMatchedBraceBackgroundColor(tint(Role::accent, palette()));
    editor_->setMatchedBraceForegroundColor(c(Role::accent));
    editor_->setUnmatchedBraceForegroundColor(c(Role::bad));
    editor_->setUnmatchedBraceBackgroundColor(c(Role::surface));
    for (int role = 0; role < roleCount; ++role) {
        editor_->indicatorDefine(QsciScintilla::FullBoxIndicator, firstMark + role);
        editor_->setIndicatorForegroundColor(c(static_cast<Role>(role)), firstMark + role);
        editor_->setIndicatorDrawUnder(true, firstMark + role);
        ask(*editor_, Sci::SCI_INDICSETALPHA, static_cast<unsigned long>(firstMark + role), 56L);
        ask(*editor_, Sci::SCI_INDICSETOUTLINEALPHA, static_cast<unsigned long>(firstMark + role), 110L);
    }
    const std::array<std::tuple<int, int, Role>, 2> kinds{{{errorUnderline, errorMarker, Role::bad}, {warningUnderline, warningMarker, Role::warning}}};
    for (const auto& [underline, marker, role] : kinds) {
        editor_->indicatorDefine(QsciScintilla::SquiggleIndicator, underline);
        editor_->setIndicatorForegroundColor(c(role), underline);
        editor_->setMarkerBackgroundColor(c(role), marker);
        editor_->setMarkerForegroundColor(c(role), marker);
    }
    fitNumbers();
    showMarks();
}

void CodeView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) applyTheme();
    QWidget::changeEvent(event);
}

bool CodeView::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::eventFilter(watched, event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const long at = ask(*editor_, Sci::SCI_POSITIONFROMPOINT, static_cast<unsigned long>(help->x()), static_cast<long>(help->y()));
    const long line = ask(*editor_, Sci::SCI_LINEFROMPOSITION, static_cast<unsigned long>(at)) + 1;
    QStringList sentences;
    for (const Finding& finding : findings_) {
        if (finding.place.line == line) sentences << finding.sentence;
    }
    QToolTip::showText(help->globalPos(), sentences.join(QChar(u'\n')), editor_);
    return true;
}

}  // namespace pb::ui

#include "ui/kit/CodeLexer.h"

#include "ui/kit/Fonts.h"

#include <Qsci/qsciscintilla.h>

namespace pb::ui {

namespace {

Role roleOf(Token token) {
    switch (token) {
    case Token::name: return Role::accent;
    case Token::string: return Role::good;
    case Token::number: return Role::warning;
    case Token::keyword: return Role::special;
    case Token::function: return Role::special;
    case Token::comment:
    case Token::punctuation: return Role::inkSoft;
    case Token::plain: break;
    }
    return Role::ink;
}

}  // namespace

CodeLexer::CodeLexer(Language language, const QPalette& palette, QsciScintilla* editor)
    : QsciLexerCustom(editor), language_(language), palette_(palette) {
    setDefaultFont(monoFont());
    setDefaultPaper(defaultPaper(0));
    setDefaultColor(defaultColor(0));
}

QString CodeLexer::description(int style) const { return style < tokenCount ? QString::number(style) : QString(); }
QColor CodeLexer::defaultColor(int style) const { return ui::color(roleOf(static_cast<Token>(style)), palette_); }
QColor CodeLexer::defaultPaper(int) const { return ui::color(Role::surface, palette_); }
QFont CodeLexer::defaultFont(int) const { return monoFont(); }

void CodeLexer::styleText(int start, int end) {
    QsciScintilla& view = *editor();
    const auto ask = [&view](unsigned int message, long argument = 0) { return view.SendScintilla(message, static_cast<unsigned long>(argument)); };
    const long first = ask(QsciScintillaBase::SCI_LINEFROMPOSITION, start);
    const long from = ask(QsciScintillaBase::SCI_POSITIONFROMLINE, first);
    // A line begins in a comment when its predecessor's last byte was styled so and the comment did not close there.
    bool inComment = false;
    if (from > 1 && ask(QsciScintillaBase::SCI_GETSTYLEAT, from - 1) == static_cast<long>(Token::comment)) {
        const char last = static_cast<char>(ask(QsciScintillaBase::SCI_GETCHARAT, from - 2));
        inComment = last != '/' && last != '>' && language_ != Language::yaml;
    }
    std::string bytes(static_cast<std::size_t>(end - from) + 1, '\0');
    view.SendScintilla(QsciScintillaBase::SCI_GETTEXTRANGE, static_cast<int>(from), end, bytes.data());
    bytes.resize(static_cast<std::size_t>(end - from));
    startStyling(static_cast<int>(from));
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t stop = std::min(bytes.find('\n', at), bytes.size() - 1) + 1;
        const auto spans = tokensOf(language_, std::string_view(bytes).substr(at, stop - at), inComment);
        std::size_t done = 0;
        for (const TokenSpan& span : spans) {
            setStyling(static_cast<int>(span.begin - done), 0);
            setStyling(static_cast<int>(span.end - span.begin), static_cast<int>(span.token));
            done = span.end;
        }
        const auto rest = static_cast<int>(stop - at - done);
        setStyling(rest, inComment ? static_cast<int>(Token::comment) : 0);
        at = stop;
    }
}

}  // namespace pb::ui

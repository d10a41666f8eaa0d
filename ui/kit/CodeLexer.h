#pragma once

#include "ui/kit/Tokens.h"

#include <Qsci/qscilexercustom.h>

namespace pb::ui {

/// Styles what QScintilla asks for with tokensOf, in the theme's colours.
class CodeLexer final : public QsciLexerCustom {
    Q_OBJECT
public:
    CodeLexer(Language language, const QPalette& palette, QsciScintilla* editor);

    const char* language() const override { return "patchbay"; }
    QString description(int style) const override;
    QColor defaultColor(int style) const override;
    QColor defaultPaper(int style) const override;
    QFont defaultFont(int style) const override;
    void styleText(int start, int end) override;

private:
    Language language_;
    QPalette palette_;
};

}  // namespace pb::ui

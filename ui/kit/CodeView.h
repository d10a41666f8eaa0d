#pragma once

#include "models/base/Finding.h"
#include "ui/kit/Theme.h"

#include <QWidget>

#include <cstddef>
#include <string>
#include <vector>

class QLabel;
class QsciScintilla;

namespace pb::ui {

enum class Language { plain, json, jsonata, yaml, xml };

/// A span of bytes to mark.
struct Mark {
    std::size_t begin = 0, end = 0;   ///< bytes in the UTF-8 text
    Role role = Role::accent;
};

/// Text in the fixed font with line numbers, highlighting, marks and findings; read-only unless setEditable.
/// Byte offsets are those of the UTF-8 text that was set. Texts over `shownAtOnce` and lines over
/// `longestLine` bytes are cut there, with an action to show the rest: laying out one long line takes seconds.
class CodeView final : public QWidget {
    Q_OBJECT
public:
    static constexpr std::size_t shownAtOnce = 256 * 1024;
    static constexpr std::size_t longestLine = 16 * 1024;

    explicit CodeView(const QString& accessibleName, QWidget* parent = nullptr);

    void setLanguage(Language language);
    void setEditable(bool editable);
    void setText(std::string text);             ///< replaces all; the undo history begins anew
    std::string text() const;
    void setSentence(const QString& sentence);  ///< shown in place of a text, until the next setText
    /// Replaces bytes as one undo step.
    void replace(std::size_t begin, std::size_t end, const std::string& with);

    void setMarks(std::vector<Mark> marks);
    void setFindings(const std::vector<Finding>& findings);   ///< margin symbol, underline and tool tip by their place
    void goToLine(int line, int column = 1);                  ///< 1-based; column in code points
    void goToByte(std::size_t byte);
    std::size_t cursorByte() const;
    /// The selected bytes; begin == end when nothing is selected.
    std::pair<std::size_t, std::size_t> selectedBytes() const;
    void select(std::size_t begin, std::size_t end);

    void setWrapping(bool wraps);                              ///< long lines go on below
    void undo();
    void redo();
    bool isModified() const;
    void setModified(bool modified);
    QsciScintilla& editor() { return *editor_; }              ///< for completion and keys

signals:
    void textEdited();              ///< by the user; not by setText
    void cursorMoved(qsizetype byte);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;   ///< tool tips of findings

private:
    void applyTheme();
    void fitNumbers();
    void put(const std::string& text);
    void showMarks();
    void showRest();

    QsciScintilla* editor_;
    QWidget* restBar_;
    QLabel* sentence_;
    Language language_ = Language::plain;
    std::vector<Mark> marks_;
    std::string whole_;             ///< only while the text is shown cut
    std::vector<Finding> findings_;
    bool isCut_ = false, setting_ = false, editable_ = false;
};

}  // namespace pb::ui

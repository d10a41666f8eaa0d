#include "ui/kit/DiffView.h"

#include "models/base/Text.h"

#include <QVBoxLayout>

#include <algorithm>

namespace pb::ui {

namespace {

constexpr int contextLines = 3;

struct Unified {
    std::string text;
    std::vector<Mark> marks;
    int changes = 0;
};

/// Whether a line of the script is within `contextLines` of a change.
std::vector<bool> nearChange(const std::vector<DiffLine>& lines) {
    std::vector<bool> near(lines.size(), false);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].kind == DiffLine::Kind::same) continue;
        const std::size_t from = i >= contextLines ? i - contextLines : 0;
        const std::size_t to = std::min(lines.size(), i + contextLines + 1);
        std::fill(near.begin() + static_cast<std::ptrdiff_t>(from), near.begin() + static_cast<std::ptrdiff_t>(to), true);
    }
    return near;
}

Unified unified(const std::vector<DiffLine>& lines) {
    Unified result;
    const std::vector<bool> near = nearChange(lines);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!near[i]) {
            std::size_t end = i;
            while (end < lines.size() && !near[end]) ++end;
            result.text += utf8(DiffView::tr("⋯ %n equal line(s)", nullptr, static_cast<int>(end - i))) + "\n";
            i = end - 1;
            continue;
        }
        const DiffLine& line = lines[i];
        const bool same = line.kind == DiffLine::Kind::same;
        const std::size_t begin = result.text.size();
        result.text += same ? "  " : line.kind == DiffLine::Kind::added ? "+ " : "− ";
        result.text += line.text + "\n";
        if (same) continue;
        ++result.changes;
        result.marks.push_back({begin, result.text.size() - 1, line.kind == DiffLine::Kind::added ? Role::good : Role::bad});
    }
    return result;
}

}  // namespace

DiffView::DiffView(const QString& accessibleName, QWidget* parent) : QWidget(parent), view_(new CodeView(accessibleName)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(view_);
    setFocusProxy(view_);
}

void DiffView::setTexts(const std::string& before, const std::string& after, Language language) {
    Unified shown = unified(diffLines(before, after));
    changes_ = shown.changes;
    view_->setLanguage(language);
    if (changes_ == 0) return view_->setSentence(tr("Nothing differs."));
    view_->setText(std::move(shown.text));
    view_->setMarks(std::move(shown.marks));
}

}  // namespace pb::ui

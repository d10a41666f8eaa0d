#pragma once

#include "ui/kit/CodeView.h"

#include <QWidget>

#include <string>
#include <vector>

namespace pb::ui {

struct DiffLine {
    enum class Kind { same, removed, added } kind = Kind::same;
    int before = -1, after = -1;   ///< 0-based line, -1 where it is not there
    std::string text;
    friend bool operator==(const DiffLine&, const DiffLine&) = default;
};

/// Lines of two texts, least changes first (Myers 1986), bounded: beyond `maxCost` steps the rest counts as replaced.
std::vector<DiffLine> diffLines(std::string_view before, std::string_view after, int maxCost = 20'000);

/// What changes, as unified text: removed and added lines with − and + and a tint, long equal stretches folded.
class DiffView final : public QWidget {
    Q_OBJECT
public:
    explicit DiffView(const QString& accessibleName, QWidget* parent = nullptr);
    void setTexts(const std::string& before, const std::string& after, Language language = Language::plain);
    int changes() const { return changes_; }   ///< lines removed + added

private:
    CodeView* view_;
    int changes_ = 0;
};

}  // namespace pb::ui

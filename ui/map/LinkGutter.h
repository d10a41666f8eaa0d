#pragma once

#include "models/map/MapDocument.h"

#include <QWidget>

#include <string>
#include <unordered_map>
#include <vector>

namespace pb::ui {

class FieldModel;
class TreePane;

/// The links between the two trees, painted. A link to a folded field ends dashed at its nearest visible parent; one whose
/// ends are both out of sight is not drawn; ends beyond an edge are clamped to it. Its textual twin is the Links table.
class LinkGutter final : public QWidget {
    Q_OBJECT
public:
    LinkGutter(TreePane& source, TreePane& target, QWidget* parent = nullptr);

    void setLinks(const std::vector<map::Link>& links);
    void setCurrentTarget(const std::string& target);   ///< its links are drawn last, in the accent

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Line {
        std::string source, target;
        bool isCopy = true;
    };
    /// Vertical middles of the rows in sight, by path; rebuilt for a paint.
    struct Sight {
        std::unordered_map<std::string, int> rows;
        int top = 0, bottom = 0;
    };
    struct End {
        int y = 0;
        bool isExact = false, isInSight = false;
    };
    Sight look(const TreePane& tree) const;
    static End endOf(const TreePane& tree, const Sight& sight, const std::string& path, const QPoint& offset);

    TreePane &source_, &target_;
    std::vector<Line> lines_;
    std::string current_;
};

}  // namespace pb::ui

#pragma once

#include <QSplitter>

namespace pb::ui {

/// Two parts with a hairline between them that cannot be folded away; `sizes` are proportions.
QSplitter* splitter(Qt::Orientation orientation, QWidget* first, QWidget* second, const QList<int>& sizes);

}  // namespace pb::ui

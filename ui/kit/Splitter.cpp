#include "ui/kit/Splitter.h"

namespace pb::ui {

QSplitter* splitter(Qt::Orientation orientation, QWidget* first, QWidget* second, const QList<int>& sizes) {
    auto* made = new QSplitter(orientation);
    made->addWidget(first);
    made->addWidget(second);
    made->setChildrenCollapsible(false);
    made->setHandleWidth(1);
    made->setSizes(sizes);
    return made;
}

}  // namespace pb::ui

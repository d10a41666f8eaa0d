#include "ui/shell/Page.h"

namespace pb::ui {

void Page::findCause(const std::function<void(Result<Address>)>& answer) {
    answer(fail(ErrorCode::notFound, tr("Cannot go to the cause. Nothing leads further from here.")));
}

}  // namespace pb::ui

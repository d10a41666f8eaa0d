#include "ui/shell/Page.h"

#include "ui/shell/Session.h"
#include "ui/shell/TrailState.h"

namespace pb::ui {

void Page::findCause(const std::function<void(Result<Address>)>& answer) {
    if (session_.trail) return answer(session_.trail->after(current()));
    answer(fail(ErrorCode::notFound, tr("Cannot go to the cause. Nothing leads further from here.")));
}

bool Page::stepProblem(int) { return false; }

}  // namespace pb::ui

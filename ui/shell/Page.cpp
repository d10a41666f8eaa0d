#include "ui/shell/Page.h"

#include "ui/shell/Navigator.h"
#include "ui/shell/Session.h"
#include "ui/shell/TrailState.h"

namespace pb::ui {

void Page::findCause(const std::function<void(Result<Address>)>& answer) {
    if (session_.trail) {
        const auto next = session_.trail->after(current());
        const auto visit = session_.navigator.current();   // knows where a page is that is still reading
        return answer(next || !visit ? next : session_.trail->after(visit->address));
    }
    answer(fail(ErrorCode::notFound, tr("Cannot go to the cause. Nothing leads further from here.")));
}

bool Page::stepProblem(int) { return false; }

}  // namespace pb::ui

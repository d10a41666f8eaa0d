#include "ui/shell/TrailState.h"

#include "models/base/Text.h"

#include <algorithm>

namespace pb::ui {

void TrailState::follow(std::shared_ptr<const workspace::Trail> trail) {
    trail_ = std::move(trail);
    emit changed();
}

void TrailState::leave() { follow(nullptr); }

const workspace::TrailStop* TrailState::stopAt(const Address& address) const {
    if (!trail_) return nullptr;
    const auto found = std::find_if(trail_->stops.begin(), trail_->stops.end(),
                                    [&](const workspace::TrailStop& stop) { return stop.address == address; });
    return found == trail_->stops.end() ? nullptr : &*found;
}

Result<Address> TrailState::after(const Address& address) const {
    if (!stopAt(address)) {
        return fail(ErrorCode::notFound, say("Nothing leads further from here."), say("Select a dead letter in Flows and press F2."));
    }
    if (const workspace::TrailStop* next = trail_->after(address)) return next->address;
    return fail(ErrorCode::notFound, trail_->open.isEmpty() ? say("This is the end of the trail.") : trail_->open);
}

}  // namespace pb::ui

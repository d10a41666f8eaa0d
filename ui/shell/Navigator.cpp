#include "ui/shell/Navigator.h"

#include "models/base/Text.h"

#include <algorithm>

namespace pb::ui {

void Navigator::registerPage(PageInfo info) { pages_.push_back(std::move(info)); }

const PageInfo* Navigator::page(const QString& id) const {
    const auto found = std::find_if(pages_.begin(), pages_.end(), [&](const PageInfo& p) { return p.id == id; });
    return found == pages_.end() ? nullptr : &*found;
}

const PageInfo* Navigator::pageFor(AddressKind kind) const {
    const auto found = std::find_if(pages_.begin(), pages_.end(), [kind](const PageInfo& p) {
        return std::find(p.kinds.begin(), p.kinds.end(), kind) != p.kinds.end();
    });
    return found == pages_.end() ? nullptr : &*found;
}

Done Navigator::goTo(const Address& address) {
    const PageInfo* info = pageFor(address.kind);
    if (!info) {
        return fail(ErrorCode::notFound, tr("Cannot show “%1”. No page shows this kind of object.").arg(qs(address.print())));
    }
    push({info->id, address});
    return {};
}

Done Navigator::goTo(const Place& place) {
    auto address = Address::parse(place.address);
    if (!address) return goTo(Address::file(place.address, place.line, place.column));
    if (address->kind == AddressKind::file && address->line == 0) {
        address->line = place.line;
        address->column = place.column;
    }
    return goTo(*address);
}

bool Navigator::goToLast(const std::function<bool(const QString& page)>& isWanted) {
    for (int at = position_; at >= 0; --at) {
        const Visit visit = history_[static_cast<std::size_t>(at)];
        if (!isWanted(visit.page)) continue;
        push(visit);
        return true;
    }
    return false;
}

void Navigator::goToMode(Mode mode) {
    const auto first = std::find_if(pages_.begin(), pages_.end(), [mode](const PageInfo& p) { return p.mode == mode; });
    const auto now = current();
    const PageInfo* here = now ? page(now->page) : nullptr;
    if (here && here->mode == mode && here->id != first->id) {   // asked again: to the overview
        return push({first->id, Address::of(AddressKind::workspace, {})});
    }
    const bool isKnown = goToLast([&](const QString& id) {
        const PageInfo* info = page(id);
        return info && info->mode == mode;
    });
    if (!isKnown && first != pages_.end()) push({first->id, Address::of(AddressKind::workspace, {})});
}

void Navigator::goToPage(const QString& id) {
    if (!goToLast([&](const QString& page) { return page == id; })) push({id, Address::of(AddressKind::workspace, {})});
}

void Navigator::push(Visit visit) {
    if (current() != visit) {
        history_.resize(static_cast<std::size_t>(position_ + 1));
        history_.push_back(visit);
        if (history_.size() > historyLimit) history_.erase(history_.begin());
        position_ = static_cast<int>(history_.size()) - 1;
    }
    emit visited(visit);
}

void Navigator::back() {
    if (canGoBack()) emit visited(history_[static_cast<std::size_t>(--position_)]);
}

void Navigator::forward() {
    if (canGoForward()) emit visited(history_[static_cast<std::size_t>(++position_)]);
}

void Navigator::amend(const Address& address) {
    if (position_ >= 0) history_[static_cast<std::size_t>(position_)].address = address;
}

std::optional<Visit> Navigator::current() const {
    if (position_ < 0) return std::nullopt;
    return history_[static_cast<std::size_t>(position_)];
}

}  // namespace pb::ui

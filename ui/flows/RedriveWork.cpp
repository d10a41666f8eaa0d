#include "ui/flows/RedriveWork.h"

#include "models/flow/RedriveRecord.h"

#include <algorithm>

namespace pb::ui {

namespace {

/// Source, destination, journal and what drives them, for one call.
template <typename Act>
auto withRedrive(const WorkPlace& place, const std::string& connection, Act act)
    -> std::invoke_result_t<Act, flow::Redrive&> {
    PB_TRY(source, openBroker(place, connection));
    PB_TRY(destination, openBroker(place, connection));
    PB_TRY(store, openStore(place));
    const flow::Conventions conventions;
    flow::Redrive redrive(*source.broker, *destination.broker, store.journal(), conventions);
    return act(redrive);
}

}  // namespace

Result<flow::RedrivePreview> dryRun(const RedriveOrder& order, StopToken stop) {
    return withRedrive(order.place, order.plan.connection,
                       [&](flow::Redrive& redrive) { return redrive.dryRun(order.plan, order.letters, stop); });
}

Result<flow::RedriveResult> sendCanary(const RedriveOrder& order, StopToken stop, Progress& progress) {
    PB_CHECK(mayWrite(order.place));
    return withRedrive(order.place, order.plan.connection, [&](flow::Redrive& redrive) -> Result<flow::RedriveResult> {
        PB_TRY(id, redrive.start(order.plan, order.letters, stop));
        return redrive.send(id, 1, stop, progress);
    });
}

Result<std::vector<BegunRedrive>> unfinishedRedrives(const WorkPlace& place) {
    PB_TRY(store, openStore(place));
    PB_TRY(operations, store.journal().unfinished());
    std::vector<BegunRedrive> begun;
    for (const JournalOperation& operation : operations) {
        if (operation.kind != "redrive") continue;
        PB_TRY(record, flow::readRecord(operation.plan));
        PB_TRY(entries, store.journal().entries(operation.id));
        const auto open = std::ranges::count(entries, Outcome::open, &JournalEntry::outcome);
        begun.push_back({operation.id, record.connection, entries.size(), static_cast<std::size_t>(open), operation.started});
    }
    return begun;
}

Result<flow::RedriveResult> sendRest(const WorkPlace& place, const BegunRedrive& begun, StopToken stop, Progress& progress) {
    PB_CHECK(mayWrite(place));
    return withRedrive(place, begun.connection, [&](flow::Redrive& redrive) { return redrive.resume(begun.id, stop, progress); });
}

Result<flow::RedriveResult> abandon(const WorkPlace& place, const BegunRedrive& begun, StopToken stop) {
    PB_CHECK(mayWrite(place));
    return withRedrive(place, begun.connection, [&](flow::Redrive& redrive) { return redrive.abandon(begun.id, stop); });
}

}  // namespace pb::ui

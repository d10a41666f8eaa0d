#include "connectors/local/LocalBroker.h"

#include "connectors/local/LocalReader.h"
#include "models/base/Text.h"

#include <algorithm>

namespace pb::connectors::local {

namespace {

Done notCancelled(const StopToken& stop) {
    if (!stop.stop_requested()) return {};
    return fail(ErrorCode::cancelled, say("The call was cancelled."));
}

}  // namespace

Result<std::unique_ptr<LocalBroker>> LocalBroker::open(const std::filesystem::path& file,
                                                       Database::Durability durability, const Clock& clock) {
    PB_TRY(store, LocalStore::open(file, durability, clock));
    return std::unique_ptr<LocalBroker>(new LocalBroker(std::move(store)));
}

flow::BrokerCapabilities LocalBroker::capabilities() const {
    flow::BrokerCapabilities out;
    out.partitions = out.keys = out.headers = out.timeSeek = out.groups = out.createChannel = true;
    out.remove = flow::RemoveMode::exact;
    return out;
}

Result<flow::ChannelPage> LocalBroker::channels(const flow::ChannelFilter& filter, StopToken stop) {
    PB_CHECK(notCancelled(stop));
    return store_.channels(filter);
}

Result<flow::ChannelDescription> LocalBroker::describe(const std::string& name, StopToken stop) {
    PB_CHECK(notCancelled(stop));
    PB_TRY(channel, store_.channel(name));
    PB_TRY(rows, store_.partitions(channel.id));
    PB_TRY(oldest, store_.oldest(channel.id));
    PB_TRY(states, store_.groups(channel.id));
    flow::ChannelDescription out;
    out.channel.name = name;
    out.channel.partitions = channel.partitions;
    out.channel.oldest = oldest;
    out.channel.messages.trust = flow::Count::Trust::exact;
    for (const PartitionRow& row : rows) {
        PB_TRY(first, store_.firstOffset(channel.id, row));
        out.partitions.push_back({row.id, first, row.next});
        out.channel.messages.value += row.live;
    }
    out.settings.push_back({"retention", "none", flow::Setting::Source::defaultValue, false, true});
    out.groups = std::move(states);
    return out;
}

Result<flow::EffectReport> LocalBroker::effect(const flow::ReadPlan& plan, StopToken stop) {
    PB_CHECK(notCancelled(stop));
    PB_TRY(channel, store_.channel(plan.channel));
    flow::EffectReport out;
    out.sentence = say("Reading “%1” changes nothing.").arg(qs(channel.name));
    out.hasHarmlessAlternative = true;
    return out;
}

Result<flow::ReadReport> LocalBroker::read(const flow::ReadPlan& plan, flow::MessageSink& sink, StopToken stop,
                                           Progress& progress) {
    PB_TRY(reader, LocalReader::open(store_, plan));
    return reader.run(sink, stop, progress);
}

Result<std::vector<flow::Receipt>> LocalBroker::produce(std::span<const flow::Outgoing> batch, StopToken stop) {
    PB_CHECK(notCancelled(stop));
    return store_.append(batch);
}

Done LocalBroker::remove(std::span<const flow::Position> messages, StopToken stop) {
    PB_CHECK(notCancelled(stop));
    return store_.remove(messages);
}

Result<std::vector<flow::GroupState>> LocalBroker::groups(const std::string& name, StopToken stop) {
    PB_CHECK(notCancelled(stop));
    PB_TRY(channel, store_.channel(name));
    return store_.groups(channel.id);
}

Result<std::vector<flow::ResetRow>> LocalBroker::reset(const flow::ResetPlan& plan, StopToken stop) {
    PB_CHECK(notCancelled(stop));
    PB_TRY(channel, store_.channel(plan.channel));
    PB_TRY(active, store_.isActive(plan.group));
    if (active && !plan.dryRun) {
        return fail(ErrorCode::conflict, say("Cannot reset the group “%1”. It is active.").arg(qs(plan.group)),
                    say("Stop its consumers, then try again."));
    }
    PB_TRY(before, store_.committed(plan.group, channel.id));
    PB_TRY(rows, store_.partitions(channel.id));
    std::vector<flow::ResetRow> out;
    LocalStore::Offsets after;
    for (const PartitionRow& row : rows) {
        PB_TRY(offset, startOffset(store_, channel.id, row, plan.to));
        out.push_back({row.id, before.contains(row.id) ? before[row.id] : 0, offset});
        after[row.id] = offset;
    }
    if (!plan.dryRun) PB_CHECK(store_.commit(plan.group, channel.id, after));
    return out;
}

Done LocalBroker::createChannel(const std::string& name, std::int32_t partitions, StopToken stop) {
    PB_CHECK(notCancelled(stop));
    return store_.createChannel(name, partitions);
}

}  // namespace pb::connectors::local

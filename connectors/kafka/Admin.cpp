#include "connectors/kafka/Admin.h"

#include <array>
#include <chrono>
#include <map>
#include <thread>

namespace pb::connectors::kafka {

namespace {

/// Runs one admin request and waits for its event.
using Request = std::function<void(rd_kafka_t*, const rd_kafka_AdminOptions_t*, rd_kafka_queue_t*)>;

Result<EventPtr> askAdmin(const ClientPtr& client, rd_kafka_admin_op_t operation, const Request& request, const QString& doing,
                          const StopToken& stop) {
    const AdminOptionsPtr options(rd_kafka_AdminOptions_new(client->handle(), operation));
    std::array<char, 256> reason{};
    rd_kafka_AdminOptions_set_request_timeout(options.get(), client->settings().timeoutMs, reason.data(), reason.size());
    const QueuePtr queue(rd_kafka_queue_new(client->handle()));
    request(client->handle(), options.get(), queue.get());
    for (int waited = 0; waited < client->settings().timeoutMs + 1000; waited += 100) {
        if (stop.stop_requested()) {
            return fail(ErrorCode::cancelled, say("Cancelled."));
        }
        if (EventPtr event{rd_kafka_queue_poll(queue.get(), 100)}) {
            if (rd_kafka_event_error(event.get()) != RD_KAFKA_RESP_ERR_NO_ERROR) {
                return fail(client->error(rd_kafka_event_error(event.get()), doing));
            }
            return event;
        }
    }
    return fail(client->error(RD_KAFKA_RESP_ERR__TIMED_OUT, doing));
}

flow::Setting::Source sourceOf(rd_kafka_ConfigSource_t source) {
    switch (source) {
        case RD_KAFKA_CONFIG_SOURCE_DYNAMIC_TOPIC_CONFIG:
            return flow::Setting::Source::here;
        case RD_KAFKA_CONFIG_SOURCE_DEFAULT_CONFIG:
            return flow::Setting::Source::defaultValue;
        default:
            return flow::Setting::Source::server;
    }
}

flow::GroupState::State stateOf(rd_kafka_consumer_group_state_t state) {
    using State = flow::GroupState::State;
    switch (state) {
        case RD_KAFKA_CONSUMER_GROUP_STATE_STABLE:
            return State::stable;
        case RD_KAFKA_CONSUMER_GROUP_STATE_EMPTY:
            return State::empty;
        case RD_KAFKA_CONSUMER_GROUP_STATE_PREPARING_REBALANCE:
        case RD_KAFKA_CONSUMER_GROUP_STATE_COMPLETING_REBALANCE:
            return State::rebalancing;
        case RD_KAFKA_CONSUMER_GROUP_STATE_DEAD:
            return State::dead;
        default:
            return State::unknown;
    }
}

using States = std::map<std::string, flow::GroupState::State>;

Result<States> listGroups(const ClientPtr& client, const StopToken& stop) {
    PB_TRY(event, askAdmin(
                      client, RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPS,
                      [](auto* handle, auto* options, auto* queue) { rd_kafka_ListConsumerGroups(handle, options, queue); },
                      say("Cannot list the consumer groups."), stop));
    const auto* result = rd_kafka_event_ListConsumerGroups_result(event.get());
    std::size_t count = 0;
    const auto* const* listings = rd_kafka_ListConsumerGroups_result_valid(result, &count);
    States states;
    for (std::size_t i = 0; i < count; ++i) {
        states[rd_kafka_ConsumerGroupListing_group_id(listings[i])] =
            stateOf(rd_kafka_ConsumerGroupListing_state(listings[i]));
    }
    return states;
}

/// Members of each group; -1 where the description contradicts the list.
Result<std::map<std::string, std::int64_t>> countMembers(const ClientPtr& client, const States& states, const StopToken& stop) {
    std::map<std::string, std::int64_t> members;
    if (states.empty()) {
        return members;
    }
    std::vector<const char*> names;
    for (const auto& [name, state] : states) {
        names.push_back(name.c_str());
    }
    PB_TRY(event, askAdmin(
                      client, RD_KAFKA_ADMIN_OP_DESCRIBECONSUMERGROUPS,
                      [&names](auto* handle, auto* options, auto* queue) {
                          rd_kafka_DescribeConsumerGroups(handle, names.data(), names.size(), options, queue);
                      },
                      say("Cannot describe the consumer groups."), stop));
    std::size_t count = 0;
    const auto* const* groups =
        rd_kafka_DescribeConsumerGroups_result_groups(rd_kafka_event_DescribeConsumerGroups_result(event.get()), &count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::string name = rd_kafka_ConsumerGroupDescription_group_id(groups[i]);
        const bool saysDead = stateOf(rd_kafka_ConsumerGroupDescription_state(groups[i])) == flow::GroupState::State::dead;
        const auto listed = states.find(name);
        const bool contradicts = saysDead && listed != states.end() && listed->second != flow::GroupState::State::dead;
        members[name] = contradicts ? -1 : static_cast<std::int64_t>(rd_kafka_ConsumerGroupDescription_member_count(groups[i]));
    }
    return members;
}

using Offsets = std::map<std::int32_t, std::int64_t>;

/// Committed offsets of one group on the topic; empty where it has none.
Result<Offsets> committed(const ClientPtr& client, const TopicPartitions& topic, const std::string& group, const StopToken& stop) {
    const PartitionListPtr list(rd_kafka_topic_partition_list_new(static_cast<int>(topic.partitions.size())));
    for (const std::int32_t partition : topic.partitions) {
        rd_kafka_topic_partition_list_add(list.get(), topic.topic.c_str(), partition);
    }
    rd_kafka_ListConsumerGroupOffsets_t* wanted = rd_kafka_ListConsumerGroupOffsets_new(group.c_str(), list.get());
    auto event = askAdmin(
        client, RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPOFFSETS,
        [wanted](auto* handle, auto* options, auto* queue) mutable {
            rd_kafka_ListConsumerGroupOffsets(handle, &wanted, 1, options, queue);
        },
        say("Cannot read the offsets of group “%1”.").arg(qs(group)), stop);
    rd_kafka_ListConsumerGroupOffsets_destroy(wanted);
    if (!event) {
        return fail(std::move(event).error());
    }
    std::size_t count = 0;
    const auto* const* groups = rd_kafka_ListConsumerGroupOffsets_result_groups(
        rd_kafka_event_ListConsumerGroupOffsets_result(event->get()), &count);
    Offsets offsets;
    if (count == 1) {
        const rd_kafka_topic_partition_list_t* partitions = rd_kafka_group_result_partitions(groups[0]);
        for (int i = 0; partitions && i < partitions->cnt; ++i) {
            if (partitions->elems[i].offset >= 0) {
                offsets[partitions->elems[i].partition] = partitions->elems[i].offset;
            }
        }
    }
    return offsets;
}

Result<Offsets> offsetsAt(const ClientPtr& client, const TopicPartitions& topic, std::int64_t time, const StopToken& stop) {
    std::vector<PartitionOffset> wanted;
    for (const std::int32_t partition : topic.partitions) {
        wanted.push_back({topic.topic, partition, time, RD_KAFKA_RESP_ERR_NO_ERROR});
    }
    PB_TRY(found, offsetsForTimes(client, wanted, stop));
    Offsets offsets;
    for (const PartitionOffset& one : found) {
        offsets[one.partition] = one.offset;
    }
    return offsets;
}

Result<Offsets> resetTargets(const ClientPtr& client, const TopicPartitions& topic, const flow::ReadFrom& to, const StopToken& stop) {
    using Kind = flow::ReadFrom::Kind;
    PB_TRY(low, offsetsAt(client, topic, earliestTimestamp, stop));
    PB_TRY(high, offsetsAt(client, topic, latestTimestamp, stop));
    Offsets byTime;
    if (to.kind == Kind::time) {
        PB_TRY(found, offsetsAt(client, topic, to.value, stop));
        byTime = std::move(found);
    }
    Offsets targets;
    for (const std::int32_t partition : topic.partitions) {
        const std::int64_t first = low[partition], end = high[partition];
        const std::int64_t wanted = to.kind == Kind::earliest ? first
                                    : to.kind == Kind::latest ? end
                                    : to.kind == Kind::back   ? end - to.value
                                    : to.kind == Kind::time   ? (byTime[partition] >= 0 ? byTime[partition] : end)
                                                              : to.value;
        targets[partition] = std::clamp(wanted, first, std::max(first, end));
    }
    return targets;
}

Done alterOffsets(const ClientPtr& client, const TopicPartitions& topic, const std::string& group, const Offsets& targets,
                  const StopToken& stop) {
    const PartitionListPtr list(rd_kafka_topic_partition_list_new(static_cast<int>(targets.size())));
    for (const auto& [partition, offset] : targets) {
        rd_kafka_topic_partition_list_add(list.get(), topic.topic.c_str(), partition)->offset = offset;
    }
    const QString doing = say("Cannot reset the group “%1”.").arg(qs(group));
    rd_kafka_AlterConsumerGroupOffsets_t* wanted = rd_kafka_AlterConsumerGroupOffsets_new(group.c_str(), list.get());
    auto event = askAdmin(
        client, RD_KAFKA_ADMIN_OP_ALTERCONSUMERGROUPOFFSETS,
        [wanted](auto* handle, auto* options, auto* queue) mutable {
            rd_kafka_AlterConsumerGroupOffsets(handle, &wanted, 1, options, queue);
        },
        doing, stop);
    rd_kafka_AlterConsumerGroupOffsets_destroy(wanted);
    if (!event) {
        return fail(std::move(event).error());
    }
    std::size_t count = 0;
    const auto* const* groups = rd_kafka_AlterConsumerGroupOffsets_result_groups(
        rd_kafka_event_AlterConsumerGroupOffsets_result(event->get()), &count);
    const rd_kafka_topic_partition_list_t* answers = count == 1 ? rd_kafka_group_result_partitions(groups[0]) : nullptr;
    for (int i = 0; answers && i < answers->cnt; ++i) {
        if (answers->elems[i].err != RD_KAFKA_RESP_ERR_NO_ERROR) {
            return fail(client->error(answers->elems[i].err, doing));
        }
    }
    return {};
}

/// The brokers hear of a new topic a moment after the controller made it (3 s at the most, in measures of 100 ms).
Done waitUntilVisible(const ClientPtr& client, const std::string& topic, const StopToken& stop) {
    auto found = findTopic(client, topic, stop);
    for (int tries = 0; !found && found.error().code == ErrorCode::notFound && tries < 30; ++tries) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        found = findTopic(client, topic, stop);
    }
    if (!found) {
        return fail(std::move(found).error());
    }
    return {};
}

}  // namespace

Result<std::vector<flow::Setting>> topicSettings(const ClientPtr& client, const std::string& topic, const StopToken& stop) {
    rd_kafka_ConfigResource_t* resource = rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic.c_str());
    auto event = askAdmin(
        client, RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS,
        [resource](auto* handle, auto* options, auto* queue) mutable {
            rd_kafka_DescribeConfigs(handle, &resource, 1, options, queue);
        },
        say("Cannot read the settings of “%1”.").arg(qs(topic)), stop);
    rd_kafka_ConfigResource_destroy(resource);
    if (!event) {
        return fail(std::move(event).error());
    }
    std::size_t count = 0;
    const auto* const* resources =
        rd_kafka_DescribeConfigs_result_resources(rd_kafka_event_DescribeConfigs_result(event->get()), &count);
    std::vector<flow::Setting> settings;
    std::size_t entries = 0;
    const auto* const* configs = count == 1 ? rd_kafka_ConfigResource_configs(resources[0], &entries) : nullptr;
    for (std::size_t i = 0; i < entries; ++i) {
        const char* value = rd_kafka_ConfigEntry_value(configs[i]);
        settings.push_back({rd_kafka_ConfigEntry_name(configs[i]), value ? value : "",
                            sourceOf(rd_kafka_ConfigEntry_source(configs[i])), rd_kafka_ConfigEntry_is_sensitive(configs[i]) == 1,
                            rd_kafka_ConfigEntry_is_read_only(configs[i]) == 1});
    }
    return settings;
}

Result<std::vector<flow::GroupState>> groupsOf(const ClientPtr& client, const TopicPartitions& topic, const StopToken& stop) {
    PB_TRY(states, listGroups(client, stop));
    PB_TRY(members, countMembers(client, states, stop));
    PB_TRY(high, offsetsAt(client, topic, latestTimestamp, stop));
    std::vector<flow::GroupState> groups;
    for (const auto& [name, state] : states) {
        PB_TRY(offsets, committed(client, topic, name, stop));
        if (offsets.empty()) {
            continue;
        }
        flow::GroupState group;
        group.name = name;
        group.state = state;
        group.members = members.contains(name) ? members.at(name) : -1;
        group.lag.trust = flow::Count::Trust::approximate;
        for (const auto& [partition, offset] : offsets) {
            group.lag.value += std::max<std::int64_t>(0, high[partition] - offset);
        }
        groups.push_back(std::move(group));
    }
    return groups;
}

Result<std::vector<flow::ResetRow>> resetGroup(const ClientPtr& client, const TopicPartitions& topic,
                                               const flow::ResetPlan& plan, const StopToken& stop) {
    PB_TRY(states, listGroups(client, stop));
    const auto found = states.find(plan.group);
    const bool isActive = found != states.end() && found->second != flow::GroupState::State::empty &&
                          found->second != flow::GroupState::State::dead;
    if (isActive) {
        return fail(ErrorCode::conflict, say("Cannot reset the group “%1”. It is active.").arg(qs(plan.group)),
                    say("Stop its consumers first."));
    }
    PB_TRY(before, committed(client, topic, plan.group, stop));
    PB_TRY(targets, resetTargets(client, topic, plan.to, stop));
    std::vector<flow::ResetRow> rows;
    for (const auto& [partition, offset] : targets) {
        rows.push_back({partition, before.contains(partition) ? before[partition] : -1, offset});
    }
    if (!plan.dryRun) {
        PB_CHECK(alterOffsets(client, topic, plan.group, targets, stop));
    }
    return rows;
}

Done createTopic(const ClientPtr& client, const std::string& name, std::int32_t partitions, const StopToken& stop) {
    std::array<char, 256> reason{};
    rd_kafka_NewTopic_t* topic = rd_kafka_NewTopic_new(name.c_str(), partitions, 1, reason.data(), reason.size());
    const QString doing = say("Cannot create the topic “%1”.").arg(qs(name));
    if (!topic) {
        return fail(ErrorCode::wrongUse, doing + u' ' + qs(reason.data()));
    }
    auto event = askAdmin(
        client, RD_KAFKA_ADMIN_OP_CREATETOPICS,
        [topic](auto* handle, auto* options, auto* queue) mutable { rd_kafka_CreateTopics(handle, &topic, 1, options, queue); },
        doing, stop);
    rd_kafka_NewTopic_destroy(topic);
    if (!event) {
        return fail(std::move(event).error());
    }
    std::size_t count = 0;
    const auto* const* results = rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event->get()), &count);
    const auto code = count == 1 ? rd_kafka_topic_result_error(results[0]) : RD_KAFKA_RESP_ERR_NO_ERROR;
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR && code != RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS) {
        return fail(client->error(code, doing));
    }
    return waitUntilVisible(client, name, stop);
}

}  // namespace pb::connectors::kafka

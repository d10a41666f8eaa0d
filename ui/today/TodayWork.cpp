#include "ui/today/TodayWork.h"

#include "models/base/Text.h"
#include "models/deploy/Deployment.h"
#include "models/deploy/Release.h"
#include "models/flow/Cause.h"
#include "models/flow/Redrive.h"
#include "models/workspace/DeadLetterChannels.h"
#include "models/workspace/Topology.h"
#include "models/workspace/Workspace.h"

#include <algorithm>

namespace pb::ui {

namespace {

constexpr std::int64_t lettersRead = 20'000;  // of a channel, the newest

class Collector final : public flow::MessageSink {
public:
    bool take(std::span<flow::Message> batch) override {
        std::move(batch.begin(), batch.end(), std::back_inserter(messages));
        return true;
    }
    std::vector<flow::Message> messages;
};

/// Gathers one source after the other; what fails becomes a row.
class Gatherer {
public:
    Gatherer(const WorkPlace& place, StopToken stop) : place_(place), stop_(std::move(stop)) {}

    Result<std::vector<TodayRow>> run() {
        PB_TRY(workspace, workspace::Workspace::open(place_.folder));
        note(deadLetters());
        note(unfinished());
        findings(workspace);
        note(releases());
        std::stable_sort(rows_.begin(), rows_.end(), [](const TodayRow& one, const TodayRow& other) { return one.urgency < other.urgency; });
        return std::move(rows_);
    }

private:
    void add(TodayRow::Urgency urgency, const char* icon, QString what, QString detail, Address address, Millis since = 0) {
        rows_.push_back({urgency, QLatin1String(icon), std::move(what), std::move(detail), std::move(address), since});
    }

    void note(const Done& done) {
        if (!done) add(TodayRow::Urgency::now, "warning", done.error().sentence, done.error().hint, Address::of(AddressKind::connection, {}));
    }

    Done deadLetters() {
        PB_TRY(brokers, brokersOf(place_));
        PB_TRY(store, openStore(place_));
        for (const auto& settings : brokers) note(deadLettersOf(settings, store.journal()));
        return {};
    }

    Done deadLettersOf(const workspace::ConnectionSettings& settings, Journal& journal) {
        PB_TRY(open, openBroker(place_, settings));
        PB_TRY(page, open.broker->channels({}, stop_));
        const auto parked = workspace::parkedInto(workspace::topologyOf(workspace::routesOf(place_.folder), {}, {}));
        PB_TRY(channels, workspace::deadLetterChannels(*open.broker, page.channels, parked, stop_));
        for (const workspace::DeadLetterChannel& channel : channels) PB_CHECK(causesOf(*open.broker, settings.name, channel.name, journal));
        return {};
    }

    Done causesOf(flow::Broker& broker, const std::string& connection, const std::string& channel, Journal& journal) {
        flow::ReadPlan plan;
        plan.channel = channel;
        plan.from = {flow::ReadFrom::Kind::back, lettersRead};
        PB_TRY(effect, broker.effect(plan, stop_));
        if (effect.effect != flow::ReadEffect::none) return {};
        Collector collector;
        PB_CHECK(broker.read(plan, collector, stop_));
        PB_TRY(redriven, flow::alreadyRedriven(journal, connection, channel));
        flow::CauseGroups groups;
        for (const flow::Message& message : collector.messages) {
            if (!redriven.contains(message.position)) groups.add(conventions_.normalise(message));
        }
        for (const flow::CauseGroup& group : groups.groups()) {
            add(TodayRow::Urgency::now, "dead-letter", say("%1 dead letters in %2: %3").arg(group.count).arg(qs(channel), qs(group.title())),
                group.isNewest ? say("the newest cause") : QString(),
                Address::of(AddressKind::cause, utf8(QString::number(group.cause, 16))), group.lastSeen);
        }
        return {};
    }

    Done unfinished() {
        PB_TRY(store, openStore(place_));
        PB_TRY(operations, store.journal().unfinished());
        for (const JournalOperation& operation : operations) {
            const bool isRedrive = operation.kind == "redrive";
            add(TodayRow::Urgency::now, isRedrive ? "redrive" : "deploy",
                isRedrive ? say("A redrive was interrupted. None was lost, none is sent twice.") : say("A deployment was interrupted."),
                say("Resume or give it up."), Address::of(isRedrive ? AddressKind::deadLetter : AddressKind::release, {}), operation.started);
        }
        return {};
    }

    void findings(const workspace::Workspace& workspace) {
        const auto all = workspace.check();
        const auto errors = std::count_if(all.begin(), all.end(), [](const Finding& finding) { return finding.severity == Severity::error; });
        if (all.empty()) return;
        add(errors > 0 ? TodayRow::Urgency::soon : TodayRow::Urgency::whenever, "warning",
            say("The workspace has %1 problems: %2").arg(all.size()).arg(all.front().sentence), all.front().place.print(),
            Address::file(all.front().place.address, all.front().place.line));
    }

    Done releases() {
        std::vector<Finding> broken;
        PB_TRY(list, deploy::listReleases(place_.folder, &broken));
        PB_TRY(present, deploy::resourcesOf(place_.folder));
        if (!list.empty()) {
            PB_TRY(newest, deploy::contentsOf(place_.folder, list.back()));
            const auto same = [](const deploy::Resource& one, const deploy::Resource& other) {
                return one.identity == other.identity && one.content == other.content;
            };
            if (!std::is_permutation(present.begin(), present.end(), newest.begin(), newest.end(), same)) {
                add(TodayRow::Urgency::soon, "release", say("The workspace has changes that no release has."), say("Make a release of them."),
                    Address::of(AddressKind::release, list.back().name));
            }
            PB_CHECK(waiting(list.back()));
        }
        return {};
    }

    Done waiting(const deploy::Release& newest) {
        PB_TRY(targets, targetsOf(place_));
        PB_TRY(store, openStore(place_));
        for (const std::string& target : targets) {
            PB_TRY(last, deploy::lastApplied(store.journal(), Address::of(AddressKind::connection, target).print()));
            if (last.release != newest.name) {
                add(TodayRow::Urgency::whenever, "deploy", say("Release “%1” waits for “%2”.").arg(qs(newest.name), qs(target)),
                    last.release.empty() ? say("Nothing was deployed there yet.") : say("It runs “%1”.").arg(qs(last.release)),
                    Address::of(AddressKind::release, newest.name), newest.created);
            }
        }
        return {};
    }

    const WorkPlace& place_;
    StopToken stop_;
    flow::Conventions conventions_;
    std::vector<TodayRow> rows_;
};

}  // namespace

Result<std::vector<TodayRow>> gatherToday(const WorkPlace& place, StopToken stop) { return Gatherer(place, std::move(stop)).run(); }

}  // namespace pb::ui

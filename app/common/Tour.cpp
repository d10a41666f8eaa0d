#include "app/common/Tour.h"

#include "app/common/Traffic.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/document/Yaml.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace pb::app {

namespace {

constexpr auto pollEvery = std::chrono::milliseconds(100);
constexpr auto longestWait = std::chrono::minutes(3);

/// Variables of environments/NAME.yaml replaced in the text itself: comments stay.
Done setVariables(const std::filesystem::path& file, const std::map<std::string, std::string>& variables) {
    PB_TRY(text, readFile(file));
    PB_TRY(yaml, doc::YamlText::parse(std::move(text)));
    for (const auto& [name, value] : variables) {
        if (yaml.root().find("variables").find(name)) {
            PB_CHECK(yaml.setScalar("/variables/" + name, value));
        }
    }
    return writeFileAtomically(file, yaml.text());
}

}  // namespace

Done copyWorkspace(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::error_code error;
    std::filesystem::remove_all(to, error);
    std::filesystem::create_directories(to, error);
    std::filesystem::copy(from, to, std::filesystem::copy_options::recursive, error);
    if (!error) {
        std::filesystem::remove_all(to / ".patchbay", error);
    }
    if (error) {
        return fail(ErrorCode::storage, say("Cannot copy the workspace to “%1”. %2.").arg(qs(pathToUtf8(to)), qs(error.message())));
    }
    return {};
}

Tour::Tour(TourOptions options, const Log& log, Account account)
    : options_(std::move(options)), log_(log), account_(std::move(account)) {}

Result<TourResult> Tour::run(StopToken stop, Progress& progress) {
    PB_CHECK(prepare());
    if (options_.copyOnly) {
        return result_;
    }
    PB_CHECK(start(stop));
    PB_CHECK(makeTraffic(stop, progress));
    if (options_.trafficOnly) {
        return result_;
    }
    PB_CHECK(readFlows(stop));
    PB_CHECK(followCause());
    PB_CHECK(fixMap(stop));
    PB_CHECK(testContract(stop, progress));
    PB_CHECK(deployFix(stop));
    PB_CHECK(redrive(stop));
    return result_;
}

Done Tour::prepare() {
    PB_CHECK(copyWorkspace(options_.workspace, copy()));
    PB_TRY(script, readTourScript(copy()));
    script_ = std::move(script);
    const std::string environment = options_.environment.empty() ? script_.environment : options_.environment;
    PB_CHECK(setVariables(copy() / "environments" / pathFromUtf8(environment + ".yaml"), options_.variables));
    PB_TRY(desk, Desk::open(copy(), environment, log_));
    desk_ = std::move(desk);
    heading(say("The workspace “%1” in the environment “%2”").arg(qs(desk_->workspace().name()), qs(environment)));
    for (const Finding& finding : desk_->workspace().check()) {
        account_(finding.place.print() + u": " + finding.sentence);
    }
    return {};
}

Done Tour::start(StopToken stop) {
    PB_TRY(serving, Serving::start(*desk_));
    serving_ = std::move(serving);
    PB_TRY(broker, desk_->broker(script_.broker));
    broker_ = std::move(broker);
    for (const std::string& channel : {script_.channel, script_.deadLetters}) {
        PB_CHECK(broker_->createChannel(channel, 3, stop));
    }
    return {};
}

Done Tour::makeTraffic(StopToken stop, Progress& progress) {
    heading(say("Traffic"));
    PB_TRY(expression, readFile(copy() / pathFromUtf8(script_.generator)));
    const auto releases = static_cast<std::int64_t>(script_.releases.size());
    std::int64_t first = 1;
    for (std::int64_t i = 0; i < releases; ++i) {
        const std::int64_t count = script_.messages * (i + 1) / releases - script_.messages * i / releases;
        PB_CHECK(deployRelease(script_.releases[static_cast<std::size_t>(i)], stop));
        PB_CHECK(sendTraffic(*broker_, {expression, script_.channel, first, count, script_.seed}, stop, progress));
        PB_CHECK(waitUntilConsumed(stop));
        account_(say("Release %1 runs; %2 messages went to “%3”.")
                     .arg(qs(script_.releases[static_cast<std::size_t>(i)])).arg(count).arg(qs(script_.channel)));
        first += count;
    }
    result_.produced = script_.messages;
    result_.arrived = serving_->counts().created;
    account_(say("%1 messages sent, %2 arrived at the API.").arg(result_.produced).arg(result_.arrived));
    return {};
}

Done Tour::waitUntilConsumed(StopToken stop) {
    const auto start = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() - start < longestWait) {
        PB_TRY(groups, broker_->groups(script_.channel, stop));
        const bool isDone = !groups.empty() && std::all_of(groups.begin(), groups.end(), [](const flow::GroupState& group) {
            return group.lag.trust != flow::Count::Trust::unknown && group.lag.value == 0;
        });
        if (isDone) {
            return {};
        }
        if (stop.stop_requested()) {
            return fail(ErrorCode::cancelled, say("Cancelled."));
        }
        std::this_thread::sleep_for(pollEvery);
    }
    return fail(ErrorCode::unavailable, say("The route “%1” did not take all messages of “%2” in time.")
                                            .arg(qs(script_.route), qs(script_.channel)),
                say("Look at the log of the runtime “%1”.").arg(qs(script_.runtime)));
}

Done Tour::readFlows(StopToken stop) {
    heading(say("Flows: dead letters by cause"));
    PB_TRY(parked, readDeadLetters(*broker_, desk_->journal(), script_.broker, script_.deadLetters, 1'000'000, stop));
    parked_ = std::move(parked);
    flow::CauseGroups groups;
    for (const Parked& one : parked_) {
        groups.add(one.letter);
    }
    const auto causes = groups.groups();
    for (const flow::CauseGroup& group : causes) {
        account_(say("%1 × %2%3").arg(group.count).arg(qs(group.title()), group.isNewest ? say("  ← newest") : QString()));
    }
    if (causes.empty()) {
        return fail(ErrorCode::notFound, say("There are no dead letters in “%1”.").arg(qs(script_.deadLetters)));
    }
    cause_ = causes.front();  // the newest
    result_.parked = groups.total();
    result_.causes = static_cast<std::int64_t>(causes.size());
    return {};
}

Done Tour::followCause() {
    heading(say("F2: from the dead letter to the release"));
    const auto found = std::find_if(parked_.begin(), parked_.end(), [this](const Parked& one) { return one.letter.cause == cause_.cause; });
    PB_TRY(trail, workspace::followTrail(copy(), script_.broker, found->message, found->letter));
    for (const workspace::TrailStop& stop : trail.stops) {
        account_(stop.title + u": " + qs(stop.address.print()));
        account_(u"    " + stop.sentence);
        if (stop.place.line > 0) {
            account_(u"    " + stop.place.print() + (stop.excerpt.empty() ? QString() : u"  " + qs(stop.excerpt).replace(u'\n', u'⏎')));
        }
    }
    if (!trail.open.isEmpty()) {
        account_(trail.open);
    }
    result_.reachedRelease = trail.stop(workspace::TrailStop::Kind::release) != nullptr;
    return {};
}

}  // namespace pb::app

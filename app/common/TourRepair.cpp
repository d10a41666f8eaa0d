#include "app/common/Tour.h"
#include "connectors/http/HttpClient.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/contract/Curl.h"
#include "models/contract/Runner.h"
#include "models/deploy/Deployment.h"
#include "models/deploy/Release.h"
#include "models/flow/Redrive.h"
#include "models/map/MapTest.h"

#include <algorithm>

// The second half of the tour: from the fix to the redrive.

using namespace Qt::StringLiterals;

namespace pb::app {

namespace {

QString lineOf(const deploy::DiffLine& line) {
    const QString mark = line.kind == deploy::DiffLine::Kind::added ? u"+ "_s : u"- "_s;
    return u"    " + mark + qs(line.text);
}

int passed(const std::vector<map::MapTestResult>& results) {
    return static_cast<int>(std::count_if(results.begin(), results.end(), [](const map::MapTestResult& result) {
        return result.state == map::MapTestResult::State::passed;
    }));
}

}  // namespace

Done Tour::fixMap(StopToken stop) {
    heading(say("Map: the parked messages are the tests"));
    std::vector<map::MapTest> tests;
    for (const Parked& one : parked_) {
        if (one.letter.cause == cause_.cause) {
            tests.push_back({"parked-" + std::to_string(one.message.position.partition) + "-" + std::to_string(one.message.position.offset),
                             one.message.body, std::nullopt});
        }
    }
    PB_TRY(saved, map::saveTests(copy(), script_.map, tests));
    PB_TRY(before, map::MapDocument::load(copy(), script_.map));
    PB_TRY(side, map::loadSide(copy(), before.sides().targetSchema));
    result_.testsBefore = passed(map::runTests(before, side, tests, stop));
    account_(say("%1 parked messages saved as tests of “%2”; %3 pass.").arg(saved).arg(qs(script_.map)).arg(result_.testsBefore));

    std::string text = before.text();
    const std::size_t at = text.find(script_.fixFind);
    if (at == std::string::npos) {
        return fail(ErrorCode::notFound, say("The map “%1” does not hold “%2”.").arg(qs(script_.map), qs(script_.fixFind)));
    }
    text.replace(at, script_.fixFind.size(), script_.fixReplace);
    for (const deploy::DiffLine& line : deploy::withContext(deploy::diffLines(before.text(), text), 0)) {
        if (line.kind != deploy::DiffLine::Kind::same) {
            account_(lineOf(line));
        }
    }
    PB_CHECK(writeFileAtomically(copy() / pathFromUtf8(before.path()), text));
    result_.testsAfter = passed(map::runTests(before.withText(text), side, tests, stop));
    account_(say("%1 of %2 pass now.").arg(result_.testsAfter).arg(tests.size()));
    return {};
}

Done Tour::testContract(StopToken stop, Progress& progress) {
    heading(say("Test: the contract of the API"));
    PB_TRY(contract, contract::Contract::load(copy() / pathFromUtf8(script_.contract), script_.contract));
    const auto* served = desk_->environment().serves.empty() ? nullptr : &desk_->environment().serves.front();
    contract::CaseOptions caseOptions;
    caseOptions.baseUrl = served ? "http://" + served->address : std::string();
    caseOptions.maxPerOperation = 40;
    PB_TRY(cases, contract::makeCases(*contract, caseOptions));
    const std::int64_t createdBefore = serving_->counts().created;
    PB_TRY(run, contract::runCases(*contract, std::move(cases), desk_->http(), {}, progress, stop));
    ownCreated_ += serving_->counts().created - createdBefore;
    for (const contract::CoverageCell& cell : run.coverage) {
        account_(say("%1 %2: %3").arg(qs(contract->operations()[cell.operation].label()), qs(cell.status),
                                      cell.seen == 0 ? say("not seen") : say("%1 of %2 passed").arg(cell.passed).arg(cell.seen)));
    }
    result_.contractPassed = run.count(contract::Verdict::passed);
    result_.contractFailed = run.count(contract::Verdict::failed);
    for (const contract::CaseResult& one : run.results) {
        if (one.verdict == contract::Verdict::failed) {
            account_(run.cases[one.test].title + u"\n    " + qs(contract::curlCommand(one.smallest ? *one.smallest : run.cases[one.test].request)));
        }
    }
    account_(say("%1 passed, %2 failed.").arg(result_.contractPassed).arg(result_.contractFailed));
    return {};
}

Result<Deploying> Tour::deploying() { return openTarget(*desk_, script_.runtime, serving_->runtime(script_.runtime)); }

Result<std::string> Tour::deployRelease(const std::string& name, StopToken stop) {
    PB_TRY(to, deploying());
    PB_TRY(plan, planRelease(*desk_, to, name, stop));
    for (const deploy::PlanItem& item : plan.items) {
        if (item.kind != deploy::PlanKind::unchanged) {
            account_(say("    plan: %1 %2. %3").arg(qs(deploy::wordFor(item.kind)), qs(item.identity), item.reason));
        }
    }
    deploy::Deployment deployment(*to.target, desk_->journal(), to.subject, IdSource::random(), log_);
    PB_TRY(report, deployment.apply(plan, stop));
    if (report.failure) {
        return fail(*report.failure);
    }
    account_(u"    " + report.summary());
    return report.operation;
}

Done Tour::deployFix(StopToken stop) {
    heading(say("Deploy: plan, apply, verify, roll back"));
    PB_TRY(release, deploy::makeRelease(copy(), script_.fixRelease, script_.fixNotes));
    PB_TRY(operation, deployRelease(release.name, stop));
    PB_TRY(to, deploying());
    deploy::Deployment deployment(*to.target, desk_->journal(), to.subject, IdSource::random(), log_);
    PB_TRY(canary, readFile(copy() / pathFromUtf8(script_.canaryBody)));
    const std::int64_t createdBefore = serving_->counts().created;
    PB_TRY(verified, deployment.verify({}, {script_.canaryEntry, canary, {}}, stop));
    for (const deploy::Check& check : verified.checks) {
        account_(u"    " + qs(check.name) + u": " + check.sentence);
    }
    if (verified.canary) {
        account_(u"    " + say("canary: %1").arg(verified.canary->sentence));
    }
    if (!verified.isGood()) {
        return fail(ErrorCode::refused, say("The release “%1” does not work.").arg(qs(release.name)), say("Roll it back."));
    }
    PB_CHECK(waitUntilConsumed(stop));
    ownCreated_ += serving_->counts().created - createdBefore;
    PB_TRY(undone, deployment.rollBack(operation, stop));
    account_(say("Rolled back: %1").arg(undone.summary()));
    PB_CHECK(deployRelease(release.name, stop));
    account_(say("Applied again."));
    return {};
}

Done Tour::redrive(StopToken stop) {
    heading(say("Redrive: a canary, then the rest"));
    std::vector<flow::Message> messages;
    for (const Parked& one : parked_) {
        if (one.letter.cause == cause_.cause) {
            messages.push_back(one.message);
        }
    }
    PB_TRY(destination, desk_->broker(script_.broker));
    const flow::Conventions conventions;
    flow::Redrive redrive(*broker_, *destination, desk_->journal(), conventions);
    flow::RedrivePlan plan;
    plan.connection = script_.broker;
    plan.by = "tour";
    PB_TRY(preview, redrive.dryRun(plan, messages, stop));
    account_(say("Dry run: %1 would be sent, %2 refused, %3 skipped.").arg(preview.waiting).arg(preview.refused).arg(preview.skipped));
    PB_TRY(id, redrive.start(plan, messages, stop));
    PB_TRY(first, redrive.send(id, 1, stop));
    PB_CHECK(waitUntilConsumed(stop));
    account_(say("Canary: %1").arg(first.sentence()));
    PB_TRY(all, redrive.resume(id, stop));
    PB_CHECK(waitUntilConsumed(stop));
    account_(all.sentence());
    result_.sentAgain = static_cast<std::int64_t>(all.sent);
    PB_TRY(left, readDeadLetters(*broker_, desk_->journal(), script_.broker, script_.deadLetters, 1'000'000, stop));
    result_.stillParked = std::count_if(left.begin(), left.end(), [](const Parked& one) { return !one.wasRedriven; });
    result_.arrived = serving_->counts().created - ownCreated_;
    account_(say("%1 of %2 messages have arrived at the API, each once; %3 dead letters are left.")
                 .arg(result_.arrived).arg(result_.produced).arg(result_.stillParked));
    return {};
}

}  // namespace pb::app

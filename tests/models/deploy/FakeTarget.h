#pragma once

#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/deploy/Deployment.h"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>

namespace pb::test {

using namespace pb::deploy;

/// A system that keeps its resources as files of a folder, so that it survives the process that is killed. What it does
/// wrong is switched on by name.
class FakeTarget final : public Target {
public:
    explicit FakeTarget(std::filesystem::path folder) : folder_(std::move(folder)) { std::filesystem::create_directories(folder_); }

    std::string lie;                       ///< key: apply says done and does nothing
    std::string refuse;                    ///< key: apply says no
    std::string unknownDone, unknownLost;  ///< key: no answer; it was, or was not, applied
    std::string pending;                   ///< key: arrives at the third look
    std::string invalid;                   ///< identity that does not validate
    bool isUnreadable = false;             ///< confirm cannot say
    std::string dieAt;                     ///< "before:KEY", "after:KEY", "confirm:KEY": kill -9 there
    std::function<void()> onApply;
    std::vector<std::string> calls;

    static std::vector<ResourceRules> rules() {
        ResourceRules map{"map", QStringLiteral("Map"), true, {}, {}, {}, {}, {}, false};
        ResourceRules route{"route", QStringLiteral("Route"), true, {}, {}, {}, {}, {"map"}, false};
        ResourceRules queue{"queue", QStringLiteral("Queue"), false, {{"/durable", "true"}}, {"/id"}, {"/type"}, {"/password"}, {}, false};
        return {map, route, queue};
    }

    Result<TargetIdentity> identify(StopToken) override {
        TargetIdentity identity;
        identity.kind = "fake";
        identity.rules = rules();
        return identity;
    }

    Result<LiveState> read(const std::string&, StopToken) override {
        LiveState live;
        std::string all;
        for (const auto& [key, content] : files()) {
            const std::size_t slash = key.find('/');
            live.resources.push_back({key.substr(0, slash), key.substr(slash + 1), content, {}});
            all += key + content;
        }
        live.fingerprint = sha256Hex(all);
        return live;
    }

    Result<std::vector<Finding>> validate(const Resource& resource, StopToken) override {
        std::vector<Finding> findings;
        if (resource.identity == invalid) {
            findings.push_back({Severity::error, "fake.bad", QStringLiteral("Line 3 is wrong."), {}, Place{resource.identity, 3}});
        }
        return findings;
    }

    deploy::StepOutcome apply(const Step& step, const std::string&, StopToken) override { return act(step, step.after); }
    deploy::StepOutcome undo(const Step& step, StopToken) override { return act(step, step.before); }

    Result<bool> confirm(const Step& step, StopToken) override {
        die("confirm:" + step.key());
        if (isUnreadable) {
            return fail(ErrorCode::unreachable, QStringLiteral("No answer."));
        }
        if (step.key() == pending && ++looks_ == 3) {
            set(step.key(), step.after);
        }
        const auto all = files();
        const auto found = all.find(step.key());
        return step.after ? found != all.end() && found->second == step.after->content : found == all.end();
    }

    Result<std::vector<Check>> health(const std::string&, StopToken) override {
        return std::vector<Check>{{Check::State::good, "fake", QStringLiteral("It runs.")}};
    }
    Result<CanaryResult> canary(const std::string&, const std::string& body, StopToken) override {
        return CanaryResult{true, {}, "echo " + body};
    }

    void put(const std::string& key, const std::string& content) { set(key, Resource{"", "", content, ""}); }

    std::map<std::string, std::string> files() const {
        std::map<std::string, std::string> all;
        for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
            std::string key = entry.path().filename().string();
            key.replace(key.find('='), 1, "/");
            all[key] = *readFile(entry.path());
        }
        return all;
    }

private:
    void die(const std::string& where) const {
        if (where == dieAt) {
            std::raise(SIGKILL);
        }
    }

    deploy::StepOutcome act(const Step& step, const std::optional<Resource>& wanted) {
        const std::string key = step.key();
        calls.push_back(key);
        die("before:" + key);
        if (onApply) {
            onApply();
        }
        if (key == refuse) {
            return StepRefused{Error(ErrorCode::refused, QStringLiteral("No right."))};
        }
        if (key != lie && key != unknownLost && key != pending) {
            set(key, wanted);
        }
        die("after:" + key);
        if (key == unknownDone || key == unknownLost) {
            return StepUnknown{Error(ErrorCode::unknownOutcome, QStringLiteral("The connection broke."))};
        }
        if (key == pending) {
            return StepPending{"handle"};
        }
        return StepDone{};
    }

    void set(std::string key, const std::optional<Resource>& wanted) {
        key.replace(key.find('/'), 1, "=");
        if (wanted) {
            static_cast<void>(writeFileAtomically(folder_ / key, wanted->content));
        } else {
            std::filesystem::remove(folder_ / key);
        }
    }

    std::filesystem::path folder_;
    int looks_ = 0;
};

inline Resource resource(const std::string& kind, const std::string& identity, const std::string& content) {
    return {kind, identity, content, {}};
}

}  // namespace pb::test

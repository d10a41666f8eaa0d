#pragma once

#include "connectors/local/LocalTarget.h"
#include "tests/connectors/local/Support.h"
#include "tests/support/TestMain.h"

namespace pb::test {

/// A local runtime in a folder of its own, with the topics `in` and `out` on its broker.
class RuntimeCase {
public:
    RuntimeCase() : runtime(std::make_shared<connectors::local::LocalRuntime>(settings())), target(runtime) {
        broker = *connectors::local::LocalBroker::open(fileIn(folder, "broker.sqlite"), Database::Durability::normal);
        for (const char* channel : {"in", "out"}) {
            (void)broker->createChannel(channel, 1, {});
        }
    }

    /// kafka:in → `steps` → kafka:out, as routes/copy.camel.yaml.
    static deploy::Resource copying(const std::string& steps, const std::string& to = "kafka:out") {
        return {"route-file", "routes/copy.camel.yaml",
                "- route:\n    id: copy\n    from:\n      uri: kafka:in\n      parameters: {groupId: copy, autoOffsetReset: earliest}\n      steps:\n" + steps +
                    "        - to: \"" + to + "\"\n",
                {}};
    }
    static deploy::Resource writing(const std::string& text) { return copying("        - setBody: {simple: \"" + text + "\"}\n"); }

    deploy::StepOutcome create(const deploy::Resource& file) { return target.apply({deploy::StepKind::create, std::nullopt, file, {}}, {}, {}); }
    deploy::StepOutcome update(const deploy::Resource& from, const deploy::Resource& to) {
        return target.apply({deploy::StepKind::update, from, to, {}}, {}, {});
    }
    void send(const std::string& body) {
        const flow::Outgoing message = outgoing("in", std::nullopt, body);
        QVERIFY_RESULT(broker->produce(std::span(&message, 1), {}));
    }
    std::vector<std::string> arrived() {
        std::vector<std::string> bodies;
        for (const flow::Message& message : allOf(*broker, "out")) {
            bodies.push_back(message.body);
        }
        return bodies;
    }

    QTemporaryDir folder;
    std::shared_ptr<connectors::local::LocalRuntime> runtime;
    connectors::local::LocalTarget target;
    std::unique_ptr<connectors::local::LocalBroker> broker;

private:
    connectors::local::LocalRuntimeSettings settings() const {
        connectors::local::LocalRuntimeSettings made;
        made.folder = fileIn(folder, "runtime");
        made.brokerFile = fileIn(folder, "broker.sqlite");
        std::filesystem::create_directories(made.folder / "routes");
        std::filesystem::create_directories(made.folder / "maps");
        return made;
    }
};

}  // namespace pb::test
